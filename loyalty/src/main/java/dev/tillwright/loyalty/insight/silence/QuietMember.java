package dev.tillwright.loyalty.insight.silence;

import dev.tillwright.core.watch.Action;
import dev.tillwright.core.watch.Cause;
import dev.tillwright.core.watch.Detector;
import dev.tillwright.core.watch.Evidence;
import dev.tillwright.core.watch.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A member who stays away.
 *
 * @param member who
 * @param terminal where he bought last
 * @param last when
 * @param usual the median gap between his purchases before
 * @param why what the journal shows
 * @param evidence where it can be seen
 */
public record QuietMember(
    String member,
    String terminal,
    Instant last,
    Duration usual,
    Why why,
    List<Evidence> evidence) {
  public QuietMember {
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(terminal, "terminal");
    Objects.requireNonNull(last, "last");
    Objects.requireNonNull(usual, "usual");
    Objects.requireNonNull(why, "why");
    evidence = List.copyOf(evidence);
  }

  /** What the journal shows of the reason. */
  public enum Why {
    /** The till where he bought has sold to no member since: he may come, and nobody sees it. */
    TILL_QUIET(
        Cause.DEVICE, Action.CHECK_DEVICE, "the till where he bought has sold to no member since"),
    /** He gave a low score, and nobody closed the matter. */
    UNHAPPY(Cause.OPERATOR, Action.ASK_OPERATOR, "he gave a low score that was not closed"),
    /** Goods came back, and he bought nothing after that. */
    BROUGHT_BACK(Cause.ABSENCE, Action.ASK_OPERATOR, "the last he did was to bring goods back"),
    /** Nothing shows why. */
    UNKNOWN(Cause.ABSENCE, Action.NOTHING, "nothing shows why");

    private final Cause cause;
    private final Action action;
    private final String sentence;

    Why(Cause cause, Action action, String sentence) {
      this.cause = cause;
      this.action = action;
      this.sentence = sentence;
    }

    /** In words. */
    public String sentence() {
      return sentence;
    }
  }

  /**
   * As a finding beside those of tills, devices, cards and operators: the same silence has the same
   * id, however often it is found.
   */
  public Finding finding() {
    String subject = "MEMBER " + member + " since " + last;
    return new Finding(
        Detector.SILENT + " " + terminal + " " + subject,
        Detector.SILENT,
        why == Why.UNKNOWN ? Finding.Severity.LOW : Finding.Severity.MEDIUM,
        why.cause,
        terminal,
        subject,
        evidence,
        "quiet: a member who came every " + days(usual) + " stays away; " + why.sentence,
        why.action,
        last);
  }

  private static String days(Duration usual) {
    long days = Math.max(1, Math.round(usual.toHours() / 24.0));
    return days == 1 ? "day" : days + " days";
  }
}
