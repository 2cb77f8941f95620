package dev.tillwright.examples.conformance;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.BlockMode;
import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.KeyUse;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.module.SoftwareModule;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Published keys on handles, for the rows of one file. */
final class VectorKeys implements AutoCloseable {
  private final Keys keys =
      Keys.in(
          SoftwareModule.ephemeral(
              Acknowledgement.KEYS_IN_SOFTWARE, new SecureRandom(), Clock.systemUTC()),
          Clock.systemUTC());

  Keys keys() {
    return keys;
  }

  KeyHandle load(KeyUsage usage, ModeOfUse mode, KeyAlgorithm algorithm, byte[] key) {
    try (SecretBytes secret = SecretBytes.copyOf(key)) {
      return keys.load(
          "vector", KeySpec.of(usage, mode, algorithm, key.length * Byte.SIZE), secret);
    }
  }

  /** One or more blocks by themselves, under a published TDES key. */
  byte[] tdes(boolean encrypt, byte[] key, byte[] block) {
    KeyHandle data = load(KeyUsage.D0, ModeOfUse.BOTH, KeyAlgorithm.TDES, key);
    return encrypt
        ? keys.encryptBlocks(data, BlockMode.ECB, new byte[0], block)
        : keys.decryptBlocks(data, BlockMode.ECB, new byte[0], block);
  }

  /** A published key of any length under another by AES key wrap. */
  byte[] wrap(KeyHandle kek, byte[] key, boolean padded) {
    try (SecretBytes secret = SecretBytes.copyOf(key)) {
      return keys.wrap(kek, keys.load("vector", anyKey(key.length), secret), padded);
    }
  }

  /** The reverse, with as many bytes as are expected. */
  KeyHandle unwrap(KeyHandle kek, int bytes, byte[] wrapped, boolean padded) {
    return keys.unwrap(kek, "vector", anyKey(bytes), wrapped, padded);
  }

  private static KeySpec anyKey(int bytes) {
    return KeySpec.of(KeyUsage.M7, ModeOfUse.GENERATE, KeyAlgorithm.HMAC, bytes * Byte.SIZE)
        .exportable(Exportability.SENSITIVE);
  }

  /** The row fails unless the derived key is the published one; it is looked at inside. */
  void same(String what, KeyHandle derived, byte[] published) {
    Row.same(what, true, keys.perform(new Compare(derived, published)));
  }

  /** Compares a derived key when the row has it. */
  void sameIfThere(Row row, String what, KeyHandle derived) {
    if (row.has(what)) {
      same(what, derived, row.hex(what));
    }
  }

  @Override
  public void close() {
    keys.close();
  }

  private static final class Compare implements KeyTask<Boolean> {
    private final KeyHandle key;
    private final byte[] published;

    Compare(KeyHandle key, byte[] published) {
      this.key = key;
      this.published = published;
    }

    @Override
    public String name() {
      return "conformance.compare";
    }

    @Override
    public List<KeyNeed> needs() {
      return List.of(new KeyNeed(key, use(key.spec())));
    }

    @Override
    public Boolean run(Inside inside) {
      return MessageDigest.isEqual(
          inside.reveal(key, SecretAccess.forPurpose("conformance")), published);
    }

    /** Any use that such a key allows. */
    private static KeyUse use(KeySpec key) {
      boolean protects =
          switch (key.mode()) {
            case ENCRYPT, GENERATE, BOTH, GENERATE_AND_VERIFY -> true;
            default -> false;
          };
      return switch (key.usage().code().charAt(0)) {
        case 'P' -> protects ? KeyUse.ENCRYPT_PIN : KeyUse.DECRYPT_PIN;
        case 'M' -> protects ? KeyUse.GENERATE_MAC : KeyUse.VERIFY_MAC;
        case 'D' -> protects ? KeyUse.ENCRYPT : KeyUse.DECRYPT;
        case 'K' -> protects ? KeyUse.WRAP_BLOCK : KeyUse.UNWRAP_BLOCK;
        default -> KeyUse.DERIVE;
      };
    }
  }
}
