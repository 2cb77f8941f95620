package dev.tillwright.loyalty.member;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A contact that was let through.
 *
 * @param contact its name in the journal: {@code till-01/42}
 * @param key the caller's name for it
 * @param attempt the how manieth of its key
 * @param asked the number that was asked for
 * @param member the one that it was then, by mergers
 * @param channel by what
 * @param purpose what for
 * @param wording of its text
 * @param at when it was let through
 * @param outcome what became of it; none while it is under way
 */
public record ContactView(
    String contact,
    String key,
    int attempt,
    MemberId asked,
    MemberId member,
    Channel channel,
    Purpose purpose,
    String wording,
    Instant at,
    Optional<ContactOutcome> outcome) {
  public ContactView {
    Objects.requireNonNull(contact, "contact");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(asked, "asked");
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(wording, "wording");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(outcome, "outcome");
  }
}
