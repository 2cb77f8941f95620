package dev.tillwright.crypto.algorithm;

import dev.tillwright.core.TillwrightException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/**
 * One key's AES, TDES or DES from the JDK, block by block or chained, without padding: what the
 * payment standards build their own modes from.
 *
 * <p><b>Guarantees.</b> The key given is copied, and the copies within reach are overwritten by
 * {@link #close}: the JDK's cipher is initialised again with a key of zeros, because an idle one
 * was seen to keep the raw key in the heap. For one thread.
 */
public final class BlockCipher implements AutoCloseable {
  private static final int DES_BLOCK = 8;
  private static final int AES_BLOCK = 16;
  private static final int DES_KEY = 8;
  private static final int TDES_KEY = 24;

  private final String algorithm;
  private final int blockSize;
  private final RawKey key;

  private BlockCipher(String algorithm, int blockSize, byte[] key) {
    this.algorithm = algorithm;
    this.blockSize = blockSize;
    this.key = new RawKey(algorithm, key);
  }

  /** AES (FIPS 197) with a key of 16, 24 or 32 bytes, which stays the caller's to wipe. */
  public static BlockCipher aes(byte[] key) {
    if (key.length != 16 && key.length != 24 && key.length != 32) {
      throw new IllegalArgumentException("an AES key has 16, 24 or 32 bytes");
    }
    return new BlockCipher("AES", AES_BLOCK, key.clone());
  }

  /** TDES (SP 800-67) with a key of 16 or 24 bytes, which stays the caller's to wipe. */
  public static BlockCipher tdes(byte[] key) {
    if (key.length != 16 && key.length != TDES_KEY) {
      throw new IllegalArgumentException("a TDES key has 16 or 24 bytes");
    }
    byte[] three = Arrays.copyOf(key, TDES_KEY);
    if (key.length == 16) {
      System.arraycopy(key, 0, three, 16, DES_KEY);
    }
    return new BlockCipher("DESede", DES_BLOCK, three);
  }

  /** Single DES, as a step inside TDES DUKPT, the retail MAC and the CVV; never by itself. */
  public static BlockCipher des(byte[] key, int from) {
    return new BlockCipher("DES", DES_BLOCK, Arrays.copyOfRange(key, from, from + DES_KEY));
  }

  /** 8 or 16 bytes. */
  public int blockSize() {
    return blockSize;
  }

  /** Encrypts whole blocks, each by itself. */
  public byte[] encrypt(byte[] blocks) {
    return run("/ECB/NoPadding", Cipher.ENCRYPT_MODE, null, blocks);
  }

  /** Decrypts whole blocks, each by itself. */
  public byte[] decrypt(byte[] blocks) {
    return run("/ECB/NoPadding", Cipher.DECRYPT_MODE, null, blocks);
  }

  /** Encrypts whole blocks as a chain (CBC). */
  public byte[] encryptChain(byte[] iv, byte[] blocks) {
    return run("/CBC/NoPadding", Cipher.ENCRYPT_MODE, iv, blocks);
  }

  /** Decrypts whole blocks of a chain (CBC). */
  public byte[] decryptChain(byte[] iv, byte[] blocks) {
    return run("/CBC/NoPadding", Cipher.DECRYPT_MODE, iv, blocks);
  }

  // The standards themselves are made of single blocks and of DES; none of it is a choice of ours.
  @SuppressWarnings("InsecureCryptoUsage")
  private byte[] run(
      String mode, int direction, byte @org.jspecify.annotations.Nullable [] iv, byte[] blocks) {
    if (blocks.length % blockSize != 0) {
      throw new IllegalArgumentException("not a whole number of blocks");
    }
    try {
      Cipher cipher = Cipher.getInstance(algorithm + mode);
      try {
        if (iv == null) {
          cipher.init(direction, key);
        } else {
          cipher.init(direction, key, new IvParameterSpec(iv));
        }
        return cipher.doFinal(blocks);
      } finally {
        scrub(cipher, iv != null);
      }
    } catch (GeneralSecurityException e) {
      // Without the cause: the text of a provider's exception is not ours to vouch for.
      throw new TillwrightException(
          "crypto.unavailable", false, "this Java has no working " + algorithm);
    }
  }

  private void scrub(Cipher cipher, boolean chained) throws GeneralSecurityException {
    RawKey zero = RawKey.zero(key);
    if (chained) {
      cipher.init(Cipher.ENCRYPT_MODE, zero, new IvParameterSpec(new byte[blockSize]));
    } else {
      cipher.init(Cipher.ENCRYPT_MODE, zero);
    }
  }

  /** Wipes the key. May be called again; the cipher is then of no more use. */
  @Override
  public void close() {
    key.destroy();
  }
}
