package dev.tillwright.device.display;

import java.util.Locale;

/**
 * The commands of a display. Sources: the CD5220 command list as printed in public manuals (CD5220,
 * POS-X XP8200, Epson P07303); Epson's customer display commands (DM-D series).
 */
public enum DisplayDialect {
  /** ESC l column row, ESC * brightness, ESC _ cursor. */
  CD5220 {
    @Override
    byte[] move(int row, int column) {
      return new byte[] {ESC, 'l', (byte) column, (byte) row};
    }

    @Override
    byte[] brightness(int step) {
      return new byte[] {ESC, '*', (byte) step};
    }

    @Override
    byte[] cursor(boolean visible) {
      return new byte[] {ESC, '_', (byte) (visible ? 1 : 0)};
    }
  },
  /** US $ column row, US X brightness, US C cursor. */
  EPSON {
    @Override
    byte[] move(int row, int column) {
      return new byte[] {US, '$', (byte) column, (byte) row};
    }

    @Override
    byte[] brightness(int step) {
      return new byte[] {US, 'X', (byte) step};
    }

    @Override
    byte[] cursor(boolean visible) {
      return new byte[] {US, 'C', (byte) (visible ? 1 : 0)};
    }
  };

  static final int BRIGHTNESS_STEPS = 4;
  static final byte ESC = 0x1b;
  static final byte US = 0x1f;
  private static final byte CLEAR = 0x0c;

  /** Brings the display to its beginning. */
  byte[] begin() {
    return new byte[] {ESC, '@'};
  }

  byte[] clear() {
    return new byte[] {CLEAR};
  }

  /** Puts the cursor at a place; both from 1. */
  abstract byte[] move(int row, int column);

  /** From 1 to {@value #BRIGHTNESS_STEPS}. */
  abstract byte[] brightness(int step);

  abstract byte[] cursor(boolean visible);

  /** Its name in settings: {@code "cd5220"}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
