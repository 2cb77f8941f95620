package dev.tillwright.core.watch;

import java.util.function.Function;

/** What came of correcting a finding. */
public sealed interface Correction {

  /** Exactly one of the functions is called. */
  default <T> T match(
      Function<Done, T> done, Function<Tried, T> tried, Function<Proposed, T> proposed) {
    if (this instanceof Done it) {
      return done.apply(it);
    }
    return this instanceof Tried it ? tried.apply(it) : proposed.apply((Proposed) this);
  }

  /**
   * The payment came to an end, and the finding is closed.
   *
   * @param state the payment's
   */
  record Done(String state) implements Correction {}

  /**
   * The host did not answer; the finding stays open.
   *
   * @param state the payment's
   */
  record Tried(String state) implements Correction {}

  /**
   * Not for a machine.
   *
   * @param sentence what a person should do
   */
  record Proposed(String sentence) implements Correction {}
}
