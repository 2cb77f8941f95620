package dev.tillwright.crypto.scan;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Lets a match through once: between ASCII neighbours UTF-16 reads the same either way round. The
 * lenses tell theirs close to each other, so a few places are remembered.
 */
final class Once implements Consumer<PanMatch> {
  private static final int REMEMBERED = 1024;

  private final Consumer<PanMatch> sink;
  private final long[] places = new long[REMEMBERED];
  private int next;

  Once(Consumer<PanMatch> sink) {
    this.sink = sink;
    Arrays.fill(places, -1);
  }

  @Override
  public void accept(PanMatch match) {
    for (long place : places) {
      if (place == match.offset()) {
        return;
      }
    }
    places[next] = match.offset();
    next = (next + 1) % REMEMBERED;
    sink.accept(match);
  }
}
