package dev.tillwright.crypto.module;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.engine.BlockEngine;
import dev.tillwright.crypto.engine.DesParity;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.BlockMode;
import dev.tillwright.crypto.key.KcvStyle;
import dev.tillwright.crypto.key.KeyAbility;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyModule;
import dev.tillwright.crypto.key.KeyRef;
import dev.tillwright.crypto.key.KeyRefusedException;
import dev.tillwright.crypto.key.KeyRing;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyState;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.MacMethod;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Keys in this machine's memory: does everything, and protects against nobody who may read that
 * memory. For test hosts, simulators, tokens and data at a till; where a standard demands secure
 * hardware, another {@link KeyModule} takes its place.
 *
 * <p><b>Guarantees.</b> At rest keys are only wrapped, with their attributes bound to them. Ciphers
 * hold no key between calls. {@link #close} and destruction wipe.
 *
 * <p><b>Not promised.</b> Who may write the database can put an older copy of it back, with keys
 * that were destroyed since and counts that were lower; it helps only with the ring. Keys lie in
 * the heap while the module is open, and the collector may have copied them. Code in this process
 * can read them; see {@link KeyTask}. One process at a time.
 */
public final class SoftwareModule implements KeyModule {
  private static final int ATTEMPTS = 64;

  private final KeyShelf shelf;
  private final SoftwareCiphers ciphers;
  private final SecureRandom random;
  private final InstantSource clock;
  private final Object naming = new Object();

  private SoftwareModule(KeyRecords records, SecureRandom random, InstantSource clock) {
    this.shelf = new KeyShelf(records);
    this.ciphers = new SoftwareCiphers(random);
    this.random = random;
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * An empty module whose keys are gone when it is closed: for test hosts, tests and training.
   *
   * @param acknowledgement that these are keys in software
   */
  public static SoftwareModule ephemeral(
      Acknowledgement acknowledgement, SecureRandom random, InstantSource clock) {
    Objects.requireNonNull(acknowledgement, "acknowledgement");
    return new SoftwareModule(new KeyRecords.Nowhere(), random, clock);
  }

  /**
   * The keys in a database: a file of their own, apart from the journal. Who holds the ring holds
   * the keys; rows that were changed do not open. After the ring's seal key was rotated, opening
   * seals every key anew.
   *
   * @param database stays the caller's to close
   * @param ring stays the caller's to close, after this; seals one message for each key that is
   *     made or changes its state
   * @param acknowledgement that these are keys in software
   * @throws TillwrightException {@code key.damaged} naming the key; {@code key.unknown} when a key
   *     was sealed under another ring; with a code that begins with {@code store.}
   */
  public static SoftwareModule open(
      Database database,
      KeyRing ring,
      Acknowledgement acknowledgement,
      SecureRandom random,
      InstantSource clock) {
    Objects.requireNonNull(acknowledgement, "acknowledgement");
    return new SoftwareModule(new KeyTable(database, ring), random, clock);
  }

  @Override
  public String name() {
    return "software";
  }

  @Override
  public Set<KeyAbility> abilities() {
    return EnumSet.allOf(KeyAbility.class);
  }

  @Override
  public List<KeyHandle> inventory() {
    return shelf.inventory();
  }

  @Override
  public Optional<KeyHandle> find(KeyRef ref) {
    return shelf.find(ref);
  }

  @Override
  public Optional<KeyHandle> newest(String id) {
    return shelf.newest(id);
  }

  @Override
  public KeyHandle generate(String id, KeySpec spec) {
    if (!spec.algorithm().symmetric()) {
      throw KeyRefusedException.unsupported(this, "making keys of " + spec.algorithm());
    }
    byte[] bytes = new byte[spec.bits() / Byte.SIZE];
    random.nextBytes(bytes);
    if (spec.algorithm() == KeyAlgorithm.TDES || spec.algorithm() == KeyAlgorithm.DES) {
      DesParity.adjust(bytes);
    }
    return keep(id, spec, bytes);
  }

  @Override
  public KeyHandle load(String id, KeySpec spec, SecretBytes key) {
    return keep(id, spec, key.reveal(SecretAccess.forPurpose("load into the software module")));
  }

  private KeyHandle keep(String id, KeySpec spec, byte[] bytes) {
    try {
      fitting(spec, bytes.length);
    } catch (IllegalArgumentException e) {
      Arrays.fill(bytes, (byte) 0);
      throw e;
    }
    // One at a time, so that two who ask for one id get two versions.
    synchronized (naming) {
      KeyRef ref = shelf.next(id);
      ShelvedKey key = ShelvedKey.of(handle(ref, spec, true), bytes);
      boolean kept = false;
      try {
        shelf.apply(KeyChange.keeping(key));
        kept = true;
      } finally {
        if (!kept) {
          key.wipe();
        }
      }
      return key.handle();
    }
  }

  @Override
  public SecretBytes reveal(KeyHandle key) {
    return using(key, SecretBytes::copyOf);
  }

  @Override
  public byte[] seal(KeyHandle key, byte[] plain, byte[] context) {
    return using(key, bytes -> ciphers.seal(bytes, plain, context));
  }

  @Override
  public byte[] open(KeyHandle key, byte[] sealed, byte[] context) {
    return using(key, bytes -> ciphers.open(bytes, sealed, context));
  }

  @Override
  public byte[] encrypt(KeyHandle key, BlockMode mode, byte[] iv, byte[] plain) {
    BlockEngine engine = SoftwareCiphers.engine(key.spec());
    return using(
        key,
        bytes ->
            mode == BlockMode.CBC
                ? engine.encryptCbc(bytes, iv, plain)
                : engine.encrypt(bytes, plain));
  }

  @Override
  public byte[] decrypt(KeyHandle key, BlockMode mode, byte[] iv, byte[] cipher) {
    BlockEngine engine = SoftwareCiphers.engine(key.spec());
    return using(
        key,
        bytes ->
            mode == BlockMode.CBC
                ? engine.decryptCbc(bytes, iv, cipher)
                : engine.decrypt(bytes, cipher));
  }

  @Override
  public byte[] mac(KeyHandle key, MacMethod method, byte[] message) {
    return using(key, bytes -> SoftwareCiphers.macEngine(method, key.spec()).mac(bytes, message));
  }

  @Override
  public byte[] wrap(KeyHandle kek, KeyHandle key, boolean padded) {
    return using(kek, outer -> using(key, inner -> ciphers.wrap(outer, inner, padded)));
  }

  @Override
  public KeyHandle unwrap(KeyHandle kek, String id, KeySpec spec, byte[] wrapped, boolean padded) {
    byte[] bytes = using(kek, outer -> ciphers.unwrap(outer, wrapped, padded));
    if (bytes.length * Byte.SIZE != spec.bits()) {
      Arrays.fill(bytes, (byte) 0);
      throw SoftwareCiphers.refused();
    }
    return keep(id, spec, bytes);
  }

  @Override
  public byte[] kcv(KeyHandle key, KcvStyle style) {
    return using(key, bytes -> SoftwareCiphers.kcv(key.spec(), bytes, style));
  }

  @Override
  public boolean knows(KeyTask<?> task) {
    return true;
  }

  /** Again, when another took the name of a key that the task was about to keep. */
  @Override
  public <R> R perform(KeyTask<R> task) {
    for (int attempt = 1; ; attempt++) {
      try (TaskRoom room = new TaskRoom(this, task)) {
        R result = task.run(room);
        room.leave();
        return result;
      } catch (TillwrightException e) {
        if (!e.code().equals(ShelvedKey.BUSY) || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  @Override
  public KeyHandle move(KeyHandle key, KeyState state) {
    return shelf.move(key, state);
  }

  @Override
  public int reserve(KeyHandle key, int wanted) {
    return shelf.reserve(key, wanted);
  }

  @Override
  public long used(KeyHandle key) {
    return shelf.used(key);
  }

  /** Wipes the keys, once calls that are under way have ended. */
  @Override
  public void close() {
    shelf.close();
  }

  KeyShelf shelf() {
    return shelf;
  }

  SecureRandom random() {
    return random;
  }

  Instant now() {
    return clock.instant();
  }

  KeyHandle handle(KeyRef ref, KeySpec spec, boolean durable) {
    return new KeyHandle(
        ref, spec, KeyState.ACTIVE, now().truncatedTo(ChronoUnit.SECONDS), durable);
  }

  KeyRef passingRef() {
    byte[] bits = new byte[16];
    random.nextBytes(bits);
    return new KeyRef("passing-" + HexFormat.of().formatHex(bits), 1);
  }

  /**
   * That the bytes are as many as the description says; DER of private keys has no fixed length.
   */
  static void fitting(KeySpec spec, int length) {
    if (spec.algorithm().symmetric() && length * Byte.SIZE != spec.bits()) {
      throw new IllegalArgumentException(
          "a key of %d bits has %d bytes".formatted(spec.bits(), spec.bits() / Byte.SIZE));
    }
  }

  private <T> T using(KeyHandle key, Function<byte[], T> use) {
    byte[] bytes = shelf.with(key, ShelvedKey::bytes);
    try {
      return use.apply(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
