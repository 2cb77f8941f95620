package dev.tillwright.core.host.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.PaymentKey;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers that go to wallets and come back; notices that come again. */
class WalletNumbersTest {

  @Test
  void numbers_comeBackAsTheirKeys_andNoOthersDo() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    WalletNumbers numbers = new WalletNumbers("S3");
    assertThat(numbers.of(new PaymentKey("till-01", 1, 7))).contains("S3_till__01_1_7");
    for (int i = 0; i < 5_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int n = 1 + random.nextInt(12); n > 0; n--) {
        name.append("aZ0-".charAt(random.nextInt(4)));
      }
      PaymentKey key =
          new PaymentKey(name.toString(), 1 + random.nextInt(99), 1 + random.nextInt(9_999));
      numbers
          .of(key)
          .ifPresent(
              number -> {
                assertThat(number).as("seed " + seed).matches("[0-9A-Za-z_]{6,32}");
                assertThat(numbers.keyOf(number)).as("seed " + seed).contains(key);
                assertThat(new WalletNumbers("S4").keyOf(number)).isEmpty();
              });
    }
    for (String other :
        new String[] {
          "", "S3", "S3__1_7", "S3_till_1_07", "S3_till_1_0", "S3_a_1_7_U", "S3_a b_1_7"
        }) {
      assertThat(numbers.keyOf(other)).as(other).isEmpty();
    }
  }

  @Test
  void whatWasForgotten_isStale_andNeverNew() {
    Instant from = Instant.parse("2025-03-03T10:00:00Z");
    SeenNotices seen = new SeenNotices(2, from);

    assertThat(seen.look("w", notice("old", from.minusMillis(1)))).isEqualTo(NoticeVerdict.STALE);
    assertThat(seen.look("w", notice("a", from))).isEqualTo(NoticeVerdict.TOLD);
    assertThat(seen.look("w", notice("b", from.plusSeconds(1)))).isEqualTo(NoticeVerdict.TOLD);
    assertThat(seen.look("w", notice("a", from))).isEqualTo(NoticeVerdict.SEEN);
    assertThat(seen.look("w", notice("c", from.plusSeconds(2)))).isEqualTo(NoticeVerdict.TOLD);
    assertThat(seen.look("w", notice("a", from))).isEqualTo(NoticeVerdict.STALE);
    assertThat(seen.look("w", notice("b", from.plusSeconds(1)))).isEqualTo(NoticeVerdict.SEEN);
    assertThat(seen.look("v", notice("b", from.plusSeconds(1)))).isEqualTo(NoticeVerdict.STALE);
  }

  private static WalletNotice notice(String id, Instant at) {
    Money amount = Money.parse("1.00", WalletBench.CNY);
    return new WalletNotice(id, at, new WalletAnswer.Paid("S1_a_1_1", "T1", amount));
  }
}
