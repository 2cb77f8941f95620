package dev.tillwright.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.PaymentEntries;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.sale.TenderKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A till with two card readers, and a drawer with two currencies (S9, S13). */
class TwoDevicesTest {
  private static final Instant OPENS = Instant.parse("2025-03-03T09:00:00Z");
  private static final Instant CLOSES = OPENS.plus(Duration.ofHours(8));
  private static final Currency GBP = Currency.getInstance("GBP");

  private final JournalFacts facts = new JournalFacts();
  private final List<DeviceEvent> events = new ArrayList<>();
  private long seq;

  private void written(Instant at, Draft draft) {
    facts.apply(new Entry("till-1", 1, ++seq, at, draft.kind(), draft.payload(), "0", "0"));
  }

  private void approvals(int times) {
    for (int n = 1; n <= times; n++) {
      Instant at = OPENS.plus(Duration.ofMinutes(10L * n));
      PaymentKey key = new PaymentKey("till-1", 1, n);
      written(
          at,
          PaymentEntries.draft(
              new AttemptEvent.Intended(
                  key,
                  AttemptKind.PURCHASE,
                  TenderKind.CARD,
                  "till-1.1." + n,
                  null,
                  Charge.of(Money.ofMinor(100, GBP)),
                  Money.zero(GBP),
                  new ProtectedCard(
                      new CardToken("tok_" + n),
                      new MaskedPan("************1111"),
                      "k-1",
                      EntryMode.CHIP),
                  at,
                  false,
                  true)));
      written(at, PaymentEntries.draft(new AttemptEvent.Sending(key)));
      written(at, PaymentEntries.draft(new AttemptEvent.Approved(key, null, "A1", "")));
    }
  }

  private void counter(String device, Instant at, long count) {
    events.add(new DeviceEvent("till-1", device, DeviceEvent.Kind.COUNTER, at, "", count));
  }

  private List<Finding> found(CashCount... cash) {
    events.sort(Comparator.comparing(DeviceEvent::at));
    Inputs in =
        Inputs.at(CLOSES.plus(Duration.ofHours(1)), facts)
            .devices(events, Set.of("till-1"))
            .cash(List.of(cash));
    return Detectors.run(in, new WatchRules()).stream()
        .filter(it -> it.detector() == Detector.S9 || it.detector() == Detector.S13)
        .toList();
  }

  @Test
  void whatTwoReadersCount_isWhatTheTillHas() {
    approvals(20);
    for (String device : List.of("left", "right")) {
      counter(device, OPENS.plusSeconds(device.length()), 100);
    }
    counter("left", CLOSES, 112);
    counter("right", CLOSES.plusSeconds(5), 108);
    assertThat(found()).isEmpty();
  }

  @Test
  void anApprovalThatOnlyAReaderKnows_isFoundOnce() {
    approvals(20);
    counter("left", OPENS, 100);
    counter("right", OPENS.plusSeconds(5), 100);
    counter("left", CLOSES, 112);
    counter("right", CLOSES.plusSeconds(5), 109);
    assertThat(found()).hasSize(1);
    assertThat(found().get(0).sentence()).contains("the devices count 21").contains("has 20");
    assertThat(found().get(0).evidence()).hasSize(4);
  }

  @Test
  void readersThatAreReadAtOtherTimes_accuseNobody() {
    approvals(20);
    counter("left", OPENS, 100);
    counter("left", CLOSES, 112);
    counter("right", OPENS.plus(Duration.ofHours(3)), 104);
    counter("right", OPENS.plus(Duration.ofHours(5)), 106);
    assertThat(found()).isEmpty();
  }

  @Test
  void aDrawerWithTwoCurrencies_isFoundForEach() {
    written(OPENS, new Draft("till.opened", "{\"version\":\"1\"}"));
    CashCount[] both =
        List.of("GBP", "EUR").stream()
            .map(Currency::getInstance)
            .map(
                it ->
                    new CashCount(
                        "till-1",
                        4,
                        CLOSES,
                        Money.ofMinor(90_000, it),
                        Money.ofMinor(10_000, it),
                        3,
                        3))
            .toArray(CashCount[]::new);
    assertThat(found(both)).extracting(Finding::id).doesNotHaveDuplicates().hasSize(2);
  }
}
