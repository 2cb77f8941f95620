package dev.tillwright.crypto.key;

import dev.tillwright.core.TillwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What opens the key file when a till starts. Each choice is weak against somebody, see
 * docs/keys.md; the third choice, a PKCS#11 token, needs no key file: {@code crypto.module}.
 *
 * <p>Prints nothing; wiped by {@link #close}.
 */
public final class BootSecret implements AutoCloseable {
  private static final int RANDOM_BYTES = 32;
  private static final int DIGITS = 2 * RANDOM_BYTES;

  private final char[] passphrase;

  private BootSecret(char[] passphrase) {
    this.passphrase = passphrase;
  }

  /**
   * A passphrase that somebody types: strong against who takes the disk, but a till that restarts
   * at night stays closed.
   *
   * @param passphrase stays the caller's to wipe
   */
  public static BootSecret passphrase(char[] passphrase) {
    return new BootSecret(passphrase.clone());
  }

  /**
   * A file that its owner alone may read, with 64 hexadecimal digits; made from {@code random} when
   * it is not there. A till starts by itself, and so does who takes its disk: put the file on
   * another one, or where the service manager keeps credentials.
   *
   * @throws TillwrightException {@code key.exposed} when others may read it; {@code key.damaged}
   *     when it holds something else; {@code key.unreadable}, {@code key.unwritable}; {@code
   *     key.locked} (retryable)
   */
  public static BootSecret file(Path file, SecureRandom random) {
    if (!Files.exists(file)) {
      OwnerFile.guarded(
          file,
          () -> {
            if (!Files.exists(file)) {
              make(file, random);
            }
            return true;
          });
    }
    return read(file);
  }

  private static void make(Path file, SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    byte[] content = new byte[DIGITS + 1];
    for (int i = 0; i < RANDOM_BYTES; i++) {
      content[2 * i] = (byte) HexFormat.of().toHighHexDigit(bytes[i]);
      content[2 * i + 1] = (byte) HexFormat.of().toLowHexDigit(bytes[i]);
    }
    content[DIGITS] = '\n';
    try {
      OwnerFile.replace(file, content);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(content, (byte) 0);
    }
  }

  private static BootSecret read(Path file) {
    byte[] content = new byte[0];
    try {
      if (OwnerFile.othersMayRead(file)) {
        throw new TillwrightException(
            "key.exposed", false, "others may read the boot secret, make it owner-only: " + file);
      }
      if (Files.size(file) == DIGITS + 1) {
        content = Files.readAllBytes(file);
      }
      if (content.length != DIGITS + 1 || content[DIGITS] != '\n') {
        throw damaged(file);
      }
      char[] digits = new char[DIGITS];
      for (int i = 0; i < DIGITS; i++) {
        digits[i] = (char) content[i];
        if (!HexFormat.isHexDigit(digits[i])) {
          throw damaged(file);
        }
      }
      return new BootSecret(digits);
    } catch (IOException e) {
      throw new TillwrightException(
          "key.unreadable", false, "the boot secret cannot be read: " + file, e);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private static TillwrightException damaged(Path file) {
    return new TillwrightException(
        "key.damaged", false, "the boot secret is not 64 hexadecimal digits: " + file);
  }

  /** The passphrase itself, not a copy. */
  char[] passphrase() {
    return passphrase;
  }

  /** Wipes it. May be called again. */
  @Override
  public void close() {
    Arrays.fill(passphrase, '\0');
  }

  @Override
  public String toString() {
    return "BootSecret[hidden]";
  }
}
