package dev.tillwright.loyalty.member;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Opens a {@link ContactDesk}. A channel without a sender refuses. Unless said otherwise, a message
 * ends with {@code Genuine? {slip} is on your receipts. Check this message: {code}}.
 */
public final class ContactDeskBuilder {
  private static final int MAX_FOOT = 400;

  final Members members;
  final ContactPolicy policy;
  final Executor executor;
  final Map<Channel, ContactSender> senders = new EnumMap<>(Channel.class);
  String foot = "Genuine? {slip} is on your receipts. Check this message: {code}";

  ContactDeskBuilder(Members members, ContactPolicy policy, Executor executor) {
    this.members = Objects.requireNonNull(members, "members");
    this.policy = Objects.requireNonNull(policy, "policy");
    this.executor = Objects.requireNonNull(executor, "executor");
  }

  /**
   * A carrier for its channel.
   *
   * @throws IllegalArgumentException when the channel has one
   */
  public ContactDeskBuilder sender(ContactSender sender) {
    if (senders.putIfAbsent(sender.channel(), sender) != null) {
      throw new IllegalArgumentException("two senders of one channel");
    }
    return this;
  }

  /**
   * What stands under each message: {@code {slip}} is the code on the member's receipts, {@code
   * {code}} that of this message; both must be in it. At most 400 characters.
   */
  public ContactDeskBuilder foot(String foot) {
    if (foot.length() > MAX_FOOT || !foot.contains("{slip}") || !foot.contains("{code}")) {
      throw new IllegalArgumentException("foot: at most 400 characters with {slip} and {code}");
    }
    this.foot = foot;
    return this;
  }

  /**
   * Writes the policy into the journal, and looks after contacts that a crash left without an
   * outcome.
   *
   * @throws dev.tillwright.core.TillwrightException as {@link Members} says
   */
  public ContactDesk open() {
    return new ContactDesk(this).opened();
  }
}
