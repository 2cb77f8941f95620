package dev.tillwright.core.till;

import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.dispute.CaseFile;
import dev.tillwright.core.dispute.CaseState;
import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.receipt.PastSale;
import dev.tillwright.core.receipt.SaleSearch;
import dev.tillwright.core.store.Database;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A whole till whose books lie in PostgreSQL. */
class TillOnPostgresTest {

  @Test
  void till_sellsRecoversAndCloses_asOverAFile() {
    DataSource source = TestPostgres.schema();
    try (Bench bench = new Bench(() -> Database.of(source))) {
      bench.till.pay(bench.pens(1), Tender.cash(pounds("20.00")));
      assertThat(bench.payByCard(bench.pens(2))).isInstanceOf(Outcome.Approved.class);
      bench.host.script(request -> Behaviour.fault(Behaviour.Fault.DROP_REPLY));
      assertThat(bench.payByCard(bench.pens(1))).isInstanceOf(Outcome.Unknown.class);
      bench.host.script(request -> Behaviour.usual());

      bench.reopen();

      assertThat(bench.till.unfinishedPayments()).isZero();
      assertThat(bench.host.approvedMinor()).isEqualTo(2500);
      assertThat(bench.payByCard(bench.pens(1))).isInstanceOf(Outcome.Approved.class);
      assertThat(bench.till.closeDay(bench.manager).currencies().get(0).gross())
          .isEqualTo(pounds("50.00"));
      SaleSearch search = SaleSearch.any().lastFour("1111").item("4006381333931").limit(1);
      PastSale found = bench.till.receipts(bench.manager).find(search).get(0);
      assertThat(bench.till.receipts(bench.manager).find(search.after(found))).hasSize(1);
      CaseDesk cases = bench.till.cases(bench.manager);
      CaseFile file = cases.open(CaseDeskTest.complaint(found.sale(), "mail 1"));
      assertThat(cases.move(file.id(), CaseState.RESOLVED, "").state().closed()).isTrue();
      assertThat(bench.entries()).noneMatch(entry -> entry.payload().contains("411111"));
      assertThat(
              JournalVerifier.verify(bench.till.journal().database(), Optional.of("till-01")).ok())
          .isTrue();
    }
  }
}
