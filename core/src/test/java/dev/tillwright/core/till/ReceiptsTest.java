package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.CardholderCheck;
import dev.tillwright.core.payment.ChipFacts;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.receipt.PastSale;
import dev.tillwright.core.receipt.PastSales;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptNotes;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.receipt.SaleSearch;
import dev.tillwright.core.receipt.SlipBook;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slips beside the plain receipt, and past sales found again. */
class ReceiptsTest {
  private static final ChipFacts CHIP =
      new ChipFacts(
          "A0000000031010",
          "VISA CREDIT",
          "",
          CardholderCheck.SIGNATURE,
          "0000048000",
          "E800",
          "1122334455667788",
          "ARQC",
          "00AB");

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    Duration ample = Duration.ofSeconds(30); // a loaded machine is slow, not silent
    bench = new Bench(folder, it -> it.times(new PaymentTimes(ample, ample)));
  }

  /** The same shop, with a till that does not wait long for a host that is silent. */
  private void impatient() {
    bench.close();
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Receipts receipts() {
    return bench.till.receipts(bench.manager);
  }

  private static String text(ReceiptDocument document) {
    return new TextRenderer(42).render(document);
  }

  private CompletedSale byCard(Ticket ticket) {
    try (CardRead card = Bench.card()) {
      return Bench.finished(bench.till.pay(ticket, Tender.card(card).withChip(CHIP)));
    }
  }

  private static PaymentKey payment(CompletedSale sale) {
    return PaymentKey.parse(Objects.requireNonNull(sale.tenders().get(0).payment()));
  }

  @Test
  void preview_showsAllBeforeThePayment_andUsesNoNumberUp() {
    Ticket ticket = bench.pens(2).discount(Discount.percent(10, "regular"));
    ticket.add(Bench.item("tea", "1.00"), Quantity.of(1));
    // Steps of a sale are on their way for a while; this is durable, and so is all before it.
    bench.till.logOn("max", "secret".toCharArray()).orThrow();
    long before = bench.entries().size();
    String shown = text(receipts().preview(ticket));
    assertThat(shown)
        .contains("*** NOT A RECEIPT ***", "Fountain pen", "Discount 10%: regular", "23.40 GBP")
        .contains("Still due", "Tax A 20%", "Please check before you pay.")
        .doesNotContain("Receipt  ", "Proof", "tillwright:");
    assertThat(bench.entries()).hasSize((int) before);
    CompletedSale sale = bench.cash(ticket);
    assertThat(sale.receipt()).isEqualTo(1);
    List<String> promised = shown.lines().filter(it -> it.contains("Fountain pen")).toList();
    assertThat(bench.slip(sale)).contains(promised);
  }

  @Test
  void notesOfTheApplication_standAtTheFoot_bounded_andWhatFailsOrHangsIsLeftOut() {
    bench.close();
    ReceiptNotes[] notes = {sale -> List.of("Come again")};
    bench = new Bench(folder, it -> it.receiptNotes(sale -> notes[0].of(sale)));
    CompletedSale sale = bench.cash(bench.sale("12.50"));
    bench.till.print(sale.id());
    assertThat(bench.printed.get(0)).contains("Come again");
    assertThat(text(receipts().merchantCopy(sale.id()))).doesNotContain("Come again");
    notes[0] = none -> List.of();
    String plain = bench.slip(sale);
    assertThat(plain).doesNotContain("Come again");

    notes[0] = any -> List.of("a", "b", "c", "x".repeat(500), "fifth");
    assertThat(bench.slip(sale)).contains("x".repeat(42)).doesNotContain("fifth");
    assertThat(bench.slip(sale).chars().filter(it -> it == 'x').count())
        .isEqualTo(plain.chars().filter(it -> it == 'x').count() + ReceiptNotes.MAX_LENGTH);
    notes[0] =
        any -> {
          throw new IllegalStateException("no lines today");
        };
    assertThat(bench.slip(sale)).isEqualTo(plain);
    CountDownLatch end = new CountDownLatch(1);
    notes[0] =
        any -> {
          while (end.getCount() > 0) {
            LockSupport.parkNanos(1_000_000); // deaf to being interrupted
          }
          return List.of("too late");
        };
    for (int hanging = 0; hanging < 3; hanging++) {
      assertThat(bench.slip(sale)).isEqualTo(plain);
    }
    end.countDown();
  }

  @Test
  void preview_inTheMiddleOfTheTenders_showsWhatIsStillDue() {
    Ticket ticket = bench.sale("12.50");
    bench.till.pay(ticket, Tender.cash(Bench.pounds("5.00")));
    assertThat(text(receipts().preview(ticket)))
        .containsPattern("Cash +5.00")
        .containsPattern("Still due +7.50 GBP");
  }

  @Test
  void receipt_showsWhatTheChipSaid_andLaterWhatItSaidLast_alsoAfterARestart() {
    CompletedSale sale = byCard(bench.sale("12.50"));
    assertThat(bench.slip(sale))
        .contains("VISA CREDIT", "A0000000031010", "1122334455667788", "0000048000")
        .containsPattern("MID M1 +TID T1")
        .containsPattern("STAN [0-9]{6} +RRN [0-9]{12}")
        .containsPattern("ARQC +1122334455667788");
    ChipFacts last =
        new ChipFacts(
            "A0000000031010",
            "VISA CREDIT",
            "",
            CHIP.check(),
            "",
            "",
            "8877665544332211",
            "TC",
            "00AB");
    receipts().chip(payment(sale), last);
    bench.reopen();
    assertThat(bench.slip(sale)).containsPattern("TC +8877665544332211").doesNotContain("ARQC");
  }

  @Test
  void merchantCopy_hasALineToSignOn_andIsMarkedWhenPrintedAgain() {
    CompletedSale sale = byCard(bench.sale("12.50"));
    assertThat(text(receipts().merchantCopy(sale.id())))
        .contains("*** MERCHANT COPY ***")
        .containsPattern("Signature\n\n\n\n-");
    receipts().printMerchantCopy(sale.id());
    bench.till.print(sale.id());
    receipts().printMerchantCopy(sale.id());
    assertThat(bench.printed.get(0)).contains("MERCHANT COPY").doesNotContain("*** COPY");
    assertThat(bench.printed.get(1)).doesNotContain("COPY"); // the customer's first
    assertThat(bench.printed.get(2)).contains("MERCHANT COPY", "*** COPY ***");
    assertThat(bench.jobs).doesNotHaveDuplicates();
    assertThat(bench.kinds()).containsSubsequence("slip.printing", "slip.printed");
  }

  @Test
  void declinedAttempt_hasASlip_thatIsACopyTheSecondTime() {
    bench.host.script(request -> Behaviour.decline("51"));
    Ticket ticket = bench.sale("40.00");
    bench.payByCard(ticket);
    PaymentKey key = newest();
    assertThat(text(receipts().slip(key)))
        .contains("*** DECLINED ***", "Nothing was charged.", "40.00 GBP")
        .containsPattern("Response +51");
    bench.paper = PrintResult.NOT_PRINTED;
    receipts().printSlip(key);
    bench.paper = PrintResult.PRINTED;
    receipts().printSlip(key);
    receipts().printSlip(key);
    assertThat(bench.printed.get(1)).doesNotContain("COPY");
    assertThat(bench.printed.get(2)).contains("*** COPY ***");
  }

  @Test
  void attemptWithoutAnEnd_isCalledSo_andReversedOnceItIs() {
    impatient();
    bench.host.script(request -> Behaviour.fault(Behaviour.Fault.DROP_REPLY));
    Ticket ticket = bench.sale("40.00");
    assertThat(bench.payByCard(ticket)).isInstanceOf(Outcome.Unknown.class);
    List<Attempt> open = bench.till.paymentsInFlight();
    String slip = text(receipts().slip(open.get(0).key()));
    assertThat(slip).doesNotContain("DECLINED", "Nothing was charged.");
    assertThat(slip.contains("NOT CERTAIN YET") || slip.contains("BEING REVERSED")).isTrue();
  }

  private PaymentKey newest() {
    String payload =
        bench.entries().stream()
            .filter(it -> it.kind().equals("payment.intended"))
            .reduce((a, b) -> b)
            .orElseThrow()
            .payload();
    return PaymentKey.parse(JsonIn.parse(payload).text("key"));
  }

  @Test
  void whatIsMeasured_hasItsUnit_alsoAfterARestart() {
    Ticket ticket =
        bench.till.sale(bench.manager).add(Bench.item("tea", "1.79").measuredIn("kg"), kilos("1"));
    ticket.add(Bench.item("rice", "2.00").measuredIn("kg"), kilos("0.742"));
    CompletedSale sale = bench.cash(ticket);
    bench.reopen();
    assertThat(bench.slip(sale))
        .containsPattern("1 kg x 1.79 +1.79 A")
        .containsPattern("0.742 kg x 2.00 +1.48 A");
  }

  private static Quantity kilos(String decimal) {
    return Quantity.parse(decimal);
  }

  @Test
  void reprint_isAMarkedCopy_andCounted() {
    CompletedSale sale = bench.cash(bench.pens(1));
    bench.till.print(sale.id());
    receipts().reprint(sale.id());
    assertThat(bench.printed.get(1)).contains("*** COPY ***");
    assertThat(receipts().prints(sale.id())).isEqualTo(2);
    Receipts ofNobody = receipts();
    bench.manager.logOff();
    assertThatThrownBy(() -> ofNobody.prints(sale.id())).isInstanceOf(RefusedException.class);
    bench.reopen();
    assertThatThrownBy(() -> receipts().merchantCopy(new SaleId("till-01", 9, 9)))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> receipts().slip(new PaymentKey("till-01", 9, 9)))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void pastSale_isFoundByWhateverIsKnownOfIt_inPages() {
    CompletedSale pens = bench.cash(bench.pens(1).member("m-1"));
    CompletedSale card = byCard(bench.sale("40.00"));
    CompletedSale named =
        bench.cash(
            bench
                .till
                .sale(bench.manager, "inv-7")
                .add(Bench.item("milk", "0.80"), Quantity.of(1)));
    LocalDate day = LocalDate.of(2025, 3, 3);
    CardToken token = Objects.requireNonNull(card.tenders().get(0).card()).token();
    found(SaleSearch.any(), named, card, pens);
    found(SaleSearch.any().receipt(2), card);
    found(SaleSearch.any().member("m-1"), pens);
    found(SaleSearch.any().item("4006381333931"), pens);
    found(SaleSearch.any().item("milk").reference("inv-7"), named);
    found(SaleSearch.any().lastFour("1111"), card);
    found(SaleSearch.any().lastFour("1112"));
    found(SaleSearch.any().card(token).total(Bench.pounds("40.00")), card);
    found(SaleSearch.any().on(day, Bench.LONDON), named, card, pens);
    found(SaleSearch.any().on(day.plusDays(1), Bench.LONDON));
    found(SaleSearch.any().item("milk").member("m-1"));
    PastSale first = receipts().find(SaleSearch.any().limit(1)).get(0);
    found(SaleSearch.any().limit(1).after(first), card);
    bench.reopen();
    found(SaleSearch.any().lastFour("1111"), card);
    assertThatThrownBy(() -> SaleSearch.any().limit(201))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SaleSearch.any().lastFour("4111111111111111"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("4111");
  }

  @Test
  void views_areRebuiltToTheSame() {
    CompletedSale sale = byCard(bench.sale("40.00"));
    receipts().printMerchantCopy(sale.id());
    List<PastSale> past = receipts().find(SaleSearch.any().lastFour("1111"));
    String slip = text(receipts().slip(payment(sale)));
    bench.till.journal().rebuild(PastSales.NAME);
    bench.till.journal().rebuild(SlipBook.NAME);
    assertThat(receipts().find(SaleSearch.any().lastFour("1111"))).isEqualTo(past);
    assertThat(text(receipts().slip(payment(sale)))).isEqualTo(slip);
    receipts().printMerchantCopy(sale.id());
    assertThat(bench.printed.get(1)).contains("*** COPY ***");
  }

  private void found(SaleSearch search, CompletedSale... sales) {
    List<SaleId> expected = new ArrayList<>();
    for (CompletedSale sale : sales) {
      expected.add(sale.id());
    }
    assertThat(receipts().find(search)).extracting(PastSale::sale).isEqualTo(expected);
  }

  @Test
  void receiptNumbers_haveNoGap_whateverFailsOrIsGivenUpInBetween() {
    impatient();
    List<Long> numbers = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      numbers.add(bench.cash(bench.pens(1)).receipt());
      bench.host.script(request -> Behaviour.decline("51"));
      Ticket given = bench.sale("40.00");
      bench.payByCard(given); // declined
      bench.till.voidSale(given, "no money");
      bench.host.script(request -> Behaviour.fault(Behaviour.Fault.DROP_REPLY));
      bench.payByCard(bench.sale("40.00")); // left without an end
      bench.host.script(request -> Behaviour.usual());
      bench.pens(3); // left open, as a crash would
      bench.reopen();
      numbers.add(bench.cash(bench.sale("40.00")).receipt());
    }
    assertThat(numbers).isEqualTo(LongStream.rangeClosed(1, 4).boxed().toList());
  }
}
