package dev.tillwright.core.stock;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Stock events as journal entries, both ways. All but the last have {@code reference} and {@code
 * operator}; quantities are decimals in texts:
 *
 * <pre>
 * stock.received     place, supplier, lines[{code, quantity, currency?, cost?}]
 * stock.adjusted     place?, reason, lines[{code, quantity}]
 * stock.counted      place, reason, lines[{code, counted, book}]
 * stock.transferred  from, to, reason, lines[{code, quantity}]
 * stock.revalued     reason, lines[{code, currency, unit}]
 * stock.placed       operator, place
 * </pre>
 *
 * {@code cost} is of the whole line, in minor units; {@code unit} is a decimal. Without a place an
 * adjustment is where the terminal sells.
 */
public final class StockEntries {
  private StockEntries() {}

  /** The entry that records an event. */
  public static Draft draft(StockEvent event) {
    if (event instanceof StockEvent.Received it) {
      return of("stock.received", it, out -> received(out, it));
    } else if (event instanceof StockEvent.Adjusted it) {
      return of("stock.adjusted", it, out -> adjusted(out, it));
    } else if (event instanceof StockEvent.Counted it) {
      return of("stock.counted", it, out -> counted(out, it));
    } else if (event instanceof StockEvent.Transferred it) {
      return of("stock.transferred", it, out -> transferred(out, it));
    } else if (event instanceof StockEvent.Revalued it) {
      return of("stock.revalued", it, out -> revalued(out, it));
    }
    StockEvent.Placed it = (StockEvent.Placed) event;
    return new Draft(
        "stock.placed",
        JsonOut.object(out -> out.put("operator", it.operator()).put("place", it.place())));
  }

  /**
   * The event an entry records; nothing for entries of other kinds.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when the payload is not as
   *     described
   */
  public static Optional<StockEvent> read(Entry entry) {
    if (!entry.kind().startsWith("stock.")) {
      return Optional.empty();
    }
    JsonIn in = JsonIn.parse(entry.payload());
    return switch (entry.kind()) {
      case "stock.received" -> Optional.of(received(in));
      case "stock.adjusted" -> Optional.of(adjusted(in));
      case "stock.counted" -> Optional.of(counted(in));
      case "stock.transferred" -> Optional.of(transferred(in));
      case "stock.revalued" -> Optional.of(revalued(in));
      case "stock.placed" ->
          Optional.of(
              fitting(
                  in,
                  "place",
                  () -> new StockEvent.Placed("", in.text("operator"), in.text("place"))));
      default -> Optional.empty();
    };
  }

  private static Draft of(String kind, StockEvent event, Consumer<JsonOut> fields) {
    return new Draft(
        kind,
        JsonOut.object(
            out -> {
              out.put("reference", event.reference()).put("operator", event.operator());
              fields.accept(out);
            }));
  }

  private static void received(JsonOut out, StockEvent.Received it) {
    out.put("place", it.place())
        .put("supplier", it.supplier())
        .putAll(
            "lines",
            it.lines(),
            (line, goods) -> {
              line.put("code", goods.code()).put("quantity", goods.quantity().toString());
              Money cost = goods.cost();
              if (cost != null) {
                line.put("currency", cost.currency().getCurrencyCode()).put("cost", cost.minor());
              }
            });
  }

  private static void adjusted(JsonOut out, StockEvent.Adjusted it) {
    out.put("place", it.place().isEmpty() ? null : it.place())
        .put("reason", it.reason())
        .putAll("lines", it.lines(), StockEntries::line);
  }

  private static void counted(JsonOut out, StockEvent.Counted it) {
    out.put("place", it.place())
        .put("reason", it.reason())
        .putAll(
            "lines",
            it.lines(),
            (line, count) ->
                line.put("code", count.code())
                    .put("counted", count.counted().toString())
                    .put("book", count.book().toString()));
  }

  private static void transferred(JsonOut out, StockEvent.Transferred it) {
    out.put("from", it.from())
        .put("to", it.to())
        .put("reason", it.reason())
        .putAll("lines", it.lines(), StockEntries::line);
  }

  private static void revalued(JsonOut out, StockEvent.Revalued it) {
    out.put("reason", it.reason())
        .putAll(
            "lines",
            it.lines(),
            (line, worth) ->
                line.put("code", worth.code())
                    .put("currency", worth.cost().currency().getCurrencyCode())
                    .put("unit", worth.cost().value().toPlainString()));
  }

  private static void line(JsonOut out, StockEvent.Line line) {
    Quantity quantity = Bounds.quantity(line.quantity()); // the first tills read back any
    out.put("code", line.code()).put("quantity", quantity.toString());
  }

  private static StockEvent received(JsonIn in) {
    return fitting(
        in,
        "lines",
        () ->
            new StockEvent.Received(
                in.text("reference"),
                in.text("operator"),
                in.text("place"),
                in.text("supplier"),
                in.objects("lines").stream().map(StockEntries::goods).toList()));
  }

  private static StockEvent.Goods goods(JsonIn in) {
    return fitting(
        in,
        "quantity",
        () ->
            new StockEvent.Goods(
                in.text("code"),
                quantity(in, "quantity"),
                in.has("cost") ? Money.ofMinor(in.number("cost"), currency(in)) : null));
  }

  private static StockEvent adjusted(JsonIn in) {
    return fitting(
        in,
        "lines",
        () ->
            new StockEvent.Adjusted(
                in.text("reference"),
                in.text("operator"),
                in.optionalText("place").orElse(""),
                in.text("reason"),
                in.objects("lines").stream()
                    .filter(line -> Bounds.isCode(line.text("code"))) // the first tills wrote any
                    .map(StockEntries::line)
                    .toList()));
  }

  private static StockEvent counted(JsonIn in) {
    return fitting(
        in,
        "lines",
        () ->
            new StockEvent.Counted(
                in.text("reference"),
                in.text("operator"),
                in.text("place"),
                in.text("reason"),
                in.objects("lines").stream()
                    .map(
                        line ->
                            fitting(
                                line,
                                "counted",
                                () ->
                                    new StockEvent.Count(
                                        line.text("code"),
                                        quantity(line, "counted"),
                                        quantity(line, "book"))))
                    .toList()));
  }

  private static StockEvent transferred(JsonIn in) {
    return fitting(
        in,
        "lines",
        () ->
            new StockEvent.Transferred(
                in.text("reference"),
                in.text("operator"),
                in.text("from"),
                in.text("to"),
                in.text("reason"),
                lines(in)));
  }

  private static StockEvent revalued(JsonIn in) {
    return fitting(
        in,
        "lines",
        () ->
            new StockEvent.Revalued(
                in.text("reference"),
                in.text("operator"),
                in.text("reason"),
                in.objects("lines").stream()
                    .map(
                        line ->
                            fitting(
                                line,
                                "unit",
                                () ->
                                    new StockEvent.Worth(
                                        line.text("code"),
                                        new UnitPrice(decimal(line, "unit"), currency(line)))))
                    .toList()));
  }

  private static List<StockEvent.Line> lines(JsonIn in) {
    return in.objects("lines").stream().map(StockEntries::line).toList();
  }

  private static StockEvent.Line line(JsonIn in) {
    return fitting(
        in, "quantity", () -> new StockEvent.Line(in.text("code"), quantity(in, "quantity")));
  }

  private static Quantity quantity(JsonIn in, String name) {
    return fitting(in, name, () -> new Quantity(decimal(in, name)));
  }

  private static BigDecimal decimal(JsonIn in, String name) {
    String text = in.text(name);
    if (!text.matches("-?[0-9]{1,18}(\\.[0-9]{1,6})?")) {
      throw in.wrong(name, "a decimal was expected");
    }
    return new BigDecimal(text);
  }

  private static Currency currency(JsonIn in) {
    return fitting(in, "currency", () -> Currency.getInstance(in.text("currency")));
  }

  private static <T> T fitting(JsonIn in, String name, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw in.wrong(name, "not a value that fits");
    }
  }
}
