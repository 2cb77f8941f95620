package dev.tillwright.core.watch;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Something that a detector found.
 *
 * @param id of what was found, not of the run: a second run finds the same under the same id
 * @param detector which rule
 * @param severity how much it matters
 * @param cause what most likely lies behind it
 * @param terminal at which till
 * @param subject a payment key, a sale, a position, an operator
 * @param evidence where it can be seen, at least once
 * @param sentence what is the case, for people
 * @param action what to do
 * @param since when it happened, as far as is known
 */
public record Finding(
    String id,
    Detector detector,
    Severity severity,
    Cause cause,
    String terminal,
    String subject,
    List<Evidence> evidence,
    String sentence,
    Action action,
    Instant since) {
  /** So much evidence is kept of one finding. */
  public static final int MAX_EVIDENCE = 20;

  public Finding {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(detector, "detector");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(sentence, "sentence");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(since, "since");
    evidence = List.copyOf(evidence.subList(0, Math.min(evidence.size(), MAX_EVIDENCE)));
    if (evidence.isEmpty()) {
      throw new IllegalArgumentException("a finding has evidence");
    }
  }

  static Finding of(
      Detector detector,
      String terminal,
      String subject,
      Instant since,
      Verdict verdict,
      List<Evidence> evidence) {
    return new Finding(
        detector + " " + terminal + " " + subject,
        detector,
        verdict.severity(),
        verdict.cause(),
        terminal,
        subject,
        evidence,
        verdict.sentence(),
        verdict.action(),
        since);
  }

  /** What a rule makes of it. */
  record Verdict(Severity severity, Cause cause, String sentence, Action action) {}

  /** How much it matters. */
  public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
  }
}
