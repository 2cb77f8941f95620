package dev.tillwright.loyalty.insight.segment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * How a member came so far.
 *
 * @param member who
 * @param terminal where he bought last
 * @param seq of the entry of that purchase
 * @param since the first of the purchases that the gaps lie between
 * @param last when he bought last
 * @param broughtBack whether goods came back after that
 * @param gaps between his purchases, oldest first; the newest {@value #GAPS}
 */
public record Rhythm(
    String member,
    String terminal,
    long seq,
    Instant since,
    Instant last,
    boolean broughtBack,
    List<Duration> gaps) {
  /** So many gaps are looked at. */
  public static final int GAPS = 64;

  public Rhythm {
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(since, "since");
    Objects.requireNonNull(last, "last");
    gaps = List.copyOf(gaps);
  }
}
