package dev.tillwright.core.catalogue;

import static dev.tillwright.core.catalogue.Shelf.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes, and how they come from one catalogue to another. */
class CatalogueTest {
  private static final LocalDate DAY = LocalDate.of(2025, 3, 3);
  private static final TaxClass STANDARD =
      TaxClass.of("standard", TaxRate.included("A", Percent.of(20)));
  private static final PriceList BASE = PriceList.of("base", Shelf.GBP);
  private static final CatalogueItem PEN = CatalogueItem.of("pen", "Pen", "standard");

  @TempDir Path dir;

  private Shelf shelf(String terminal) {
    return new Shelf(terminal, () -> Database.sqlite(dir.resolve(terminal + ".db")));
  }

  private static Optional<String> price(Shelf shelf, String code) {
    return shelf
        .catalogue
        .read(tx -> CatalogueBook.article(tx, code, DAY, Shelf.GBP))
        .flatMap(it -> it.price("shop"))
        .map(it -> it.unitPrice().decimal());
  }

  private static void refused(Fault fault, Shelf shelf, CatalogueChange... changes) {
    long head = shelf.journal.headSeq();
    assertThatThrownBy(() -> shelf.catalogue.change("ann", "no. 1", List.of(changes)))
        .isInstanceOfSatisfying(
            CatalogueException.class, it -> assertThat(it.code()).isEqualTo(fault.code()));
    assertThat(shelf.journal.headSeq()).isEqualTo(head);
  }

  @Test
  void changesOfOneCall_mayNameEachOther_andAreWrittenTogether() {
    try (Shelf shelf = shelf("central")) {
      Optional<CatalogueVersion> version =
          shelf.catalogue.change(
              "ann",
              "no. 1",
              List.of(ListPrice.of("base", "pen", pounds("12.50")), PEN, STANDARD, BASE));
      assertThat(version).contains(new CatalogueVersion(1, "central"));
      assertThat(price(shelf, "pen")).contains("12.50");
      assertThat(shelf.catalogue.change("ann", "no. 2", List.of(PEN, STANDARD))).isEmpty();
      assertThat(shelf.catalogue.version()).isEqualTo(version);
      shelf.reopen();
      assertThat(price(shelf, "pen")).contains("12.50");
    }
  }

  @Test
  void whatDoesNotFit_isRefused_withNothingWritten() {
    try (Shelf shelf = shelf("central")) {
      refused(Fault.UNKNOWN_TAX_CLASS, shelf, PEN);
      refused(Fault.UNKNOWN_ITEM, shelf, BASE, ListPrice.of("base", "pen", pounds("1")));
      shelf.catalogue.change("ann", "no. 1", List.of(PEN, STANDARD, BASE));
      refused(Fault.TWICE, shelf, PEN.in("a"), PEN.in("b"));
      refused(Fault.UNKNOWN_LIST, shelf, ListPrice.of("web", "pen", pounds("1")));
      refused(
          Fault.CURRENCY,
          shelf,
          ListPrice.of("base", "pen", UnitPrice.parse("1", Currency.getInstance("EUR"))));
      refused(
          Fault.CODE_TAKEN,
          shelf,
          PEN.withBarCodes("pen2"),
          CatalogueItem.of("pen2", "P", "standard"));
      CatalogueItem large =
          CatalogueItem.of("pen-l", "Pen", "standard").variantOf("pen", Map.of("size", "L"));
      refused(
          Fault.VARIANT_OF_VARIANT,
          shelf,
          large,
          CatalogueItem.of("x", "X", "standard").variantOf("pen-l", Map.of()));
      shelf.catalogue.change("ann", "no. 2", List.of(large));
      refused(
          Fault.VARIANT_OF_VARIANT,
          shelf,
          CatalogueItem.of("y", "Y", "standard"),
          PEN.variantOf("y", Map.of("size", "M")));
    }
  }

  @Test
  void aVariant_hasItsParentsPrice_untilItHasItsOwn() {
    try (Shelf shelf = shelf("central")) {
      CatalogueItem large =
          CatalogueItem.of("pen-l", "Pen", "standard").variantOf("pen", Map.of("size", "L"));
      shelf.catalogue.change(
          "ann",
          "no. 1",
          List.of(STANDARD, BASE, PEN, large, ListPrice.of("base", "pen", pounds("10"))));
      assertThat(price(shelf, "pen-l")).contains("10.00");
      shelf.catalogue.change("ann", "no. 2", List.of(ListPrice.of("base", "pen-l", pounds("11"))));
      assertThat(price(shelf, "pen-l")).contains("11.00");
      // A promotion of the item is one of its variants.
      shelf.catalogue.change(
          "ann",
          "no. 3",
          List.of(
              PriceList.of("promo", Shelf.GBP).ranked(10).between(DAY, DAY),
              ListPrice.of("promo", "pen", pounds("8"))));
      assertThat(price(shelf, "pen-l")).contains("8.00");
      shelf.catalogue.change(
          "ann", "no. 4", List.of(ListPrice.of("promo", "pen", pounds("8")).removed()));
      assertThat(price(shelf, "pen-l")).contains("11.00");
    }
  }

  @Test
  void costs_haveAHistory() {
    try (Shelf shelf = shelf("central")) {
      shelf.catalogue.change(
          "ann",
          "no. 1",
          List.of(
              STANDARD,
              PEN,
              new ItemCost("pen", DAY, pounds("4.20")),
              new ItemCost("pen", DAY.plusDays(7), pounds("4.45"))));
      for (int day : new int[] {-1, 0, 6, 7}) {
        assertThat(
                shelf.<Optional<UnitPrice>>read(
                    tx -> CatalogueBook.cost(tx, "pen", DAY.plusDays(day))))
            .isEqualTo(day < 0 ? Optional.empty() : Optional.of(pounds(day < 7 ? "4.20" : "4.45")));
      }
      assertThat(shelf.<List<ItemCost>>read(tx -> CatalogueBook.costs(tx, "pen"))).hasSize(2);
      assertThat(new ItemCost("pen", DAY, pounds("4.20")).toString()).doesNotContain("4.2");
    }
  }

  @Test
  void anUpdateOfHeadOffice_reachesTheTills_andAnOldOneReplacesNothing() {
    try (Shelf central = shelf("central");
        Shelf one = shelf("till-01");
        Shelf two = shelf("till-02")) {
      central.catalogue.change(
          "ann",
          "spring",
          List.of(
              STANDARD,
              BASE,
              PEN,
              ListPrice.of("base", "pen", pounds("12.50")),
              new ItemCost("pen", DAY, pounds("4.20"))));
      CatalogueBundle first = central.catalogue.since(0, true);
      CatalogueBundle open = central.catalogue.since(0, false);
      assertThat(first.isSecret()).isTrue();
      assertThat(open.isSecret()).isFalse();
      assertThat(open.text()).doesNotContain("4.2");
      assertThat(one.catalogue.take("ann", CatalogueBundle.parse(first.text()))).isEqualTo(5);
      assertThat(price(one, "pen")).contains("12.50");
      long head = one.journal.headSeq();
      assertThat(one.catalogue.take("ann", first)).as("again").isZero();
      assertThat(one.journal.headSeq()).isEqualTo(head);

      central.catalogue.change(
          "ann", "summer", List.of(ListPrice.of("base", "pen", pounds("13.00"))));
      CatalogueBundle second = central.catalogue.since(first.position(), true);
      assertThat(second.updates()).hasSize(1);
      assertThat(two.catalogue.take("ann", second)).as("out of order").isEqualTo(1);
      assertThat(two.catalogue.take("ann", first)).as("all but the price").isEqualTo(4);
      assertThat(price(two, "pen")).contains("13.00");
      assertThat(one.catalogue.take("ann", second)).isEqualTo(1);
      assertThat(one.rows()).isEqualTo(two.rows()).isEqualTo(central.rows());

      // A till changes something; it is newer than all it knows, and so it is everywhere.
      one.catalogue.change("bob", "shelf", List.of(ListPrice.of("base", "pen", pounds("9.90"))));
      CatalogueBundle back = one.catalogue.since(head, false);
      assertThat(central.catalogue.take("ann", back)).isEqualTo(1);
      assertThat(two.catalogue.take("ann", central.catalogue.since(second.position(), true)))
          .isEqualTo(1);
      assertThat(price(two, "pen")).contains("9.90");
      assertThat(one.rows()).isEqualTo(two.rows()).isEqualTo(central.rows());
    }
  }

  @Test
  void aBundleThatWasCutOrChanged_isRefused() {
    try (Shelf central = shelf("central")) {
      central.catalogue.change("ann", "spring", List.of(STANDARD, BASE, PEN));
      String text = central.catalogue.since(0, true).text();
      List<String> wrong = new ArrayList<>(List.of("", "x", "{}", text + text, text + "\n"));
      for (int at = 0; at < text.length(); at += 13) {
        wrong.add(text.substring(0, at));
      }
      wrong.add(text.substring(0, text.length() - 1));
      wrong.add(text.replace("item.changed", "item.changes"));
      wrong.add(text.replace("\"active\":true", "\"active\":\"yes\""));
      for (String bundle : wrong) {
        assertThatThrownBy(() -> CatalogueBundle.parse(bundle))
            .isInstanceOfSatisfying(
                TillwrightException.class,
                it -> assertThat(it.code()).isEqualTo("catalogue.bundle"));
      }
    }
  }

  /** A process that is killed after the entry and before the view: the view comes up to it. */
  @Test
  void entriesThatTheViewHasNotSeen_areSeenByTheNextOpening() {
    List<Draft> drafts =
        CatalogueEntries.drafts(
            new CatalogueUpdate(
                new CatalogueVersion(3, "central"),
                "ann",
                "no. 1",
                List.of(STANDARD, BASE, PEN, ListPrice.of("base", "pen", pounds("2.00")))));
    try (Database database = Database.sqlite(dir.resolve("till-01.db"));
        Journal journal = Journal.open(database, "till-01", Clock.systemUTC())) {
      journal.append(drafts, Shelf.SOON); // nobody follows
    }
    try (Shelf shelf = shelf("till-01")) {
      assertThat(price(shelf, "pen")).contains("2.00");
      assertThat(shelf.catalogue.change("ann", "no. 2", List.of(PEN.in("office"))))
          .contains(new CatalogueVersion(4, "till-01"));
    }
  }

  @Test
  void entriesOfOtherHands_areLeftAlone() {
    try (Shelf shelf = shelf("till-01")) {
      shelf.append(
          List.of(
              new Draft("item.changed", "{}"),
              new Draft("price.changed", "{\"version\":1,\"origin\":\"x\",\"lines\":[]}"),
              new Draft(
                  "tax.changed",
                  "{\"version\":0,\"origin\":\"x\",\"operator\":\"a\",\"reference\":\"r\","
                      + "\"lines\":[{}]}")));
      assertThat(shelf.rows()).isEmpty();
      assertThat(shelf.catalogue.since(1, true).isEmpty()).isTrue();
    }
  }

  @Test
  void units_areReadAsTheyAreWritten_andMeasure() {
    for (Unit unit :
        List.of(
            Unit.PIECE,
            Unit.KG,
            Unit.GRAM,
            Unit.POUND,
            Unit.LITRE,
            Unit.METRE,
            new Unit("ct", Unit.Measure.WEIGHT, 2))) {
      assertThat(Unit.parse(unit.text())).isEqualTo(unit);
    }
    assertThat(Unit.KG.measures(Quantity.parse("0.742"))).isTrue();
    assertThat(Unit.KG.measures(Quantity.parse("0.7421"))).isFalse();
    assertThat(Unit.PIECE.measures(Quantity.parse("0.5"))).isFalse();
    assertThat(Unit.PIECE.measures(Quantity.of(0))).isFalse();
    for (String wrong :
        List.of("stone", "ct:weight", "ct:weight:7", "ct:mood:2", "piece:piece:0")) {
      assertThatThrownBy(() -> Unit.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
