package dev.tillwright.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.reconcile.SettlementLine.Movement;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlementReaderTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final String HEADER =
      "type,key,rrn,stan,terminal,at,currency,amount,token,count\r\n";

  @Test
  void lines_areReadWithWhatTheHostKept(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("settlement.csv");
    Files.writeString(
        file,
        "\uFEFF"
            + HEADER
            + "CAPTURE,till-01/1/4,633108000004,4,TILL01,2026-11-26T08:00:00Z,GBP,12.30,tok_1,\r\n"
            + "\r\n"
            + "REFUND,,,000017,\"TILL01\",2026-11-26T09:00:00.250Z,JPY,400,,\n"
            + "REVERSAL,till-01/1/4,,,,2026-11-26T09:30:00Z,GBP,12.30,,\n"
            + "TOTAL,,,,,,GBP,24.60,,2\n"
            + "TOTAL,,,,,,JPY,400,,1\n"
            + "TOTAL,,,,,,EUR,0.00,,0");

    SettlementFile read = SettlementReader.read(file, "acquirer-2026-11-26");

    assertThat(read.faults()).isEmpty();
    assertThat(read.isWhole()).isTrue();
    assertThat(read.lines())
        .containsExactly(
            SettlementLine.of(
                    2, Movement.CAPTURE, "till-01/1/4", at("08:00:00Z"), Money.ofMinor(1230, GBP))
                .traced("000004", "633108000004", "TILL01")
                .withToken(new CardToken("tok_1")),
            SettlementLine.of(
                    4,
                    Movement.REFUND,
                    "",
                    at("09:00:00.250Z"),
                    Money.ofMinor(400, Currency.getInstance("JPY")))
                .traced("000017", "", "TILL01"),
            SettlementLine.of(
                5, Movement.REVERSAL, "till-01/1/4", at("09:30:00Z"), Money.ofMinor(1230, GBP)));
  }

  @Test
  void everyBadLine_isNamedByNumberAndField_neverByItsData() {
    String good = "CAPTURE,till-01/1/5,,,,2026-11-26T08:00:00Z,GBP,1.00,,\n";
    SettlementFile read =
        read(
            HEADER
                + good
                + "SALE,till-01/1/6,,,,2026-11-26T08:00:00Z,GBP,1.00,,\n"
                + "CAPTURE,4111111111111111,,,,2026-11-26T08:00:00Z,GBP,1.00,,\n"
                + "CAPTURE,,,,,2026-11-26T08:00:00Z,GBP,1.00,4111111111111111,\n"
                + "CAPTURE,,,,,2026-11-26T08:00:00Z,GBP,1.00,,\n"
                + "CAPTURE,,,1234567,,2026-11-26T08:00:00Z,GBP,1.00,,\n"
                + "CAPTURE,,1234567890123,,,2026-11-26T08:00:00Z,GBP,1.00,,\n"
                + "CAPTURE,k,,,,26.11.2026,GBP,1.00,,\n"
                + "CAPTURE,k,,,,2026-11-26T08:00:00Z,Pounds,1.00,,\n"
                + "CAPTURE,k,,,,2026-11-26T08:00:00Z,GBP,-1.00,,\n"
                + "CAPTURE,k,,,,2026-11-26T08:00:00Z,GBP,1.005,,\n"
                + "CAPTURE,k,,,,2026-11-26T08:00:00Z,XAU,1,,\n"
                + "CAPTURE,k,,,,2026-11-26T08:00:00Z,GBP,99999999999.00,,\n"
                + "CAPTURE,k\n"
                + "CAPTURE,\"k,,,,2026-11-26T08:00:00Z,GBP,1.00,,\n"
                + "x".repeat(5_000)
                + "\n"
                + "TOTAL,,,,,,GBP,1.00,,many\n"
                + good);

    assertThat(read.lines()).hasSize(2);
    assertThat(read.isWhole()).isFalse();
    assertThat(read.faults())
        .extracting(it -> it.line() + " " + it.field())
        .containsExactly(
            "3 type",
            "4 key",
            "5 token",
            "6 key",
            "7 stan",
            "8 rrn",
            "9 at",
            "10 currency",
            "11 amount",
            "12 amount",
            "13 amount",
            "14 amount",
            "15 ",
            "16 ",
            "17 ",
            "18 count");
    assertThat(read.faults().toString()).doesNotContain("4111", "99999", "Pounds", "xxx");
    assertThat(read.faults().get(0).sentence()).startsWith("line 3, type: CAPTURE, REFUND");
  }

  @Test
  void fileWhoseEndIsMissing_isNotWhole() {
    String line = "CAPTURE,till-01/1/5,,,,2026-11-26T08:00:00Z,GBP,1.00,,\n";
    assertThat(read(HEADER + line).isWhole()).isFalse();
    assertThat(read(HEADER + line).faults()).isEmpty();

    SettlementFile less = read(HEADER + line + "TOTAL,,,,,,GBP,2.00,,2\n");
    assertThat(less.isWhole()).isFalse();
    assertThat(less.faults()).extracting(SettlementFile.Fault::field).containsExactly("count");

    SettlementFile other = read(HEADER + line + "TOTAL,,,,,,EUR,1.00,,1\n");
    assertThat(other.isWhole()).isFalse();
  }

  @Test
  void faultsAreKeptUpToTheirBound_andCounted() {
    SettlementFile read = read(HEADER + "x\n".repeat(1_500));
    assertThat(read.faults()).hasSize(SettlementFile.MAX_FAULTS);
    assertThat(read.faulty()).isEqualTo(1_500);
  }

  @Test
  void fileThatIsNone_isRefused() {
    for (String text : new String[] {"", "a,b\n", "type,at,currency,amount,amount\n", "\"type\n"}) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(TillwrightException.class)
          .hasMessageStartingWith("line 1");
    }
    assertThatThrownBy(() -> SettlementReader.read(endless(), "endless"))
        .isInstanceOf(TillwrightException.class)
        .hasMessageContaining("more than");
    assertThatThrownBy(() -> SettlementReader.read(Path.of("no such file"), "none"))
        .isInstanceOf(TillwrightException.class);
  }

  private static SettlementFile read(String text) {
    return SettlementReader.read(new StringReader(text), "test");
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-26T" + time);
  }

  /** A header, then line ends for ever. */
  private static Reader endless() {
    return new Reader() {
      private final StringReader header = new StringReader(HEADER);

      @Override
      public int read(char[] into, int from, int most) throws IOException {
        int first = header.read(into, from, most);
        if (first > 0) {
          return first;
        }
        for (int i = 0; i < most; i++) {
          into[from + i] = '\n';
        }
        return most;
      }

      @Override
      public void close() {}
    };
  }
}
