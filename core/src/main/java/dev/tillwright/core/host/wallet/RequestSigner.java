package dev.tillwright.core.host.wallet;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Objects;

/**
 * Signs what the shop asks a wallet.
 *
 * <p><b>Threads.</b> Any number.
 */
public interface RequestSigner {

  /** How: {@code "SHA256withRSA"}, {@code "SM3withSM2"}. */
  String algorithm();

  /**
   * The signature of these bytes.
   *
   * @throws IllegalStateException when the key does not sign
   */
  byte[] sign(byte[] message);

  /** SHA256withRSA; the key may be one that never leaves its token. */
  static RequestSigner rsa(PrivateKey key) {
    Objects.requireNonNull(key, "key");
    return new RequestSigner() {
      @Override
      public String algorithm() {
        return "SHA256withRSA";
      }

      @Override
      public byte[] sign(byte[] message) {
        try {
          Signature signature = Signature.getInstance("SHA256withRSA");
          signature.initSign(key);
          signature.update(message);
          return signature.sign();
        } catch (GeneralSecurityException e) {
          throw new IllegalStateException("the shop's key does not sign", e);
        }
      }
    };
  }
}
