package dev.tillwright.device.virtual;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a customer display shows after the bytes it got: the commands of CD5220 and of Epson's
 * displays. Commands it does not know are passed over. For one thread.
 *
 * <p>It starts blank with the cursor at its beginning; characters go to the cursor and move it
 * right, and at the end of a row they are lost. CAN and CLR leave the mode of ESC Q.
 */
public final class DisplayScreen {
  private static final int ESC = 0x1b;
  private static final int US = 0x1f;
  private static final int CLR = 0x0c;
  private static final int CAN = 0x18;
  private static final int CR = 0x0d;

  private final byte[][] cells;
  private final Charset charset;
  private final byte[] command = new byte[4];
  private int pending;
  private int needed;
  private int row;
  private int column;
  private int lineMode = -1;
  private int brightness = 4;
  private boolean cursorShown;

  /** A blank screen. */
  public DisplayScreen(int rows, int columns, Charset charset) {
    this.cells = new byte[rows][columns];
    this.charset = charset;
    clear();
  }

  /** Takes bytes as they come. */
  public void accept(byte... bytes) {
    for (byte b : bytes) {
      accept(b & 0xff);
    }
  }

  private void accept(int value) {
    if (needed > 0) {
      command[pending++] = (byte) value;
      if (pending == 2) {
        needed = length();
      }
      if (pending == needed) {
        pending = 0;
        needed = 0;
        run();
      }
    } else if (value == ESC || value == US) {
      command[0] = (byte) value;
      pending = 1;
      needed = 2;
    } else if (value == CLR) {
      lineMode = -1;
      clear();
    } else if (value == CAN) {
      lineMode = -1;
      Arrays.fill(cells[row], (byte) ' ');
      column = 0;
    } else if (value == CR) {
      lineMode = -1;
    } else if (value >= ' ') {
      put((byte) value);
    }
  }

  /** How many bytes the command has that begins with the two that came. */
  private int length() {
    int of = command[0] << 8 | command[1];
    return switch (of) {
      case ESC << 8 | 'l', US << 8 | '$' -> 4;
      case ESC << 8 | 'Q', ESC << 8 | '*', ESC << 8 | '_', US << 8 | 'X', US << 8 | 'C' -> 3;
      default -> 2;
    };
  }

  private void run() {
    switch (command[0] << 8 | command[1]) {
      case ESC << 8 | '@' -> {
        lineMode = -1;
        brightness = 4;
        cursorShown = false;
        clear();
      }
      case ESC << 8 | 'Q' -> line(command[2]);
      case ESC << 8 | 'l', US << 8 | '$' -> {
        column = Math.max(0, Math.min(cells[0].length, command[2]) - 1);
        row = Math.max(0, Math.min(cells.length, command[3]) - 1);
      }
      case ESC << 8 | '*', US << 8 | 'X' -> brightness = command[2];
      case ESC << 8 | '_', US << 8 | 'C' -> cursorShown = command[2] != 0;
      default -> {
        return;
      }
    }
  }

  private void line(int which) {
    if (which >= 'A' && which < 'A' + Math.min(cells.length, 2)) {
      lineMode = which - 'A';
      row = lineMode;
      column = 0;
      Arrays.fill(cells[row], (byte) ' ');
    }
  }

  private void put(byte value) {
    if (column < cells[row].length) {
      cells[row][column++] = value;
    }
  }

  private void clear() {
    for (byte[] each : cells) {
      Arrays.fill(each, (byte) ' ');
    }
    row = 0;
    column = 0;
  }

  /** The rows as they are to be seen, each as wide as the display. */
  public List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (byte[] each : cells) {
      rows.add(new String(each, charset));
    }
    return rows;
  }

  /** From 1 to 4. */
  public int brightness() {
    return brightness;
  }

  public boolean cursorShown() {
    return cursorShown;
  }
}
