package dev.tillwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.TillwrightException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

/** Row C1: operators' secrets under a memory-hard hash. */
class Argon2idHasherTest {
  private final Argon2idHasher hasher = new Argon2idHasher();

  /** RFC 9106, 5.3. */
  @Test
  void argon2id_ofThePublishedInput_isThePublishedTag() {
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(32)
            .withIterations(3)
            .withParallelism(4)
            .withSalt(filled(16, 2))
            .withSecret(filled(8, 3))
            .withAdditional(filled(12, 4))
            .build();
    assertThat(HexFormat.of().formatHex(Argon2.hash(filled(32, 1), parameters, 32)))
        .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
  }

  /** From the test of the reference implementation, phc-winner-argon2. */
  @Test
  void verify_ofTheReferenceImplementationsStrings_holds() {
    for (String stored :
        List.of(
            "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ"
                + "$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ"
                + "$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc")) {
      assertThat(hasher.verify("password".toCharArray(), stored)).as(stored).isTrue();
      assertThat(hasher.verify("Password".toCharArray(), stored)).isFalse();
    }
  }

  @Test
  void hash_ofOneSecretTwice_differsAndBothVerify() {
    char[] secret = "4711 \u4e2d\ud83d\ude42".toCharArray();
    String one = hasher.hash(secret);
    String two = hasher.hash(secret);
    assertThat(one).isNotEqualTo(two).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(hasher.verify(secret, one)).isTrue();
    assertThat(hasher.verify(secret, two)).isTrue();
    assertThat(hasher.verify("4712".toCharArray(), one)).isFalse();
    assertThat(hasher.verify(new char[0], one)).isFalse();
    assertThat(secret).as("stays the caller's").startsWith('4', '7', '1', '1');
  }

  @Test
  void secret_thatCannotBeHashed_isRefusedAndNeverVerifies() {
    String stored = hasher.hash("1234".toCharArray());
    for (char[] bad : List.of(new char[1025], new char[] {'\ud83d'}, new char[] {'a', '\ude42'})) {
      assertThatIllegalArgumentException().isThrownBy(() -> hasher.hash(bad));
      assertThat(hasher.verify(bad, stored)).isFalse();
    }
    assertThatIllegalArgumentException().isThrownBy(() -> hasher.hash(new char[0]));
  }

  @Test
  void needsRehash_isTrueForWhatCostsLessThanToday() {
    Argon2idHasher dearer = new Argon2idHasher(new Argon2Cost(32_768, 3, 1), new SecureRandom());
    String today = hasher.hash("1234".toCharArray());
    assertThat(hasher.needsRehash(today)).isFalse();
    assertThat(dearer.needsRehash(today)).isTrue();
    assertThat(hasher.needsRehash(dearer.hash("1234".toCharArray()))).isFalse();
    assertThat(
            hasher.needsRehash(
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                    + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"))
        .as("a salt of 8 bytes")
        .isTrue();
  }

  @Test
  void stored_thatIsDamagedForeignOrOutOfBounds_isATypedError() {
    String hash = "$c29tZXNhbHRzb21lc2FsdA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    for (String bad :
        List.of(
            "",
            "1234",
            "$2b$12$abcdefghijklmnopqrstuv",
            "$argon2i$v=19$m=19456,t=2,p=1" + hash,
            "$argon2id$v=16$m=19456,t=2,p=1" + hash,
            "$argon2id$v=19$m=0,t=2,p=1" + hash,
            "$argon2id$v=19$m=7,t=2,p=1" + hash,
            "$argon2id$v=19$m=15,t=2,p=2" + hash,
            "$argon2id$v=19$m=9999999,t=2,p=1" + hash,
            "$argon2id$v=19$m=99999999999,t=2,p=1" + hash,
            "$argon2id$v=19$m=19456,t=17,p=1" + hash,
            "$argon2id$v=19$m=19456,t=2,p=9" + hash,
            "$argon2id$v=19$m=19456,t=2,p=1$$",
            "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb$CTFhFdXPJO1aFaMaO6Mm5c8y7cJ",
            "$argon2id$v=19$m=19456,t=2,p=1" + hash + "\n",
            "$argon2id$v=19$m=19456,t=2,p=1" + hash + "A".repeat(300))) {
      for (Runnable call :
          List.<Runnable>of(
              () -> hasher.verify("1234".toCharArray(), bad), () -> hasher.needsRehash(bad))) {
        assertThatExceptionOfType(TillwrightException.class)
            .as(bad)
            .isThrownBy(call::run)
            .satisfies(e -> assertThat(e.code()).isEqualTo("secret.damaged"))
            .withMessage("the stored hash of a secret cannot be read");
      }
    }
  }

  @Test
  void cost_outsideTheBounds_isRefused() {
    for (int[] bad :
        new int[][] {
          {19_455, 2, 1},
          {19_456, 1, 1},
          {19_456, 2, 0},
          {262_145, 2, 1},
          {19_456, 17, 1},
          {19_456, 2, 9}
        }) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Argon2Cost(bad[0], bad[1], bad[2]));
    }
    assertThat(hasher).hasToString("Argon2idHasher[" + Argon2Cost.LOG_ON + "]");
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
