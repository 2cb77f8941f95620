package dev.tillwright.device.scale;

import dev.tillwright.device.scale.ScaleFrame.Status;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * CAS, asked with ENQ and, after ACK, DC1: SOH STX, state, sign, six digits with a point, unit,
 * BCC, ETX EOT. The BCC is the exclusive or from the state to the unit.
 *
 * <p>Source: the public AP-1 note; the Ohaus Aviator 7000 manual prints the same frame.
 */
record CasDialogue() implements ScaleProtocol {
  private static final int ENQ = 0x05;
  private static final int ACK = 0x06;
  private static final int DC1 = 0x11;
  private static final int SOH = 0x01;
  private static final int STX = 0x02;
  private static final int ETX = 0x03;
  private static final int EOT = 0x04;
  private static final int LENGTH = 15;

  @Override
  public String id() {
    return "cas";
  }

  @Override
  public boolean streams() {
    return false;
  }

  @Override
  public List<Ask> asks() {
    return List.of(new Ask(ENQ, ACK), new Ask(DC1, -1));
  }

  @Override
  public Optional<ScaleFrame> parse(byte[] bytes) {
    int begin = ScaleProtocol.indexOf(bytes, SOH);
    if (begin < 0 || bytes.length - begin < LENGTH) {
      return Optional.empty();
    }
    byte[] frame = Arrays.copyOfRange(bytes, begin, begin + LENGTH);
    if (frame[1] != STX || frame[13] != ETX || frame[14] != EOT) {
      throw new ScaleFormatException(begin, "not a frame");
    }
    int bcc = 0;
    for (int at = 2; at < 12; at++) {
      bcc ^= frame[at];
    }
    if ((byte) bcc != frame[12]) {
      throw new ScaleFormatException(begin + 12, "the check is wrong");
    }
    return Optional.of(checked(frame, begin));
  }

  private static ScaleFrame checked(byte[] frame, int begin) {
    boolean stable = frame[2] == 'S';
    if (!stable && frame[2] != 'U') {
      throw new ScaleFormatException(begin + 2, "neither stable nor unstable");
    }
    if (frame[3] == 'F') {
      return ScaleFrame.said(Set.of(Status.OVER_CAPACITY));
    }
    if (frame[3] != ' ' && frame[3] != '-') {
      throw new ScaleFormatException(begin + 3, "not a sign");
    }
    BigDecimal value = ScaleProtocol.decimal(frame, 4, 10);
    String unit = new String(frame, 10, 2, StandardCharsets.ISO_8859_1);
    return ScaleFrame.weighed(
        frame[3] == '-' ? value.negate() : value, Units.of(unit, begin + 10), stable, false);
  }
}
