package dev.tillwright.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.Programs;
import dev.tillwright.loyalty.program.TermSheet;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked examples of the field that are about the books: lots, holds, give-back, retries. */
class LedgerScenariosTest {
  private static final String RULE =
      "{'id':'spend','scope':'BASKET','then':[{'type':'earnPerAmount','points':'1','per':'1.00'}]}";

  @TempDir Path dir;
  private final PointsLedger follower = new PointsLedger();
  private final Map<String, JsonIn> cases =
      JsonIn.parse(Programs.text("/vectors/loyalty-scenarios.json")).objects("cases").stream()
          .collect(Collectors.toMap(each -> each.text("id"), each -> each));
  private int books;

  /** Books of their own under these terms, in JSON as in a program. */
  private final class Case implements AutoCloseable {
    final Database database;
    final LedgerQueries ledger;
    private final String program;
    private long seq;

    Case(String terms) {
      database = Database.sqlite(dir.resolve("case-" + ++books + ".db"));
      database.migrate(follower.name(), follower.migrations());
      ledger = new LedgerQueries(database);
      program = "'zone':'UTC'," + (terms.isEmpty() ? "" : "'terms':{" + terms + "},");
    }

    void begin(Instant at) {
      TermSheet sheet = TermSheet.of(Programs.of("EUR", program, RULE));
      apply(at, new LedgerEntries.Adopted(sheet).draft());
    }

    void apply(Instant at, Draft draft) {
      Entry entry = new Entry("t1", 1, ++seq, at, draft.kind(), draft.payload(), "", "");
      database.change(tx -> follower.apply(entry, tx));
    }

    void grant(Instant at, long points, Instant expires) {
      apply(
          at,
          new LedgerEntries.Granted(
                  "g" + seq,
                  "",
                  "m-1",
                  "given",
                  List.of(new LedgerEntries.GrantedLot(points, at, at, expires)),
                  Counts.NOTHING)
              .draft());
    }

    Map<String, Long> burned() {
      Map<String, Long> burned = new TreeMap<>();
      Map<String, Lot> lots =
          ledger.allLots(ledger.program(), "m-1").stream()
              .collect(Collectors.toMap(Lot::id, lot -> lot));
      for (Posting posting : ledger.statement("m-1", 100)) {
        if (posting.to() == Account.BURNED) {
          Lot lot = Objects.requireNonNull(lots.get(posting.lot()));
          String day = lot.expires().atZone(ZoneOffset.UTC).toLocalDate().toString();
          burned.merge(day, posting.points(), Long::sum);
        }
      }
      return burned;
    }

    @Override
    public void close() {
      database.close();
    }
  }

  private JsonIn given(String id) {
    return Objects.requireNonNull(cases.get(id), id).object("given");
  }

  private JsonIn expected(String id) {
    return Objects.requireNonNull(cases.get(id), id).object("expected");
  }

  private static Instant day(String date) {
    return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Map<String, Long> numbers(JsonIn in) {
    return in.names().stream().collect(Collectors.toMap(name -> name, in::number));
  }

  private static void spend(Case books, Instant at, long points) {
    var sale =
        Histories.sold(new SaleId("t1", 1, 500), "m-1", Map.of(1, new long[] {0, 9}), "h", points);
    books.apply(at, PointsEntries.held("h", sale.id(), "m-1", points));
    books.apply(at, sale.toDraft());
  }

  @Test
  void v16_soonestExpiryBurnsFirst() {
    try (Case books = new Case("")) {
      Instant at = day("2025-01-10");
      books.begin(at);
      // Lots of two days and one for ever, as the case says.
      books.grant(at, 50, Lot.NEVER);
      books.grant(at, 200, day("2025-12-31"));
      books.grant(at, 120, day("2025-06-30"));
      spend(books, at, given("V16").number("burn"));
      assertThat(books.burned()).isEqualTo(numbers(expected("V16").object("burned")));
      assertThat(books.ledger.balance("m-1", at).available())
          .isEqualTo(expected("V16").number("left"));
      assertThat(books.ledger.balance("m-1", day("2026-01-01")).available())
          .isEqualTo(expected("V16").number("left_2026"));
    }
  }

  @Test
  void v23_endOfAHold() {
    List<Boolean> captured = new ArrayList<>();
    for (String time : given("V23").texts("capture_at")) {
      try (Case books = new Case("'hold':'PT10M'")) {
        Instant noon = Instant.parse("2025-06-04T12:00:00Z");
        books.begin(noon);
        books.grant(noon, given("V23").number("balance"), Lot.NEVER);
        books.apply(noon, PointsEntries.held("h", new SaleId("t1", 1, 1), "m-1", 30));
        assertThat(books.ledger.balance("m-1", noon).available())
            .isEqualTo(expected("V23").number("available_while_held"));
        Instant at = noon.atZone(ZoneOffset.UTC).with(LocalTime.parse(time)).toInstant();
        LedgerEntries.Captured capture = new LedgerEntries.Captured("c", "h", 30);
        books.apply(at, capture.draft());
        captured.add(books.ledger.outcome(capture).orElseThrow() == Outcome.DONE);
        if (!captured.get(captured.size() - 1)) {
          assertThat(books.ledger.balance("m-1", at).available())
              .isEqualTo(expected("V23").number("available_after_lapse"));
        }
      }
    }
    assertThat(captured).containsExactly(true, false);
  }

  @Test
  void v24_giveBackAfterExpiry() {
    for (String policy : List.of("REVERSE_KEEP", "PRORATA_KEEP")) {
      String[] names = policy.split("_");
      try (Case books =
          new Case("'giveBack':{'order':'" + names[0] + "','expired':'" + names[1] + "'}")) {
        Instant begin = day("2025-01-01");
        books.begin(begin);
        books.grant(begin, 40, day("2025-03-01"));
        books.grant(begin, 40, day("2025-09-01"));
        spend(books, day("2025-02-01"), 60);
        assertThat(books.burned()).isEqualTo(numbers(expected("V24").object("burned")));
        var sold =
            Histories.sold(new SaleId("t1", 1, 500), "m-1", Map.of(1, new long[] {0, 9}), "h", 60);
        books.apply(
            day("2025-03-10"),
            Histories.cameBack(new SaleId("t1", 1, 501), sold, Map.of(1, 4L), 30).toDraft());
        Balance balance = books.ledger.balance("m-1", day("2025-03-10"));
        JsonIn out = expected("V24").object(policy);
        assertThat(balance.available()).as(policy).isEqualTo(out.number("available"));
        assertThat(balance.expired()).as(policy).isEqualTo(out.number("lost"));
      }
    }
  }

  /** V09's retry: the same sale twice awards once. */
  @Test
  void v09_saleThatIsReportedTwice_isAwardedOnce() {
    try (Case books = new Case("")) {
      Instant at = day("2025-01-10");
      books.begin(at);
      List<Long> changes = new ArrayList<>();
      long before = 0;
      for (JsonIn sale : given("V09").objects("sales")) {
        long number = sale.text("id").startsWith("A") ? 1 : 2;
        long points = number == 1 ? 230 : 30; // the engine's answer, as quoted
        books.apply(
            at,
            Histories.sold(
                    new SaleId("t1", 1, number), "m-1", Map.of(1, new long[] {points, 1}), "", 0)
                .toDraft());
        long now = books.ledger.balance("club", "m-1", at).available();
        changes.add(now - before);
        before = now;
      }
      assertThat(changes).isEqualTo(expected("V09").numbers("points"));
      assertThat(books.ledger.conflicts()).isEmpty();
    }
  }
}
