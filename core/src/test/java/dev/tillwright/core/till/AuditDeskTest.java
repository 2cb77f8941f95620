package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.ActBook;
import dev.tillwright.core.access.AuditRules;
import dev.tillwright.core.access.KeyAges;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.SecurityAct;
import dev.tillwright.core.access.TestClock;
import dev.tillwright.core.access.Weakness;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.report.ProfitReport;
import dev.tillwright.core.stock.StockEvent;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who saw or changed what, what was refused, and what a shop tells nobody. */
class AuditDeskTest {
  private static final Instant ALWAYS = Instant.parse("2100-01-01T00:00:00Z");

  @TempDir Path dir;
  private final TestClock clock = new TestClock("2025-03-03T10:15:30Z");

  /** The books; those who inherit have them elsewhere. */
  Supplier<Database> store() {
    return () -> Database.sqlite(dir.resolve("till.db"));
  }

  private static OperatorSession on(Bench bench, String id, String role) {
    char[] secret = "4711".toCharArray();
    bench.till.access().enrol(bench.manager, new Operator(id, id, role), secret.clone());
    return bench.till.logOn(id, secret).orThrow();
  }

  @Test
  void acts_areListedWithWhoAndWhat_andSoIsTheLook() {
    try (Bench bench = new Bench(store(), any -> {})) {
      OperatorSession bob = on(bench, "bob", "cashier");
      OperatorSession aud = on(bench, "aud", "auditor");
      assertThatThrownBy(() -> bench.till.cash(bob).open("peep"))
          .isInstanceOf(RefusedException.class);
      assertThatThrownBy(() -> bench.till.audit(bob).acts(Instant.EPOCH, ALWAYS, "", 0))
          .isInstanceOf(RefusedException.class);

      List<SecurityAct> refused = bench.till.audit(aud).refused(Instant.EPOCH, ALWAYS, "bob", 0);

      assertThat(refused)
          .extracting(it -> it.who() + " " + it.about() + " " + it.refusal())
          .containsExactly("bob OPEN_DRAWER access.notAllowed", "bob AUDIT access.notAllowed");
      assertThat(bench.till.audit(aud).acts(Instant.EPOCH, ALWAYS, "aud", 0))
          .extracting(it -> it.kind() + " " + it.about())
          .containsExactly("operator.loggedOn aud", "data.seen refused acts", "data.seen acts");
      // Each points at its entry.
      SecurityAct first = refused.get(0);
      assertThat(bench.till.journal().entry(first.seq()).orElseThrow().kind())
          .isEqualTo("operator.refused");
    }
  }

  @Test
  void anExport_hasAllActs_alsoThoseBehindAPage() throws IOException {
    try (Bench bench = new Bench(store(), any -> {})) {
      OperatorSession aud = on(bench, "aud", "auditor");
      for (int look = 0; look <= ActBook.MAX_ACTS; look++) {
        bench.till.audit(aud).acts(ALWAYS, ALWAYS, "", 0);
      }
      StringWriter out = new StringWriter();
      bench.till.audit(aud).export(Instant.EPOCH, ALWAYS, "aud", out);
      assertThat(out.toString().lines().filter(line -> line.contains("\"data.seen\"")))
          .hasSize(ActBook.MAX_ACTS + 1)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void exports_needAPermission_andAreRecordedFirst() throws IOException {
    try (Bench bench = new Bench(store(), any -> {})) {
      OperatorSession sue = on(bench, "sue", "supervisor");
      OperatorSession aud = on(bench, "aud", "auditor");
      StringWriter out = new StringWriter();
      long acts = bench.till.audit(aud).export(Instant.EPOCH, ALWAYS, "", out);
      String csv = out.toString();
      assertThat(csv.lines()).hasSize((int) acts + 1);
      assertThat(csv.lines().findFirst()).contains("terminal,epoch,seq,at,kind,who,about,refusal");
      assertThat(csv).contains("\"data.exported\",\"aud\",\"acts\",\"\"");
      assertThatThrownBy(() -> bench.till.audit(sue).export(Instant.EPOCH, ALWAYS, "", out))
          .isInstanceOf(RefusedException.class);
      // The whole journal holds what is planned, which an auditor does not read.
      assertThatThrownBy(() -> bench.till.safekeeping().exportJournal(aud, dir.resolve("a.db")))
          .isInstanceOf(RefusedException.class);
      assertThat(dir.resolve("a.db")).doesNotExist();
      bench.till.safekeeping().exportJournal(bench.manager, dir.resolve("b.db"));
      assertThat(bench.kinds()).contains("data.exported");
    }
  }

  @Test
  void costs_areReadWithAPermission_andStandOnNoReceiptAndInNoSale() {
    ProfitReport profit = new ProfitReport(Bench.LONDON, Bench.GBP);
    try (Bench bench = new Bench(store(), it -> it.stock("shop").follower(profit))) {
      OperatorSession sue = on(bench, "sue", "supervisor");
      bench
          .till
          .stock(bench.manager)
          .receive(
              "d-1",
              "supplier",
              List.of(new StockEvent.Goods("4006381333931", Quantity.of(5), Bench.pounds("7.77"))));
      var sold = bench.cash(bench.pens(1));
      assertThat(bench.slip(sold)).doesNotContain("7.77").doesNotContain("1.55");
      assertThat(sold.toDraft().payload()).doesNotContain("777");
      assertThatThrownBy(
              () -> bench.till.secrets(sue).costs(ProfitReport.NAME, "profit", tx -> "rows"))
          .isInstanceOf(RefusedException.class);
      bench.till.secrets(bench.manager).costs(ProfitReport.NAME, "profit", tx -> "rows");
      assertThat(bench.entries().get(bench.entries().size() - 1).payload())
          .contains("costs: profit", "max");
      assertThatThrownBy(() -> bench.till.secrets(sue).plans())
          .isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void audit_namesWhatIsWeak_andWhatToDo() {
    KeyAges keys =
        () -> List.of(KeyAges.Key.of("k-7", "card tokens", Instant.parse("2024-01-01T00:00:00Z")));
    try (Bench bench =
        new Bench(
            store(), it -> it.clock(clock).guards(Guards.usual().access(a -> a.keys(keys))))) {
      on(bench, "bob", "cashier");
      bench.till.access().enrol(bench.manager, new Operator("cas", "Cas", "cashier"), new char[0]);
      clock.move(Duration.ofDays(91));
      OperatorSession max = bench.till.logOn("max", "secret".toCharArray()).orThrow();
      List<Weakness> found =
          bench.till.audit(max).audit(AuditRules.usual().least("tillwright", "9.9"));
      assertThat(found)
          .extracting(it -> it.what() + " " + it.about())
          .containsExactly(
              "STALE_KEY k-7",
              "IDLE_OPERATOR bob",
              "IDLE_OPERATOR cas",
              "WEAK_SETTING cas",
              "WEAK_SETTING max",
              "WEAK_SETTING session",
              "WEAK_SETTING checkpoints",
              "OLD_VERSION tillwright");
      assertThat(found).allSatisfy(it -> assertThat(it.todo()).isNotBlank());
    }
  }

  @Test
  void versions_areComparedNumberByNumber() {
    assertThat(AuditDesk.isOlder("17.0.9+9", "17.0.10")).isTrue();
    assertThat(AuditDesk.isOlder("17.0.10", "17.0.10")).isFalse();
    assertThat(AuditDesk.isOlder("21", "17.0.10")).isFalse();
    assertThat(AuditDesk.isOlder("unpacked", "0.1")).isTrue();
  }
}
