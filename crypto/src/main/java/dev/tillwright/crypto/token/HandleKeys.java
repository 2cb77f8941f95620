package dev.tillwright.crypto.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.fpe.Ff1;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyRef;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyState;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.MacMethod;
import dev.tillwright.crypto.key.ModeOfUse;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Keys of a domain's own, of which none serves two purposes: {@code token-seal.DOMAIN}, {@code
 * token-index.DOMAIN}, {@code token-print.DOMAIN}, {@code token-ff1.DOMAIN}. Index and fingerprint
 * keys never change, or nothing would be found again: they are version 1 for ever, and so two
 * programs that begin a domain at once agree. The module counts what the sealing key does.
 */
final class HandleKeys implements DomainKeys {
  private static final int BITS = 256;
  private static final String SEAL = "token-seal.";
  private static final String INDEX = "token-index.";
  private static final String PRINT = "token-print.";
  private static final String FF1 = "token-ff1.";
  private static final byte[] IDENTITY = "tillwright.index.identity.1".getBytes(US_ASCII);
  private static final int IDENTITY_BYTES = 8;

  private final Keys keys;
  private final TokenDomain domain;

  private HandleKeys(Keys keys, TokenDomain domain) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.domain = domain;
  }

  /** The keys of the domain; those that were never made are made, unless it was shredded. */
  static HandleKeys open(Keys keys, TokenDomain domain) {
    HandleKeys opened = new HandleKeys(keys, domain);
    KeySpec mac = KeySpec.of(KeyUsage.M7, ModeOfUse.GENERATE_AND_VERIFY, KeyAlgorithm.HMAC, BITS);
    opened.make(INDEX, mac);
    opened.make(PRINT, mac);
    opened.make(SEAL, KeySpec.of(KeyUsage.D0, ModeOfUse.BOTH, KeyAlgorithm.AES, BITS));
    opened.make(FF1, Ff1.keySpec(BITS));
    return opened;
  }

  private void make(String purpose, KeySpec spec) {
    if (!shredded() && first(purpose).isEmpty()) {
      keys.generate(purpose + domain.name(), spec);
    }
  }

  private Optional<KeyHandle> first(String purpose) {
    return keys.find(new KeyRef(purpose + domain.name(), 1));
  }

  @Override
  public String indexIdentity() {
    byte[] mac = index(IDENTITY);
    return first(INDEX).orElseThrow().ref()
        + " "
        + HexFormat.of().formatHex(Arrays.copyOf(mac, IDENTITY_BYTES));
  }

  @Override
  public String indexSetting() {
    return "index.key." + domain.name();
  }

  @Override
  public String current() {
    return current(SEAL);
  }

  private String current(String purpose) {
    return keys.current(purpose + domain.name())
        .orElseThrow(
            () ->
                new TillwrightException(
                    "key.unknown", false, "no active key " + purpose + domain.name()))
        .ref()
        .toString();
  }

  @Override
  public byte[] seal(String key, byte[] plain, byte[] context) {
    return keys.encrypt(handle(key), plain, context);
  }

  @Override
  public byte[] open(String key, byte[] sealed, byte[] context) {
    return keys.decrypt(handle(key), sealed, context);
  }

  @Override
  public byte[] index(byte[] message) {
    return mac(INDEX, message);
  }

  @Override
  public byte[] fingerprint(byte[] message) {
    return mac(PRINT, message);
  }

  private byte[] mac(String purpose, byte[] message) {
    return keys.mac(first(purpose).orElseThrow(), MacMethod.HMAC_SHA_256, message);
  }

  @Override
  public String currentFf1() {
    return current(FF1);
  }

  @Override
  public Ff1 ff1(String key) {
    return Ff1.of(keys, handle(key), 10);
  }

  private KeyHandle handle(String key) {
    KeyRef ref = KeyRef.parse(key);
    return keys.find(ref)
        .orElseThrow(() -> new TillwrightException("key.unknown", false, "no such key: " + ref));
  }

  @Override
  public boolean shredded() {
    return first(INDEX).filter(key -> key.state() == KeyState.DESTROYED).isPresent();
  }

  /** Fresh keys to seal and to encrypt with; older ones still open. */
  void rotate() {
    for (String purpose : List.of(SEAL, FF1)) {
      keys.find(KeyRef.parse(current(purpose))).ifPresent(keys::rotate);
    }
  }

  /** Destroys every version of every key. The index key goes first: from then on all is over. */
  void shred() {
    for (String purpose : List.of(INDEX, PRINT, SEAL, FF1)) {
      int version = 1;
      for (Optional<KeyHandle> key = first(purpose);
          key.isPresent();
          key = keys.find(new KeyRef(purpose + domain.name(), ++version))) {
        keys.destroy(key.get());
      }
    }
  }
}
