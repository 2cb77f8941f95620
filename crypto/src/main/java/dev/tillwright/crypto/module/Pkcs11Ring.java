package dev.tillwright.crypto.module;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyId;
import dev.tillwright.crypto.key.KeyPurpose;
import dev.tillwright.crypto.key.KeyRing;
import dev.tillwright.crypto.key.MacMethod;
import java.security.Key;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A till's keys in a PKCS#11 token: the third choice of where the first key comes from. Sealing and
 * authenticating happen in the token.
 *
 * <p><b>Guarantees.</b> Those of {@link KeyRing}; the keys are sensitive, not extractable, 256 bits
 * long, and made by the token. <b>Not promised:</b> a till needs the token and its PIN to start,
 * and who has both uses the keys. The very first opening is for one process at a time.
 */
public final class Pkcs11Ring implements KeyRing {
  private static final Pattern LABEL =
      Pattern.compile("tillwright-ring ([0-9]{6}) ((?:seal|index|fingerprint)-[0-9a-f]{16})");
  private static final int MAX_SEAL = 1 << 16;
  private static final int MAX_KEYS = 999_999;
  private static final int BITS = 256;

  private final Pkcs11Token token;
  private final Pkcs11Ciphers ciphers;
  private final SecureRandom random;
  private final Map<KeyId, Key> keys = new HashMap<>();
  private final Map<KeyPurpose, KeyId> current = new HashMap<>();
  private int last;
  private boolean closed;

  private Pkcs11Ring(Pkcs11Token token, SecureRandom random) {
    this.token = token;
    this.ciphers = new Pkcs11Ciphers(token, random);
    this.random = random;
  }

  /**
   * Opens the ring, or makes its keys in a token that has none. The token stays the caller's to
   * close, after this.
   *
   * @param random of nonces and ids; keys are the token's own
   * @throws TillwrightException as {@link Pkcs11Token#open}
   */
  public static Pkcs11Ring open(Pkcs11Token token, SecureRandom random) {
    Pkcs11Ring ring = new Pkcs11Ring(token, random);
    token.labels().stream().sorted().forEach(ring::meet);
    for (KeyPurpose purpose : KeyPurpose.values()) {
      if (!ring.current.containsKey(purpose)) {
        ring.make(purpose);
      }
    }
    return ring;
  }

  private void meet(String label) {
    Matcher parts = LABEL.matcher(label);
    if (!parts.matches()) {
      return;
    }
    Key key = token.key(label);
    if (key == null) {
      return; // deleted by others since the labels were listed
    }
    KeyId id = new KeyId(parts.group(2));
    last = Math.max(last, Integer.parseInt(parts.group(1)));
    keys.put(id, key);
    if (id.purpose() == KeyPurpose.SEAL) {
      current.put(id.purpose(), id); // the newest seals
    } else {
      current.putIfAbsent(id.purpose(), id); // an index has one key for ever
    }
  }

  private KeyId make(KeyPurpose purpose) {
    if (last == MAX_KEYS) {
      throw new TillwrightException("key.full", false, "a ring has at most 999,999 keys");
    }
    byte[] bits = new byte[8];
    random.nextBytes(bits);
    String label =
        String.format(
            Locale.ROOT,
            "tillwright-ring %06d %s-%s",
            last + 1,
            purpose.name().toLowerCase(Locale.ROOT),
            HexFormat.of().formatHex(bits));
    KeyAlgorithm algorithm = purpose == KeyPurpose.SEAL ? KeyAlgorithm.AES : KeyAlgorithm.HMAC;
    token.keep(label, ciphers.generate(algorithm, BITS));
    meet(label);
    return current(purpose);
  }

  /** Makes a fresh key the one to seal with; the older ones still open what they sealed. */
  public synchronized KeyId rotateSeal() {
    open();
    return make(KeyPurpose.SEAL);
  }

  /**
   * Destroys a key that was rotated away, for good: whatever it sealed opens no more, in old copies
   * too. To be called when nothing that is wanted is left under it; re-wrap first.
   *
   * @throws IllegalArgumentException for the key that seals today, and for keys that do not seal
   * @throws TillwrightException {@code key.unknown}; as {@link Pkcs11Token#open}
   */
  public synchronized void destroySeal(KeyId old) {
    need(old, old.purpose() == KeyPurpose.SEAL && !old.equals(current(KeyPurpose.SEAL)));
    held(old);
    token.labels().stream().filter(label -> label.endsWith(" " + old)).forEach(token::delete);
    keys.remove(old);
  }

  @Override
  public synchronized KeyId current(KeyPurpose purpose) {
    open();
    KeyId id = current.get(purpose);
    if (id == null) {
      throw new TillwrightException("key.unavailable", true, "the token did not keep its key");
    }
    return id;
  }

  @Override
  public byte[] seal(KeyId key, byte[] plain, byte[] context) {
    need(key, key.purpose() == KeyPurpose.SEAL);
    if (plain.length > MAX_SEAL) {
      throw new IllegalArgumentException("at most 64 KiB are sealed at once");
    }
    return ciphers.seal(held(key), plain, context);
  }

  @Override
  public byte[] open(KeyId key, byte[] sealed, byte[] context) {
    need(key, key.purpose() == KeyPurpose.SEAL);
    return ciphers.open(held(key), sealed, context);
  }

  @Override
  public byte[] mac(KeyId key, byte[] message) {
    need(key, key.purpose() != KeyPurpose.SEAL);
    return ciphers.mac(held(key), MacMethod.HMAC_SHA_256, message);
  }

  private synchronized Key held(KeyId id) {
    open();
    Key key = keys.get(id);
    if (key == null) {
      throw new TillwrightException("key.unknown", false, "no such key here: " + id);
    }
    return key;
  }

  private static void need(KeyId key, boolean fits) {
    if (!fits) {
      throw new IllegalArgumentException("not what this key is for: " + key);
    }
  }

  private void open() {
    if (closed) {
      throw new IllegalStateException("the keys were closed");
    }
  }

  /** Forgets where the keys are; they stay in the token. */
  @Override
  public synchronized void close() {
    closed = true;
    keys.clear();
    current.clear();
  }

  @Override
  public String toString() {
    return "Pkcs11Ring[" + token.name() + "]";
  }
}
