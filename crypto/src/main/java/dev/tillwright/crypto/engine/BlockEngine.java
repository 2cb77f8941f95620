package dev.tillwright.crypto.engine;

import java.util.Arrays;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;

/**
 * AES and triple DES on whole blocks, by the JDK. Keys are the caller's to wipe; triple DES takes 8
 * (all parts alike, which is single DES), 16 or 24 bytes. Any number of threads.
 */
@SuppressWarnings("ImmutableEnumChecker") // a pool is no state that anybody sees
public enum BlockEngine {
  AES("AES", 16),
  TDES("DESede", 8);

  private static final int TDES_BYTES = 24;

  private final String algorithm;
  private final int blockBytes;
  private final EnginePool<Cipher> ecb;
  private final EnginePool<Cipher> cbc;

  BlockEngine(String algorithm, int blockBytes) {
    this.algorithm = algorithm;
    this.blockBytes = blockBytes;
    this.ecb =
        new EnginePool<>(
            () -> Cipher.getInstance(algorithm + "/ECB/NoPadding"),
            cipher -> cipher.init(Cipher.ENCRYPT_MODE, zero()));
    this.cbc =
        new EnginePool<>(
            () -> Cipher.getInstance(algorithm + "/CBC/NoPadding"),
            cipher ->
                cipher.init(
                    Cipher.ENCRYPT_MODE, zero(), new IvParameterSpec(new byte[blockBytes])));
  }

  /** Bytes of one block. */
  public int blockBytes() {
    return blockBytes;
  }

  /** One block after the other under one key. Valid only inside the call it was given to. */
  @FunctionalInterface
  public interface Blocks {
    /** Encrypts one block in place. */
    void encrypt(byte[] block);
  }

  /** For who needs many single blocks under one key: the cipher is keyed once. */
  public <R> R encrypting(byte[] key, Function<Blocks, R> work) {
    WipingKey held = key(key);
    try {
      return ecb.use(
          cipher -> {
            cipher.init(Cipher.ENCRYPT_MODE, held);
            return work.apply(
                block -> {
                  try {
                    cipher.update(block, 0, blockBytes, block, 0);
                  } catch (ShortBufferException e) {
                    throw new IllegalArgumentException("not one block of " + blockBytes + " bytes");
                  }
                });
          });
    } finally {
      held.destroy();
    }
  }

  /** Each block by itself. */
  public byte[] encrypt(byte[] key, byte[] blocks) {
    return ecb(Cipher.ENCRYPT_MODE, key, blocks);
  }

  /** Each block by itself. */
  public byte[] decrypt(byte[] key, byte[] blocks) {
    return ecb(Cipher.DECRYPT_MODE, key, blocks);
  }

  /** Chained from {@code iv}, without padding. */
  public byte[] encryptCbc(byte[] key, byte[] iv, byte[] blocks) {
    return cbc(Cipher.ENCRYPT_MODE, key, iv, blocks);
  }

  /** Chained from {@code iv}, without padding. */
  public byte[] decryptCbc(byte[] key, byte[] iv, byte[] blocks) {
    return cbc(Cipher.DECRYPT_MODE, key, iv, blocks);
  }

  private byte[] ecb(int direction, byte[] key, byte[] blocks) {
    whole(blocks);
    WipingKey held = key(key);
    try {
      return ecb.use(
          cipher -> {
            cipher.init(direction, held);
            return cipher.doFinal(blocks);
          });
    } finally {
      held.destroy();
    }
  }

  private byte[] cbc(int direction, byte[] key, byte[] iv, byte[] blocks) {
    whole(blocks);
    WipingKey held = key(key);
    try {
      return cbc.use(
          cipher -> {
            cipher.init(direction, held, new IvParameterSpec(iv));
            return cipher.doFinal(blocks);
          });
    } finally {
      held.destroy();
    }
  }

  private void whole(byte[] blocks) {
    if (blocks.length % blockBytes != 0) {
      throw new IllegalArgumentException("not whole blocks of " + blockBytes + " bytes");
    }
  }

  private WipingKey key(byte[] bytes) {
    return new WipingKey(algorithm, this == AES ? bytes.clone() : threeParts(bytes));
  }

  /** A copy of 24 bytes, for the caller to wipe: one part thrice, or two with the first again. */
  static byte[] threeParts(byte[] key) {
    if (key.length != 8 && key.length != 16 && key.length != TDES_BYTES) {
      throw new IllegalArgumentException("a triple DES key has 8, 16 or 24 bytes");
    }
    byte[] parts = Arrays.copyOf(key, TDES_BYTES);
    if (key.length == 8) {
      System.arraycopy(key, 0, parts, 8, 8);
    }
    if (key.length < TDES_BYTES) {
      System.arraycopy(key, 0, parts, 16, 8);
    }
    return parts;
  }

  private WipingKey zero() {
    return new WipingKey(algorithm, new byte[this == AES ? 32 : TDES_BYTES]);
  }
}
