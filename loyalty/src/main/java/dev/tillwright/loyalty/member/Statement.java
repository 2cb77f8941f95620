package dev.tillwright.loyalty.member;

import java.time.Instant;
import java.util.Objects;

/**
 * One line of the ledger of consents, without its proof.
 *
 * @param member the number under which it was said
 * @param given whether it was agreed to, or taken back
 * @param channel by what
 * @param purpose what for
 * @param wording the text and its version; empty when taken back
 * @param source where it was said
 * @param said when
 * @param by who took it in
 */
public record Statement(
    MemberId member,
    boolean given,
    Channel channel,
    Purpose purpose,
    String wording,
    ConsentSource source,
    Instant said,
    String by) {
  public Statement {
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(wording, "wording");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(said, "said");
    Objects.requireNonNull(by, "by");
  }
}
