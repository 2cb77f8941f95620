package dev.tillwright.crypto.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * Names a server's key: SHA-256 over its SubjectPublicKeyInfo in DER, as in RFC 7469 section 2.4. A
 * certificate may be renewed under the same key without a new pin. Not a secret.
 *
 * @param text {@code sha256/} and 44 characters of Base64
 */
public record SpkiPin(String text) {
  private static final String ALGORITHM = "sha256/";
  private static final int DIGEST = 32;

  public SpkiPin {
    if (!text.startsWith(ALGORITHM) || !digest(text.substring(ALGORITHM.length()))) {
      throw new IllegalArgumentException("a pin is sha256/ and the Base64 of 32 bytes");
    }
  }

  /** As {@code new SpkiPin(text)}. */
  public static SpkiPin parse(String text) {
    return new SpkiPin(text);
  }

  /** The pin of a certificate's key. */
  public static SpkiPin of(X509Certificate certificate) {
    return of(certificate.getPublicKey());
  }

  /** The pin of a key. */
  public static SpkiPin of(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      throw new IllegalArgumentException("the key has no encoding");
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
      return new SpkiPin(ALGORITHM + Base64.getEncoder().encodeToString(digest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256");
    }
  }

  private static boolean digest(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      // Only the one way of writing it down, so that equal pins are equal texts.
      return bytes.length == DIGEST && Base64.getEncoder().encodeToString(bytes).equals(base64);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
