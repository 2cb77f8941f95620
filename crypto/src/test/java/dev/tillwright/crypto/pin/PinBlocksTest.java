package dev.tillwright.crypto.pin;

import static dev.tillwright.crypto.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.PaymentKeys;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyRefusedException;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.ModeOfUse;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row D6. */
class PinBlocksTest {
  static final String REFUSED =
      "the PIN block, its format, its account number and its key do not belong together";
  private static final String TEST_PAN = "4111111111111111";

  private final Keys keys = PaymentKeys.open();
  private final PinBlocks blocks = new PinBlocks(keys, new SecureRandom());
  private final KeyHandle tdes =
      key(ModeOfUse.BOTH, KeyAlgorithm.TDES, "0123456789ABCDEFFEDCBA9876543210");
  private final KeyHandle otherTdes =
      key(ModeOfUse.BOTH, KeyAlgorithm.TDES, "16AD201501679423D6160BE33152A1A8853413E9C7833737");
  private final KeyHandle aes =
      key(ModeOfUse.BOTH, KeyAlgorithm.AES, "00112233445566778899AABBCCDDEEFF");

  @AfterEach
  void close() {
    keys.close();
  }

  /** ISO 9564-1's table, written down once more. */
  @Test
  void translation_followsTheTable() {
    String allowed = "00 03 04 10 11 13 14 30 33 34 44";
    String downgrades = "40 43";
    String toCard = "02 12 22 32 42";
    for (PinFormat from : PinFormat.values()) {
      for (PinFormat to : PinFormat.values()) {
        String pair = "" + from.number() + to.number();
        check(blocks, from, to, allowed.contains(pair));
        check(
            blocks.permitting(PinPermit.DOWNGRADE),
            from,
            to,
            (allowed + " " + downgrades).contains(pair));
        check(blocks.permitting(PinPermit.CARD), from, to, (allowed + " " + toCard).contains(pair));
        check(
            blocks.permitting(PinPermit.CARD).permitting(PinPermit.DOWNGRADE),
            from,
            to,
            (allowed + " " + downgrades + " " + toCard).contains(pair));
      }
    }
  }

  private void check(PinBlocks by, PinFormat from, PinFormat to, boolean allowed) {
    try (PinAccount account = PinAccount.ofDigits(TEST_PAN)) {
      // A format 2 block cannot be made, so anything of its length must do: it is refused later.
      PinBlock block =
          from == PinFormat.ISO_2 ? PinBlock.of(from, new byte[8]) : made(from, "1234", TEST_PAN);
      String code = code(() -> by.translate(block, key(from), key(to), to, account));
      if (from == PinFormat.ISO_2 && allowed) {
        assertThat(code).isEqualTo("pin.refused");
      } else {
        assertThat(code).as("%s to %s", from, to).isEqualTo(allowed ? "" : "pin.translation");
      }
    }
  }

  @Test
  void randomPins_comeThroughEveryChainOfTranslationsUnchanged() {
    long seed = System.nanoTime();
    System.out.println("randomPins seed " + seed);
    Random random = new Random(seed);
    PinBlocks all = blocks.permitting(PinPermit.DOWNGRADE);
    PinFormat[] formats = {PinFormat.ISO_0, PinFormat.ISO_3, PinFormat.ISO_4};
    for (int i = 0; i < 200; i++) {
      String pin = digits(random, 4 + random.nextInt(9));
      String pan = digits(random, 1 + random.nextInt(19));
      try (PinAccount account = PinAccount.ofDigits(pan)) {
        PinBlock block = made(formats[random.nextInt(3)], pin, pan);
        for (int step = 0; step < 3; step++) {
          PinFormat to = formats[random.nextInt(3)];
          block = all.translate(block, key(block.format()), key(to), to, account);
        }
        PinBlock last = all.translate(block, key(block.format()), tdes, PinFormat.ISO_0, account);
        assertThat(last).isEqualTo(made(PinFormat.ISO_0, pin, pan));
      }
    }
  }

  /** Whatever is wrong, it is said with the same words and the same type. */
  @Test
  void everyKindOfBadBlock_givesOneError() {
    try (PinAccount account = PinAccount.ofDigits(TEST_PAN);
        PinAccount other = PinAccount.ofDigits("6011000990139424")) {
      // An 8 and a 9 beside a 1 of the account: no filler stays one, whatever its random digits.
      for (PinFormat format : EnumSet.of(PinFormat.ISO_0, PinFormat.ISO_3, PinFormat.ISO_4)) {
        PinBlock good = made(format, "123456", TEST_PAN);
        KeyHandle key = key(format);
        byte[] bytes = good.bytes();
        int seen = 0;
        for (int bit = 0; bit < bytes.length * 8; bit++) {
          byte[] flipped = bytes.clone();
          flipped[bit / 8] ^= (byte) (1 << bit % 8);
          if (refusedOrAnotherPin(PinBlock.of(format, flipped), key, account)) {
            seen++;
          }
        }
        // A flipped block is random: it may by rare chance be another sound block.
        assertThat(seen).isGreaterThan(bytes.length * 8 - 4);
        for (int length : new int[] {1, 7, 9, 15, 17, 64}) {
          refused(PinBlock.of(format, new byte[length]), key, account);
        }
        KeyHandle wrongKey =
            format == PinFormat.ISO_4
                ? key(ModeOfUse.BOTH, KeyAlgorithm.AES, "FF112233445566778899AABBCCDDEEFF")
                : otherTdes;
        refused(good, wrongKey, account);
        refused(good, key, other);
      }
      refused(
          PinBlock.of(PinFormat.ISO_3, made(PinFormat.ISO_0, "1234", TEST_PAN).bytes()),
          tdes,
          account);
      refused(
          PinBlock.of(PinFormat.ISO_0, made(PinFormat.ISO_3, "1234", TEST_PAN).bytes()),
          tdes,
          account);
    }
  }

  private boolean refusedOrAnotherPin(PinBlock block, KeyHandle key, PinAccount account) {
    try {
      blocks.translate(block, key, aes, PinFormat.ISO_4, account);
      return false;
    } catch (TillwrightException e) {
      assertThat(e.getClass()).isEqualTo(TillwrightException.class);
      assertThat(e.code()).isEqualTo("pin.refused");
      assertThat(e).hasMessage(REFUSED).hasNoCause();
      return true;
    }
  }

  private void refused(PinBlock block, KeyHandle key, PinAccount account) {
    assertThat(refusedOrAnotherPin(block, key, account)).as("%s", block).isTrue();
  }

  @Test
  void format3And4_fillAtRandom_soOnePinGivesManyBlocks() {
    Set<PinBlock> seen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      seen.add(made(PinFormat.ISO_3, "1234", TEST_PAN));
      seen.add(made(PinFormat.ISO_4, "1234", TEST_PAN));
      seen.add(made(PinFormat.ISO_1, "1234", TEST_PAN));
      seen.add(made(PinFormat.ISO_0, "1234", TEST_PAN));
    }
    assertThat(seen).hasSize(151);
  }

  @Test
  void keysOfAnotherAlgorithmOrMode_areRefused() {
    try (ClearPin pin = ClearPin.of("1234");
        PinAccount account = PinAccount.ofDigits(TEST_PAN)) {
      assertThat(code(() -> blocks.encrypt(tdes, PinFormat.ISO_4, pin, account)))
          .isEqualTo("key.algorithm");
      assertThat(code(() -> blocks.encrypt(aes, PinFormat.ISO_0, pin, account)))
          .isEqualTo("key.algorithm");
      KeyHandle single = key(ModeOfUse.BOTH, KeyAlgorithm.TDES, "0123456789ABCDEF");
      assertThat(code(() -> blocks.encrypt(single, PinFormat.ISO_0, pin, account)))
          .isEqualTo("key.algorithm");
      KeyHandle decrypting = key(ModeOfUse.DECRYPT, KeyAlgorithm.AES, "00".repeat(16));
      assertThatExceptionOfType(KeyRefusedException.class)
          .isThrownBy(() -> blocks.encrypt(decrypting, PinFormat.ISO_4, pin, account));
      PinBlock block = made(PinFormat.ISO_4, "1234", TEST_PAN);
      assertThatExceptionOfType(KeyRefusedException.class)
          .isThrownBy(() -> blocks.translate(block, aes, decrypting, PinFormat.ISO_4, account));
    }
  }

  @Test
  void boundFormats_needAnAccountNumber() {
    try (ClearPin pin = ClearPin.of("1234")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> blocks.encrypt(tdes, PinFormat.ISO_0, pin, PinAccount.none()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> blocks.encrypt(tdes, PinFormat.ISO_2, pin, PinAccount.none()));
      PinBlock unbound = blocks.encrypt(tdes, PinFormat.ISO_1, pin, PinAccount.none());
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> blocks.translate(unbound, tdes, aes, PinFormat.ISO_4, PinAccount.none()));
      assertThat(
              blocks
                  .translate(unbound, tdes, otherTdes, PinFormat.ISO_1, PinAccount.none())
                  .format())
          .isEqualTo(PinFormat.ISO_1);
    }
  }

  /**
   * Whoever gives a task to the keys without asking {@link PinBlocks} gets no more than it gives.
   */
  @Test
  void tasks_followTheTableThemselves() {
    SecureRandom random = new SecureRandom();
    try (ClearPin pin = ClearPin.of("1234");
        PinAccount account = PinAccount.ofDigits(TEST_PAN)) {
      PinBlock block = made(PinFormat.ISO_4, "1234", TEST_PAN);
      for (PinFormat to : EnumSet.of(PinFormat.ISO_0, PinFormat.ISO_1, PinFormat.ISO_3)) {
        assertThat(
                code(() -> new TranslatePinTask(block, aes, tdes, to, account, random, Set.of())))
            .isEqualTo("pin.translation");
      }
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new TranslatePinTask(
                      block, aes, aes, PinFormat.ISO_4, PinAccount.none(), random, Set.of()));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new EncryptPinTask(tdes, PinFormat.ISO_0, pin, PinAccount.none(), random));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new EncryptPinTask(tdes, PinFormat.ISO_2, pin, account, random));
    }
  }

  @Test
  void accountOfACard_isItsNumber() {
    try (ClearPin pin = ClearPin.of("1234");
        Pan pan = Pan.of(TEST_PAN);
        PinAccount account = PinAccount.of(pan)) {
      assertThat(blocks.encrypt(tdes, PinFormat.ISO_0, pin, account))
          .isEqualTo(made(PinFormat.ISO_0, "1234", TEST_PAN));
      assertThat(pan.reveal(SecretAccess.forPurpose("test"))).hasSize(16);
    }
  }

  private PinBlock made(PinFormat format, String digits, String pan) {
    try (ClearPin pin = ClearPin.of(digits);
        PinAccount account = PinAccount.ofDigits(pan)) {
      return blocks.encrypt(key(format), format, pin, account);
    }
  }

  private KeyHandle key(PinFormat format) {
    return format == PinFormat.ISO_4 ? aes : tdes;
  }

  private KeyHandle key(ModeOfUse mode, KeyAlgorithm algorithm, String hex) {
    return PaymentKeys.load(keys, KeyUsage.P0, mode, algorithm, hex(hex));
  }

  private static String digits(Random random, int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  private static String code(ThrowingCallable call) {
    try {
      call.call();
      return "";
    } catch (TillwrightException e) {
      return e.code();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
