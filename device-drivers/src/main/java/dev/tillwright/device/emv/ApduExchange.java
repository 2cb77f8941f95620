package dev.tillwright.device.emv;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Sends a command and follows a card of protocol T=0 to its answer: {@code 61xx} says that data
 * waits, {@code 6Cxx} that the length was wrong (EMV book 1, 9.2.2.2).
 */
final class ApduExchange {
  /** A card that goes on for ever is none. */
  private static final int MAX_ROUNDS = 64;

  private static final byte[] NONE = {};

  private final CardChannel channel;
  private final Deadline deadline;

  ApduExchange(CardChannel channel, Deadline deadline) {
    this.channel = channel;
    this.deadline = deadline;
  }

  ResponseApdu send(int cla, int ins, int p1, int p2, byte[] data) {
    return send(CommandApdu.of(cla, ins, p1, p2, data, 256));
  }

  ResponseApdu send(CommandApdu command) {
    CommandApdu next = command;
    Collected collected = new Collected();
    try {
      for (int i = 0; i < MAX_ROUNDS; i++) {
        try (ResponseApdu answer = once(next)) {
          collected.add(answer);
          int more = answer.status() & 0xFF;
          if (answer.begins(0x6C)) {
            next = next.expecting(more == 0 ? 256 : more);
          } else if (answer.begins(0x61)) {
            next = CommandApdu.of(command.cla() & 3, 0xC0, 0, 0, NONE, more == 0 ? 256 : more);
          } else {
            return collected.withStatus(answer.status());
          }
        }
      }
    } finally {
      collected.wipe();
    }
    throw DeviceException.of(Fault.PROTOCOL, Phase.READ, "the card never comes to an end");
  }

  private ResponseApdu once(CommandApdu command) {
    byte[] sent = command.toBytes();
    byte[] bytes = channel.transmit(sent, deadline);
    try {
      return ResponseApdu.parse(bytes);
    } catch (ApduFormatException e) {
      throw DeviceException.of(Fault.PROTOCOL, Phase.READ, "the card answered without a status", e);
    } finally {
      Arrays.fill(sent, (byte) 0);
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The parts of one answer, whose buffers can be wiped. */
  private static final class Collected extends ByteArrayOutputStream {
    private static final int MOST = 65_536;

    void add(ResponseApdu answer) {
      byte[] data = answer.data();
      try {
        if (data.length > MOST - size()) {
          throw DeviceException.of(Fault.PROTOCOL, Phase.READ, "the card answers without end");
        }
        write(data, 0, data.length);
      } finally {
        Arrays.fill(data, (byte) 0);
      }
    }

    ResponseApdu withStatus(int status) {
      write(status >> 8);
      write(status);
      byte[] all = toByteArray();
      try {
        return ResponseApdu.parse(all);
      } finally {
        Arrays.fill(all, (byte) 0);
      }
    }

    void wipe() {
      Arrays.fill(buf, (byte) 0);
    }
  }
}
