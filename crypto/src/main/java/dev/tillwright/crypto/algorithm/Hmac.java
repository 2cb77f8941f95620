package dev.tillwright.crypto.algorithm;

import dev.tillwright.core.TillwrightException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** HMAC (FIPS 198-1): SHA-2 from the JDK, SM3 from Bouncy Castle. */
public final class Hmac {
  private Hmac() {}

  /** With SHA-256: 32 bytes. */
  public static byte[] sha256(byte[] key, byte[] message) {
    return jdk("HmacSHA256", key, message);
  }

  /** With SHA-384: 48 bytes. */
  public static byte[] sha384(byte[] key, byte[] message) {
    return jdk("HmacSHA384", key, message);
  }

  /** With SHA-512: 64 bytes. */
  public static byte[] sha512(byte[] key, byte[] message) {
    return jdk("HmacSHA512", key, message);
  }

  /** With SM3 (GB/T 32905): 32 bytes. */
  public static byte[] sm3(byte[] key, byte[] message) {
    HMac engine = new HMac(new SM3Digest());
    KeyParameter held = new KeyParameter(key);
    try {
      engine.init(held);
      engine.update(message, 0, message.length);
      byte[] mac = new byte[engine.getMacSize()];
      engine.doFinal(mac, 0);
      return mac;
    } finally {
      Arrays.fill(held.getKey(), (byte) 0); // the engine's own array, not a copy
      engine.init(held);
    }
  }

  private static byte[] jdk(String algorithm, byte[] key, byte[] message) {
    RawKey held = new RawKey(algorithm, key.clone());
    try {
      Mac engine = Mac.getInstance(algorithm);
      try {
        engine.init(held);
        return engine.doFinal(message);
      } finally {
        engine.init(RawKey.zero(held));
      }
    } catch (GeneralSecurityException e) {
      // Without the cause: the text of a provider's exception is not ours to vouch for.
      throw new TillwrightException(
          "crypto.unavailable", false, "this Java has no working " + algorithm);
    } finally {
      held.destroy();
    }
  }
}
