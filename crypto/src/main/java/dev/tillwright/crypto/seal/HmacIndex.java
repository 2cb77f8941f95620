package dev.tillwright.crypto.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.store.Subject;
import dev.tillwright.crypto.key.KeyRing;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Indexes by HMAC-SHA-256 (FIPS 198-1) over {@code tillwright.lookup.1}, the field's name and the
 * value, with one zero byte between, under a random key that serves nothing else.
 *
 * <p><b>Guarantees.</b> Those of {@link KeyedIndex}. The key is made once, kept wrapped beside the
 * subjects' keys, wrapped anew with them, and wiped from memory by {@link #close}.
 *
 * <p><b>Threads.</b> Any number at once. The ring and the store stay the caller's to close.
 */
public final class HmacIndex implements KeyedIndex, AutoCloseable {
  private static final Subject OWNER = Subject.of(EnvelopeSealer.RESERVED + "keyed-index");
  private static final int MAX_VALUE = 4096;

  private final DataKey key;

  private HmacIndex(DataKey key) {
    this.key = key;
  }

  /**
   * Unwraps the index's key, which is made when there is none.
   *
   * @throws dev.tillwright.core.TillwrightException {@code seal.refused} when the kept key is not
   *     what was wrapped; {@code key.unknown} when the ring lacks the key that wraps it
   */
  public static HmacIndex open(KeyRing ring, SubjectKeys store) {
    DataKeys keys = new DataKeys(ring, store, new SecureRandom(), KeyRing.MAX_MESSAGES);
    return new HmacIndex(keys.unwrap(keys.only(OWNER)));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException after {@link #close}
   */
  @Override
  public String of(String field, byte[] value) {
    if (!field.matches("[\\x21-\\x7e]{1,64}")) {
      throw new IllegalArgumentException("a field's name is 1 to 64 printable ASCII characters");
    }
    if (value.length > MAX_VALUE) {
      throw new IllegalArgumentException("a value to be found has at most 4,096 bytes");
    }
    byte[] before = ("tillwright.lookup.1\0" + field + "\0").getBytes(US_ASCII);
    byte[] message = Arrays.copyOf(before, before.length + value.length);
    System.arraycopy(value, 0, message, before.length, value.length);
    try {
      return HexFormat.of().formatHex(key.mac(message));
    } finally {
      Arrays.fill(message, (byte) 0);
    }
  }

  @Override
  public void close() {
    key.close();
  }

  @Override
  public String toString() {
    return "HmacIndex[hidden]";
  }
}
