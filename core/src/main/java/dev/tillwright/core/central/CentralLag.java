package dev.tillwright.core.central;

import java.util.Objects;
import java.util.Optional;

/**
 * How far a follower is with one terminal.
 *
 * @param follower whose view
 * @param terminal whose entries
 * @param position the newest entry in the view; 0 before the first
 * @param behind checked entries that are still to come
 * @param failures how often in a row it failed at the same place
 * @param lastError the position, code or type of its last failure, never data; empty after success
 */
public record CentralLag(
    String follower,
    String terminal,
    long position,
    long behind,
    int failures,
    Optional<String> lastError) {
  public CentralLag {
    Objects.requireNonNull(follower, "follower");
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(lastError, "lastError");
  }
}
