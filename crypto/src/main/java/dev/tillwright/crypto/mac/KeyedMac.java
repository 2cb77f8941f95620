package dev.tillwright.crypto.mac;

import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.MacMethod;
import java.util.Arrays;

/**
 * One way to authenticate messages: a key, an algorithm and how much of the code is sent.
 *
 * <p><b>Guarantees.</b> A code is compared in constant time, and only one of exactly the agreed
 * length is looked at: a shorter one is easier to guess. Any number of threads. <b>Not
 * promised:</b> a code says nothing about order or repetition; counters and DUKPT do.
 */
public final class KeyedMac {
  private static final int SHORTEST = 4;

  private final Engine engine;
  private final int whole;
  private final int length;

  private KeyedMac(Engine engine, int whole, int length) {
    this.engine = engine;
    this.whole = whole;
    this.length = length;
  }

  /**
   * By one of the methods that every module may know.
   *
   * @param keys stay the caller's to close
   * @param key M1, M3, M6 or M7, as the method takes it
   */
  public static KeyedMac of(Keys keys, KeyHandle key, MacMethod method) {
    int whole = bytes(method, key.spec().algorithm());
    return new KeyedMac(
        new Engine() {
          @Override
          public byte[] whole(byte[] message) {
            return keys.mac(key, method, message);
          }

          @Override
          public boolean verify(byte[] message, byte[] mac) {
            return keys.verify(key, method, message, mac);
          }
        },
        whole,
        whole);
  }

  /**
   * By an algorithm of the port, in modules that run tasks.
   *
   * @throws IllegalArgumentException when its codes have fewer than four bytes
   */
  public static KeyedMac of(Keys keys, KeyHandle key, MacAlgorithm algorithm) {
    if (algorithm.length() < SHORTEST) {
      throw new IllegalArgumentException("a code has " + SHORTEST + " bytes at least");
    }
    return new KeyedMac(
        new Engine() {
          @Override
          public byte[] whole(byte[] message) {
            return keys.perform(new GenerateMacTask(key, algorithm, message));
          }

          @Override
          public boolean verify(byte[] message, byte[] mac) {
            return keys.perform(new VerifyMacTask(key, algorithm, message, mac));
          }
        },
        algorithm.length(),
        algorithm.length());
  }

  /**
   * The same, of which only the first bytes are sent.
   *
   * @param bytes at least 4, at most the whole code
   */
  public KeyedMac truncatedTo(int bytes) {
    if (bytes < SHORTEST || bytes > whole) {
      throw new IllegalArgumentException("this code has " + SHORTEST + " to " + whole + " bytes");
    }
    return new KeyedMac(engine, whole, bytes);
  }

  /** How many bytes are sent. */
  public int length() {
    return length;
  }

  /** The code of a message. */
  public byte[] generate(byte[] message) {
    return Arrays.copyOf(engine.whole(message), length);
  }

  /** Whether {@code mac} is what {@link #generate} of the other side gives for the message. */
  public boolean verify(byte[] message, byte[] mac) {
    return mac.length == length && engine.verify(message, mac);
  }

  private static int bytes(MacMethod method, KeyAlgorithm algorithm) {
    return switch (method) {
      case HMAC_SHA_256 -> 32;
      case HMAC_SHA_384 -> 48;
      case HMAC_SHA_512 -> 64;
      case CMAC -> algorithm == KeyAlgorithm.AES ? 16 : 8;
      default -> 8;
    };
  }

  private interface Engine {
    byte[] whole(byte[] message);

    boolean verify(byte[] message, byte[] mac);
  }
}
