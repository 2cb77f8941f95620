package dev.tillwright.device.escpos;

import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.PrinterStatus.DrawerSignal;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the bits of a printer's answers mean: {@code DLE EOT n} for n = 1, 2, 3, 4 and {@code GS r
 * 1}, after the published ESC/POS command reference.
 */
public final class StatusByte {
  private static final int FIXED_MASK = 0b1001_0011;
  private static final int FIXED = 0b0001_0010;

  private StatusByte() {}

  /** What a status byte says. */
  public enum Flag {
    ONLINE,
    OFFLINE,
    DRAWER_PIN_LOW,
    DRAWER_PIN_HIGH,
    WAITING_RECOVERY,
    FEED_BUTTON,
    COVER_OPEN,
    PAPER_FED_BY_BUTTON,
    STOPPED_PAPER_END,
    ERROR,
    CUTTER_ERROR,
    UNRECOVERABLE,
    /** Over temperature or voltage: recovers by itself. */
    AUTO_RECOVERABLE,
    OK,
    PAPER_OK,
    PAPER_NEAR_END,
    PAPER_END,
    /** Not an answer to this question. */
    INVALID
  }

  /** Whether this can be an answer to {@code DLE EOT}: bits 1 and 4 set, bits 0 and 7 clear. */
  public static boolean isRealTime(int value) {
    return (value & FIXED_MASK) == FIXED;
  }

  /** Whether this can be an answer to {@code GS r}: bits 4 and 7 clear. */
  public static boolean isInOrder(int value) {
    return (value & 0b1001_0000) == 0;
  }

  /**
   * Reads the answer to {@code DLE EOT n}.
   *
   * @param n 1 printer, 2 why offline, 3 errors, 4 paper
   */
  public static Set<Flag> parse(int n, int value) {
    if (!isRealTime(value)) {
      return EnumSet.of(Flag.INVALID);
    }
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    switch (n) {
      case 1 -> {
        flags.add(bit(value, 3) ? Flag.OFFLINE : Flag.ONLINE);
        flags.add(bit(value, 2) ? Flag.DRAWER_PIN_HIGH : Flag.DRAWER_PIN_LOW);
        add(flags, value, 5, Flag.WAITING_RECOVERY);
        add(flags, value, 6, Flag.FEED_BUTTON);
      }
      case 2 -> {
        add(flags, value, 2, Flag.COVER_OPEN);
        add(flags, value, 3, Flag.PAPER_FED_BY_BUTTON);
        add(flags, value, 5, Flag.STOPPED_PAPER_END);
        add(flags, value, 6, Flag.ERROR);
        orElse(flags, Flag.OK);
      }
      case 3 -> {
        add(flags, value, 3, Flag.CUTTER_ERROR);
        add(flags, value, 5, Flag.UNRECOVERABLE);
        add(flags, value, 6, Flag.AUTO_RECOVERABLE);
        orElse(flags, Flag.OK);
      }
      case 4 -> {
        if ((value & 0b0000_1100) != 0) {
          flags.add(Flag.PAPER_NEAR_END);
        }
        if ((value & 0b0110_0000) != 0) {
          flags.add(Flag.PAPER_END);
        }
        orElse(flags, Flag.PAPER_OK);
      }
      default -> throw new IllegalArgumentException("DLE EOT asks 1 to 4 here");
    }
    return flags;
  }

  /** Reads the answer to {@code GS r 1}. */
  public static Set<Flag> parsePaper(int value) {
    if (!isInOrder(value)) {
      return EnumSet.of(Flag.INVALID);
    }
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    if ((value & 0b0000_0011) != 0) {
      flags.add(Flag.PAPER_NEAR_END);
    }
    if ((value & 0b0000_1100) != 0) {
      flags.add(Flag.PAPER_END);
    }
    orElse(flags, Flag.PAPER_OK);
    return flags;
  }

  /**
   * Reads the four bytes that a printer sends unasked once {@code GS a} asked for it.
   *
   * @return {@link Flag#INVALID} alone when they are not such bytes
   */
  public static Set<Flag> parsePush(int... bytes) {
    if (bytes.length != 4
        || (bytes[0] & 0b1001_0011) != 0b0001_0000
        || ((bytes[1] | bytes[2] | bytes[3]) & 0b1001_0000) != 0) {
      return EnumSet.of(Flag.INVALID);
    }
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.add(bit(bytes[0], 3) ? Flag.OFFLINE : Flag.ONLINE);
    flags.add(bit(bytes[0], 2) ? Flag.DRAWER_PIN_HIGH : Flag.DRAWER_PIN_LOW);
    add(flags, bytes[0], 5, Flag.COVER_OPEN);
    add(flags, bytes[0], 6, Flag.PAPER_FED_BY_BUTTON);
    add(flags, bytes[1], 0, Flag.WAITING_RECOVERY);
    add(flags, bytes[1], 1, Flag.FEED_BUTTON);
    add(flags, bytes[1], 2, Flag.ERROR);
    add(flags, bytes[1], 3, Flag.CUTTER_ERROR);
    add(flags, bytes[1], 5, Flag.UNRECOVERABLE);
    add(flags, bytes[1], 6, Flag.AUTO_RECOVERABLE);
    if ((bytes[2] & 0b0000_0011) != 0) {
      flags.add(Flag.PAPER_NEAR_END);
    }
    if ((bytes[2] & 0b0000_1100) != 0) {
      flags.add(Flag.PAPER_END);
    }
    return flags;
  }

  static Set<Condition> conditions(Set<Flag> flags) {
    Set<Condition> conditions = EnumSet.noneOf(Condition.class);
    for (Flag flag : flags) {
      switch (flag) {
        case OFFLINE -> conditions.add(Condition.OFFLINE);
        case COVER_OPEN -> conditions.add(Condition.COVER_OPEN);
        case PAPER_END, STOPPED_PAPER_END -> conditions.add(Condition.PAPER_OUT);
        case PAPER_NEAR_END -> conditions.add(Condition.PAPER_LOW);
        case CUTTER_ERROR -> conditions.add(Condition.CUTTER_FAULT);
        case AUTO_RECOVERABLE -> conditions.add(Condition.OVERHEATED);
        case ERROR, UNRECOVERABLE, WAITING_RECOVERY -> conditions.add(Condition.DEVICE_FAULT);
        default -> {
          // Says that all is well, or what no one needs to act on.
        }
      }
    }
    return conditions;
  }

  static DrawerSignal drawer(Set<Flag> flags) {
    return flags.contains(Flag.DRAWER_PIN_HIGH)
        ? DrawerSignal.HIGH
        : flags.contains(Flag.DRAWER_PIN_LOW) ? DrawerSignal.LOW : DrawerSignal.UNKNOWN;
  }

  private static boolean bit(int value, int bit) {
    return (value >> bit & 1) == 1;
  }

  private static void add(Set<Flag> flags, int value, int bit, Flag flag) {
    if (bit(value, bit)) {
      flags.add(flag);
    }
  }

  private static void orElse(Set<Flag> flags, Flag flag) {
    if (flags.isEmpty()) {
      flags.add(flag);
    }
  }
}
