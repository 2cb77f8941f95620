package dev.tillwright.crypto.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.core.store.Subject;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * How sealed bytes begin, format version 1: a letter that tells a record from a file, the version
 * of the format, the id of the data key (8 bytes) and its version (4 bytes, big-endian).
 *
 * <p>Readers of every version there ever was are kept here; a version that this program does not
 * know is refused like any other damage, because a flipped bit looks the same.
 */
record Header(byte kind, String keyId, int keyVersion) {
  static final byte RECORD = 'R';
  static final byte FILE = 'F';
  static final int LENGTH = 14;

  private static final byte VERSION = 1;
  private static final int ID = 8;

  static Header of(byte kind, WrappedKey key) {
    return new Header(kind, key.id(), key.version());
  }

  /** The header of this kind at the beginning of the bytes. */
  static Header read(byte kind, byte[] sealed) {
    if (sealed.length < LENGTH || sealed[0] != kind || sealed[1] != VERSION) {
      throw Refusals.refused();
    }
    int keyVersion = ByteBuffer.wrap(sealed).getInt(2 + ID);
    if (keyVersion < 1) {
      throw Refusals.refused();
    }
    return new Header(kind, HexFormat.of().formatHex(sealed, 2, 2 + ID), keyVersion);
  }

  void write(ByteBuffer to) {
    to.put(kind).put(VERSION).put(HexFormat.of().parseHex(keyId)).putInt(keyVersion);
  }

  /**
   * What is authenticated with the text: label, subject, context and this header, with one zero
   * byte between. Neither subject nor context can hold one.
   */
  byte[] context(Subject subject, String context) {
    byte[] before =
        ("tillwright.seal." + VERSION + "\0" + subject.value() + "\0" + checked(context) + "\0")
            .getBytes(US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(before.length + LENGTH).put(before);
    write(bytes);
    return bytes.array();
  }

  private static String checked(String context) {
    if (!context.matches("[\\x20-\\x7e]{1,256}")) {
      throw new IllegalArgumentException("a context is 1 to 256 printable ASCII characters");
    }
    return context;
  }
}
