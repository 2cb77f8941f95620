package dev.tillwright.core.access;

import dev.tillwright.core.store.KeyedIndex;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Under what the wrong tries of a name that no operator has are counted, so that it locks out just
 * as a known one does, and nobody learns which is which. What was typed may be a secret in the
 * wrong field, so only a keyed index of it is kept: of {@link AccessSettings.Builder#references},
 * or else under a key of this program's run, that nobody has afterwards. In that case a restart
 * forgets these tries.
 */
final class Strangers {
  private static final String FIELD = "operator.name";
  private static final String HMAC = "HmacSHA256";

  private final KeyedIndex index;

  Strangers(AccessSettings settings) {
    KeyedIndex given = settings.references();
    this.index = given == null ? ofThisRun(settings) : given;
  }

  private static KeyedIndex ofThisRun(AccessSettings settings) {
    byte[] bytes = new byte[32];
    settings.random().nextBytes(bytes);
    SecretKeySpec key = new SecretKeySpec(bytes, HMAC);
    Arrays.fill(bytes, (byte) 0);
    return (field, value) -> {
      try {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(key);
        return HexFormat.of().formatHex(mac.doFinal(value));
      } catch (InvalidKeyException e) {
        throw new IllegalStateException("a key of the platform's own form is refused");
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the Java platform lacks a code that it must have");
      }
    };
  }

  /** What stands for a name; {@code null} for none, as where a device knows nobody. */
  @Nullable String mark(String name) {
    if (name.isEmpty()) {
      return null;
    }
    byte[] value = name.getBytes(StandardCharsets.UTF_8);
    try {
      return index.of(FIELD, value);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }
}
