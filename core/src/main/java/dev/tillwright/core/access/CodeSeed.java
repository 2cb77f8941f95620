package dev.tillwright.core.access;

import java.util.Arrays;
import java.util.Locale;

/**
 * What an authenticator program is given, once, so that it makes one-time codes.
 *
 * <p><b>Guarantee.</b> Prints nothing; the till keeps it sealed only.
 */
public final class CodeSeed implements AutoCloseable {
  private static final char[] BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();

  private final byte[] seed;
  private final Totp kind;

  CodeSeed(byte[] seed, Totp kind) {
    this.seed = seed.clone();
    this.kind = kind;
  }

  /** The seed in base 32 (RFC 4648), as it is typed in; the caller's to wipe. */
  public char[] base32() {
    char[] text = new char[(seed.length * 8 + 4) / 5];
    for (int i = 0; i < text.length; i++) {
      int bit = i * 5;
      int two = (seed[bit / 8] & 0xff) << 8;
      if (bit / 8 + 1 < seed.length) {
        two |= seed[bit / 8 + 1] & 0xff;
      }
      text[i] = BASE32[two >> 11 - bit % 8 & 31];
    }
    return text;
  }

  /**
   * What stands in the QR code that authenticator programs read; the caller's to wipe.
   *
   * @param shop who asks for the codes, 1 to 40 letters, digits and hyphens
   * @param account whose they are: the same
   */
  public char[] uri(String shop, String account) {
    if (!shop.matches("[A-Za-z0-9-]{1,40}") || !account.matches("[A-Za-z0-9-]{1,40}")) {
      throw new IllegalArgumentException("a label has 1 to 40 letters, digits and hyphens");
    }
    String before = "otpauth://totp/" + shop + ":" + account + "?secret=";
    String after =
        "&issuer="
            + shop
            + "&algorithm="
            + kind.algorithm().substring(4).toUpperCase(Locale.ROOT)
            + "&digits="
            + kind.digits()
            + "&period="
            + kind.seconds();
    char[] secret = base32();
    char[] uri = new char[before.length() + secret.length + after.length()];
    before.getChars(0, before.length(), uri, 0);
    System.arraycopy(secret, 0, uri, before.length(), secret.length);
    after.getChars(0, after.length(), uri, before.length() + secret.length);
    Arrays.fill(secret, '\0');
    return uri;
  }

  /** Wipes it. May be called again. */
  @Override
  public void close() {
    Arrays.fill(seed, (byte) 0);
  }

  @Override
  public String toString() {
    return "CodeSeed";
  }
}
