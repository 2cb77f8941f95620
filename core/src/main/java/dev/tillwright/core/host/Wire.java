package dev.tillwright.core.host;

import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageMac;
import dev.tillwright.core.iso8583.MessageSpec;
import org.jspecify.annotations.Nullable;

/**
 * Messages as they travel: a dialect, a code that authenticates all but network management, and a
 * framing.
 */
record Wire(MessageSpec spec, Framing framing, @Nullable MessageMac mac) {

  /** The message as a frame. */
  byte[] frame(IsoMessage message) {
    return framing.frame(
        mac == null || isNetwork(message) ? spec.pack(message) : spec.pack(message, mac));
  }

  /**
   * The message in a buffer.
   *
   * @throws dev.tillwright.core.iso8583.IsoFormatException when it is none
   * @throws dev.tillwright.core.iso8583.IsoMacException when it should have the right code and has
   *     not
   */
  IsoMessage message(byte[] buffer, int length) {
    IsoMessage message = spec.unpack(buffer, 0, length);
    if (mac == null || isNetwork(message)) {
      return message;
    }
    message.wipe();
    return spec.unpack(buffer, 0, length, mac);
  }

  /** Sign-on and echo: hosts expect them without a code, and they move no money. */
  private static boolean isNetwork(IsoMessage message) {
    return message.mti().charAt(1) == '8';
  }
}
