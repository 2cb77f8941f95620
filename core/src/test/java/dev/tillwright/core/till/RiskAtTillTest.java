package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.host.MemoryHost;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.payment.CardholderCheck;
import dev.tillwright.core.payment.ChipFacts;
import dev.tillwright.core.payment.OfflineLimits;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.risk.Review;
import dev.tillwright.core.risk.RiskBook;
import dev.tillwright.core.risk.act.Act;
import dev.tillwright.core.risk.act.ActJson;
import dev.tillwright.core.risk.act.Trait;
import dev.tillwright.core.risk.dry.DryReport;
import dev.tillwright.core.risk.dry.Labels;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.Verification;
import dev.tillwright.core.settings.InForce;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row C3: rules decide before a tender, a pay-out, a void and the drawer. */
class RiskAtTillTest {
  @TempDir Path folder;
  private final Moving clock = new Moving();
  private RiskRules rules = shop();

  @BeforeEach
  void start() {
    clock.now = Instant.parse("2025-03-03T10:15:30Z");
  }

  static RiskRules shop() {
    try (InputStream in =
        Objects.requireNonNull(
            RiskAtTillTest.class.getResourceAsStream(
                "/dev/tillwright/core/risk/corner-shop.json"))) {
      return RiskRules.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Bench bench() {
    return new Bench(
        folder,
        it ->
            it.clock(clock)
                .risk(rules)
                .drawer(deadline -> true)
                .times(new PaymentTimes(Duration.ofSeconds(20), Duration.ofSeconds(20))));
  }

  private static Outcome card(Bench bench, Ticket ticket, String pan, EntryMode mode) {
    try (CardRead card = CardRead.of(Pan.of(pan), YearMonth.of(2030, 12), mode)) {
      return bench.till.pay(ticket, Tender.card(card));
    }
  }

  private static Outcome card(Bench bench, String price, String pan, EntryMode mode) {
    return card(bench, bench.sale(price), pan, mode);
  }

  private static List<JsonIn> found(Bench bench) {
    return bench.entries().stream()
        .filter(it -> it.kind().equals("check.found"))
        .map(it -> JsonIn.parse(it.payload()))
        .toList();
  }

  private static String code(Outcome outcome) {
    return outcome.match(
        approved -> "approved",
        declined -> declined.code(),
        paused -> "paused " + paused.pause().asked(),
        unknown -> "unknown");
  }

  @Test
  void aCardThatPaysTooOften_isAskedForMore_alsoAfterARestart_andGoesOnWithIt() {
    try (Bench bench = bench()) {
      for (int i = 0; i < 3; i++) {
        clock.forward(Duration.ofMinutes(5));
        Bench.finished(card(bench, "60.00", "4111111111111111", EntryMode.CHIP));
      }
      bench.reopen();
      clock.forward(Duration.ofMinutes(5));
      Ticket fourth = bench.sale("60.00");
      Outcome outcome = card(bench, fourth, "4111111111111111", EntryMode.CHIP);

      assertThat(code(outcome)).isEqualTo("paused [PIN]");
      assertThat(found(bench)).hasSize(1);
      JsonIn reason = found(bench).get(0).objects("reasons").get(0);
      assertThat(reason.text("code")).isEqualTo("risk.card-velocity");
      assertThat(reason.text("detail"))
          .isEqualTo("STEP_UP card-velocity v2: count card-hour 4 (4 in PT1H)");
      // Another card is another key.
      Bench.finished(card(bench, "60.00", "5555555555554444", EntryMode.CHIP));

      bench.till.verify(fourth).drop("went for cash");
      clock.forward(Duration.ofMinutes(50)); // the first is as old as the window is long
      Bench.finished(card(bench, fourth, "4111111111111111", EntryMode.CHIP));
    }
  }

  @Test
  void whatIsBlocked_isDeclined_keptAndReviewed() {
    try (Bench bench = bench()) {
      for (int i = 0; i < 3; i++) {
        Bench.finished(
            card(
                bench,
                "1.0" + i,
                List.of("4111111111111111", "5555555555554444", "4012888888881881").get(i),
                EntryMode.MANUAL));
      }
      Ticket fourth = bench.sale("1.00");
      Outcome outcome = card(bench, fourth, "4111111111111111", EntryMode.MANUAL);

      assertThat(code(outcome)).isEqualTo("risk.card-testing");
      assertThat(bench.till.paymentsInFlight()).isEmpty();
      assertThat(acts(bench)).extracting(it -> it.kind().name()).contains("REFUSED");
      Review review = bench.till.risk(bench.manager).open().get(0);
      assertThat(review.verdict()).isEqualTo("BLOCK");
      assertThat(review.amount()).isEqualTo(Bench.pounds("1.00"));
      assertThat(review.reasons().get(0))
          .startsWith("BLOCK card-testing v1: entry MANUAL; count keyed-hour 4 (4 in PT1H)");
      // Cash is taken all the same.
      bench.cash(fourth);
    }
  }

  @Test
  void aReview_isClosedOnce_withAReason_byAnotherThanWhomItIsAbout() {
    try (Bench bench = bench()) {
      for (int i = 0; i < 5; i++) {
        assertThat(bench.till.cash(bench.manager).open("change")).isTrue();
      }
      bench
          .till
          .access()
          .enrol(bench.manager, new Operator("ann", "Ann", "manager"), "secret".toCharArray());
      OperatorSession ann = bench.till.logOn("ann", "secret".toCharArray()).orThrow();
      Review review = bench.till.risk(ann).open().get(0);
      assertThat(review.act()).isEqualTo("OPEN_DRAWER");
      assertThat(review.reasons())
          .containsExactly("REVIEW drawer-no-sale v1: count drawer-day 5 (5 in PT8H)");

      RiskDesk own = bench.till.risk(bench.manager);
      assertThatThrownBy(() -> own.close(review.seq(), Review.Result.IN_ORDER, "it was me"))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.code()).isEqualTo("review.own"));
      bench.till.risk(ann).close(review.seq(), Review.Result.IN_ORDER, "the bank was closed");
      assertThatThrownBy(
              () -> bench.till.risk(ann).close(review.seq(), Review.Result.FRAUD, "again"))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.code()).isEqualTo("review.unknown"));

      bench.till.journal().rebuild(RiskBook.NAME);
      assertThat(bench.till.risk(ann).open()).isEmpty();
      Review closed = bench.till.risk(ann).closed(0).get(0);
      assertThat(closed.closed().orElseThrow())
          .isEqualTo(new Review.Closed(Review.Result.IN_ORDER, "ann", "the bank was closed"));
    }
  }

  @Test
  void voidsAfterTheReceipt_areCounted_andAtLastBlocked() {
    try (Bench bench = bench()) {
      for (int i = 0; i < 3; i++) {
        CompletedSale sale = bench.cash(bench.sale("20.00"));
        bench.till.print(sale.id());
        if (i < 2) {
          bench.till.voidCompleted(bench.manager, sale.id(), "mistake");
        } else {
          assertThatThrownBy(() -> bench.till.voidCompleted(bench.manager, sale.id(), "mistake"))
              .isInstanceOfSatisfying(
                  RefusedException.class,
                  e -> assertThat(e.code()).isEqualTo("risk.cancel-after-receipt"));
          assertThat(bench.till.find(sale.id())).isPresent();
        }
      }
      // Without a receipt on paper nothing is said.
      CompletedSale sale = bench.cash(bench.sale("20.00"));
      bench.till.voidCompleted(bench.manager, sale.id(), "mistake");
    }
  }

  @Test
  void aRefundByNight_waitsForAManager_whoIsNotTheCashier() {
    clock.now = Instant.parse("2025-03-30T20:30:00Z"); // half past nine: summer time since today
    try (Bench bench = bench()) {
      bench
          .till
          .access()
          .enrol(bench.manager, new Operator("ann", "Ann", "manager"), "secret".toCharArray());
      CompletedSale sale = bench.cash(bench.sale("20.00"));
      Ticket early = bench.till.giveBackWithoutReceipt(bench.manager, "");
      early.add(Bench.item("tea", "5.00"), Quantity.of(1));
      Bench.finished(bench.till.payOut(early));

      clock.forward(Duration.ofMinutes(50)); // twenty past ten
      Ticket late = bench.till.giveBack(bench.manager, sale.id(), "");
      late.giveBack(1, Quantity.of(1));
      assertThat(code(bench.till.payOut(late))).isEqualTo("paused [MANAGER]");
      OperatorSession ann = bench.till.logOn("ann", "secret".toCharArray()).orThrow();
      bench.till.verify(late).manager(ann);
      Bench.finished(bench.till.payOut(late));
    }
  }

  @Test
  void ofACard_sixDigitsAreKept_andNeverTheNumber() throws IOException {
    try (Bench bench = bench()) {
      Bench.finished(card(bench, "5.00", "4111111111111111", EntryMode.CHIP));
      Bench.finished(card(bench, "350.00", "5555555555554444", EntryMode.STRIPE));

      assertThat(acts(bench)).extracting(it -> it.bin().orElse("")).contains("411111", "555555");
      // A small amount by chip is in order; a large one without it, from elsewhere, is looked at.
      assertThat(found(bench)).isEmpty();
      rules = RiskRules.parse(rules.toJson().replace("\"540000-559999\"", "\"540000-549999\""));
      bench.till.risk(bench.manager).use(known("555555", "FR"));
      Bench.finished(card(bench, "350.00", "5555555555554444", EntryMode.STRIPE));
      assertThat(found(bench)).hasSize(1);
      assertThat(found(bench).get(0).objects("reasons").get(0).text("code"))
          .isEqualTo("risk.far-issuer");
    }
    for (Path file : files()) {
      String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertThat(bytes).as("%s", file).doesNotContain("4111111111111111", "5555555555554444");
    }
  }

  private List<Path> files() throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private RiskRules known(String bin, String country) {
    return RiskRules.parse(
        rules
            .toJson()
            .replace("\"497000-497999\"", "\"497000-497999\",\"" + bin + "\"")
            .replace(
                "\"set\":\"corner-shop\",\"version\":3", "\"set\":\"corner-shop\",\"version\":4")
            .replace("\"FR\"", "\"" + country + "\""));
  }

  @Test
  void theRules_areInForceAsSettings_andADraftIsNotTaken() {
    try (Bench bench = bench()) {
      InForce first = settings(bench);
      assertThat(first.settings().values())
          .containsEntry("set", "corner-shop")
          .containsEntry("version", "3")
          .containsEntry("digest", shop().digest());
      rules = RiskRules.parse(rules.toJson().replace("\"540000-559999\"", "\"540000-549999\""));
      RiskRules next = known("555555", "FR");
      bench.till.risk(bench.manager).use(next);
      assertThat(settings(bench).settings().values()).containsEntry("digest", next.digest());
      assertThat(settings(bench).by()).contains("max");
      assertThatThrownBy(
              () ->
                  bench
                      .till
                      .risk(bench.manager)
                      .use(RiskRules.parse(rules.toJson().replaceFirst("APPROVED", "DRAFT"))))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static InForce settings(Bench bench) {
    return bench.till.safekeeping().settings().stream()
        .filter(it -> it.settings().area().equals(RiskRules.AREA))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theBook_isRebuiltToTheSameRows_andTheDryRun_saysWhatTheTillSaid() {
    try (Bench bench = bench()) {
      for (int i = 0; i < 5; i++) {
        clock.forward(Duration.ofMinutes(7));
        Ticket ticket = bench.sale("60.00");
        String said = code(card(bench, ticket, "4111111111111111", EntryMode.CHIP));
        if (i < 3) {
          assertThat(said).isEqualTo("approved");
        } else {
          assertThat(said).isEqualTo("paused [PIN]");
          OperatorSession manager = bench.manager;
          assertThat(bench.till.verify(ticket).missing()).containsExactly(Verification.PIN);
          bench.till.verify(ticket).drop("no PIN");
          bench.cash(ticket);
          assertThat(bench.till.risk(manager).open()).isEmpty();
        }
      }
      List<Act> before = acts(bench);
      bench.till.journal().rebuild(RiskBook.NAME);
      assertThat(acts(bench)).isEqualTo(before);

      DryReport dry = bench.till.risk(bench.manager).dryRun(rules, Labels.NONE);
      // The two that were asked for a PIN were paid in cash then: no card tender is in the books.
      assertThat(dry.rule("card-velocity").hits()).isZero();
      assertThat(dry.acts()).isEqualTo(5);
      RiskRules stricter =
          RiskRules.parse(
              rules.toJson().replace("\"card-hour\",\"atLeast\":4", "\"card-hour\",\"atLeast\":3"));
      DryReport wouldBe = bench.till.risk(bench.manager).dryRun(stricter, Labels.NONE);
      assertThat(wouldBe.rule("card-velocity").hits()).isEqualTo(1);
      long seq = wouldBe.rule("card-velocity").examples().get(0).seq();
      Entry entry = bench.till.journal().entry(seq).orElseThrow();
      assertThat(entry.kind()).isEqualTo("sale.tendered");
    }
  }

  @Test
  void offline_aCardIsTakenUpToTheCap_andNoFurther_whileOthersAre() {
    MemoryHost host = MemoryHost.create();
    rules =
        RiskRules.parse(
            rules
                .toJson()
                .replace(
                    "\"offline-card\",\"atLeast\":\"60.00\"",
                    "\"offline-card\",\"atLeast\":\"20.00\""));
    try (Bench bench =
        new Bench(
            folder,
            it ->
                it.clock(clock)
                    .risk(rules)
                    .host(TenderKind.CARD, Bench.lasting(host))
                    .offline(OfflineLimits.upTo(Bench.pounds("30.00"), 9, Bench.pounds("90.00")))
                    .times(new PaymentTimes(Duration.ofSeconds(20), Duration.ofSeconds(20))))) {
      host.offline(true);
      Bench.finished(card(bench, "12.50", "4111111111111111", EntryMode.CHIP));
      assertThat(acts(bench).get(0).is(Trait.OFFLINE)).isTrue();
      bench.reopen();
      assertThat(code(card(bench, "12.50", "4111111111111111", EntryMode.CHIP)))
          .isEqualTo("risk.offline-cap");
      Bench.finished(card(bench, "12.50", "5555555555554444", EntryMode.CHIP));
      host.offline(false);
      bench.till.forwardNow();
      Bench.finished(card(bench, "12.50", "4111111111111111", EntryMode.CHIP));
    }
  }

  @Test
  void aChipThatWasPassedBy_andDiscountsForOneself_areSteppedUp_andSoIsALargeAmount() {
    try (Bench bench = bench()) {
      Ticket stripe = bench.sale("5.00");
      ChipFacts chip =
          new ChipFacts("A0000000031010", "VISA", "", CardholderCheck.NONE, "", "", "", "", "");
      try (CardRead read =
          CardRead.of(Pan.of("4111111111111111"), YearMonth.of(2030, 12), EntryMode.STRIPE)) {
        assertThat(code(bench.till.pay(stripe, Tender.card(read).withChip(chip))))
            .isEqualTo("paused [SIGNATURE]");
      }
      assertThat(code(card(bench, "1000.00", "5555555555554444", EntryMode.CHIP)))
          .isEqualTo("paused [PIN, MANAGER]");

      bench
          .till
          .access()
          .enrol(bench.manager, new Operator("ann", "Ann", "manager"), "secret".toCharArray());
      OperatorSession ann = bench.till.logOn("ann", "secret".toCharArray()).orThrow();
      Ticket own = bench.till.sale(ann).member("m-ann");
      own.add(Bench.item("tea", "40.00"), Quantity.of(1)).discount(Discount.percent(20, "staff"));
      assertThat(code(bench.till.pay(own, Tender.cash(own.due())))).isEqualTo("paused [MANAGER]");
      bench.till.verify(own).manager(bench.manager);
      Bench.finished(bench.till.pay(own, Tender.cash(own.due())));
      // Sold by a colleague, nothing is said.
      Ticket others = bench.till.sale(bench.manager).member("m-ann");
      others.add(Bench.item("tea", "40.00"), Quantity.of(1));
      others.discount(Discount.percent(20, "staff"));
      bench.cash(others);
    }
  }

  private static List<Act> acts(Bench bench) {
    bench
        .till
        .journal()
        .awaitFollower(RiskBook.NAME, bench.till.journal().headSeq(), Duration.ofSeconds(10));
    List<Act> acts = new ArrayList<>();
    bench
        .till
        .journal()
        .database()
        .read(
            tx -> {
              RiskBook.acts("till-01", 0, acts::add, tx);
              return 0;
            });
    assertThat(acts).allSatisfy(it -> assertThat(ActJson.write(it)).doesNotContain("411111111"));
    return acts;
  }

  /** A clock that a test moves. */
  private static final class Moving extends Clock {
    private Instant now = Instant.EPOCH;

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return Bench.LONDON;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
