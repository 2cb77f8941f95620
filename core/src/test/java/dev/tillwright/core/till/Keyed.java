package dev.tillwright.core.till;

import dev.tillwright.core.store.KeyedIndex;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A keyed index over HMAC-SHA-256, with a key that is a text: for tests. */
final class Keyed {
  private Keyed() {}

  static KeyedIndex index(String key) {
    return (field, value) -> {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update(field.getBytes(StandardCharsets.US_ASCII));
        mac.update((byte) 0);
        return HexFormat.of().formatHex(mac.doFinal(value));
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    };
  }
}
