package dev.tillwright.crypto.keyblock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.ModeOfUse;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.OptionalInt;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;

/** Row D4: private keys in key blocks; the JDK makes them, and says how long they are. */
class PrivateKeyBlocksTest {
  private static final SecretAccess WHY = SecretAccess.forPurpose("test");

  @Test
  void privateKeys_goThereAndBack_withTheirLength() throws Exception {
    roundTrip(KeyAlgorithm.RSA, "RSA", 1024);
    roundTrip(KeyAlgorithm.RSA, "RSA", 2048);
    roundTrip(KeyAlgorithm.EC, "EC", 256);
    roundTrip(KeyAlgorithm.EC, "EC", 384);
  }

  private static void roundTrip(KeyAlgorithm algorithm, String name, int bits) throws Exception {
    byte[] der = der(name, bits);
    assertThat(PrivateKeyBits.of(algorithm, der)).isEqualTo(OptionalInt.of(bits));
    try (Bench bench = new Bench()) {
      KeyHandle kbpk = bench.kbpk(new byte[32], KeyAlgorithm.AES);
      KeySpec spec =
          KeySpec.of(KeyUsage.S0, ModeOfUse.SIGN, algorithm, bits)
              .exportable(Exportability.SENSITIVE);
      KeyHandle key = bench.load("pair", spec, der);
      KeyHandle in = bench.blocks.unwrap(kbpk, bench.blocks.wrap(kbpk, key).text(), "in").key();
      assertThat(in.spec()).isEqualTo(spec);
      try (SecretBytes clear = bench.keys.reveal(in, WHY)) {
        assertThat(clear.reveal(WHY)).isEqualTo(der);
      }
      KeyHandle weak =
          bench.load(
              "weak",
              KeyUsage.K1,
              ModeOfUse.BOTH,
              KeyAlgorithm.TDES,
              new byte[16],
              Exportability.NONE);
      if (spec.strength() > 80) {
        assertThatExceptionOfType(TillwrightException.class)
            .isThrownBy(() -> bench.blocks.wrap(weak, key))
            .satisfies(e -> assertThat(e.code()).isEqualTo("key.strength"));
      } else {
        assertThat(bench.blocks.wrap(weak, key).header().version()).isEqualTo(KeyBlockVersion.B);
      }
    }
  }

  /** Whatever stands there, it is a length or none, never a failure of the reader. */
  @Test
  void der_thatIsCutOrBent_hasNoLength() throws Exception {
    for (KeyAlgorithm algorithm : new KeyAlgorithm[] {KeyAlgorithm.RSA, KeyAlgorithm.EC}) {
      byte[] der = der(algorithm.name(), algorithm == KeyAlgorithm.RSA ? 1024 : 256);
      for (int length = 0; length < der.length; length++) {
        assertThat(PrivateKeyBits.of(algorithm, Arrays.copyOf(der, length))).isEmpty();
      }
      assertThat(PrivateKeyBits.of(algorithm, Arrays.copyOf(der, der.length + 1))).isEmpty();
      for (int at = 0; at < 12; at++) {
        for (int value = 0; value < 256; value++) {
          byte[] bent = der.clone();
          bent[at] = (byte) value;
          OptionalInt bits = PrivateKeyBits.of(algorithm, bent);
          assertThat(bits.orElse(1)).isBetween(0, der.length * 8);
        }
      }
    }
    assertThat(PrivateKeyBits.of(KeyAlgorithm.RSA, der("EC", 256))).isEmpty();
    assertThat(PrivateKeyBits.of(KeyAlgorithm.EC, der("RSA", 1024))).isEmpty();
  }

  private static byte[] der(String algorithm, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return PrivateKeyInfo.getInstance(generator.generateKeyPair().getPrivate().getEncoded())
        .parsePrivateKey()
        .toASN1Primitive()
        .getEncoded();
  }
}
