package dev.tillwright.core.access;

import dev.tillwright.core.store.KeyedIndex;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An index under a key that everybody may read here. */
public final class TestIndex implements KeyedIndex {
  @Override
  public String of(String field, byte[] value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("a key for tests".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update(field.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return HexFormat.of().formatHex(mac.doFinal(value));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
