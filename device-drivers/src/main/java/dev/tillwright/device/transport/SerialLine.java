package dev.tillwright.device.transport;

import java.util.Objects;

/**
 * How a serial line is set.
 *
 * @param baud bits each second, 50 to 4,000,000
 * @param dataBits 5 to 8
 * @param parity the check bit
 * @param stopBits 1 or 2
 * @param flow how either side says stop
 */
public record SerialLine(int baud, int dataBits, Parity parity, int stopBits, Flow flow) {

  public SerialLine {
    Objects.requireNonNull(parity, "parity");
    Objects.requireNonNull(flow, "flow");
    if (baud < 50 || baud > 4_000_000) {
      throw new IllegalArgumentException("50 to 4,000,000 baud");
    }
    if (dataBits < 5 || dataBits > 8 || stopBits < 1 || stopBits > 2) {
      throw new IllegalArgumentException("5 to 8 data bits, 1 or 2 stop bits");
    }
  }

  /** The check bit of a character. */
  public enum Parity {
    NONE('N'),
    EVEN('E'),
    ODD('O');

    private final char letter;

    Parity(char letter) {
      this.letter = letter;
    }

    static Parity of(char letter) {
      for (Parity parity : values()) {
        if (parity.letter == Character.toUpperCase(letter)) {
          return parity;
        }
      }
      throw new IllegalArgumentException("parity is N, E or O");
    }
  }

  /** How either side says that it takes no more. */
  public enum Flow {
    NONE,
    /** By the lines RTS and CTS. */
    RTS_CTS,
    /** By the bytes 13 and 11 (hexadecimal), which then cannot be data. */
    XON_XOFF
  }

  /** This speed with 8 data bits, no parity, 1 stop bit and no flow control. */
  public static SerialLine of(int baud) {
    return new SerialLine(baud, 8, Parity.NONE, 1, Flow.NONE);
  }

  /**
   * This speed and a format as data sheets write it: {@code 8N1}, {@code 7E1}; no flow control.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static SerialLine of(int baud, String format) {
    if (format.length() != 3) {
      throw new IllegalArgumentException("a format looks like 8N1");
    }
    int dataBits = format.charAt(0) - '0';
    int stopBits = format.charAt(2) - '0';
    return new SerialLine(baud, dataBits, Parity.of(format.charAt(1)), stopBits, Flow.NONE);
  }

  /** The same line with another flow control. */
  public SerialLine with(Flow newFlow) {
    return new SerialLine(baud, dataBits, parity, stopBits, newFlow);
  }

  /** As data sheets write it: {@code 8N1}. */
  public String format() {
    return "" + dataBits + parity.letter + stopBits;
  }
}
