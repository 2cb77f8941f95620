package dev.tillwright.crypto.key;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The one door to keys and what is done with them, whatever module they live in.
 *
 * <p><b>Guarantees.</b> Every operation is checked in one place against what the module's catalogue
 * says of the key, not against the handle: usage, mode, algorithm, state, exportability, limits and
 * times. What is refused is refused before the module is asked, by {@link KeyRefusedException} with
 * the reason. A key whose uses are counted is never used beyond its limit, also across a crash:
 * what was booked and not used is lost. MACs are compared in constant time.
 *
 * <p><b>Not promised.</b> Protection against code in the same process when the module is software.
 * That a retired key was not copied before it was retired.
 *
 * <p><b>Threads.</b> Any number at once. After {@link #close} every method throws {@link
 * IllegalStateException}.
 */
public final class Keys implements AutoCloseable {
  private static final int MAX_NEEDS = 8;

  private final KeyModule module;
  private final KeyPolicy policy;

  private Keys(KeyModule module, InstantSource clock) {
    this.module = Objects.requireNonNull(module, "module");
    this.policy = new KeyPolicy(module, clock);
  }

  /** The keys of a module, which is closed with this. The clock decides on cryptoperiods. */
  public static Keys in(KeyModule module, InstantSource clock) {
    return new Keys(module, clock);
  }

  /** What the module can do. */
  public KeyModule module() {
    return module;
  }

  /** The key of that name as it is now. */
  public Optional<KeyHandle> find(KeyRef ref) {
    return module.find(ref);
  }

  /** The version of a key to protect with today: the newest one that is active. */
  public Optional<KeyHandle> current(String id) {
    Optional<KeyHandle> newest = module.newest(id);
    while (newest.isPresent() && newest.get().state() != KeyState.ACTIVE) {
      KeyRef ref = newest.get().ref();
      newest =
          ref.version() == 1
              ? Optional.empty()
              : module.find(new KeyRef(ref.id(), ref.version() - 1));
    }
    return newest;
  }

  /** Every durable key, destroyed ones too, by id and version: for audits. */
  public List<KeyHandle> inventory() {
    return module.inventory();
  }

  /** How many uses of a counted key are booked. */
  public long used(KeyHandle key) {
    return module.used(policy.known(key));
  }

  /**
   * Makes a random key as the next version of {@code id}; older ones stay as they are.
   *
   * @throws KeyRefusedException {@code key.strength} for a key of less than 80 bits of strength:
   *     old ones are taken in, new ones are not made
   */
  public KeyHandle generate(String id, KeySpec spec) {
    policy.able(KeyAbility.GENERATE, "making keys");
    policy.worthMaking(spec);
    policy.keepable(spec);
    return module.generate(id, spec);
  }

  /**
   * Takes a clear key in, as the next version of {@code id}.
   *
   * @param key of the length that {@code spec} says; stays the caller's to close
   */
  public KeyHandle load(String id, KeySpec spec, SecretBytes key) {
    policy.able(KeyAbility.LOAD, "taking clear keys in");
    policy.keepable(spec);
    return module.load(id, spec, key);
  }

  /**
   * A key in clear, for the caller to close.
   *
   * @throws KeyRefusedException {@code key.exportability} unless the key is {@link
   *     Exportability#SENSITIVE}: that of a key block admits blocks only
   */
  public SecretBytes reveal(KeyHandle key, SecretAccess access) {
    Objects.requireNonNull(access, "access");
    policy.able(KeyAbility.REVEAL, "giving keys out in clear");
    return module.reveal(policy.leavingFreely(key));
  }

  /**
   * AES-GCM with a random nonce (NIST SP 800-38D): nonce (12 bytes), ciphertext, tag (16 bytes).
   *
   * @param plain at most 64 KiB
   * @param context authenticated, and needed to open it again; mandatory, because text that fits
   *     anywhere will be put anywhere
   */
  public byte[] encrypt(KeyHandle key, byte[] plain, byte[] context) {
    policy.able(KeyAbility.GCM, "AES-GCM");
    policy.atMost(plain);
    return module.seal(gcm(key, KeyUse.ENCRYPT), plain, context);
  }

  /**
   * What {@link #encrypt} was given, for the caller to wipe.
   *
   * @throws dev.tillwright.core.TillwrightException {@code key.refused} when text, context or key
   *     are not those of encryption; which of them is not told
   */
  public byte[] decrypt(KeyHandle key, byte[] sealed, byte[] context) {
    policy.able(KeyAbility.GCM, "AES-GCM");
    return module.open(gcm(key, KeyUse.DECRYPT), sealed, context);
  }

  private KeyHandle gcm(KeyHandle key, KeyUse use) {
    return policy.check(key, use, spec -> spec.algorithm() == KeyAlgorithm.AES);
  }

  /**
   * Whole blocks for a peer whose format demands it. Says nothing about changes on the way: put a
   * MAC beside it.
   *
   * @param iv one block; ignored for ECB
   * @param plain at most 64 KiB of whole blocks; for ECB one block
   */
  public byte[] encryptBlocks(KeyHandle key, BlockMode mode, byte[] iv, byte[] plain) {
    return module.encrypt(blocks(key, KeyUse.ENCRYPT, mode, iv, plain), mode, iv, plain);
  }

  /** The reverse of {@link #encryptBlocks}. */
  public byte[] decryptBlocks(KeyHandle key, BlockMode mode, byte[] iv, byte[] cipher) {
    return module.decrypt(blocks(key, KeyUse.DECRYPT, mode, iv, cipher), mode, iv, cipher);
  }

  private KeyHandle blocks(KeyHandle key, KeyUse use, BlockMode mode, byte[] iv, byte[] data) {
    policy.able(mode == BlockMode.CBC ? KeyAbility.CBC : KeyAbility.ECB, mode.name());
    policy.atMost(data);
    int block = policy.known(key).spec().algorithm() == KeyAlgorithm.AES ? 16 : 8;
    if (data.length % block != 0 || (mode == BlockMode.ECB && data.length != block)) {
      throw new IllegalArgumentException(
          mode == BlockMode.CBC ? "CBC takes whole blocks" : "ECB takes exactly one block");
    }
    if (mode == BlockMode.CBC && iv.length != block) {
      throw new IllegalArgumentException("an initialisation vector is one block");
    }
    return policy.check(
        key,
        use,
        spec -> spec.algorithm() == KeyAlgorithm.AES || spec.algorithm() == KeyAlgorithm.TDES);
  }

  /** The whole MAC; formats that send less take its first bytes. */
  public byte[] mac(KeyHandle key, MacMethod method, byte[] message) {
    policy.able(method.ability(), method.name());
    return module.mac(policy.check(key, KeyUse.GENERATE_MAC, method::fits), method, message);
  }

  /**
   * Whether {@code mac} is the MAC of the message or its first bytes; compared in constant time.
   *
   * @param mac four bytes at least, as many as the method gives at most; others never fit
   */
  public boolean verify(KeyHandle key, MacMethod method, byte[] message, byte[] mac) {
    policy.able(method.ability(), method.name());
    KeyHandle held = policy.check(key, KeyUse.VERIFY_MAC, method::fits);
    byte[] whole = module.mac(held, method, message);
    if (mac.length < 4 || mac.length > whole.length) {
      return false;
    }
    return MessageDigest.isEqual(Arrays.copyOf(whole, mac.length), mac);
  }

  /**
   * A key under another by AES key wrap (NIST SP 800-38F). It binds no attributes, so the key must
   * be {@link Exportability#SENSITIVE}; for others there are key blocks.
   *
   * @param padded with padding (RFC 5649) or without (RFC 3394)
   * @throws KeyRefusedException {@code key.strength} when {@code kek} is weaker than {@code key}
   */
  public byte[] wrap(KeyHandle kek, KeyHandle key, boolean padded) {
    policy.able(KeyAbility.KEY_WRAP, "AES key wrap");
    KeyHandle carried = policy.leavingFreely(key);
    policy.asStrong(policy.known(kek).spec(), carried.spec());
    return module.wrap(keyWrap(kek, KeyUse.WRAP_KEY), carried, padded);
  }

  /**
   * Takes a wrapped key in, as the next version of {@code id}.
   *
   * @throws dev.tillwright.core.TillwrightException {@code key.refused}, for whatever reason
   */
  public KeyHandle unwrap(KeyHandle kek, String id, KeySpec spec, byte[] wrapped, boolean padded) {
    policy.able(KeyAbility.KEY_WRAP, "AES key wrap");
    policy.keepable(spec);
    policy.asStrong(policy.known(kek).spec(), spec);
    return module.unwrap(keyWrap(kek, KeyUse.UNWRAP_KEY), id, spec, wrapped, padded);
  }

  private KeyHandle keyWrap(KeyHandle kek, KeyUse use) {
    return policy.check(kek, use, spec -> spec.algorithm() == KeyAlgorithm.AES);
  }

  /** The check value of a key: three bytes, or five by CMAC. Any key that is not destroyed. */
  public byte[] kcv(KeyHandle key, KcvStyle style) {
    policy.able(style == KcvStyle.CMAC ? KeyAbility.CMAC : KeyAbility.ECB, "check values");
    KeyHandle held = policy.living(key);
    if (held.spec().algorithm() != KeyAlgorithm.AES
        && held.spec().algorithm() != KeyAlgorithm.TDES) {
      throw new KeyRefusedException("key.algorithm", "only AES and triple DES have check values");
    }
    return module.kcv(held, style);
  }

  /**
   * Does a task where the keys are, after all its needs were checked.
   *
   * @throws KeyRefusedException with the first need that is refused; {@code key.unsupported} when
   *     the module does not know the task
   */
  public <R> R perform(KeyTask<R> task) {
    if (!module.knows(task)) {
      throw KeyRefusedException.unsupported(module, task.name());
    }
    List<KeyNeed> needs = List.copyOf(task.needs());
    if (needs.size() > MAX_NEEDS) {
      throw new IllegalArgumentException("a task uses at most " + MAX_NEEDS + " keys");
    }
    policy.checkAll(needs);
    return module.perform(task);
  }

  /**
   * A fresh key of the same kind as the next version; this one processes only, from now on. The
   * fresh one's uses count from 0, and its times are as long as this one's were, from now.
   */
  public KeyHandle rotate(KeyHandle key) {
    KeyHandle old = policy.living(key);
    KeyHandle fresh = generate(old.ref().id(), policy.begunAnew(old));
    // In this order: a crash leaves two active versions, of which the newest is the current one.
    retire(old);
    return fresh;
  }

  /** From now on the key protects nothing more. */
  public KeyHandle retire(KeyHandle key) {
    KeyHandle held = policy.living(key);
    return held.state() == KeyState.ACTIVE ? module.move(held, KeyState.DECRYPT_ONLY) : held;
  }

  /** Wipes the key, for good. What it protected is lost with it. May be called again. */
  public KeyHandle destroy(KeyHandle key) {
    if (!key.durable() && module.find(key.ref()).isEmpty()) {
      return key.in(KeyState.DESTROYED); // such a key leaves no trace
    }
    KeyHandle held = policy.known(key);
    policy.forget(held);
    return held.state() == KeyState.DESTROYED ? held : module.move(held, KeyState.DESTROYED);
  }

  /** Closes the module. */
  @Override
  public void close() {
    module.close();
  }

  @Override
  public String toString() {
    return "Keys[" + module.name() + "]";
  }
}
