package dev.tillwright.crypto.token;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of putting a domain's numbers under today's key.
 *
 * @param done how many were
 * @param damaged tokens whose records did not open, and which stay as they are
 * @param next where to go on, also in another program or after a crash; none when all is done
 */
public record Rewrapped(int done, List<Token> damaged, Optional<Token> next) {
  public Rewrapped {
    damaged = List.copyOf(damaged);
    Objects.requireNonNull(next, "next");
  }
}
