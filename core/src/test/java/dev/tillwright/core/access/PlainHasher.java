package dev.tillwright.core.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A hasher quick enough for tests, and no good for anything else; counts its work. */
final class PlainHasher implements SecretHasher {
  private final String version;
  int verified;

  PlainHasher(String version) {
    this.version = version;
  }

  @Override
  public String hash(char[] secret) {
    return digest(version, secret);
  }

  @Override
  public boolean verify(char[] secret, String stored) {
    verified++;
    return digest(stored.substring(0, stored.indexOf('$')), secret).equals(stored);
  }

  @Override
  public boolean needsRehash(String stored) {
    return !stored.startsWith(version + "$");
  }

  private static String digest(String version, char[] secret) {
    try {
      byte[] bytes = (version + new String(secret)).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return version + "$" + HexFormat.of().formatHex(hash);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
