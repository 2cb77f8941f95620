package dev.tillwright.core.host.wallet;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.json.JsonIn;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What notices of WeChat Pay are sealed with: AES-256-GCM under the API key. */
final class WeChatSeal {
  private static final int TAG_BITS = 128;

  private final SecretBytes key;

  WeChatSeal(SecretBytes key) {
    this.key = key;
  }

  /**
   * The text in a sealed resource.
   *
   * @throws IllegalArgumentException when it is not sealed with this key, or was changed
   */
  String open(JsonIn resource) {
    if (!resource.text("algorithm").equals("AEAD_AES_256_GCM")) {
      throw resource.wrong("algorithm", "not AEAD_AES_256_GCM");
    }
    byte[] bytes = key.reveal(SecretAccess.forPurpose("wallet notices"));
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      byte[] nonce = resource.text("nonce").getBytes(StandardCharsets.UTF_8);
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(bytes, "AES"),
          new GCMParameterSpec(TAG_BITS, nonce));
      String with = resource.optionalText("associated_data").orElse("");
      cipher.updateAAD(with.getBytes(StandardCharsets.UTF_8));
      byte[] plain = cipher.doFinal(Base64.getDecoder().decode(resource.text("ciphertext")));
      return new String(plain, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a notice does not open");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
