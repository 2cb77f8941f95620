package dev.tillwright.core.host;

import static dev.tillwright.core.host.HostBench.AT;
import static dev.tillwright.core.host.HostBench.LONG;
import static dev.tillwright.core.host.HostBench.SHORT;
import static dev.tillwright.core.host.HostBench.gbp;
import static dev.tillwright.core.host.HostBench.purchase;
import static dev.tillwright.core.host.HostBench.refund;
import static dev.tillwright.core.host.HostBench.reversal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageSpec;
import java.time.InstantSource;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TotalsExchangeTest {
  private static final LocalDate DAY = LocalDate.of(2026, 7, 14);

  private final HostBench bench =
      new HostBench(HostSimulator.start(0, MessageSpec.ascii1987(), InstantSource.fixed(AT)));

  private void trade() {
    bench.host.authorize(purchase(1, 1_000), LONG);
    bench.host.authorize(purchase(2, 2_500), LONG);
    bench.host.authorize(purchase(3, 900), LONG);
    bench.host.reverse(reversal(purchase(3, 900), false), LONG);
    bench.host.refund(refund(4, 2, 500), LONG);
  }

  @Test
  void totalsThatAreTheSame_areInBalance() {
    try (bench) {
      trade();
      HostTotals ours = new HostTotals(2, gbp(3_500), 1, gbp(500));
      assertThat(bench.host.reconcile(ours, DAY, LONG)).isEqualTo(new TotalsReply.InBalance());
      assertThat(ours.net()).isEqualTo(gbp(3_000));
      HostTotals none = new HostTotals(0, gbp(0), 0, gbp(0));
      assertThat(bench.host.reconcile(none, DAY.plusDays(1), LONG))
          .isEqualTo(new TotalsReply.InBalance());
    }
  }

  @Test
  void totalsThatDiffer_comeBackAsTheHostHasThem() {
    try (bench) {
      trade();
      HostTotals ours = new HostTotals(3, gbp(4_400), 1, gbp(500));
      String said =
          bench
              .host
              .reconcile(ours, DAY, LONG)
              .match(same -> "same", others -> others.host().toString(), nothing -> "nothing");
      assertThat(said).isEqualTo(new HostTotals(2, gbp(3_500), 1, gbp(500)).toString());
    }
  }

  @Test
  void hostThatDoesNotSay_isNoHostThatAgrees() {
    try (bench) {
      HostTotals ours = new HostTotals(0, gbp(0), 0, gbp(0));
      bench.simulator.script(request -> Behaviour.decline("96"));
      assertThat(bench.host.reconcile(ours, DAY, LONG)).isInstanceOf(TotalsReply.Unanswered.class);
      bench.simulator.offline(true);
      assertThat(bench.host.reconcile(ours, DAY, SHORT)).isInstanceOf(TotalsReply.Unanswered.class);
    }
  }

  @Test
  void answerWithOtherFigures_isBelievedInTheFigures() {
    HostTotals ours = new HostTotals(1, gbp(100), 0, gbp(0));
    IsoMessage.Builder answer =
        IsoMessage.of("0510")
            .set(39, "00")
            .set(66, "1")
            .set(74, "0000000000")
            .set(76, "0000000001")
            .set(86, "0000000000000000")
            .set(88, "0000000000000099");
    assertThat(TotalsMessages.reply(answer.build(), ours))
        .isEqualTo(new TotalsReply.OutOfBalance(new HostTotals(1, gbp(99), 0, gbp(0))));
    assertThat(TotalsMessages.reply(IsoMessage.of("0510").set(39, "00").set(66, "1").build(), ours))
        .isEqualTo(new TotalsReply.InBalance());
    for (String code : new String[] {"0", "2", "3"}) {
      assertThat(
              TotalsMessages.reply(IsoMessage.of("0510").set(39, "00").set(66, code).build(), ours))
          .isInstanceOf(TotalsReply.Unanswered.class);
    }
    bench.close();
  }
}
