package dev.tillwright.loyalty.member;

import java.util.Objects;

/**
 * A wish to reach a member.
 *
 * @param key names the contact, for ever: asked again with the same key it is not made again. 1 to
 *     128 letters, digits and {@code . _ / : -}; never data of the member
 * @param member whom; of members that were merged, the one that stays is reached
 * @param channel by what
 * @param purpose what for
 * @param text what is said
 */
public record ContactRequest(
    String key, MemberId member, Channel channel, Purpose purpose, ContactText text) {
  public ContactRequest {
    Values.word("key", key);
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(text, "text");
  }
}
