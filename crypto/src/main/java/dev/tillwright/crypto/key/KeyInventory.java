package dev.tillwright.crypto.key;

import dev.tillwright.core.access.KeyAges;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * The audit's port to the keys of a module or a ring: {@code
 * access.keys(KeyInventory.of(keys).and(KeyInventory.of(ring, vault::messages)))}.
 *
 * <p><b>Guarantees.</b> Every durable key that protects is told with its age, the end of its
 * cryptoperiod and its booked uses, whatever else the module holds. A key is named by id, version
 * and check value; nothing else of it comes out, and no use is booked by looking. Check values are
 * made once for each version.
 *
 * <p><b>Not promised.</b> Retired keys are not told: they protect nothing. What a ring seals for
 * others than {@code sealed} counts is not in the count.
 *
 * <p><b>Threads.</b> Any number at once.
 */
public final class KeyInventory implements KeyAges {
  private static final String ROTATE =
      "rotate it (Keys.rotate), or take in the next one of a peer that shares it; see docs/keys.md";
  private static final String RETIRE =
      "a newer version is in use: retire it (Keys.retire); see docs/keys.md";
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("B0", "DUKPT base derivation"),
          Map.entry("B1", "DUKPT initial key"),
          Map.entry("C0", "card verification"),
          Map.entry("D0", "data encryption"),
          Map.entry("E0", "EMV cryptograms"),
          Map.entry("K0", "key wrapping"),
          Map.entry("K1", "key block protection"),
          Map.entry("M0", "MAC"),
          Map.entry("M1", "MAC"),
          Map.entry("M3", "retail MAC"),
          Map.entry("M6", "CMAC"),
          Map.entry("M7", "HMAC"),
          Map.entry("P0", "PIN encryption"),
          Map.entry("S0", "signatures"),
          Map.entry("V0", "PIN verification"),
          Map.entry("V1", "PIN verification"),
          Map.entry("V2", "PIN verification"));

  private final Keys keys;
  private final Map<KeyRef, String> checks = new ConcurrentHashMap<>();

  private KeyInventory(Keys keys) {
    this.keys = keys;
  }

  /** Of these keys, which stay the caller's to close. */
  public static KeyInventory of(Keys keys) {
    return new KeyInventory(Objects.requireNonNull(keys, "keys"));
  }

  /**
   * Of a ring, which stays the caller's to close.
   *
   * @param sealed how many messages a key has sealed, by its id: whoever stores them counts them,
   *     such as {@code TokenVault::messages}
   */
  public static KeyAges of(SoftwareKeys ring, ToLongFunction<String> sealed) {
    return new RingInventory(ring, sealed);
  }

  @Override
  public List<Key> keys() {
    List<Key> all = new ArrayList<>();
    Set<KeyRef> told = new HashSet<>();
    for (KeyHandle key : keys.inventory()) {
      if (key.state() == KeyState.ACTIVE) {
        told.add(key.ref());
        all.add(told(key));
      }
    }
    checks.keySet().retainAll(told);
    return all;
  }

  private Key told(KeyHandle key) {
    UseLimits limits = key.spec().limits();
    long used = limits.counted() ? keys.used(key) : 0;
    boolean newest = keys.current(key.ref().id()).filter(it -> !replaces(it, key)).isPresent();
    String code = key.spec().usage().code();
    return Key.of(
            key.ref().toString(),
            WORDS.getOrDefault(code, "usage") + " (" + code + ")",
            key.created())
        .checked(check(key))
        .limited(new Limits(limits.protectUntil(), used, limits.maxUses()))
        .remedied(newest ? ROTATE : RETIRE);
  }

  private static boolean replaces(KeyHandle current, KeyHandle key) {
    return current.ref().version() > key.ref().version();
  }

  private String check(KeyHandle key) {
    String known = checks.get(key.ref());
    if (known == null) {
      known = make(key);
      checks.put(key.ref(), known);
    }
    return known;
  }

  /** The style of its algorithm, or the old one where the module can no other; HMAC has none. */
  private String make(KeyHandle key) {
    KeyAlgorithm algorithm = key.spec().algorithm();
    Set<KeyAbility> can = keys.module().abilities();
    boolean aes = algorithm == KeyAlgorithm.AES;
    boolean cmac = aes && can.contains(KeyAbility.CMAC);
    if (!cmac && !((aes || algorithm == KeyAlgorithm.TDES) && can.contains(KeyAbility.ECB))) {
      return "";
    }
    try {
      byte[] value = keys.kcv(key, cmac ? KcvStyle.CMAC : KcvStyle.ECB);
      return HexFormat.of().withUpperCase().formatHex(value);
    } catch (KeyRefusedException gone) {
      return ""; // destroyed since it was listed
    }
  }

  @Override
  public String toString() {
    return "KeyInventory[" + keys + "]";
  }
}
