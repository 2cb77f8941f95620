package dev.tillwright.core.order;

import java.util.Objects;

/** What a channel answered to a notice. Three cases, and "unknown" is never taken for refused. */
public sealed interface OrderReply {

  /** It took the notice; or took one of this number before. */
  record Acknowledged() implements OrderReply {}

  /**
   * It will not, for certain, and nothing moved there.
   *
   * @param code the channel's own, 1 to 64 visible characters; others are kept as a question mark
   */
  record Refused(String code) implements OrderReply {
    public Refused {
      Objects.requireNonNull(code, "code");
      code = code.matches("[!-~]{1,64}") ? code : "?";
    }
  }

  /** Nobody knows: no answer, a broken line, an answer that cannot be read. It is told again. */
  record Unknown() implements OrderReply {}

  /** It took it. */
  static OrderReply acknowledged() {
    return new Acknowledged();
  }

  /** Nobody knows. */
  static OrderReply unknown() {
    return new Unknown();
  }
}
