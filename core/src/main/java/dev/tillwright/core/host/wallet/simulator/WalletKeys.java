package dev.tillwright.core.host.wallet.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Base64;
import java.util.Objects;

/**
 * The keys of a simulated shop and its simulated wallets. For tests alone.
 *
 * @param shop signs what the shop asks
 * @param wallet signs what the wallets say
 * @param apiKey 32 characters that seal notices
 */
public record WalletKeys(KeyPair shop, KeyPair wallet, String apiKey) {
  private static final int BITS = 2048;

  public WalletKeys {
    Objects.requireNonNull(shop, "shop");
    Objects.requireNonNull(wallet, "wallet");
    if (apiKey.length() != 32) {
      throw new IllegalArgumentException("an API key has 32 characters");
    }
  }

  /** Fresh ones. */
  public static WalletKeys generate(SecureRandom random) {
    try {
      KeyPairGenerator maker = KeyPairGenerator.getInstance("RSA");
      maker.initialize(BITS, random);
      StringBuilder key = new StringBuilder();
      random.ints(32, 'A', 'Z' + 1).forEach(each -> key.append((char) each));
      return new WalletKeys(maker.generateKeyPair(), maker.generateKeyPair(), key.toString());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has RSA", e);
    }
  }

  static String sign(PrivateKey key, String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has RSA", e);
    }
  }

  /** Whether the shop signed it. */
  boolean isShops(String text, String signature) {
    try {
      Signature check = Signature.getInstance("SHA256withRSA");
      check.initVerify(shop.getPublic());
      check.update(text.getBytes(StandardCharsets.UTF_8));
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Nothing of the keys. */
  @Override
  public String toString() {
    return "WalletKeys";
  }
}
