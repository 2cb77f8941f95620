package dev.tillwright.device.virtual;

import dev.tillwright.device.virtual.Mark.Side;
import java.io.IOException;
import java.util.Locale;

/**
 * Reads ESC/POS as a printer does. Written from the published command reference and sharing nothing
 * with the encoder, so that each is a check of the other.
 */
final class WireParser {
  private final WireInput in;
  private final Press.Line press;
  private final PrinterFaults faults;
  private final PrintHead head;
  private final WireText text;
  private final Firmware firmware;
  private final Events events;
  private final WireCodes codes = new WireCodes();

  /** What happens beside the paper. */
  interface Events {
    void cut();

    void drawerPulse();

    /** Something that is told unasked has changed. */
    void changed();
  }

  /** The driver hung up in the middle of a command. */
  private static final class Ended extends IOException {
    private static final long serialVersionUID = 1L;
  }

  WireParser(
      WireInput in,
      Press.Line press,
      PrinterFaults faults,
      PrintHead head,
      WireText text,
      Firmware firmware,
      Events events) {
    this.in = in;
    this.press = press;
    this.faults = faults;
    this.head = head;
    this.text = text;
    this.firmware = firmware;
    this.events = events;
  }

  /** Prints until the driver hangs up. */
  void run() throws IOException {
    try {
      while (true) {
        if (press.working() && head.blank() && !in.more()) {
          press.release();
        }
        int value = need();
        // What is answered in real time needs no turn.
        if (value != 0x10 && !press.working()) {
          in.awaitTurn();
        }
        command(value);
      }
    } catch (Ended e) {
      // As a printer: what came so far is on the paper.
    }
  }

  private int need() throws IOException {
    int value = in.next();
    if (value == WireInput.END) {
      throw new Ended();
    }
    return value;
  }

  private int needShort() throws IOException {
    int low = need();
    return low | need() << 8;
  }

  private void command(int value) throws IOException {
    switch (value) {
      case 0x09 -> head.tab();
      case 0x0A -> lineFeed();
      case 0x00, 0x0D -> {
        // Nothing is meant by a zero; the automatic line feed is off.
      }
      case 0x10 -> dle(need());
      case 0x1B -> esc(need());
      case 0x1C -> fs(need());
      case 0x1D -> gs(need());
      default -> {
        if (value < 0x20 || value == 0x7F) {
          complain(value);
        } else {
          text.character(value, this::need, head);
        }
      }
    }
  }

  private void lineFeed() throws IOException {
    in.awaitReady();
    head.lineFeed();
    if (faults.line()) {
      events.changed();
    }
  }

  private void dle(int function) throws IOException {
    if (function == 0x04) {
      in.answer(faults.realTime(need()));
    } else {
      complain(0x10, function);
    }
  }

  private void esc(int function) throws IOException {
    switch (function) {
      case '@' -> {
        head.reset();
        text.reset();
      }
      case '!' -> mode(need());
      case '*' -> {
        int density = need();
        head.drawn(WirePictures.columns(density, needShort(), this::need));
      }
      case '-' -> head.underlined((need() & 3) != 0);
      case '2' -> head.defaultSpacing();
      case '3' -> head.spacing(need());
      case 'E', 'G' -> head.bold((need() & 1) == 1);
      case 'J' -> {
        in.awaitReady();
        head.feedDots(need());
      }
      case 'M', 'R' -> need();
      case 'a' -> side(need());
      case 'd' -> {
        for (int lines = need(); lines > 0; lines--) {
          lineFeed();
        }
      }
      case 'p' -> {
        need();
        need();
        need();
        events.drawerPulse();
      }
      case 't' -> {
        int number = need();
        if (!text.page(number)) {
          complain(0x1B, 't', number);
        }
      }
      default -> complain(0x1B, function);
    }
  }

  private void mode(int bits) {
    head.bold((bits & 0x08) != 0);
    head.size((bits & 0x20) != 0 ? 2 : 1, (bits & 0x10) != 0 ? 2 : 1);
    head.underlined((bits & 0x80) != 0);
  }

  private void side(int number) {
    switch (number) {
      case 0, '0' -> head.side(Side.LEFT);
      case 1, '1' -> head.side(Side.CENTER);
      case 2, '2' -> head.side(Side.RIGHT);
      default -> complain(0x1B, 'a', number);
    }
  }

  private void fs(int function) throws IOException {
    switch (function) {
      case '&' -> text.wide(true);
      case '.' -> text.wide(false);
      case 'C' -> text.system(need());
      case '(' -> {
        int group = need();
        byte[] parameters = parameters();
        // FS ( C, function 48: one byte a character, or UTF-8.
        if (group == 'C' && parameters.length == 2 && parameters[0] == 48) {
          text.utf8((parameters[1] & 0x0F) == 2);
        } else if (group != 'C') {
          complain(0x1C, '(', group);
        }
      }
      default -> complain(0x1C, function);
    }
  }

  private void gs(int function) throws IOException {
    switch (function) {
      case '!' -> {
        int size = need();
        head.size((size >> 4 & 7) + 1, (size & 7) + 1);
      }
      case '(' -> extended(need(), parameters());
      case 'H' -> codes.text(need());
      case 'I' -> identity(need());
      case 'L', 'W' -> needShort();
      case 'V' -> cut(need());
      case 'a' -> {
        in.pushes(need() != 0);
        in.push();
      }
      case 'f' -> need();
      case 'g' -> counter(need(), need(), needShort());
      case 'h' -> codes.height(need());
      case 'k' -> barcode(need());
      case 'r' -> {
        int number = need();
        in.awaitReady();
        // 1 asks for the paper, 2 for the drawer; other questions have no answer.
        if (number == 1 || number == '1') {
          in.answer(faults.paper());
        } else if (number == 2 || number == '2') {
          in.answer(0);
        }
      }
      case 'v' -> picture(need(), need());
      case 'w' -> codes.module(need());
      default -> complain(0x1D, function);
    }
  }

  private void identity(int number) throws IOException {
    in.awaitReady();
    if (number == 68) {
      in.answer(firmware.serial());
    } else {
      complain(0x1D, 'I', number);
    }
  }

  private void counter(int two, int zero, int number) throws IOException {
    in.awaitReady();
    if (two == '2' && zero == 0 && number == 178) {
      in.answer(firmware.cuts());
    } else {
      complain(0x1D, 'g', two);
    }
  }

  private void cut(int mode) throws IOException {
    if (mode == 65 || mode == 66) {
      need();
    }
    in.awaitReady();
    events.cut();
  }

  private byte[] parameters() throws IOException {
    byte[] parameters = new byte[needShort()];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (byte) need();
    }
    return parameters;
  }

  private void extended(int function, byte[] parameters) throws IOException {
    in.awaitReady();
    if (function == 'k' && parameters.length >= 3 && parameters[0] == 49) {
      if (!codes.qr(parameters, head)) {
        complain(0x1D, '(', 'k', parameters[1]);
      }
    } else if (function == 'H' && parameters.length == 6 && parameters[0] == 48) {
      firmware.processed(
          in, new String(parameters, 2, 4, java.nio.charset.StandardCharsets.US_ASCII));
    } else {
      complain(0x1D, '(', function);
    }
  }

  private void barcode(int kind) throws IOException {
    // Function A ends with a zero and is not sent by this driver.
    byte[] data = new byte[kind < 65 ? 0 : need()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) need();
    }
    in.awaitReady();
    if (!codes.bars(kind, data, head)) {
      complain(0x1D, 'k', kind);
    }
  }

  private void picture(int zero, int mode) throws IOException {
    int rowBytes = needShort();
    int height = needShort();
    Mark.Picture picture =
        zero == '0' ? WirePictures.raster(mode, rowBytes, height, this::need, head.side()) : null;
    if (picture == null) {
      complain(0x1D, 'v', zero);
      return;
    }
    in.awaitReady();
    head.picture(picture);
  }

  private void complain(int... command) {
    StringBuilder message = new StringBuilder("not understood:");
    for (int value : command) {
      message.append(String.format(Locale.ROOT, " %02X", value & 0xFF));
    }
    head.complain(message.toString());
  }
}
