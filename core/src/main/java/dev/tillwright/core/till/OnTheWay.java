package dev.tillwright.core.till;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket handed to the journal and nobody saw durable yet, in its order. A part is written
 * only behind those before it; what found no room is handed over again before anything else, so
 * that the journal never holds a step of a sale without those that it rests on. Safe for several
 * threads.
 */
final class OnTheWay {
  private final Books books;
  private final List<Part> parts = new ArrayList<>();

  OnTheWay(Books books) {
    this.books = books;
  }

  private record Part(List<Draft> drafts, CompletableFuture<List<Entry>> written) {
    boolean arrived() {
      return written.isDone() && !written.isCompletedExceptionally();
    }
  }

  /** Hands over a part; when this throws, it is not on its way. */
  synchronized void add(List<Draft> drafts) {
    again();
    parts.add(new Part(drafts, books.submit(drafts, last(parts.size()))));
  }

  /** All that is on its way, for the caller to wait for. */
  synchronized List<CompletableFuture<List<Entry>>> parts() {
    again();
    return parts.stream().map(Part::written).toList();
  }

  private void again() {
    parts.removeIf(Part::arrived); // those behind one that failed never arrive
    int first = 0;
    while (first < parts.size() && !parts.get(first).written.isCompletedExceptionally()) {
      first++;
    }
    for (int at = first; at < parts.size(); at++) {
      List<Draft> drafts = parts.get(at).drafts;
      parts.set(at, new Part(drafts, books.submit(drafts, last(at))));
    }
  }

  private @Nullable CompletableFuture<List<Entry>> last(int before) {
    return before == 0 ? null : parts.get(before - 1).written;
  }
}
