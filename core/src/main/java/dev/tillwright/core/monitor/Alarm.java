package dev.tillwright.core.monitor;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that somebody should look at.
 *
 * @param code stable, for programs: {@code payment.waitsTooLong}
 * @param subject what it is about, by its id; never card data
 * @param sentence what is the case and what to do, for people
 * @param at when it was raised
 */
public record Alarm(String code, String subject, String sentence, Instant at) {
  public Alarm {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(sentence, "sentence");
    Objects.requireNonNull(at, "at");
  }
}
