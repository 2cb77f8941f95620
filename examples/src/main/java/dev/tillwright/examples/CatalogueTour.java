package dev.tillwright.examples;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.catalogue.CatalogueBundle;
import dev.tillwright.core.catalogue.CatalogueFile;
import dev.tillwright.core.catalogue.CatalogueItem;
import dev.tillwright.core.catalogue.ImportMode;
import dev.tillwright.core.catalogue.ImportResult;
import dev.tillwright.core.catalogue.ItemCost;
import dev.tillwright.core.catalogue.ListPrice;
import dev.tillwright.core.catalogue.PriceList;
import dev.tillwright.core.catalogue.TaxClass;
import dev.tillwright.core.catalogue.Unit;
import dev.tillwright.core.catalogue.WeighedRule;
import dev.tillwright.core.catalogue.WeighedRules;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.till.CatalogueDesk;
import dev.tillwright.core.till.PriceCheck;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import java.io.Reader;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;

/** The catalogue. The page docs/catalogue.md shows it, and a test runs it. */
public final class CatalogueTour {
  private static final Currency GBP = Currency.getInstance("GBP");

  private final Till till;
  private final OperatorSession ann;

  /**
   * @param ann logged on, may do everything
   */
  public CatalogueTour(Till till, OperatorSession ann) {
    this.till = till;
    this.ann = ann;
  }

  /** A till that sells over the counter. */
  public static void prepare(TillBuilder builder) {
    // docs: prepare
    builder.catalogue(
        "shop", // the channel of this till; others are web, phone, or what you call them
        WeighedRules.of(
            WeighedRule.price("20IIIIVPPPPPC", 2), // item 1234 for 146.85: 2012346146852
            WeighedRule.weight("21IIIIIWWWWWC", 3, Unit.KG))); // 0.742 kg: 2112345007427
    // docs: end
  }

  /** What is sold, and for how much. */
  public void change() {
    // docs: change
    till.catalogue(ann)
        .change(
            "spring",
            List.of(
                TaxClass.of("standard", TaxRate.included("A", Percent.of(20))),
                PriceList.of("base", GBP),
                PriceList.of("march", GBP)
                    .ranked(10) // goes before the base list while it holds
                    .on("shop", "web")
                    .between(LocalDate.of(2025, 3, 1), LocalDate.of(2025, 3, 31)),
                CatalogueItem.of("pen", "Fountain pen", "standard").withBarCodes("4006381333931"),
                CatalogueItem.of("ham", "Ham", "standard").soldBy(Unit.KG).withBarCodes("12345"),
                CatalogueItem.of("shirt", "Shirt", "standard"),
                CatalogueItem.of("shirt-l", "Shirt, large", "standard")
                    .variantOf("shirt", Map.of("size", "L")),
                ListPrice.of("base", "pen", UnitPrice.parse("12.50", GBP)),
                ListPrice.of("march", "pen", UnitPrice.parse("10.00", GBP)),
                ListPrice.of("base", "ham", UnitPrice.parse("12.80", GBP)),
                ListPrice.of("base", "shirt", UnitPrice.parse("30.00", GBP)), // of its variants too
                new ItemCost("pen", LocalDate.of(2025, 1, 1), UnitPrice.parse("4.20", GBP))));
    // docs: end
  }

  /** Sold by what a scanner reads. */
  public Ticket sell() {
    // docs: sell
    Ticket ticket =
        till.sale(ann)
            .add("4006381333931", 2)
            .add("shirt-l", 1)
            .add("ham", Quantity.parse("0.335")) // from the scale
            .add("2112345007427", 1) // a pack that says what it weighs
            .add("pen", Quantity.of(1), "phone"); // at the price of another channel
    // docs: end
    return ticket;
  }

  /** What is it, what does it cost, what does one earn. */
  public String ask(String code, String member) {
    // docs: ask
    PriceCheck check = till.catalogue(ann).priceCheck(code, Quantity.of(1), member, "shop");
    String said =
        check.known().name()
            + ": "
            + check.total()
            + (check.saved().isZero() ? "" : ", you save " + check.saved())
            + ", "
            + check.offer().points().points()
            + " points";
    // docs: end
    return said;
  }

  /** A file of items. */
  public ImportResult load(Reader csv) {
    // docs: load
    ImportResult result =
        till.catalogue(ann)
            .load("items of 3 March", CatalogueFile.ITEMS, csv, ImportMode.ALL_OR_NOTHING);
    result.faults().forEach(fault -> System.out.println(fault.sentence()));
    // docs: end
    return result;
  }

  /** From head office to a till, or from one till to the next. */
  public int carry(CatalogueDesk from, CatalogueDesk to) {
    // docs: carry
    CatalogueBundle bundle = from.since(0, false); // next time: since(bundle.position(), false)
    String text = bundle.text(); // carried by a way that you trust
    int newer = to.take(CatalogueBundle.parse(text));
    // docs: end
    return newer;
  }
}
