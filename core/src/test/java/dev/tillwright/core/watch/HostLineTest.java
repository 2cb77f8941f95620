package dev.tillwright.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.reconcile.SettlementLine;
import dev.tillwright.core.reconcile.SettlementLine.Movement;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostLineTest {
  private static final Instant AT = Instant.parse("2025-03-03T10:15:30Z");

  private static Money pounds(long minor) {
    return Money.ofMinor(minor, Currency.getInstance("GBP"));
  }

  @Test
  void aHostsFile_isReadAsItStands_andNamesOurTill() {
    SettlementLine kept =
        SettlementLine.of(1, Movement.CAPTURE, "till-01/3/42", AT, pounds(1250))
            .withToken(new CardToken("tok_1"));
    SettlementLine traced =
        SettlementLine.of(2, Movement.REFUND, "", AT, pounds(300))
            .traced("000017", "R17", "TERM0001");
    SettlementLine foreign = SettlementLine.of(3, Movement.REVERSAL, "abc", AT, pounds(1));
    SettlementLine nothing = SettlementLine.of(4, Movement.CAPTURE, "till-01/3/43", AT, pounds(0));
    List<HostLine> lines =
        HostLine.of(
            "day.csv",
            List.of(kept, traced, foreign, nothing),
            terminal -> terminal.equals("TERM0001") ? "till-02" : "unknown");
    assertThat(lines)
        .containsExactly(
            new HostLine(
                "day.csv line 1",
                HostLine.Kind.CAPTURE,
                "till-01",
                "till-01/3/42",
                "",
                "tok_1",
                pounds(1250),
                AT),
            new HostLine(
                "day.csv line 2", HostLine.Kind.REFUND, "till-02", "", "R17", "", pounds(300), AT),
            new HostLine(
                "day.csv line 3", HostLine.Kind.REVERSAL, "unknown", "", "", "", pounds(1), AT));
  }
}
