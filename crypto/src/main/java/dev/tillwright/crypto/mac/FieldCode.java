package dev.tillwright.crypto.mac;

import dev.tillwright.core.iso8583.MessageMac;
import java.util.Arrays;

/** A code in the eight bytes of field 64 or 128: a shorter one is followed by zeros. */
final class FieldCode {
  private FieldCode() {}

  /** The same, of eight bytes at most. */
  static KeyedMac fitting(KeyedMac mac) {
    return mac.length() > MessageMac.LENGTH ? mac.truncatedTo(MessageMac.LENGTH) : mac;
  }

  static byte[] generate(KeyedMac mac, byte[] bytes) {
    return Arrays.copyOf(mac.generate(bytes), MessageMac.LENGTH);
  }

  static boolean verify(KeyedMac mac, byte[] bytes, byte[] field) {
    int length = mac.length();
    return field.length == MessageMac.LENGTH
        && Arrays.equals(field, length, field.length, new byte[field.length], length, field.length)
        && mac.verify(bytes, Arrays.copyOf(field, length));
  }
}
