package dev.tillwright.loyalty.partner;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a partner says, or does not. */
public sealed interface PartnerReply {

  /** It is done, now or before. */
  record Done() implements PartnerReply {}

  /**
   * It is not done and will not be under this key.
   *
   * @param reason stable and dotted, without data; at most 64 characters
   */
  record Refused(String reason) implements PartnerReply {
    public Refused {
      Objects.requireNonNull(reason, "reason");
      if (!reason.matches("[a-zA-Z0-9._-]{1,64}")) {
        throw new IllegalArgumentException("not a reason's code");
      }
    }
  }

  /** Nobody can say whether it is done. */
  record Unknown() implements PartnerReply {}

  /** One answer of three. */
  default <T> T match(Supplier<T> done, Function<Refused, T> refused, Supplier<T> unknown) {
    if (this instanceof Done) {
      return done.get();
    }
    return this instanceof Refused it ? refused.apply(it) : unknown.get();
  }
}
