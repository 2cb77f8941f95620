package dev.tillwright.core.host.wallet;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a wallet signed something: its notices and its answers. RSA is the JDK's; crypto
 * brings SM2 ({@code Sm2NoticeVerifier}).
 *
 * <p><b>Guarantee.</b> What cannot be verified for any reason is {@code false}; nothing is thrown.
 *
 * <p><b>Threads.</b> Any number.
 */
@FunctionalInterface
public interface NoticeVerifier {

  /**
   * Whether this key signed these bytes.
   *
   * @param keyId which of the wallet's keys, as it says itself; empty when it does not say
   */
  boolean verify(String keyId, byte[] message, byte[] signature);

  /** SHA256withRSA by one key, whatever the wallet calls it. */
  static NoticeVerifier rsa(PublicKey key) {
    Objects.requireNonNull(key, "key");
    return (keyId, message, signature) -> rsa(key, message, signature);
  }

  /** SHA256withRSA by keys with names; one that is not known verifies nothing. */
  static NoticeVerifier rsa(Map<String, PublicKey> keys) {
    Map<String, PublicKey> known = Map.copyOf(keys);
    return (keyId, message, signature) -> rsa(known.get(keyId), message, signature);
  }

  private static boolean rsa(@Nullable PublicKey key, byte[] message, byte[] signature) {
    if (key == null) {
      return false;
    }
    try {
      Signature check = Signature.getInstance("SHA256withRSA");
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
