package dev.tillwright.core.journal;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Drafts that become entries together or not at all, and whoever waits for them. */
final class Append {
  final List<Draft> drafts;
  final long characters;
  final CompletableFuture<List<Entry>> done = new CompletableFuture<>();

  Append(List<Draft> drafts) {
    this.drafts = List.copyOf(drafts);
    this.characters = this.drafts.stream().mapToLong(draft -> draft.payload().length()).sum();
  }
}
