package dev.tillwright.crypto.engine;

import dev.tillwright.core.TillwrightException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The JDK's AES-GCM and HMAC-SHA-256 in bounded pools. An engine is initialised with a zero key
 * before it waits for its next use: a pooled cipher was seen to keep the raw key in the heap.
 */
public final class Engines {
  public static final int NONCE = 12;
  public static final int TAG = 16;

  private static final int POOLED = 16;
  private static final int ZERO_KEY_BYTES = 32;

  private final ArrayBlockingQueue<Cipher> ciphers = new ArrayBlockingQueue<>(POOLED);
  private final ArrayBlockingQueue<Mac> macs = new ArrayBlockingQueue<>(POOLED);
  private final AtomicLong scrubs = new AtomicLong();

  /** Nonce, ciphertext, tag. */
  public byte[] seal(Key key, byte[] nonce, byte[] plain, byte[] context) {
    byte[] sealed = Arrays.copyOf(nonce, NONCE + plain.length + TAG);
    Cipher cipher = cipher();
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
      cipher.updateAAD(context);
      cipher.doFinal(plain, 0, plain.length, sealed, NONCE);
    } catch (GeneralSecurityException e) {
      throw broken();
    } finally {
      giveBack(cipher);
    }
    return sealed;
  }

  /** The plain bytes, for the caller to wipe. */
  public byte[] open(Key key, byte[] sealed, byte[] context) {
    if (sealed.length < NONCE + TAG) {
      throw refused();
    }
    Cipher cipher = cipher();
    try {
      cipher.init(
          Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, sealed, 0, NONCE));
      cipher.updateAAD(context);
      return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
    } catch (AEADBadTagException e) {
      throw refused();
    } catch (GeneralSecurityException e) {
      throw broken();
    } finally {
      giveBack(cipher);
    }
  }

  public byte[] mac(Key key, byte[] message) {
    Mac mac = mac();
    try {
      mac.init(key);
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw broken();
    } finally {
      giveBack(mac);
    }
  }

  private Cipher cipher() {
    Cipher waiting = ciphers.poll();
    try {
      return waiting != null ? waiting : Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw broken();
    }
  }

  private Mac mac() {
    Mac waiting = macs.poll();
    try {
      return waiting != null ? waiting : Mac.getInstance("HmacSHA256");
    } catch (GeneralSecurityException e) {
      throw broken();
    }
  }

  private void giveBack(Cipher cipher) {
    try {
      // For encryption, because only that replaces the key the JDK keeps to refuse a reused nonce;
      // and each time with another nonce, because it does refuse.
      cipher.init(
          Cipher.ENCRYPT_MODE, zero("AES"), new GCMParameterSpec(TAG * Byte.SIZE, scrubNonce()));
      ciphers.offer(cipher);
    } catch (GeneralSecurityException notReusable) {
      // Not offered: the next caller gets a fresh one.
    }
  }

  private void giveBack(Mac mac) {
    try {
      mac.init(zero("HmacSHA256"));
      macs.offer(mac);
    } catch (GeneralSecurityException notReusable) {
      // Not offered: the next caller gets a fresh one.
    }
  }

  private byte[] scrubNonce() {
    byte[] nonce = new byte[NONCE];
    long count = scrubs.incrementAndGet();
    for (int i = 0; i < Long.BYTES; i++) {
      nonce[i] = (byte) (count >>> (i * Byte.SIZE));
    }
    return nonce;
  }

  private static WipingKey zero(String algorithm) {
    return new WipingKey(algorithm, new byte[ZERO_KEY_BYTES]);
  }

  private static TillwrightException refused() {
    return new TillwrightException(
        "key.refused", false, "the sealed bytes, their context or the key do not belong together");
  }

  private static TillwrightException broken() {
    // Without the cause: the text of a provider's exception is not ours to vouch for.
    return new TillwrightException(
        "key.unavailable", false, "this Java has no working AES-GCM or HMAC-SHA-256");
  }
}
