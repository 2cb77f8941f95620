package dev.tillwright.core.payment;

import dev.tillwright.core.money.Money;

/** Whether a part is taken when the host approves less than was asked. */
@FunctionalInterface
public interface PartialChoice {
  /** The whole or nothing: the host is not even told that a part is welcome. */
  PartialChoice NEVER = (approved, asked) -> false;

  /** Whatever is approved; the rest stays due. */
  PartialChoice ALWAYS = (approved, asked) -> true;

  /**
   * Called on the thread that pays, while the approved part is reserved; may ask a person. When the
   * till stops meanwhile, the part is given back.
   *
   * @param approved positive, less than asked
   */
  boolean accept(Money approved, Money asked);
}
