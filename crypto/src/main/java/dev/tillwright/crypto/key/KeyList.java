package dev.tillwright.crypto.key;

import dev.tillwright.crypto.engine.WipingKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keys as bytes, before they are sealed: for each one byte of purpose (1 seal, 2 index, 3
 * fingerprint), one of state (1 current, 0 retired), eight of creation (seconds since 1970, big
 * endian), eight of id, 32 of key.
 */
final class KeyList {
  static final int MAX_KEYS = 256;

  private static final int ID = 8;
  private static final int ENTRY = 1 + 1 + Long.BYTES + ID + HeldKey.BYTES;

  private KeyList() {}

  /** For the caller to wipe. */
  static byte[] write(List<HeldKey> keys) {
    ByteBuffer list = ByteBuffer.allocate(keys.size() * ENTRY);
    for (HeldKey held : keys) {
      list.put(code(held.id().purpose()));
      list.put((byte) (held.current() ? 1 : 0));
      list.putLong(held.created().getEpochSecond());
      String id = held.id().value();
      list.put(HexFormat.of().parseHex(id.substring(id.length() - 2 * ID)));
      byte[] bytes = held.key().getEncoded();
      list.put(bytes);
      Arrays.fill(bytes, (byte) 0);
    }
    return list.array();
  }

  /** The keys, or nothing when these bytes are no list with one current key for each purpose. */
  static Optional<List<HeldKey>> read(byte[] bytes) {
    if (bytes.length % ENTRY != 0 || bytes.length > MAX_KEYS * ENTRY) {
      return Optional.empty();
    }
    List<HeldKey> keys = new ArrayList<>();
    ByteBuffer list = ByteBuffer.wrap(bytes);
    while (list.hasRemaining()) {
      KeyPurpose purpose = purpose(list.get());
      if (purpose == null) {
        return Optional.empty();
      }
      boolean current = list.get() == 1;
      Instant created = Instant.ofEpochSecond(list.getLong());
      byte[] id = new byte[ID];
      list.get(id);
      byte[] key = new byte[HeldKey.BYTES];
      list.get(key);
      keys.add(
          new HeldKey(
              new KeyId(purpose.label() + "-" + HexFormat.of().formatHex(id)),
              created,
              current,
              new WipingKey(HeldKey.algorithm(purpose), key)));
    }
    return oneCurrentEach(keys) ? Optional.of(keys) : Optional.empty();
  }

  private static byte code(KeyPurpose purpose) {
    return switch (purpose) {
      case SEAL -> 1;
      case INDEX -> 2;
      case FINGERPRINT -> 3;
    };
  }

  private static @Nullable KeyPurpose purpose(byte code) {
    for (KeyPurpose purpose : KeyPurpose.values()) {
      if (code(purpose) == code) {
        return purpose;
      }
    }
    return null;
  }

  private static boolean oneCurrentEach(List<HeldKey> keys) {
    for (KeyPurpose purpose : KeyPurpose.values()) {
      long current =
          keys.stream().filter(key -> key.current() && key.id().purpose() == purpose).count();
      if (current != 1) {
        return false;
      }
    }
    return true;
  }
}
