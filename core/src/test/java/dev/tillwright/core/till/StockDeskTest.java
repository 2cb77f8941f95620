package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.stock.StockEntries;
import dev.tillwright.core.stock.StockEvent;
import dev.tillwright.core.stock.StockLevel;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StockDeskTest {
  private static final String PEN = "4006381333931";

  @TempDir Path dir;

  private static List<StockEvent.Line> pens(long pieces) {
    return List.of(new StockEvent.Line(PEN, Quantity.of(pieces)));
  }

  @Test
  void stock_isWhatCameInLessWhatWasSold_countedAndMoved() {
    try (Bench bench = new Bench(dir, it -> it.stock("shop-12"))) {
      StockDesk desk = bench.till.stock(bench.manager);
      StockEvent.Goods goods = new StockEvent.Goods(PEN, Quantity.of(10), Bench.pounds("45.00"));
      assertThat(desk.receive("D-1", "Penmakers", List.of(goods))).isTrue();
      assertThat(desk.receive("D-1", "Penmakers", List.of(goods))).isFalse();

      bench.till.pay(bench.pens(12), Tender.cash(Bench.pounds("150.00")));
      assertThat(desk.onHand(PEN)).isEqualTo(Quantity.of(-2));

      assertThat(desk.count("C-1", "evening", pens(1))).isTrue();
      assertThat(desk.count("C-1", "evening", pens(7))).isFalse();
      assertThat(desk.adjust("A-1", "found", pens(4))).isTrue();
      assertThat(desk.transfer("T-1", "shop-13", "they ask for it", pens(2))).isTrue();
      assertThatThrownBy(() -> desk.revalue("V-1", "new price list", List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    try (Bench bench = new Bench(dir, it -> it.stock("shop-12"))) {
      StockDesk desk = bench.till.stock(bench.manager);
      assertThat(desk.place()).isEqualTo("shop-12");
      assertThat(desk.levels("", 10))
          .containsExactly(new StockLevel("shop-12", PEN, Quantity.of(3)));
      assertThat(events(bench))
          .extracting(it -> it.getClass().getSimpleName())
          .containsExactly("Placed", "Received", "Counted", "Adjusted", "Transferred");
      assertThat(((StockEvent.Counted) events(bench).get(2)).lines().get(0).book())
          .isEqualTo(Quantity.of(-2));
    }
  }

  @Test
  void anItemThatStandsTwiceInACount_isRefused_andNothingIsBooked() {
    try (Bench bench = new Bench(dir, it -> it.stock("shop-12"))) {
      StockDesk desk = bench.till.stock(bench.manager);
      desk.adjust("A-1", "found", pens(10));
      List<StockEvent.Line> twice = List.of(pens(6).get(0), pens(4).get(0));
      assertThatThrownBy(() -> desk.count("C-1", "two shelves", twice))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(desk.onHand(PEN)).isEqualTo(Quantity.of(10));
      assertThat(desk.count("C-1", "two shelves", pens(9))).isTrue();
    }
  }

  @Test
  void aQuantityThatNoViewCouldSum_isRefusedBeforeItIsWritten() {
    try (Bench bench = new Bench(dir, it -> it.stock("shop-12"))) {
      StockDesk desk = bench.till.stock(bench.manager);
      assertThatThrownBy(() -> desk.adjust("A-1", "found", pens(1_000_000_000L)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> desk.transfer("T-1", "shop-13", "", pens(1_000_000_000L)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(events(bench)).hasSize(1);
    }
  }

  @Test
  void oldCallForAdjustments_movesTheSameBooks() {
    try (Bench bench = new Bench(dir, it -> it.stock("shop-12"))) {
      bench.till.adjustStock(
          bench.manager,
          "A-1",
          "broken",
          List.of(new StockAdjustment(PEN, BigDecimal.valueOf(-3))));
      assertThat(bench.till.stock(bench.manager).onHand(PEN)).isEqualTo(Quantity.of(-3));
    }
  }

  @Test
  void oldCallForAdjustments_takesNothingThatTheBooksCannotRead() {
    for (String much : List.of("1E+9", "123456789012345678901", "0.0000001")) {
      assertThatThrownBy(() -> new StockAdjustment(PEN, new BigDecimal(much)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String code : List.of(" ", "4".repeat(65))) {
      assertThatThrownBy(() -> new StockAdjustment(code, BigDecimal.ONE))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new StockAdjustment(PEN, new BigDecimal("1E+8")).quantity()).isPositive();
  }

  @Test
  void stock_isBookedByWhoMayOnly() {
    try (Bench bench = new Bench(dir, it -> it.stock("shop-12"))) {
      bench
          .till
          .access()
          .enrol(bench.manager, new Operator("cy", "Cy", "cashier"), "pin-4711".toCharArray());
      OperatorSession cy = bench.till.logOn("cy", "pin-4711".toCharArray()).orThrow();
      StockDesk desk = bench.till.stock(cy);
      assertThatThrownBy(() -> desk.adjust("A-1", "mine", pens(-1)))
          .isInstanceOf(RefusedException.class);
      assertThatThrownBy(() -> desk.count("A-1", "mine", pens(1)))
          .isInstanceOf(RefusedException.class);
      assertThat(events(bench)).hasSize(1);
    }
  }

  @Test
  void tillWithoutBooksOfStock_saysSo() {
    try (Bench bench = new Bench(dir)) {
      assertThatThrownBy(() -> bench.till.stock(bench.manager))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static List<StockEvent> events(Bench bench) {
    List<Entry> entries = new ArrayList<>();
    bench.till.journal().read(1, Long.MAX_VALUE, entries::add);
    return entries.stream().map(StockEntries::read).flatMap(Optional::stream).toList();
  }
}
