package dev.tillwright.crypto.dukpt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Row D5: key serial numbers and their counters. */
class KsnTest {
  private static final String DEVICE = "FFFF9876543210E00000";

  @Test
  void tdesKsn_isDeviceAndCounter() {
    TdesKsn ksn = TdesKsn.parse("ffff9876543210eff800");
    assertThat(ksn.device()).isEqualTo(DEVICE);
    assertThat(ksn.counter()).isEqualTo(0xFF800);
    assertThat(ksn).hasToString("FFFF9876543210EFF800").isEqualTo(new TdesKsn(DEVICE, 0xFF800));
    assertThat(TdesKsn.parse("FFFF9876543210FFF800").counter()).isEqualTo(0x1FF800);
    assertThat(TdesKsn.parse("FFFF9876543210FFF800").device()).isEqualTo(DEVICE);
  }

  /** The choice is the caller's: nothing is guessed from a length. */
  @Test
  void tdesKsn_withoutItsPadding_isReadOnlyWhenAsked() {
    assertThat(TdesKsn.parseWithoutPadding("9876543210E00001"))
        .isEqualTo(TdesKsn.parse("FFFF9876543210E00001"));
    refused(() -> TdesKsn.parse("9876543210E00001"));
    refused(() -> TdesKsn.parseWithoutPadding("FFFF9876543210E00001"));
  }

  @Test
  void aesKsn_isDeviceAndCounter() {
    AesKsn ksn = AesKsn.parse("1234567890abcdefffff0000");
    assertThat(ksn.device()).isEqualTo("1234567890ABCDEF");
    assertThat(ksn.counter()).isEqualTo(0xFFFF0000L);
    assertThat(ksn).hasToString("1234567890ABCDEFFFFF0000");
    assertThat(new AesKsn("1234567890abcdef", 1).text()).isEqualTo("1234567890ABCDEF00000001");
  }

  @Test
  void whatIsNoKsn_isRefusedWithThePlaceAndWithoutTheText() {
    for (String text :
        List.of("", "FFFF9876543210E0000", "FFFF9876543210E000011", "FFFF98765432 0E00001")) {
      refused(() -> TdesKsn.parse(text));
      refused(() -> AesKsn.parse(text));
    }
    assertThatExceptionOfType(KsnFormatException.class)
        .isThrownBy(() -> TdesKsn.parse("FFFF98765432G0E00001"))
        .withMessageContaining("position 12")
        .withMessageNotContaining("9876")
        .satisfies(e -> assertThat(e.code()).isEqualTo("ksn.format"));
    refused(() -> new TdesKsn("FFFF9876543210E00001", 1));
    refused(() -> new TdesKsn(DEVICE, -1));
    refused(() -> new TdesKsn(DEVICE, 0x200000));
    refused(() -> new TdesKsn(DEVICE, 0x7FF));
    refused(() -> new AesKsn("1234567890ABCDEF", 1L << 32));
    refused(() -> new AesKsn("1234567890ABCDEF", 0x1FFFFL));
    refused(() -> new AesKsn("1234567890ABCDEF0", 1));
    assertThat(new AesKsn("1234567890ABCDEF", 0xFFFFL).next().orElseThrow().counter())
        .isEqualTo(0x10000);
  }

  /** One bit more than a million keys, as the standard promises. */
  @Test
  void aTdesDevice_hasExactlyAsManyKeysAsThereAreCountersOfUpToTenOnes() {
    long keys = 0;
    long counter = 0;
    do {
      long next = Counters.after(counter, 21, 10);
      assertThat(next == 0 || Long.bitCount(next) <= 10 && next > counter).isTrue();
      if (next == 0) {
        assertThat(counter).isEqualTo(0x1FF800);
      } else {
        keys++;
      }
      counter = next;
    } while (counter != 0);
    assertThat(keys).isEqualTo((1 << 20) - 1); // half of all 21-bit patterns, without zero
  }

  /** Against the plain reading of the rule: the next number with few enough ones. */
  @Test
  void aesCounters_areTheNextOnesThatTheRuleAllows() {
    long seed = System.nanoTime();
    System.out.println("aesCounters seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      long counter = random.nextLong() & 0xFFFFFFFFL & ~(1L << random.nextInt(32));
      while (Long.bitCount(counter) > 16) {
        counter &= ~(1L << random.nextInt(32));
      }
      long expected = counter + 1;
      while (Long.bitCount(expected) > 16) {
        expected++;
        if (expected - counter > 1 << 16) {
          break; // too far for a plain search
        }
      }
      if (expected - counter <= 1 << 16 && expected >>> 32 == 0) {
        assertThat(Counters.after(counter, 32, 16)).as("%x", counter).isEqualTo(expected);
      }
    }
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatExceptionOfType(KsnFormatException.class).isThrownBy(call);
  }
}
