package dev.tillwright.core.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hash of an entry, as docs/journal-format.md gives it: SHA-256 (FIPS 180-4) over fields, each
 * behind its length. For one thread.
 */
final class EntryHash {
  private static final byte[] FORMAT = "tillwright-journal-1".getBytes(StandardCharsets.US_ASCII);

  private final MessageDigest sha256;
  private final HexFormat hex = HexFormat.of();

  EntryHash() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  String of(
      String terminal,
      int epoch,
      long seq,
      String at,
      String kind,
      String payload,
      String prevHash) {
    return of(
        bytes(terminal),
        bytes(Integer.toString(epoch)),
        bytes(Long.toString(seq)),
        bytes(at),
        bytes(kind),
        bytes(payload),
        bytes(prevHash));
  }

  /** Over the bytes as stored: terminal, epoch, seq, at, kind, payload, hash before. */
  String of(byte[]... fields) {
    field(FORMAT);
    for (byte[] field : fields) {
      field(field);
    }
    return hex.formatHex(sha256.digest());
  }

  private void field(byte[] field) {
    sha256.update((byte) (field.length >>> 24));
    sha256.update((byte) (field.length >>> 16));
    sha256.update((byte) (field.length >>> 8));
    sha256.update((byte) field.length);
    sha256.update(field);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
