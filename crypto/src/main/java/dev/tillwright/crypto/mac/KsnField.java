package dev.tillwright.crypto.mac;

import dev.tillwright.core.iso8583.IsoMessage;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where a message carries its key serial number.
 *
 * @param number of the field, 2 to 127
 * @param binary whether it holds bytes; otherwise hexadecimal text
 */
public record KsnField(int number, boolean binary) {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  public KsnField {
    if (number < 2 || number > 127 || number == 64) {
      throw new IllegalArgumentException("a field is 2 to 127, and 64 is the code's");
    }
  }

  IsoMessage put(IsoMessage message, String ksn) {
    IsoMessage.Builder with = message.toBuilder();
    return (binary ? with.set(number, HEX.parseHex(ksn)) : with.set(number, ksn)).build();
  }

  /** As hexadecimal text; none when the message has no such field. */
  Optional<String> in(IsoMessage message) {
    return binary
        ? message.bytes(number).map(HEX::formatHex)
        : message.field(number).filter(text -> !text.isEmpty());
  }
}
