package dev.tillwright.crypto.dukpt;

import dev.tillwright.crypto.engine.KeyWrapEngine;
import dev.tillwright.crypto.engine.WipingKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A terminal's register of future keys, each wrapped under the storage key together with the KSN it
 * belongs to, so that none can be moved to another place. Slot n holds the key of the next counter
 * that ends with a one and n zeros.
 */
final class Register {
  /** Where the key stands that the update key is made of. */
  static final int UPDATE = 63;

  private static final int MAX_TEXT = 8192;

  private final byte[] storageKey;
  private final Map<Integer, byte[]> slots = new TreeMap<>();

  /** The storage key stays the caller's to wipe. */
  Register(byte[] storageKey) {
    this.storageKey = storageKey;
  }

  /** Reads what {@link #text} wrote. */
  static Register parse(byte[] storageKey, String text) {
    Register register = new Register(storageKey);
    if (text.length() > MAX_TEXT) {
      throw Refusals.damaged();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
      while (bytes.hasRemaining()) {
        int slot = bytes.get();
        byte[] wrapped = new byte[bytes.get()];
        bytes.get(wrapped);
        register.slots.put(slot, wrapped);
      }
    } catch (RuntimeException notOurs) {
      throw Refusals.damaged();
    }
    return register;
  }

  /** Per key: the slot, the length, the wrapped key; in Base64. */
  String text() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    slots.forEach(
        (slot, wrapped) -> {
          bytes.write(slot);
          bytes.write(wrapped.length);
          bytes.writeBytes(wrapped);
        });
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** Puts the key of a KSN, in hexadecimal, into a slot; wipes it. */
  void put(int slot, String ksn, byte[] key) {
    byte[] serial = HexFormat.of().parseHex(ksn);
    byte[] plain = Arrays.copyOf(serial, serial.length + key.length);
    System.arraycopy(key, 0, plain, serial.length, key.length);
    Arrays.fill(key, (byte) 0);
    wrap(slot, plain);
  }

  /** Wipes what it wraps. */
  private void wrap(int slot, byte[] plain) {
    WipingKey held = new WipingKey("AES", storageKey.clone());
    try {
      slots.put(slot, KeyWrapEngine.PADDED.wrap(held, plain));
    } finally {
      held.destroy();
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** The same keys under another storage key, which stays the caller's to wipe. */
  Register under(byte[] next) {
    Register moved = new Register(next);
    slots.forEach((slot, wrapped) -> moved.wrap(slot, unwrapped(wrapped)));
    return moved;
  }

  /** How many bits the device's keys have; none when all are spent. */
  OptionalInt keyBits(Ksn device) {
    if (slots.isEmpty()) {
      return OptionalInt.empty();
    }
    byte[] plain = unwrapped(slots.values().iterator().next());
    Arrays.fill(plain, (byte) 0);
    return OptionalInt.of((plain.length - device.text().length() / 2) * Byte.SIZE);
  }

  /** The key of a KSN from its slot, for the caller to wipe. */
  byte[] key(int slot, String ksn) {
    byte[] wrapped = slots.get(slot);
    if (wrapped == null) {
      throw Refusals.damaged();
    }
    byte[] plain = unwrapped(wrapped);
    byte[] serial = HexFormat.of().parseHex(ksn);
    try {
      if (plain.length <= serial.length
          || !MessageDigest.isEqual(serial, Arrays.copyOf(plain, serial.length))) {
        throw Refusals.damaged();
      }
      return Arrays.copyOfRange(plain, serial.length, plain.length);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private byte[] unwrapped(byte[] wrapped) {
    WipingKey held = new WipingKey("AES", storageKey.clone());
    try {
      return KeyWrapEngine.PADDED.unwrap(held, wrapped).orElseThrow(Refusals::damaged);
    } finally {
      held.destroy();
    }
  }

  void remove(int slot) {
    slots.remove(slot);
  }
}
