package dev.tillwright.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.Argon2idHasher;
import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyPurpose;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.keyblock.KeyBlocks;
import dev.tillwright.crypto.module.SoftwareModule;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a till of a country with digits of its own writes is read by any other, and by itself. */
class LocaleTest {
  private static final String PASSPHRASE = "correct horse battery";
  private static final byte[] TEXT = {1, 2, 3};

  @TempDir Path folder;
  private final InstantSource time = InstantSource.system();
  private final SecureRandom random = new SecureRandom();

  private static <T> T in(String language, Callable<T> work) throws Exception {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(language));
      return work.call();
    } finally {
      Locale.setDefault(before);
    }
  }

  private SoftwareKeys ring() {
    return SoftwareKeys.open(
        folder.resolve("till.keys"), PASSPHRASE.toCharArray(), Acknowledgement.KEYS_IN_SOFTWARE);
  }

  private Keys keys(Database database, SoftwareKeys ring) {
    return Keys.in(
        SoftwareModule.open(database, ring, Acknowledgement.KEYS_IN_SOFTWARE, random, time), time);
  }

  @Test
  void keyFileAndKeys_writtenInEgypt_openThereAndElsewhere() throws Exception {
    byte[] sealed =
        in(
            "ar-EG",
            () -> {
              try (SoftwareKeys ring = ring();
                  Database database = Database.sqlite(folder.resolve("keys.db"));
                  Keys keys = keys(database, ring)) {
                keys.generate(
                    "data", KeySpec.of(KeyUsage.D0, ModeOfUse.BOTH, KeyAlgorithm.AES, 256));
                return ring.seal(ring.current(KeyPurpose.SEAL), TEXT, TEXT);
              }
            });
    for (String language : new String[] {"ar-EG", "en-GB"}) {
      in(
          language,
          () -> {
            try (SoftwareKeys ring = ring();
                Database database = Database.sqlite(folder.resolve("keys.db"));
                Keys keys = keys(database, ring)) {
              assertThat(ring.open(ring.current(KeyPurpose.SEAL), sealed, TEXT)).isEqualTo(TEXT);
              KeyHandle data = keys.current("data").orElseThrow();
              assertThat(data.spec()).hasToString("D0 AES-256 B N");
              return data;
            }
          });
    }
  }

  @Test
  void secretsAndKeyBlocks_areWrittenInAsciiDigits() throws Exception {
    Argon2idHasher hasher = new Argon2idHasher();
    String stored = in("ar-EG", () -> hasher.hash("1234".toCharArray()));
    assertThat(hasher.verify("1234".toCharArray(), stored)).isTrue();
    try (Keys keys = PaymentKeys.open();
        SecretBytes bytes = SecretBytes.copyOf(new byte[16])) {
      KeyBlocks blocks = KeyBlocks.in(keys);
      KeyHandle kbpk =
          PaymentKeys.load(
              keys, KeyUsage.K1, ModeOfUse.BOTH, KeyAlgorithm.AES, Vectors.ascii("k".repeat(16)));
      KeyHandle key =
          keys.load(
              "pin",
              KeySpec.of(KeyUsage.P0, ModeOfUse.ENCRYPT, KeyAlgorithm.AES, 128)
                  .exportable(Exportability.TRUSTED),
              bytes);
      String block = in("ar-EG", () -> blocks.wrap(kbpk, key).text());
      assertThat(block).startsWith("D0144P0AE00E0000");
      assertThat(blocks.hold(kbpk, block).key().spec()).isEqualTo(key.spec());
    }
  }
}
