package dev.tillwright.loyalty.insight.campaign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** On which side of a campaign a member is. Journal entries keep the names. */
public enum Group {
  /** To be reached. */
  TREATED,
  /** Kept out, to compare with. */
  CONTROL;

  private static final int PERMILLE = 1_000;

  /**
   * Draws a member's side: HMAC-SHA-256 of the member's number under the campaign's key, its first
   * eight bytes as a number, and of that the rest by a thousand. Who has the key draws the same.
   */
  public static Group draw(String keyHex, String member, int controlPermille) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(keyHex), "HmacSHA256"));
      byte[] hash = mac.doFinal(member.getBytes(StandardCharsets.UTF_8));
      long drawn = Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), PERMILLE);
      return drawn < controlPermille ? CONTROL : TREATED;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // each JDK has it
    }
  }
}
