package dev.tillwright.device.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillwright.device.virtual.Mark.Side;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;

/**
 * Reads ESC/POS as a printer does. Written from the published command reference and sharing nothing
 * with the encoder, so that each is a check of the other.
 */
final class WireParser {
  /** ESC t, as most printers number their code pages. */
  private static final Map<Integer, String> CODE_PAGES =
      Map.of(
          0,
          "IBM437",
          2,
          "IBM850",
          3,
          "IBM860",
          4,
          "IBM863",
          5,
          "IBM865",
          16,
          "windows-1252",
          17,
          "IBM866",
          18,
          "IBM852",
          19,
          "IBM00858");

  private static final int MAX_PICTURE = 4 * 1024 * 1024;

  private final WireInput in;
  private final PrinterFaults faults;
  private final PrintHead head;
  private final Charset wideCharset;
  private final boolean wakesWide;
  private final Events events;
  private Charset codePage = Charset.forName("IBM437");
  private boolean wide;
  private String qrContent = "";
  private int qrDots = 3;
  private char qrLevel = 'L';

  /** What happens beside the paper. */
  interface Events {
    void cut();

    void drawerPulse();
  }

  /** The driver hung up in the middle of a command. */
  private static final class Ended extends IOException {
    private static final long serialVersionUID = 1L;
  }

  WireParser(
      WireInput in,
      PrinterFaults faults,
      PrintHead head,
      Charset wideCharset,
      boolean wakesWide,
      Events events) {
    this.in = in;
    this.faults = faults;
    this.head = head;
    this.wideCharset = wideCharset;
    this.wakesWide = wakesWide;
    this.wide = wakesWide;
    this.events = events;
  }

  /** Prints until the driver hangs up. */
  void run() throws IOException {
    try {
      while (true) {
        command(need());
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
      case 0x0A -> {
        in.awaitReady();
        head.lineFeed();
        faults.line();
      }
      case 0x0D -> {
        // Automatic line feed is off.
      }
      case 0x10 -> dle(need());
      case 0x1B -> esc(need());
      case 0x1C -> fs(need());
      case 0x1D -> gs(need());
      default -> {
        if (value < 0x20 || value == 0x7F) {
          complain(value);
        } else {
          character(value);
        }
      }
    }
  }

  private void character(int value) throws IOException {
    if (value < 0x80) {
      head.glyph(value, 1);
    } else if (wide) {
      head.glyph(wideCharacter(value), 2);
    } else {
      head.glyph(new String(new byte[] {(byte) value}, codePage).codePointAt(0), 1);
    }
  }

  private int wideCharacter(int first) throws IOException {
    byte[] bytes = {(byte) first, (byte) need(), 0, 0};
    int length = 2;
    // GB18030: a digit in second place begins a code of four bytes.
    if (wideCharset.name().equals("GB18030") && bytes[1] >= 0x30 && bytes[1] <= 0x39) {
      bytes[2] = (byte) need();
      bytes[3] = (byte) need();
      length = 4;
    }
    return new String(bytes, 0, length, wideCharset).codePointAt(0);
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
        codePage = Charset.forName("IBM437");
        wide = wakesWide;
      }
      case '!' -> mode(need());
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
          in.awaitReady();
          head.lineFeed();
          faults.line();
        }
      }
      case 'p' -> {
        need();
        need();
        need();
        events.drawerPulse();
      }
      case 't' -> codePage(need());
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

  private void codePage(int number) {
    String name = CODE_PAGES.get(number);
    if (name == null) {
      complain(0x1B, 't', number);
    } else {
      codePage = Charset.forName(name);
    }
  }

  private void fs(int function) throws IOException {
    switch (function) {
      case '&' -> wide = true;
      case '.' -> wide = false;
      default -> complain(0x1C, function);
    }
  }

  private void gs(int function) throws IOException {
    switch (function) {
      case '!' -> {
        int size = need();
        head.size((size >> 4 & 7) + 1, (size & 7) + 1);
      }
      case '(' -> extended(need(), needShort());
      case 'L', 'W' -> needShort();
      case 'V' -> cut(need());
      case 'r' -> {
        int number = need();
        in.awaitReady();
        in.answer(number == 1 || number == '1' ? faults.paper() : 0);
      }
      case 'v' -> picture(need(), need());
      default -> complain(0x1D, function);
    }
  }

  private void cut(int mode) throws IOException {
    if (mode == 65 || mode == 66) {
      need();
    }
    in.awaitReady();
    events.cut();
  }

  private void extended(int function, int length) throws IOException {
    byte[] parameters = new byte[length];
    for (int i = 0; i < length; i++) {
      parameters[i] = (byte) need();
    }
    if (function == 'k' && length >= 3 && parameters[0] == 49) {
      qr(parameters);
    } else {
      complain(0x1D, '(', function);
    }
  }

  private void qr(byte[] parameters) throws IOException {
    switch (parameters[1]) {
      case 65 -> {
        // Model 1 or 2: they look the same from here.
      }
      case 67 -> qrDots = Math.max(1, Math.min(16, parameters[2]));
      case 69 -> qrLevel = "LMQH".charAt(parameters[2] - 48 & 3);
      case 80 ->
          qrContent = new String(Arrays.copyOfRange(parameters, 3, parameters.length), UTF_8);
      case 81 -> {
        in.awaitReady();
        head.qr(qrContent, qrDots, qrLevel);
      }
      default -> complain(0x1D, '(', 'k', parameters[1]);
    }
  }

  private void picture(int zero, int mode) throws IOException {
    int rowBytes = needShort();
    int height = needShort();
    if (zero != '0' || (long) rowBytes * height > MAX_PICTURE) {
      complain(0x1D, 'v', zero);
      return;
    }
    int wideDots = (mode & 1) == 1 ? 2 : 1;
    int tallDots = (mode & 2) == 2 ? 2 : 1;
    int width = rowBytes * 8 * wideDots;
    BitSet dots = new BitSet();
    int bits = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < rowBytes * 8; x++) {
        // One byte at a time comes from the wire, its highest bit at the left.
        bits = x % 8 == 0 ? need() : bits << 1;
        if ((bits & 0x80) != 0) {
          for (int copy = 0; copy < tallDots; copy++) {
            int from = (y * tallDots + copy) * width + x * wideDots;
            dots.set(from, from + wideDots);
          }
        }
      }
    }
    in.awaitReady();
    head.picture(width, height * tallDots, dots);
  }

  private void complain(int... command) {
    StringBuilder text = new StringBuilder("not understood:");
    for (int value : command) {
      text.append(String.format(Locale.ROOT, " %02X", value & 0xFF));
    }
    head.complain(text.toString());
  }
}
