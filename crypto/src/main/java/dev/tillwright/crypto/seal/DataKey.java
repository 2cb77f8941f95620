package dev.tillwright.crypto.seal;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.engine.Engines;
import dev.tillwright.crypto.engine.WipingKey;
import java.security.SecureRandom;
import java.util.Arrays;

/** A data key in clear until it is closed. */
final class DataKey implements AutoCloseable {
  static final int BYTES = 32;
  static final int NONCE = Engines.NONCE;
  static final int TAG = Engines.TAG;

  private static final Engines ENGINES = new Engines();

  private final WipingKey key;

  private DataKey(byte[] bytes) {
    this.key = new WipingKey("AES", bytes);
  }

  static DataKey random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new DataKey(bytes);
  }

  /** Takes over the bytes that were unwrapped. */
  static DataKey unwrapped(byte[] bytes) {
    if (bytes.length != BYTES) {
      Arrays.fill(bytes, (byte) 0);
      throw Refusals.refused();
    }
    return new DataKey(bytes);
  }

  /** A copy, for the caller to wipe. */
  byte[] bytes() {
    return key.getEncoded();
  }

  /** AES-256-GCM: nonce, ciphertext, tag. */
  byte[] seal(byte[] nonce, byte[] plain, byte[] context) {
    return ENGINES.seal(key, nonce, plain, context);
  }

  /** The plain bytes of nonce, ciphertext and tag, for the caller to wipe. */
  byte[] open(byte[] sealed, byte[] context) {
    try {
      return ENGINES.open(key, sealed, context);
    } catch (TillwrightException e) {
      throw e.code().equals("key.refused") ? Refusals.refused() : e;
    }
  }

  /** HMAC-SHA-256. */
  byte[] mac(byte[] message) {
    return ENGINES.mac(key, message);
  }

  @Override
  public void close() {
    key.destroy();
  }

  @Override
  public String toString() {
    return "DataKey[hidden]";
  }
}
