package dev.tillwright.crypto.key;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.access.SecretHasher;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Argon2id (RFC 9106) for operators' PINs and passwords, kept as a PHC string: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, salt and hash in Base64 without padding.
 *
 * <p>Defaults: {@link Argon2Cost#LOG_ON}, a random salt of 16 bytes, a hash of 32.
 *
 * <p><b>Guarantees.</b> The cost has a floor. Verification compares in constant time. A stored text
 * is read within bounds (at most 256 characters, 256 MiB, 16 passes, 8 lanes), so that a forged one
 * cannot exhaust the till. Working copies of the secret are wiped. <b>Not promised:</b> a PIN of
 * four digits stays guessable by who has the text; the lock-out is what protects it.
 *
 * <p><b>Threads.</b> Any number at once; each call needs the memory its cost names.
 */
public final class Argon2idHasher implements SecretHasher {
  private static final int SALT = 16;
  private static final int HASH = 32;
  private static final int MAX_STORED = 256;
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=([1-9][0-9]{0,6}),t=([1-9][0-9]?),p=([1-9])"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{16,86})");

  private final Argon2Cost cost;
  private final SecureRandom random;

  /** With the defaults. */
  public Argon2idHasher() {
    this(Argon2Cost.LOG_ON, new SecureRandom());
  }

  /** With a cost and a source of salts. */
  public Argon2idHasher(Argon2Cost cost, SecureRandom random) {
    this.cost = Objects.requireNonNull(cost, "cost");
    this.random = Objects.requireNonNull(random, "random");
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the secret is empty, has more than 1,024 characters or
   *     half a surrogate pair
   */
  @Override
  public String hash(char[] secret) {
    if (secret.length == 0) {
      throw new IllegalArgumentException("an empty secret protects nothing");
    }
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    byte[] bytes = Argon2.utf8(secret);
    try {
      byte[] hash = Argon2.id(bytes, salt, cost.memoryKib(), cost.passes(), cost.lanes(), HASH);
      Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
      return String.format(
          Locale.ROOT,
          "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s",
          cost.memoryKib(),
          cost.passes(),
          cost.lanes(),
          base64.encodeToString(salt),
          base64.encodeToString(hash));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** {@inheritDoc} A secret that could never have been hashed is simply wrong. */
  @Override
  public boolean verify(char[] secret, String stored) {
    Stored known = Stored.parse(stored);
    byte[] bytes;
    try {
      bytes = Argon2.utf8(secret);
    } catch (IllegalArgumentException neverHashed) {
      return false;
    }
    try {
      byte[] hash =
          Argon2.id(
              bytes, known.salt, known.memoryKib, known.passes, known.lanes, known.hash.length);
      return MessageDigest.isEqual(hash, known.hash);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public boolean needsRehash(String stored) {
    Stored known = Stored.parse(stored);
    return known.memoryKib < cost.memoryKib()
        || known.passes < cost.passes()
        || known.salt.length < SALT
        || known.hash.length < HASH;
  }

  @Override
  public String toString() {
    return "Argon2idHasher[" + cost + "]";
  }

  /** The parts of a PHC string. */
  private static final class Stored {
    private final int memoryKib;
    private final int passes;
    private final int lanes;
    private final byte[] salt;
    private final byte[] hash;

    private Stored(Matcher phc) {
      memoryKib = Integer.parseInt(phc.group(1));
      passes = Integer.parseInt(phc.group(2));
      lanes = Integer.parseInt(phc.group(3));
      salt = Base64.getDecoder().decode(phc.group(4));
      hash = Base64.getDecoder().decode(phc.group(5));
    }

    static Stored parse(String text) {
      Matcher phc = PHC.matcher(text);
      if (text.length() > MAX_STORED || !phc.matches()) {
        throw damaged();
      }
      Stored stored;
      try {
        stored = new Stored(phc);
      } catch (IllegalArgumentException notBase64) {
        throw damaged();
      }
      // RFC 9106 3.1: at least 8 KiB a lane. Above our own bounds nothing of ours was written.
      if (stored.memoryKib < 8 * stored.lanes
          || stored.memoryKib > Argon2Cost.MAX_MEMORY_KIB
          || stored.passes > Argon2Cost.MAX_PASSES
          || stored.lanes > Argon2Cost.MAX_LANES) {
        throw damaged();
      }
      return stored;
    }

    private static TillwrightException damaged() {
      return new TillwrightException(
          "secret.damaged", false, "the stored hash of a secret cannot be read");
    }
  }
}
