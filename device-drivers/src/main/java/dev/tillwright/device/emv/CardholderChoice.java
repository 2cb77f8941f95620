package dev.tillwright.device.emv;

import java.util.List;
import java.util.Optional;

/** Asks the cardholder which application to use. */
@FunctionalInterface
public interface CardholderChoice {

  /**
   * Shows these and waits for an answer; called only when there is something to ask. Counts against
   * the call's deadline.
   *
   * @param candidates best first, at least one
   * @return one of them, or nothing to give up
   */
  Optional<Candidate> choose(List<Candidate> candidates);

  /** Nobody is asked: the first that may be taken so is taken. */
  static CardholderChoice nobody() {
    return candidates ->
        candidates.stream().filter(candidate -> !candidate.needsConfirmation()).findFirst();
  }
}
