package dev.tillwright.core.catalogue;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.store.Tx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a change of the cells of a line, and of what the catalogue says of the same thing. */
final class RowReader {
  static final String WITHDRAWN = "withdrawn";
  static final String ACTIVE = "active";
  static final String NO_PRICE = "none";

  private final Tx tx;
  private final Map<String, Optional<PriceList>> lists = new HashMap<>();

  RowReader(Tx tx) {
    this.tx = tx;
  }

  CatalogueChange read(CatalogueFile file, Map<String, String> row) throws Cells.Bad {
    Cells cells = new Cells(row);
    return switch (file) {
      case ITEMS -> item(cells);
      case LISTS -> list(cells);
      case PRICES -> price(cells);
      case TAXES -> taxes(cells);
      case COSTS -> cost(cells);
    };
  }

  private CatalogueItem item(Cells cells) throws Cells.Bad {
    String code = cells.needed("code", Texts::isCode);
    String name = cells.needed("name", it -> Texts.fits(it, Texts.NAME));
    String taxClass = cells.needed("tax_class", Texts::isWord);
    CatalogueItem before =
        CatalogueBook.item(tx, code).orElse(CatalogueItem.of(code, name, taxClass));
    String category = cells.or(before.category(), "category", Fault.TEXT, CatalogueItem::category);
    Unit unit = cells.or(before.unit(), "unit", Fault.UNIT, Unit::parse);
    String parent =
        cells.or(before.parent(), "parent", Fault.TEXT, it -> it.isEmpty() ? it : Texts.code(it));
    SortedMap<String, String> variant =
        cells.has("variant") ? variant(cells) : new TreeMap<>(before.variant());
    if (parent.equals(code)) {
      throw new Cells.Bad("parent", Fault.VARIANT_OF_VARIANT);
    }
    if (parent.isEmpty() && !variant.isEmpty()) {
      throw new Cells.Bad("variant", Fault.VARIANT);
    }
    boolean active = cells.or(before.active(), "status", Fault.WORD, RowReader::isActive);
    return new CatalogueItem(
        code,
        name,
        category,
        taxClass,
        unit,
        parent,
        variant,
        cells.has("bar_codes") ? barCodes(cells) : before.barCodes(),
        active);
  }

  private static boolean isActive(String status) {
    if (!status.isEmpty() && !status.equals(ACTIVE) && !status.equals(WITHDRAWN)) {
      throw new IllegalArgumentException("neither of both");
    }
    return !status.equals(WITHDRAWN);
  }

  private static SortedMap<String, String> variant(Cells cells) throws Cells.Bad {
    SortedMap<String, String> variant = new TreeMap<>();
    for (String part : cells.parts("variant", CatalogueItem.MAX_PARTS)) {
      String[] sides = part.split("=", -1);
      boolean fits = sides.length == 2 && Texts.isWord(sides[0]) && CatalogueItem.isPart(sides[1]);
      if (!fits || variant.put(sides[0], sides[1]) != null) {
        throw new Cells.Bad("variant", Fault.VARIANT);
      }
    }
    return variant;
  }

  private static List<String> barCodes(Cells cells) throws Cells.Bad {
    List<String> codes = cells.parts("bar_codes", CatalogueItem.MAX_BAR_CODES);
    if (!codes.stream().allMatch(BarCodes::isBarCode)) {
      throw new Cells.Bad("bar_codes", Fault.BAR_CODE);
    }
    return codes;
  }

  private PriceList list(Cells cells) throws Cells.Bad {
    String name = cells.needed("list", Texts::isWord);
    Currency currency = cells.currency("currency");
    PriceList before = known(name).orElse(PriceList.of(name, currency));
    int rank = cells.or(before.rank(), "rank", Fault.DECIMAL, RowReader::rank);
    List<String> channels =
        cells.has("channels") ? cells.parts("channels", PriceList.MAX_CHANNELS) : before.channels();
    if (!channels.stream().allMatch(Texts::isWord)) {
      throw new Cells.Bad("channels", Fault.TEXT);
    }
    LocalDate from = cells.day("from", before.from());
    LocalDate to = cells.day("to", before.to());
    Cells.inOrder(from, to);
    return new PriceList(name, currency, rank, channels, from, to);
  }

  private static int rank(String cell) {
    if (!cell.matches("[0-9]{0,3}|1000")) {
      throw new IllegalArgumentException("no rank");
    }
    return cell.isEmpty() ? 0 : Integer.parseInt(cell);
  }

  private Optional<PriceList> known(String list) {
    return lists.computeIfAbsent(list, it -> CatalogueChecks.list(tx, it));
  }

  private ListPrice price(Cells cells) throws Cells.Bad {
    String list = cells.needed("list", Texts::isWord);
    String code = cells.needed("code", Texts::isCode);
    Optional<PriceList> known = known(list);
    if (known.isEmpty()) {
      throw new Cells.Bad("list", Fault.UNKNOWN_LIST);
    }
    UnitPrice price =
        cells.optional("price").equals(NO_PRICE)
            ? null
            : cells.price("price", known.get().currency());
    LocalDate from = cells.day("from", null);
    LocalDate to = cells.day("to", null);
    Cells.inOrder(from, to);
    return new ListPrice(list, code, price, from, to);
  }

  private static TaxClass taxes(Cells cells) throws Cells.Bad {
    String name = cells.needed("tax_class", Texts::isWord);
    LocalDate from = cells.day("from", null);
    cells.needed("taxes", it -> true);
    List<TaxRate> taxes = new ArrayList<>();
    for (String part : cells.parts("taxes", Item.MAX_TAXES)) {
      taxes.add(tax(part));
    }
    return cells.value("taxes", Fault.TAXES, it -> new TaxClass(name, from, taxes));
  }

  /** {@code A:20:included}, {@code S:8.875:added}, {@code Q:9.975:added:compound}. */
  private static TaxRate tax(String part) throws Cells.Bad {
    String[] of = part.split(":", -1);
    boolean fits =
        (of.length == 3 || of.length == 4 && of[3].equals("compound"))
            && of[1].matches("[0-9]{1,4}(\\.[0-9]{1,6})?")
            && (of[2].equals("included") || of[2].equals("added"));
    if (!fits) {
      throw new Cells.Bad("taxes", Fault.TAXES);
    }
    return new TaxRate(
        of[0], new Percent(new BigDecimal(of[1])), of[2].equals("included"), of.length == 4);
  }

  private static ItemCost cost(Cells cells) throws Cells.Bad {
    String code = cells.needed("code", Texts::isCode);
    LocalDate from = cells.day("from", null);
    if (from == null) {
      throw new Cells.Bad("from", Fault.MISSING);
    }
    return new ItemCost(code, from, cells.price("cost", cells.currency("currency")));
  }
}
