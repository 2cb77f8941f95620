package dev.tillwright.crypto.token;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.fpe.Ff1;
import dev.tillwright.crypto.key.KeyId;
import dev.tillwright.crypto.key.KeyPurpose;
import dev.tillwright.crypto.key.KeyRing;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The keys of a till's ring, which serve all domains. What they seal is counted in the vault, a
 * block at a time, before it is (NIST SP 800-38D, 8.3); what is left of a block when the program
 * ends is never used.
 */
final class RingKeys implements DomainKeys {
  static final int BLOCK = 1024;

  private final KeyRing ring;
  private final TokenVault vault;
  private final long limit;
  private final Map<String, Integer> left = new HashMap<>();

  RingKeys(KeyRing ring, TokenVault vault, long limit) {
    this.ring = Objects.requireNonNull(ring, "keys");
    this.vault = Objects.requireNonNull(vault, "vault");
    this.limit = limit;
  }

  @Override
  public String indexIdentity() {
    return ring.current(KeyPurpose.INDEX).value();
  }

  @Override
  public String indexSetting() {
    return "index.key";
  }

  @Override
  public String current() {
    return ring.current(KeyPurpose.SEAL).value();
  }

  @Override
  public byte[] seal(String key, byte[] plain, byte[] context) {
    take(key);
    return ring.seal(new KeyId(key), plain, context);
  }

  @Override
  public byte[] open(String key, byte[] sealed, byte[] context) {
    return ring.open(new KeyId(key), sealed, context);
  }

  @Override
  public byte[] index(byte[] message) {
    return ring.mac(ring.current(KeyPurpose.INDEX), message);
  }

  @Override
  public byte[] fingerprint(byte[] message) {
    return ring.mac(ring.current(KeyPurpose.FINGERPRINT), message);
  }

  @Override
  public String currentFf1() {
    throw noFf1();
  }

  @Override
  public Ff1 ff1(String key) {
    throw noFf1();
  }

  private static TillwrightException noFf1() {
    return new TillwrightException("key.unknown", false, "a till's ring has no key for FF1");
  }

  @Override
  public boolean shredded() {
    return false;
  }

  private synchronized void take(String key) {
    int have = left.getOrDefault(key, 0);
    if (have == 0) {
      if (!vault.countMessages(key, BLOCK, limit)) {
        throw new TillwrightException(
            "key.exhausted", false, "the key has sealed as much as it may, rotate it: " + key);
      }
      have = BLOCK;
    }
    left.put(key, have - 1);
  }
}
