package dev.tillwright.core.journal;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Drafts that become entries together or not at all, and whoever waits for them. */
final class Append {
  final List<Draft> drafts;
  final long characters;
  final CompletableFuture<List<Entry>> done = new CompletableFuture<>();

  /** What it is written behind, or not at all; {@code null} for nothing. */
  final @Nullable CompletableFuture<?> after;

  Append(List<Draft> drafts, @Nullable CompletableFuture<?> after) {
    this.after = after;
    this.drafts = List.copyOf(drafts);
    this.characters = this.drafts.stream().mapToLong(draft -> draft.payload().length()).sum();
  }
}
