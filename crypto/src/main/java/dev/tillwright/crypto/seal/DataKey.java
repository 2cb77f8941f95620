package dev.tillwright.crypto.seal;

import dev.tillwright.core.TillwrightException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A data key in clear until it is closed, and what the JDK's AES-GCM and HMAC-SHA-256 do with it. A
 * cipher is initialised with a zero key after its use: it would keep the raw key until collected.
 */
final class DataKey implements AutoCloseable {
  static final int BYTES = 32;
  static final int NONCE = 12;
  static final int TAG = 16;

  private final Raw key;

  private DataKey(byte[] bytes) {
    this.key = new Raw(bytes);
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

  /** Ciphertext and tag, written to {@code to} from {@code at}; answers how many bytes. */
  int encrypt(byte[] nonce, byte[] plain, int length, byte[] context, byte[] to, int at) {
    Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce);
    try {
      cipher.updateAAD(context);
      return cipher.doFinal(plain, 0, length, to, at);
    } catch (GeneralSecurityException e) {
      throw broken();
    } finally {
      forget(cipher);
    }
  }

  /** The plain bytes, for the caller to wipe. */
  byte[] decrypt(byte[] nonce, byte[] sealed, int from, int length, byte[] context) {
    if (length < TAG) {
      throw Refusals.refused();
    }
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce);
    try {
      cipher.updateAAD(context);
      return cipher.doFinal(sealed, from, length);
    } catch (AEADBadTagException e) {
      throw Refusals.refused();
    } catch (GeneralSecurityException e) {
      throw broken();
    } finally {
      forget(cipher);
    }
  }

  /** HMAC-SHA-256 over the parts one after the other. */
  byte[] mac(byte[] first, byte[] second) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(first);
      byte[] code = mac.doFinal(second);
      mac.init(new Raw(new byte[BYTES]));
      return code;
    } catch (GeneralSecurityException e) {
      throw broken();
    }
  }

  private Cipher cipher(int mode, byte[] nonce) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw broken();
    }
  }

  private static void forget(Cipher cipher) {
    try {
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new Raw(new byte[BYTES]),
          new GCMParameterSpec(TAG * Byte.SIZE, new byte[NONCE]));
    } catch (GeneralSecurityException alreadyForgotten) {
      // The JDK refuses a second zero key with this nonce: then it holds no other.
    }
  }

  @Override
  public void close() {
    key.destroy();
  }

  @Override
  public String toString() {
    return "DataKey[hidden]";
  }

  private static TillwrightException broken() {
    // Without the cause: the text of a provider's exception is not ours to vouch for.
    return new TillwrightException(
        "key.unavailable", false, "this Java has no working AES-GCM or HMAC-SHA-256");
  }

  /** The JDK's {@code SecretKeySpec} cannot be wiped. */
  private static final class Raw implements SecretKey {
    private static final long serialVersionUID = 1L;

    private final transient byte[] bytes;
    private transient boolean destroyed;

    Raw(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public String getAlgorithm() {
      return "AES";
    }

    @Override
    public String getFormat() {
      return "RAW";
    }

    @Override
    public synchronized byte[] getEncoded() {
      if (destroyed) {
        throw new IllegalStateException("the key was wiped");
      }
      return bytes.clone();
    }

    @Override
    public synchronized void destroy() {
      destroyed = true;
      Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public synchronized boolean isDestroyed() {
      return destroyed;
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
      throw new NotSerializableException(Raw.class.getName());
    }
  }
}
