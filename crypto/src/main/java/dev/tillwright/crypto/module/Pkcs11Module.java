package dev.tillwright.crypto.module;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.engine.WipingKey;
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
import java.security.Key;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;

/**
 * Keys in a PKCS#11 token. The token has the keys, a database has what is said of them and how
 * often they were used, sealed by a ring (best the token's own, {@link Pkcs11Ring}).
 *
 * <p><b>Guarantees.</b> A key that is here does not leave the token, and no operation shows it.
 * Attributes cannot be changed in the database. Destruction removes it from the token; a crash on
 * the way is mended at the next opening.
 *
 * <p><b>Not promised.</b> What the JDK's provider does not offer: CMAC, the ISO MACs, key wrap, and
 * tasks (DUKPT, PIN, key blocks): these need a module of the vendor's own. Who has the PIN can use
 * a key past this class, beyond its usage and its count. HMAC keys made here do HMAC-SHA-256.
 */
public final class Pkcs11Module implements KeyModule {
  private static final Set<KeyAbility> ABILITIES =
      Collections.unmodifiableSet(
          EnumSet.of(
              KeyAbility.GENERATE,
              KeyAbility.LOAD,
              KeyAbility.DURABLE,
              KeyAbility.COUNT,
              KeyAbility.GCM,
              KeyAbility.CBC,
              KeyAbility.ECB,
              KeyAbility.HMAC));

  private final Pkcs11Token token;
  private final Pkcs11Ciphers ciphers;
  private final KeyShelf shelf;
  private final InstantSource clock;
  private final Object naming = new Object();

  private Pkcs11Module(
      Pkcs11Token token, KeyShelf shelf, SecureRandom random, InstantSource clock) {
    this.token = token;
    this.ciphers = new Pkcs11Ciphers(token, random);
    this.shelf = shelf;
    this.clock = clock;
  }

  /**
   * Opens; token, database and ring stay the caller's to close, after this.
   *
   * @throws dev.tillwright.core.TillwrightException as {@link SoftwareModule#open}, and as {@link
   *     Pkcs11Token#open}
   */
  public static Pkcs11Module open(
      Pkcs11Token token,
      Database database,
      KeyRing ring,
      SecureRandom random,
      InstantSource clock) {
    KeyShelf shelf = new KeyShelf(new KeyTable(database, ring));
    // A crash between the record and the token left the key of a destroyed one behind.
    shelf.inventory().stream()
        .filter(key -> key.state() == KeyState.DESTROYED)
        .forEach(key -> token.delete(label(key.ref())));
    return new Pkcs11Module(token, shelf, random, clock);
  }

  private static String label(KeyRef ref) {
    return "tillwright-key " + ref;
  }

  @Override
  public String name() {
    return token.name();
  }

  @Override
  public Set<KeyAbility> abilities() {
    return ABILITIES;
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
    possible(spec);
    return keep(id, spec, ciphers.generate(spec.algorithm(), spec.bits()));
  }

  @Override
  public KeyHandle load(String id, KeySpec spec, SecretBytes key) {
    possible(spec);
    byte[] bytes = key.reveal(SecretAccess.forPurpose("load into a PKCS#11 token"));
    WipingKey clear = null;
    try {
      SoftwareModule.fitting(spec, bytes.length);
      byte[] whole = bytes;
      if (spec.algorithm() == KeyAlgorithm.TDES && bytes.length == 16) {
        // Tokens know triple DES of three parts; the third is the first again.
        whole = Arrays.copyOf(bytes, 24);
        System.arraycopy(bytes, 0, whole, 16, 8);
      }
      clear = new WipingKey(Pkcs11Ciphers.name(spec.algorithm()), whole);
      return keep(id, spec, clear);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      if (clear != null) {
        clear.destroy();
      }
    }
  }

  private void possible(KeySpec spec) {
    boolean can =
        switch (spec.algorithm()) {
          case AES, HMAC -> true;
          case TDES -> spec.bits() > 64;
          default -> false;
        };
    if (!can) {
      throw KeyRefusedException.unsupported(this, "keys of " + spec.algorithm());
    }
  }

  /**
   * The token first: a key without a record harms nobody, and the next try replaces it. One at a
   * time, so that two who ask for one id do not replace each other's.
   */
  private KeyHandle keep(String id, KeySpec spec, Key key) {
    synchronized (naming) {
      KeyRef ref = shelf.next(id);
      KeyHandle handle =
          new KeyHandle(
              ref, spec, KeyState.ACTIVE, clock.instant().truncatedTo(ChronoUnit.SECONDS), true);
      String label = label(ref);
      token.delete(label);
      token.keep(label, key);
      shelf.apply(KeyChange.keeping(ShelvedKey.of(handle, label.getBytes(US_ASCII))));
      return handle;
    }
  }

  /** Its record says that it lives; the token must have it, too. */
  private Key held(KeyHandle key) {
    String label = new String(shelf.with(key, ShelvedKey::bytes), US_ASCII);
    Key held = token.key(label);
    if (held == null) {
      throw new KeyRefusedException("key.state", "the token lacks the key " + key.ref());
    }
    return held;
  }

  @Override
  public SecretBytes reveal(KeyHandle key) {
    throw KeyRefusedException.unsupported(this, "giving keys out in clear");
  }

  @Override
  public byte[] seal(KeyHandle key, byte[] plain, byte[] context) {
    return ciphers.seal(held(key), plain, context);
  }

  @Override
  public byte[] open(KeyHandle key, byte[] sealed, byte[] context) {
    return ciphers.open(held(key), sealed, context);
  }

  @Override
  public byte[] encrypt(KeyHandle key, BlockMode mode, byte[] iv, byte[] plain) {
    return ciphers.blocks(Cipher.ENCRYPT_MODE, held(key), key.spec().algorithm(), mode, iv, plain);
  }

  @Override
  public byte[] decrypt(KeyHandle key, BlockMode mode, byte[] iv, byte[] cipher) {
    return ciphers.blocks(Cipher.DECRYPT_MODE, held(key), key.spec().algorithm(), mode, iv, cipher);
  }

  @Override
  public byte[] mac(KeyHandle key, MacMethod method, byte[] message) {
    if (method != MacMethod.HMAC_SHA_256) {
      throw KeyRefusedException.unsupported(this, method.name());
    }
    return ciphers.mac(held(key), method, message);
  }

  @Override
  public byte[] wrap(KeyHandle kek, KeyHandle key, boolean padded) {
    throw KeyRefusedException.unsupported(this, "AES key wrap");
  }

  @Override
  public KeyHandle unwrap(KeyHandle kek, String id, KeySpec spec, byte[] wrapped, boolean padded) {
    throw KeyRefusedException.unsupported(this, "AES key wrap");
  }

  @Override
  public byte[] kcv(KeyHandle key, KcvStyle style) {
    if (style != KcvStyle.ECB) {
      throw KeyRefusedException.unsupported(this, "check values by CMAC");
    }
    byte[] zero = new byte[key.spec().algorithm() == KeyAlgorithm.AES ? 16 : 8];
    return Arrays.copyOf(encrypt(key, BlockMode.ECB, new byte[0], zero), 3);
  }

  @Override
  public boolean knows(KeyTask<?> task) {
    return false;
  }

  @Override
  public <R> R perform(KeyTask<R> task) {
    throw KeyRefusedException.unsupported(this, task.name());
  }

  /** The record first: a crash leaves a key that nothing uses, and the next opening removes. */
  @Override
  public KeyHandle move(KeyHandle key, KeyState state) {
    KeyHandle moved = shelf.move(key, state);
    if (state == KeyState.DESTROYED) {
      token.delete(label(key.ref()));
    }
    return moved;
  }

  @Override
  public int reserve(KeyHandle key, int wanted) {
    return shelf.reserve(key, wanted);
  }

  @Override
  public long used(KeyHandle key) {
    return shelf.used(key);
  }

  @Override
  public void close() {
    shelf.close();
  }
}
