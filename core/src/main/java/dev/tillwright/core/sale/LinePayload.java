package dev.tillwright.core.sale;

import dev.tillwright.core.basket.Line;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.util.Currency;

/** A line with its item, as it stands in payloads; {@link SaleEvent.LineAdded} gives its fields. */
public final class LinePayload {
  private LinePayload() {}

  /** Writes the fields of a line. */
  public static void write(JsonOut out, Line line) {
    PayloadOut.line(out, line);
  }

  /**
   * Reads them.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when it is not a line
   */
  public static Line read(JsonIn in, Currency currency) {
    return PayloadIn.line(in, currency);
  }
}
