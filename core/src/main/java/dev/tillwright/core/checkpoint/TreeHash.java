package dev.tillwright.core.checkpoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hashes of a Merkle tree as RFC 9162, section 2.1.1 (RFC 6962, section 2.1) gives them, with
 * SHA-256. A leaf's data are the 32 bytes of an entry's hash. For one thread.
 */
final class TreeHash {
  private static final HexFormat HEX = HexFormat.of();

  private final MessageDigest sha256;

  TreeHash() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The root of a tree without leaves. */
  byte[] empty() {
    return sha256.digest();
  }

  byte[] leaf(String entryHash) {
    return leaf(HEX.parseHex(entryHash));
  }

  byte[] leaf(byte[] data) {
    sha256.update((byte) 0);
    return sha256.digest(data);
  }

  byte[] node(byte[] left, byte[] right) {
    sha256.update((byte) 1);
    sha256.update(left);
    return sha256.digest(right);
  }

  byte[] plain(byte[] data) {
    return sha256.digest(data);
  }
}
