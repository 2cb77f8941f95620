package dev.tillwright.core.iso8583;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The last field of a message that has a code: 64, or 128 where there is a second bitmap. */
final class MacField {
  private static final int FIRST = 64;
  private static final int SECOND = 128;

  private MacField() {}

  /** Where the code of a message stands, or belongs. */
  static int of(IsoMessage message) {
    return message.last() > FIRST ? SECOND : FIRST;
  }

  /** The message with room for its code. */
  static IsoMessage with(IsoMessage message, MessageSpec spec) {
    if (message.has(FIRST) || message.has(SECOND)) {
      throw new IllegalArgumentException("the message has a code already");
    }
    int number = of(message);
    if (bytesIn(spec, number) < 0) {
      throw new IllegalArgumentException("the dialect has no room for a code in field " + number);
    }
    return message.toBuilder().own(number, new byte[MessageMac.LENGTH], true).build();
  }

  /** Writes the code of a message, which is without it, over its room at the end. */
  static void seal(WireOut out, IsoMessage message, MessageSpec spec, MessageMac mac) {
    int number = of(message);
    out.path().at(number);
    out.cut(out.size() - bytesIn(spec, number));
    byte[] before = out.toBytes();
    try {
      byte[] code = mac.generate(message, before);
      if (code.length != MessageMac.LENGTH) {
        throw out.error("a code that is not " + MessageMac.LENGTH + " bytes long");
      }
      field(spec, number).encoding().put(out, code, Padding.NONE);
    } finally {
      Arrays.fill(before, (byte) 0);
    }
  }

  /** Checks the code of a message that was read from these bytes. */
  static void check(
      IsoMessage message, MessageSpec spec, MessageMac mac, byte[] bytes, int from, int length) {
    int number = of(message);
    int room = bytesIn(spec, number);
    byte[] code = message.raw(number);
    if (code == null || room < 0) {
      throw new IsoMacException();
    }
    byte[] before = Arrays.copyOfRange(bytes, from, from + length - room);
    try {
      if (!mac.verify(message, before, code.clone())) {
        throw new IsoMacException();
      }
    } finally {
      Arrays.fill(before, (byte) 0);
    }
  }

  /** How many bytes the code takes; less than none when the dialect has no such field. */
  private static int bytesIn(MessageSpec spec, int number) {
    FieldSpec field = spec.field(number);
    return isCode(field) ? field(spec, number).encoding().wireBytes(MessageMac.LENGTH) : -1;
  }

  private static boolean isCode(@Nullable FieldSpec field) {
    return field != null
        && field.type() == FieldType.BINARY
        && field.prefix() == null
        && field.size() == MessageMac.LENGTH;
  }

  private static FieldSpec field(MessageSpec spec, int number) {
    FieldSpec field = spec.field(number);
    if (field == null) {
      throw new IllegalStateException("asked before");
    }
    return field;
  }
}
