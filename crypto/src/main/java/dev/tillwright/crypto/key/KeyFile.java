package dev.tillwright.crypto.key;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.engine.Engines;
import dev.tillwright.crypto.engine.WipingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key file, version 1: lines of ASCII that end with a line feed, as docs/card-protection.md
 * writes them down. The keys are sealed with AES-256-GCM under the first half of 64 bytes that
 * Argon2id makes of the passphrase; the second half gives the check by which a wrong passphrase is
 * told from a damaged file.
 */
final class KeyFile {
  private static final int MAX_BYTES = 1 << 16;
  private static final int SALT = 16;
  private static final int DERIVED = 64;
  private static final Pattern LAYOUT =
      Pattern.compile(
          "(tillwright-keys 1\n"
              + "argon2id m=([1-9][0-9]{0,6}) t=([1-9][0-9]?) p=([1-9])\n"
              + "salt ([A-Za-z0-9+/]{22}==)\n)"
              + "check ([0-9a-f]{32})\n"
              + "sealed ([A-Za-z0-9+/]+={0,2})\n");
  private static final String CHECKSUM = "sha256 ";
  private static final int CHECKSUM_LINE = CHECKSUM.length() + 64 + 1;

  private final Path path;
  private final Engines engines;

  KeyFile(Path path, Engines engines) {
    this.path = path;
    this.engines = engines;
  }

  Path path() {
    return path;
  }

  boolean exists() {
    return Files.exists(path);
  }

  /**
   * @throws TillwrightException {@code key.wrongPassphrase}, {@code key.damaged}, {@code
   *     key.exposed}, {@code key.unreadable}
   */
  List<HeldKey> read(char[] passphrase) {
    Matcher parts = layout(load());
    int memoryKib = Integer.parseInt(parts.group(2));
    int passes = Integer.parseInt(parts.group(3));
    int lanes = Integer.parseInt(parts.group(4));
    if (memoryKib > Argon2Cost.MAX_MEMORY_KIB
        || memoryKib < 8 * lanes
        || passes > Argon2Cost.MAX_PASSES
        || lanes > Argon2Cost.MAX_LANES) {
      throw damaged("its cost is out of bounds");
    }
    byte[] header = parts.group(1).getBytes(US_ASCII);
    byte[] salt = Base64.getDecoder().decode(parts.group(5));
    byte[] derived = derive(passphrase, salt, memoryKib, passes, lanes);
    WipingKey wrapping = wrapping(derived);
    try {
      if (!MessageDigest.isEqual(check(derived), HexFormat.of().parseHex(parts.group(6)))) {
        throw new TillwrightException(
            "key.wrongPassphrase", false, "the passphrase does not open the key file " + path);
      }
      byte[] plain = unwrap(wrapping, parts.group(7), header);
      try {
        return KeyList.read(plain).orElseThrow(() -> damaged("its list of keys is not one"));
      } finally {
        Arrays.fill(plain, (byte) 0);
      }
    } finally {
      wrapping.destroy();
      Arrays.fill(derived, (byte) 0);
    }
  }

  /** Replaces the file as one step; a crash leaves the old one or the new one. */
  void write(List<HeldKey> keys, char[] passphrase, Argon2Cost cost, SecureRandom random) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    String header =
        String.format(
            Locale.ROOT,
            "tillwright-keys 1\nargon2id m=%d t=%d p=%d\nsalt %s\n",
            cost.memoryKib(),
            cost.passes(),
            cost.lanes(),
            Base64.getEncoder().encodeToString(salt));
    byte[] derived = derive(passphrase, salt, cost.memoryKib(), cost.passes(), cost.lanes());
    WipingKey wrapping = wrapping(derived);
    byte[] plain = KeyList.write(keys);
    String text;
    try {
      byte[] nonce = new byte[Engines.NONCE];
      random.nextBytes(nonce);
      byte[] sealed = engines.seal(wrapping, nonce, plain, header.getBytes(US_ASCII));
      text =
          header
              + "check %s\nsealed %s\n"
                  .formatted(
                      HexFormat.of().formatHex(check(derived)),
                      Base64.getEncoder().encodeToString(sealed));
    } finally {
      wrapping.destroy();
      Arrays.fill(derived, (byte) 0);
      Arrays.fill(plain, (byte) 0);
    }
    String whole = text + CHECKSUM + HexFormat.of().formatHex(sha256(text)) + "\n";
    OwnerFile.replace(path, whole.getBytes(US_ASCII));
  }

  private String load() {
    try {
      if (OwnerFile.othersMayRead(path)) {
        throw new TillwrightException(
            "key.exposed", false, "others may read the key file, make it owner-only: " + path);
      }
      if (Files.size(path) > MAX_BYTES) {
        throw damaged("it is too large");
      }
      return new String(Files.readAllBytes(path), US_ASCII);
    } catch (IOException e) {
      throw new TillwrightException(
          "key.unreadable", false, "the key file cannot be read: " + path, e);
    }
  }

  private Matcher layout(String whole) {
    int end = whole.length() - CHECKSUM_LINE;
    String text = end < 0 ? "" : whole.substring(0, end);
    String checksum = CHECKSUM + HexFormat.of().formatHex(sha256(text)) + "\n";
    if (end < 0 || !whole.substring(end).equals(checksum)) {
      throw damaged("its checksum is wrong");
    }
    Matcher parts = LAYOUT.matcher(text);
    if (!parts.matches()) {
      throw damaged("it is not of version 1");
    }
    return parts;
  }

  private byte[] unwrap(WipingKey wrapping, String sealed, byte[] header) {
    try {
      return engines.open(wrapping, Base64.getDecoder().decode(sealed), header);
    } catch (TillwrightException | IllegalArgumentException e) {
      throw damaged("its keys are not as they were sealed");
    }
  }

  private static byte[] derive(
      char[] passphrase, byte[] salt, int memoryKib, int passes, int lanes) {
    byte[] secret = Argon2.utf8(passphrase);
    try {
      return Argon2.id(secret, salt, memoryKib, passes, lanes, DERIVED);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static WipingKey wrapping(byte[] derived) {
    return new WipingKey("AES", Arrays.copyOf(derived, DERIVED / 2));
  }

  /** The first 16 bytes of SHA-256 over the second half; says nothing about the first. */
  private static byte[] check(byte[] derived) {
    MessageDigest digest = sha256();
    digest.update(derived, DERIVED / 2, DERIVED / 2);
    return Arrays.copyOf(digest.digest(), 16);
  }

  private static byte[] sha256(String text) {
    return sha256().digest(text.getBytes(US_ASCII));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private TillwrightException damaged(String what) {
    return new TillwrightException(
        "key.damaged", false, "the key file is damaged, " + what + ": " + path);
  }
}
