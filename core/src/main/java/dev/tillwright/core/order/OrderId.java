package dev.tillwright.core.order;

import dev.tillwright.core.sale.Sale;

/**
 * Names an order for ever: the channel it came by, and the channel's own number of it.
 *
 * @param channel as {@link Sale#CHANNEL} says: {@code web}, {@code phone}, {@code market-1}
 * @param number 1 to 64 visible characters of ASCII, without spaces
 */
public record OrderId(String channel, String number) {
  public OrderId {
    if (!channel.matches(Sale.CHANNEL)) {
      throw new IllegalArgumentException(
          "channel: a name has 1 to 16 lower-case letters, digits and hyphens");
    }
    if (!number.matches("[!-~]{1,64}")) {
      throw new IllegalArgumentException("number: 1 to 64 visible characters of ASCII");
    }
  }

  /**
   * Reads the text form {@code "web:1001"}.
   *
   * @throws IllegalArgumentException when it is not that form
   */
  public static OrderId parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("not the name of an order");
    }
    return new OrderId(text.substring(0, colon), text.substring(colon + 1));
  }

  /** {@code "web:1001"}. */
  @Override
  public String toString() {
    return channel + ":" + number;
  }
}
