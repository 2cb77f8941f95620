package dev.tillwright.core.catalogue;

import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.UnitPrice;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes of the catalogue as journal entries, both ways. Each has {@code version, origin,
 * operator, reference} and {@code lines}; days are as {@code 2025-03-01}, prices and rates decimals
 * in texts:
 *
 * <pre>
 * item.changed       code, name, category?, taxClass, unit?, parent?, variant{}?, barCodes[]?, active
 * pricelist.changed  list, currency, rank, channels[], from?, to?
 * price.changed      list, code, currency and price unless it is taken out, from?, to?
 * tax.changed        taxClass, from?, taxes[{code, rate, included, compound}]
 * cost.changed       code, from, currency, cost
 * </pre>
 */
public final class CatalogueEntries {
  static final String ITEM = "item.changed";
  static final String LIST = "pricelist.changed";
  static final String PRICE = "price.changed";
  static final String TAX = "tax.changed";
  static final String COST = "cost.changed";

  /** An entry has at most so many lines. */
  public static final int MAX_LINES = 400;

  /** So many characters, each three bytes at most as UTF-8, or two behind a backslash. */
  private static final int MAX_CHARACTERS = 150_000;

  private CatalogueEntries() {}

  /** The entries that record an update: as many as it needs, each kind together. */
  public static List<Draft> drafts(CatalogueUpdate update) {
    Map<String, List<CatalogueChange>> kinds = new LinkedHashMap<>();
    for (String kind : List.of(TAX, LIST, ITEM, PRICE, COST)) {
      kinds.put(kind, new ArrayList<>());
    }
    for (CatalogueChange change : update.changes()) {
      kinds.getOrDefault(kind(change), new ArrayList<>()).add(change);
    }
    List<Draft> drafts = new ArrayList<>();
    kinds.forEach((kind, changes) -> drafts.addAll(drafts(kind, update, changes)));
    return drafts;
  }

  private static List<Draft> drafts(
      String kind, CatalogueUpdate update, List<CatalogueChange> changes) {
    List<Draft> drafts = new ArrayList<>();
    List<CatalogueChange> lines = new ArrayList<>();
    int characters = 0;
    for (CatalogueChange change : changes) {
      int size = characters(change);
      if (lines.size() == MAX_LINES || characters + size > MAX_CHARACTERS && !lines.isEmpty()) {
        drafts.add(draft(kind, update, lines));
        lines.clear();
        characters = 0;
      }
      lines.add(change);
      characters += size;
    }
    if (!lines.isEmpty()) {
      drafts.add(draft(kind, update, lines));
    }
    return drafts;
  }

  /** No fewer than it has as a line. */
  private static int characters(CatalogueChange change) {
    int most = 300; // names of fields, codes, words and days
    if (change instanceof CatalogueItem item) {
      most += item.barCodes().stream().mapToInt(it -> it.length() + 3).sum();
      for (Map.Entry<String, String> part : item.variant().entrySet()) {
        most += part.getKey().length() + part.getValue().length() + 6;
      }
      return most + item.name().length() + item.category().length();
    } else if (change instanceof PriceList list) {
      return most + 40 * list.channels().size();
    }
    return most + (change instanceof TaxClass tax ? 100 * tax.taxes().size() : 0);
  }

  private static Draft draft(String kind, CatalogueUpdate update, List<CatalogueChange> lines) {
    return new Draft(
        kind,
        JsonOut.object(
            out ->
                out.put("version", update.version().number())
                    .put("origin", update.version().origin())
                    .put("operator", update.operator())
                    .put("reference", update.reference())
                    .putAll("lines", lines, CatalogueEntries::line)));
  }

  /** Whether an entry of this kind is about the catalogue. */
  public static boolean isOne(String kind) {
    return switch (kind) {
      case ITEM, LIST, PRICE, TAX, COST -> true;
      default -> false;
    };
  }

  static String kind(CatalogueChange change) {
    if (change instanceof CatalogueItem) {
      return ITEM;
    } else if (change instanceof PriceList) {
      return LIST;
    } else if (change instanceof ListPrice) {
      return PRICE;
    }
    return change instanceof TaxClass ? TAX : COST;
  }

  /**
   * The update an entry records; nothing for entries of other kinds.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when the payload is not as
   *     described
   */
  public static Optional<CatalogueUpdate> read(Entry entry) {
    return isOne(entry.kind())
        ? Optional.of(read(entry.kind(), entry.payload()))
        : Optional.empty();
  }

  static CatalogueUpdate read(String kind, String payload) {
    JsonIn in = JsonIn.parse(payload);
    return fitting(
        in,
        "lines",
        () ->
            new CatalogueUpdate(
                new CatalogueVersion(in.number("version"), in.text("origin")),
                in.text("operator"),
                in.text("reference"),
                in.objects("lines").stream().map(line -> change(kind, line)).toList()));
  }

  /** One change as a text of its own, for a row of the view. */
  static String text(CatalogueChange change) {
    return JsonOut.object(out -> line(out, change));
  }

  static CatalogueChange change(String kind, String text) {
    return change(kind, JsonIn.parse(text));
  }

  private static void line(JsonOut out, CatalogueChange change) {
    if (change instanceof CatalogueItem it) {
      item(out, it);
    } else if (change instanceof PriceList it) {
      days(
          out.put("list", it.name())
              .put("currency", it.currency().getCurrencyCode())
              .put("rank", it.rank())
              .putTexts("channels", it.channels()),
          it.from(),
          it.to());
    } else if (change instanceof ListPrice it) {
      days(
          price(out.put("list", it.list()).put("code", it.item()), "price", it.price()),
          it.from(),
          it.to());
    } else if (change instanceof TaxClass it) {
      days(out.put("taxClass", it.name()), it.from(), null)
          .putAll("taxes", it.taxes(), CatalogueEntries::tax);
    } else if (change instanceof ItemCost it) {
      price(days(out.put("code", it.item()), it.from(), null), "cost", it.cost());
    }
  }

  private static void item(JsonOut out, CatalogueItem it) {
    out.put("code", it.code())
        .put("name", it.name())
        .put("category", it.category().isEmpty() ? null : it.category())
        .put("taxClass", it.taxClass())
        .put("unit", it.unit().equals(Unit.PIECE) ? null : it.unit().text())
        .put("parent", it.parent().isEmpty() ? null : it.parent());
    if (!it.variant().isEmpty()) {
      out.put("variant", parts -> it.variant().forEach(parts::put));
    }
    if (!it.barCodes().isEmpty()) {
      out.putTexts("barCodes", it.barCodes());
    }
    out.put("active", it.active());
  }

  private static void tax(JsonOut out, TaxRate tax) {
    out.put("code", tax.code())
        .put("rate", tax.rate().value().toPlainString())
        .put("included", tax.included())
        .put("compound", tax.compound());
  }

  private static JsonOut days(JsonOut out, @Nullable LocalDate from, @Nullable LocalDate to) {
    return out.put("from", from == null ? null : from.toString())
        .put("to", to == null ? null : to.toString());
  }

  private static JsonOut price(JsonOut out, String name, @Nullable UnitPrice price) {
    return price == null
        ? out
        : out.put("currency", price.currency().getCurrencyCode())
            .put(name, price.value().toPlainString());
  }

  private static CatalogueChange change(String kind, JsonIn in) {
    return fitting(
        in,
        "",
        () ->
            switch (kind) {
              case ITEM -> item(in);
              case LIST ->
                  new PriceList(
                      in.text("list"),
                      currency(in),
                      Math.toIntExact(in.number("rank")),
                      in.texts("channels"),
                      day(in, "from"),
                      day(in, "to"));
              case PRICE ->
                  new ListPrice(
                      in.text("list"),
                      in.text("code"),
                      in.has("price") ? price(in, "price") : null,
                      day(in, "from"),
                      day(in, "to"));
              case TAX ->
                  new TaxClass(
                      in.text("taxClass"),
                      day(in, "from"),
                      in.objects("taxes").stream().map(CatalogueEntries::tax).toList());
              default ->
                  new ItemCost(
                      in.text("code"), need(in, "from", day(in, "from")), price(in, "cost"));
            });
  }

  private static CatalogueItem item(JsonIn in) {
    TreeMap<String, String> variant = new TreeMap<>();
    in.optionalObject("variant")
        .ifPresent(parts -> parts.names().forEach(name -> variant.put(name, parts.text(name))));
    return new CatalogueItem(
        in.text("code"),
        in.text("name"),
        in.optionalText("category").orElse(""),
        in.text("taxClass"),
        value(in, "unit", in.optionalText("unit").orElse(""), Unit::parse),
        in.optionalText("parent").orElse(""),
        variant,
        in.texts("barCodes"),
        in.truth("active"));
  }

  private static TaxRate tax(JsonIn in) {
    return fitting(
        in,
        "rate",
        () ->
            new TaxRate(
                in.text("code"),
                new Percent(decimal(in, "rate")),
                in.truth("included"),
                in.truth("compound")));
  }

  private static UnitPrice price(JsonIn in, String name) {
    return fitting(in, name, () -> new UnitPrice(decimal(in, name), currency(in)));
  }

  private static BigDecimal decimal(JsonIn in, String name) {
    String text = in.text(name);
    if (!text.matches("[0-9]{1,18}(\\.[0-9]{1,6})?")) {
      throw in.wrong(name, "a decimal was expected");
    }
    return new BigDecimal(text);
  }

  private static Currency currency(JsonIn in) {
    return value(in, "currency", in.text("currency"), Currency::getInstance);
  }

  private static @Nullable LocalDate day(JsonIn in, String name) {
    return in.has(name) ? value(in, name, in.text(name), LocalDate::parse) : null;
  }

  private static <T> T need(JsonIn in, String name, @Nullable T value) {
    if (value == null) {
      throw in.wrong(name, "missing");
    }
    return value;
  }

  private static <T> T value(JsonIn in, String name, String text, Function<String, T> read) {
    try {
      return read.apply(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw in.wrong(name, "is not as described");
    }
  }

  private static <T> T fitting(JsonIn in, String name, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw in.wrong(name, "does not fit");
    }
  }
}
