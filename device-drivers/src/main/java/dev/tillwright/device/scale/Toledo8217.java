package dev.tillwright.device.scale;

import dev.tillwright.device.scale.ScaleFrame.Status;
import dev.tillwright.device.spi.Scale.MassUnit;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Mettler Toledo 8217: {@code W} is answered by STX, the weight, {@code N} when it is net, CR; or
 * by STX, {@code ?}, a status byte, CR. Kilograms have three decimals, pounds two.
 *
 * <p>Source: the host interface as printed in public service manuals (Magellan 8500).
 */
record Toledo8217() implements ScaleProtocol {
  private static final int STX = 0x02;
  private static final int CR = 0x0d;
  private static final int SEVEN_BITS = 0x7f;
  private static final int ALWAYS = 0x40;
  private static final Status[] BITS = {
    Status.IN_MOTION,
    Status.OVER_CAPACITY,
    Status.UNDER_ZERO,
    Status.OUTSIDE_ZERO_CAPTURE,
    Status.CENTER_OF_ZERO,
    Status.NET
  };

  @Override
  public String id() {
    return "8217";
  }

  @Override
  public boolean streams() {
    return false;
  }

  @Override
  public List<Ask> asks() {
    return List.of(new Ask('W', -1));
  }

  @Override
  public byte[] zero() {
    return new byte[] {'Z'};
  }

  @Override
  public byte[] tare() {
    return new byte[] {'T'};
  }

  @Override
  public Optional<ScaleFrame> parse(byte[] bytes) {
    int begin = ScaleProtocol.indexOf(bytes, STX);
    if (begin < 0) {
      return Optional.empty();
    }
    int end = begin;
    while (end < bytes.length && bytes[end] != CR) {
      end++;
    }
    if (end == bytes.length) {
      return Optional.empty();
    }
    return Optional.of(frame(bytes, begin + 1, end));
  }

  private static ScaleFrame frame(byte[] bytes, int from, int to) {
    if (to - from < 2) {
      throw new ScaleFormatException(from, "an empty answer");
    }
    if (bytes[from] == '?') {
      return status(bytes, from + 1, to);
    }
    boolean net = bytes[to - 1] == 'N';
    int end = net ? to - 1 : to;
    for (int at = from; at < end; at++) {
      boolean digit = bytes[at] >= '0' && bytes[at] <= '9';
      if (!digit && bytes[at] != '.') {
        throw new ScaleFormatException(at, "neither digit nor point");
      }
    }
    BigDecimal value = ScaleProtocol.decimal(bytes, from, end);
    MassUnit unit =
        switch (value.scale()) {
          case 3 -> MassUnit.KILOGRAM;
          case 2 -> MassUnit.POUND;
          default -> throw new ScaleFormatException(from, "neither kilograms nor pounds");
        };
    return ScaleFrame.weighed(value, unit, true, net);
  }

  private static ScaleFrame status(byte[] bytes, int at, int to) {
    int bits = bytes[at] & SEVEN_BITS;
    if (to != at + 1 || (bits & ALWAYS) == 0) {
      throw new ScaleFormatException(at, "not a status byte");
    }
    Set<Status> said = EnumSet.noneOf(Status.class);
    for (int bit = 0; bit < BITS.length; bit++) {
      if ((bits & 1 << bit) != 0) {
        said.add(BITS[bit]);
      }
    }
    return ScaleFrame.said(said);
  }
}
