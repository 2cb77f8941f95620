package dev.tillwright.core.catalogue;

import dev.tillwright.core.money.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * In what an item is sold.
 *
 * @param symbol as the receipt prints it, such as {@code kg}; 1 to 8 letters, digits and signs;
 *     empty for pieces
 * @param measure what is measured
 * @param decimals of a quantity, 0 to 6; none for pieces
 */
public record Unit(String symbol, Measure measure, int decimals) {
  /** What a unit measures. */
  public enum Measure {
    PIECE,
    WEIGHT,
    VOLUME,
    LENGTH,
    AREA,
    TIME
  }

  /** Counted. */
  public static final Unit PIECE = new Unit("", Measure.PIECE, 0);

  /** Kilograms, to the gram. */
  public static final Unit KG = new Unit("kg", Measure.WEIGHT, 3);

  /** Whole grams. */
  public static final Unit GRAM = new Unit("g", Measure.WEIGHT, 0);

  /** Pounds, to the thousandth. */
  public static final Unit POUND = new Unit("lb", Measure.WEIGHT, 3);

  /** Litres, to the millilitre. */
  public static final Unit LITRE = new Unit("l", Measure.VOLUME, 3);

  /** Metres, to the millimetre. */
  public static final Unit METRE = new Unit("m", Measure.LENGTH, 3);

  private static final List<Unit> KNOWN = List.of(PIECE, KG, GRAM, POUND, LITRE, METRE);
  private static final String PIECE_TEXT = "piece";

  public Unit {
    Objects.requireNonNull(measure, "measure");
    boolean pieces = measure == Measure.PIECE;
    if (pieces != symbol.isEmpty() || pieces && decimals != 0 || decimals < 0 || decimals > 6) {
      throw new IllegalArgumentException("pieces have neither symbol nor decimals; others 0 to 6");
    }
    if (!pieces && (symbol.equals(PIECE_TEXT) || !symbol.matches("[^\\s:;,]{1,8}"))) {
      throw new IllegalArgumentException("a unit's symbol has 1 to 8 characters");
    }
    Texts.text("a unit's symbol", symbol, 8);
  }

  /**
   * Reads {@code piece}, one of the units above by its symbol, or {@code ct:weight:2} for one of
   * your own.
   */
  public static Unit parse(String text) {
    if (text.isEmpty() || text.equals(PIECE_TEXT)) {
      return PIECE;
    }
    for (Unit unit : KNOWN) {
      if (unit.symbol.equals(text)) {
        return unit;
      }
    }
    String[] parts = text.split(":", -1);
    if (parts.length != 3 || !parts[2].matches("[0-6]")) {
      throw new IllegalArgumentException("not a unit");
    }
    return new Unit(
        parts[0], Measure.valueOf(parts[1].toUpperCase(Locale.ROOT)), Integer.parseInt(parts[2]));
  }

  /** The text that {@link #parse} reads. */
  public String text() {
    if (measure == Measure.PIECE) {
      return PIECE_TEXT;
    }
    return KNOWN.contains(this)
        ? symbol
        : symbol + ":" + measure.name().toLowerCase(Locale.ROOT) + ":" + decimals;
  }

  /** Whether so much can be sold of it: positive, and not finer than its decimals. */
  public boolean measures(Quantity quantity) {
    return quantity.isPositive() && quantity.value().scale() <= decimals;
  }
}
