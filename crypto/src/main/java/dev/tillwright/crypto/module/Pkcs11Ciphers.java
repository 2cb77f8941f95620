package dev.tillwright.crypto.module;

import dev.tillwright.crypto.key.BlockMode;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.MacMethod;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/** What a token does with its keys: each call goes to it whole, none of it happens here. */
final class Pkcs11Ciphers {
  private static final int NONCE = 12;
  private static final int TAG = 16;
  private static final String GCM = "AES/GCM/NoPadding";

  private final Pkcs11Token token;
  private final SecureRandom random;

  Pkcs11Ciphers(Pkcs11Token token, SecureRandom random) {
    this.token = token;
    this.random = random;
  }

  SecretKey generate(KeyAlgorithm algorithm, int bits) {
    return token.call(
        () -> {
          KeyGenerator generator = KeyGenerator.getInstance(name(algorithm), token.provider());
          // The JDK counts the bits of triple DES without parity.
          generator.init(algorithm == KeyAlgorithm.TDES ? bits / 8 * 7 : bits);
          return generator.generateKey();
        });
  }

  static String name(KeyAlgorithm algorithm) {
    return switch (algorithm) {
      case AES -> "AES";
      case TDES -> "DESede";
      default -> "HmacSHA256";
    };
  }

  byte[] seal(Key key, byte[] plain, byte[] context) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    return token.call(
        () -> {
          Cipher cipher = Cipher.getInstance(GCM, token.provider());
          cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
          cipher.updateAAD(context);
          byte[] sealed = Arrays.copyOf(nonce, NONCE + plain.length + TAG);
          cipher.doFinal(plain, 0, plain.length, sealed, NONCE);
          return sealed;
        });
  }

  byte[] open(Key key, byte[] sealed, byte[] context) {
    return token.call(
        () -> {
          if (sealed.length < NONCE + TAG) {
            throw new javax.crypto.AEADBadTagException();
          }
          Cipher cipher = Cipher.getInstance(GCM, token.provider());
          cipher.init(
              Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG * Byte.SIZE, sealed, 0, NONCE));
          cipher.updateAAD(context);
          return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
        });
  }

  byte[] blocks(
      int direction, Key key, KeyAlgorithm algorithm, BlockMode mode, byte[] iv, byte[] data) {
    return token.call(
        () -> {
          Cipher cipher =
              Cipher.getInstance(name(algorithm) + "/" + mode + "/NoPadding", token.provider());
          if (mode == BlockMode.CBC) {
            cipher.init(direction, key, new IvParameterSpec(iv));
          } else {
            cipher.init(direction, key);
          }
          return cipher.doFinal(data);
        });
  }

  byte[] mac(Key key, MacMethod method, byte[] message) {
    String name =
        switch (method) {
          case HMAC_SHA_384 -> "HmacSHA384";
          case HMAC_SHA_512 -> "HmacSHA512";
          default -> "HmacSHA256";
        };
    return mac(key, name, message);
  }

  private byte[] mac(Key key, String name, byte[] message) {
    return token.call(
        () -> {
          Mac mac = Mac.getInstance(name, token.provider());
          mac.init(key);
          return mac.doFinal(message);
        });
  }
}
