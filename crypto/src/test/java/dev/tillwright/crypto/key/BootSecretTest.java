package dev.tillwright.crypto.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tillwright.core.TillwrightException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row D4: where a till's first key comes from. */
class BootSecretTest {
  @TempDir Path folder;

  @Test
  void file_isMadeForItsOwnerAlone_andOpensTheKeysAgain() throws Exception {
    Path file = folder.resolve("boot").resolve("secret");
    Path ring = folder.resolve("till.keys");
    KeyId seal;
    try (BootSecret secret = BootSecret.file(file, new SecureRandom());
        SoftwareKeys keys = SoftwareKeys.open(ring, secret, Acknowledgement.KEYS_IN_SOFTWARE)) {
      seal = keys.current(KeyPurpose.SEAL);
      assertThat(secret).hasToString("BootSecret[hidden]");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).matches("[0-9a-f]{64}\n");
    try (BootSecret secret = BootSecret.file(file, new SecureRandom());
        SoftwareKeys keys = SoftwareKeys.open(ring, secret, Acknowledgement.KEYS_IN_SOFTWARE)) {
      assertThat(keys.current(KeyPurpose.SEAL)).isEqualTo(seal);
    }
    try (BootSecret other = BootSecret.file(folder.resolve("other"), new SecureRandom())) {
      assertThat(other.passphrase()).isNotEqualTo(Files.readString(file).strip().toCharArray());
    }
  }

  @Test
  void file_thatOthersMayRead_orHoldsSomethingElse_isRefused() throws Exception {
    Path file = folder.resolve("secret");
    BootSecret.file(file, new SecureRandom()).close();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    refused("key.exposed", file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    String good = Files.readString(file);
    for (String bad :
        List.of("", good.strip(), good + "\n", "g" + good.substring(1), good.strip() + "x")) {
      Files.writeString(file, bad);
      refused("key.damaged", file);
    }
    Files.delete(file);
    Files.createDirectory(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(() -> BootSecret.file(file, new SecureRandom()));
  }

  @Test
  void passphrase_isACopy_thatIsWiped() {
    char[] mine = "correct horse battery".toCharArray();
    BootSecret secret = BootSecret.passphrase(mine);
    char[] held = secret.passphrase();
    assertThat(held).isEqualTo(mine).isNotSameAs(mine);
    secret.close();
    secret.close();
    assertThat(held).containsOnly('\0');
    assertThat(mine).isEqualTo("correct horse battery".toCharArray());
  }

  private static void refused(String code, Path file) {
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(() -> BootSecret.file(file, new SecureRandom()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
