package dev.tillwright.core.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Field 64 or 128 over all bytes before it, with a MAC of the JDK. */
class MessageMacTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

  /** Eight bytes of HMAC-SHA-256; a key serial number in field 48. */
  private static final MessageMac MAC =
      new MessageMac() {
        @Override
        public IsoMessage prepare(IsoMessage message) {
          return message.toBuilder().set(48, "KSN 1").build();
        }

        @Override
        public byte[] generate(IsoMessage message, byte[] bytes) {
          assertThat(message.text(48)).isEqualTo("KSN 1");
          return hmac(bytes);
        }

        @Override
        public boolean verify(IsoMessage message, byte[] bytes, byte[] mac) {
          return MessageDigest.isEqual(hmac(bytes), mac);
        }
      };

  private static byte[] hmac(byte[] bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(new byte[32], "HmacSHA256"));
      return Arrays.copyOf(mac.doFinal(bytes), MessageMac.LENGTH);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static IsoMessage message(int last) {
    return IsoMessage.of("0200")
        .set(11, "000042")
        .set(last, "1".repeat(last == 70 ? 3 : 6))
        .build();
  }

  @ParameterizedTest
  @CsvSource({"87A, 38, 64, 16", "87A, 70, 128, 16", "87B, 38, 64, 8", "post, 70, 128, 8"})
  void code_standsLast_andCoversAllBytesBeforeIt(String dialect, int last, int field, int room) {
    MessageSpec spec = MessageSpec.named(dialect);

    byte[] packed = spec.pack(message(last), MAC);

    byte[] code = hmac(Arrays.copyOf(packed, packed.length - room));
    IsoMessage read = spec.unpack(packed, MAC);
    assertThat(read.bytes(field)).contains(code);
    assertThat(read.text(48)).isEqualTo("KSN 1");
    assertThat(read.numbers()).endsWith(field);
    assertThat(spec.unpack(packed)).isEqualTo(read);
  }

  @Test
  void anyChange_givesOneErrorThatTellsNothing() {
    System.out.println("mac changes: seed " + SEED);
    RandomGenerator random = new SplittableRandom(SEED);
    MessageSpec spec = MessageSpec.named("87bb-emv");
    byte[] packed = spec.pack(message(38), MAC);
    int refused = 0;
    for (int i = 0; i < packed.length * 8; i++) {
      byte[] changed = packed.clone();
      changed[i / 8] ^= (byte) (1 << i % 8);
      try {
        spec.unpack(changed, MAC);
        throw new AssertionError("bit " + i + " made no difference");
      } catch (IsoMacException e) {
        assertThat(e).hasMessage("the message cannot be authenticated");
        assertThat(e.code()).isEqualTo("iso8583.mac");
        refused++;
      } catch (IsoFormatException e) {
        // No message at all: that was never authenticated either.
      }
    }
    assertThat(refused).isGreaterThan(packed.length);
    byte[] short1 = Arrays.copyOf(packed, random.nextInt(packed.length));
    assertThatThrownBy(() -> spec.unpack(short1, MAC)).isInstanceOf(IsoFormatException.class);
  }

  @Test
  void messageWithoutCode_orWithItElsewhere_givesTheSameError() {
    MessageSpec spec = MessageSpec.named("87Abb");
    byte[] none = spec.pack(message(38));
    byte[] first = spec.pack(message(70).toBuilder().set(64, new byte[8]).build());
    for (byte[] bytes : new byte[][] {none, first}) {
      assertThatThrownBy(() -> spec.unpack(bytes, MAC))
          .isInstanceOf(IsoMacException.class)
          .hasMessage("the message cannot be authenticated");
    }
  }

  @Test
  void misuse_isRefusedAtOnce() {
    MessageSpec noRoom =
        MessageSpec.parse("{\"name\":\"x\",\"extends\":\"87A\",\"fields\":{\"64\":\"b4 code\"}}");

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                MessageSpec.ascii1987()
                    .pack(message(38).toBuilder().set(64, new byte[8]).build(), MAC));
    assertThatIllegalArgumentException().isThrownBy(() -> noRoom.pack(message(38), MAC));
    assertThatThrownBy(() -> MessageSpec.ascii1987().pack(message(38), shortCode()))
        .isInstanceOf(IsoFormatException.class)
        .hasMessageContaining("field 64");
  }

  private static MessageMac shortCode() {
    return new MessageMac() {
      @Override
      public byte[] generate(IsoMessage message, byte[] bytes) {
        return HEX.parseHex("0102");
      }

      @Override
      public boolean verify(IsoMessage message, byte[] bytes, byte[] mac) {
        return true;
      }
    };
  }
}
