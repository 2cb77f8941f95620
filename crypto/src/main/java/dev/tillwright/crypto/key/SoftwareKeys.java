package dev.tillwright.crypto.key;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.engine.Engines;
import dev.tillwright.crypto.engine.WipingKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keys in this machine's memory and in a file under a passphrase: the default where no security
 * module is at hand.
 *
 * <p><b>Guarantees.</b> Each purpose has random keys of 256 bits of its own. In the file they are
 * sealed with AES-256-GCM under a key that Argon2id makes of the passphrase; the file is the
 * owner's alone where the system knows POSIX modes (one that others may read is refused) and is
 * replaced as one step, forced to the disk. {@link #close} wipes what is held; ciphers hold no key
 * between calls.
 *
 * <p><b>Not promised.</b> Keys lie in the heap while a ring is open, and the collector may have
 * copied them. Who has the file and guesses the passphrase has the keys; who puts an old file back
 * undoes a rotation. A lost passphrase is a lost vault: nobody can bring it back.
 */
public final class SoftwareKeys implements KeyRing {
  private static final int MIN_PASSPHRASE = 12;

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Engines engines;
  private final @Nullable KeyFile file;
  private final Argon2Cost cost;
  private final Clock clock;
  private final SecureRandom random;
  private Map<KeyId, HeldKey> keys;
  private boolean closed;

  private SoftwareKeys(
      List<HeldKey> keys,
      Engines engines,
      @Nullable KeyFile file,
      Argon2Cost cost,
      Clock clock,
      SecureRandom random) {
    this.keys = byId(keys);
    this.engines = engines;
    this.file = file;
    this.cost = cost;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Opens the key file, or creates it with fresh keys when it is not there. Takes a good part of a
   * second and 64 MiB, on purpose; waits at most 10 seconds for another process.
   *
   * @param passphrase stays the caller's to wipe; at least 12 characters for a new file
   * @param acknowledgement that this is a software key store
   * @throws TillwrightException {@code key.wrongPassphrase}; {@code key.damaged}; {@code
   *     key.exposed} when others may read the file; {@code key.unreadable}, {@code key.unwritable};
   *     {@code key.locked} (retryable)
   */
  public static SoftwareKeys open(Path file, char[] passphrase, Acknowledgement acknowledgement) {
    return open(file, passphrase, acknowledgement, Clock.systemUTC(), new SecureRandom());
  }

  /** As above, with what opens the file when a till starts by itself; it stays the caller's. */
  public static SoftwareKeys open(Path file, BootSecret secret, Acknowledgement acknowledgement) {
    return open(file, secret.passphrase(), acknowledgement);
  }

  /** As above, with the clock that dates keys and the source of their bits. */
  public static SoftwareKeys open(
      Path file,
      char[] passphrase,
      Acknowledgement acknowledgement,
      Clock clock,
      SecureRandom random) {
    Objects.requireNonNull(acknowledgement, "acknowledgement");
    return open(file, passphrase, Argon2Cost.KEY_FILE, clock, random);
  }

  static SoftwareKeys open(
      Path path, char[] passphrase, Argon2Cost cost, Clock clock, SecureRandom random) {
    Engines engines = new Engines();
    KeyFile file = new KeyFile(path, engines);
    List<HeldKey> keys =
        file.exists()
            ? file.read(passphrase)
            : OwnerFile.guarded(
                path,
                () ->
                    file.exists()
                        ? file.read(passphrase)
                        : create(file, passphrase, cost, clock, random));
    return new SoftwareKeys(keys, engines, file, cost, clock, random);
  }

  /** Fresh keys that are gone when this is closed: for tests, examples and training. */
  public static SoftwareKeys ephemeral(SecureRandom random) {
    Clock clock = Clock.systemUTC();
    return new SoftwareKeys(
        fresh(random, clock), new Engines(), null, Argon2Cost.KEY_FILE, clock, random);
  }

  @Override
  public KeyId current(KeyPurpose purpose) {
    return read(
        held ->
            held.values().stream()
                .filter(key -> key.current() && key.id().purpose() == purpose)
                .findFirst()
                .orElseThrow()
                .id());
  }

  /** When a key was made, to the second; for audits of old keys. */
  public Instant created(KeyId key) {
    return read(held -> find(held, key).created());
  }

  @Override
  public byte[] seal(KeyId key, byte[] plain, byte[] context) {
    need(key, key.purpose() == KeyPurpose.SEAL);
    if (plain.length > 1 << 16) {
      throw new IllegalArgumentException("at most 64 KiB are sealed at once");
    }
    byte[] nonce = new byte[Engines.NONCE];
    random.nextBytes(nonce);
    return read(held -> engines.seal(find(held, key).key(), nonce, plain, context));
  }

  @Override
  public byte[] open(KeyId key, byte[] sealed, byte[] context) {
    need(key, key.purpose() == KeyPurpose.SEAL);
    return read(held -> engines.open(find(held, key).key(), sealed, context));
  }

  @Override
  public byte[] mac(KeyId key, byte[] message) {
    need(key, key.purpose() != KeyPurpose.SEAL);
    return read(held -> engines.mac(find(held, key).key(), message));
  }

  /**
   * Makes a fresh key the one to seal with; the older ones still open what they sealed. Durable
   * before it is used. Other processes must open the file again before they can read what is sealed
   * under it.
   *
   * @param passphrase of the file; not looked at for ephemeral keys
   * @throws TillwrightException as {@link #open}; {@code key.full} beyond 256 keys; {@code
   *     key.changed} when the file was exchanged for one that lacks a key in use
   */
  public KeyId rotateSeal(char[] passphrase) {
    return rewrite(passphrase, passphrase, this::rotated);
  }

  /**
   * Destroys a key that was rotated away, for good: whatever it sealed opens no more, in old copies
   * too. To be called when nothing that is wanted is left under it; re-wrap first. Durable when it
   * returns. Copies of the old key file still hold the key: they must go, too.
   *
   * @param passphrase of the file; not looked at for ephemeral keys
   * @throws IllegalArgumentException for the key that seals today, and for keys that do not seal
   * @throws TillwrightException as {@link #open}; {@code key.unknown}; {@code key.changed}
   */
  public void destroySeal(KeyId old, char[] passphrase) {
    need(old, old.purpose() == KeyPurpose.SEAL);
    rewrite(passphrase, passphrase, there -> without(old, there));
  }

  private static List<HeldKey> without(KeyId old, List<HeldKey> there) {
    HeldKey gone = find(byId(there), old);
    need(old, !gone.current());
    return there.stream().filter(key -> !key.id().equals(old)).toList();
  }

  /**
   * Seals the file under another passphrase. Copies of the old file still open with the old one.
   *
   * @throws TillwrightException as {@link #open}
   */
  public void changePassphrase(char[] passphrase, char[] next) {
    strong(next);
    rewrite(passphrase, next, there -> there);
  }

  private KeyId rewrite(char[] passphrase, char[] next, UnaryOperator<List<HeldKey>> change) {
    read(held -> held); // refuses a closed ring before anything is written
    KeyFile in = file;
    if (in == null) {
      return replace(change.apply(snapshot()));
    }
    return OwnerFile.guarded(
        in.path(),
        () -> {
          List<HeldKey> there = in.read(passphrase);
          boolean written = false;
          try {
            if (!byId(there).keySet().containsAll(read(Map::keySet))) {
              // Writing on would lose a key that sealed something.
              throw new TillwrightException(
                  "key.changed", false, "the key file lacks a key that is in use: " + in.path());
            }
            List<HeldKey> then = change.apply(there);
            in.write(then, next, cost, random);
            written = true;
            there.stream().filter(key -> !byId(then).containsKey(key.id())).forEach(HeldKey::wipe);
            return replace(then);
          } finally {
            if (!written) {
              there.forEach(HeldKey::wipe);
            }
          }
        });
  }

  private List<HeldKey> rotated(List<HeldKey> before) {
    if (before.size() >= KeyList.MAX_KEYS) {
      throw new TillwrightException("key.full", false, "a key file holds at most 256 keys");
    }
    List<HeldKey> after = new ArrayList<>();
    for (HeldKey key : before) {
      after.add(key.id().purpose() == KeyPurpose.SEAL ? key.retired() : key);
    }
    after.add(HeldKey.random(KeyPurpose.SEAL, random, clock));
    return after;
  }

  private KeyId replace(List<HeldKey> next) {
    lock.writeLock().lock();
    try {
      Set<WipingKey> kept = Collections.newSetFromMap(new IdentityHashMap<>());
      next.forEach(key -> kept.add(key.key()));
      for (HeldKey old : keys.values()) {
        if (!kept.contains(old.key())) {
          old.key().destroy();
        }
      }
      keys = byId(next);
    } finally {
      lock.writeLock().unlock();
    }
    return current(KeyPurpose.SEAL);
  }

  private List<HeldKey> snapshot() {
    return read(held -> List.copyOf(held.values()));
  }

  /** Wipes the keys, once calls that are under way have ended. */
  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      keys.values().forEach(key -> key.key().destroy());
      keys = Map.of();
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public String toString() {
    return file == null ? "SoftwareKeys[ephemeral]" : "SoftwareKeys[" + file.path() + "]";
  }

  /** Keeps {@link #close} from wiping a key in the middle of its use. */
  private <T> T read(Function<Map<KeyId, HeldKey>, T> use) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the keys were closed");
      }
      return use.apply(keys);
    } finally {
      lock.readLock().unlock();
    }
  }

  private static HeldKey find(Map<KeyId, HeldKey> held, KeyId id) {
    HeldKey key = held.get(id);
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

  private static List<HeldKey> create(
      KeyFile file, char[] passphrase, Argon2Cost cost, Clock clock, SecureRandom random) {
    strong(passphrase);
    List<HeldKey> keys = fresh(random, clock);
    file.write(keys, passphrase, cost, random);
    return keys;
  }

  private static void strong(char[] passphrase) {
    if (passphrase.length < MIN_PASSPHRASE) {
      throw new IllegalArgumentException("a passphrase for keys has at least 12 characters");
    }
  }

  private static List<HeldKey> fresh(SecureRandom random, Clock clock) {
    List<HeldKey> keys = new ArrayList<>();
    for (KeyPurpose purpose : KeyPurpose.values()) {
      keys.add(HeldKey.random(purpose, random, clock));
    }
    return keys;
  }

  private static Map<KeyId, HeldKey> byId(List<HeldKey> keys) {
    Map<KeyId, HeldKey> map = new HashMap<>();
    keys.forEach(key -> map.put(key.id(), key));
    return map;
  }
}
