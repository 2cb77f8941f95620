package dev.tillwright.core.till;

import dev.tillwright.core.access.CodeSeed;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator program: what a telephone makes of the seed that it was given (RFC 6238). */
final class Codes {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private Codes() {}

  static char[] now(CodeSeed seed, Instant at) {
    ByteBuffer key = ByteBuffer.allocate(64);
    int bits = 0;
    int held = 0;
    for (char letter : seed.base32()) {
      held = held << 5 | BASE32.indexOf(letter);
      bits += 5;
      if (bits >= 8) {
        key.put((byte) (held >> bits - 8));
        bits -= 8;
      }
    }
    byte[] bytes = new byte[key.position()];
    key.flip().get(bytes);
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(bytes, "HmacSHA1"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(at.getEpochSecond() / 30).array());
      int number = ByteBuffer.wrap(hash).getInt(hash[19] & 15) & 0x7fffffff;
      return "%06d".formatted(number % 1_000_000).toCharArray();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
