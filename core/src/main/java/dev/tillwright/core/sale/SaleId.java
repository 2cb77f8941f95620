package dev.tillwright.core.sale;

import java.util.Objects;

/**
 * Names one sale or return, for ever.
 *
 * @param terminal its home till, 1 to 16 characters of A-Z, a-z, 0-9 and the hyphen
 * @param epoch which opening of the till, from 1
 * @param number counts sales within the epoch, from 1
 */
public record SaleId(String terminal, int epoch, long number) {
  public SaleId {
    Objects.requireNonNull(terminal, "terminal");
    if (!terminal.matches("[A-Za-z0-9-]{1,16}") || epoch < 1 || number < 1) {
      throw new IllegalArgumentException("not a sale id");
    }
  }

  /**
   * Reads the text form {@code "till-01.3.17"}.
   *
   * @throws IllegalArgumentException when it is not exactly that form
   */
  public static SaleId parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a sale id");
    }
    SaleId id = new SaleId(parts[0], Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
    if (!id.toString().equals(text)) {
      // One sale has one name: "+3" or "03" for 3 would be another key in every view.
      throw new IllegalArgumentException("not a sale id");
    }
    return id;
  }

  /** {@code "till-01.3.17"}. */
  @Override
  public String toString() {
    return terminal + "." + epoch + "." + number;
  }
}
