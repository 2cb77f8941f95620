package dev.tillwright.device.virtual;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.zxing.oned.CodaBarWriter;
import com.google.zxing.oned.Code128Writer;
import com.google.zxing.oned.Code39Writer;
import com.google.zxing.oned.Code93Writer;
import com.google.zxing.oned.EAN13Writer;
import com.google.zxing.oned.EAN8Writer;
import com.google.zxing.oned.ITFWriter;
import com.google.zxing.oned.UPCEWriter;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** QR codes and bar codes as a printer draws them, and the settings that hold until a reset. */
final class WireCodes {
  private static final Logger LOG = LoggerFactory.getLogger(WireCodes.class);
  private static final String FNC1 = "\u00F1";

  private String qrContent = "";
  private int qrDots = 3;
  private char qrLevel = 'L';
  private int height = 162;
  private int module = 3;
  private int text;

  void height(int dots) {
    height = Math.max(1, dots);
  }

  void module(int dots) {
    module = Math.max(1, Math.min(6, dots));
  }

  /** 0 no figures, 1 above, 2 below, 3 both. */
  void text(int where) {
    text = where & 3;
  }

  /** A function of {@code GS ( k} for QR codes; false when it is not understood. */
  boolean qr(byte[] parameters, PrintHead head) {
    switch (parameters[1]) {
      case 65 -> {
        // Model 1 or 2: they look the same from here.
      }
      case 67 -> qrDots = Math.max(1, Math.min(16, parameters[2]));
      case 69 -> qrLevel = "LMQH".charAt(parameters[2] - 48 & 3);
      case 80 ->
          qrContent = new String(Arrays.copyOfRange(parameters, 3, parameters.length), UTF_8);
      case 81 -> head.qr(qrContent, qrDots, qrLevel);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Draws {@code GS k m n d...} of function B; false when there can be no such bar code. */
  boolean bars(int kind, byte[] data, PrintHead head) {
    String content = new String(data, ISO_8859_1);
    String shown = content;
    boolean[] bars;
    try {
      switch (kind) {
        case 65 -> bars = new EAN13Writer().encode("0" + content);
        case 66 -> {
          shown = shortened(content);
          bars = new UPCEWriter().encode(shown);
        }
        case 67 -> bars = new EAN13Writer().encode(content);
        case 68 -> bars = new EAN8Writer().encode(content);
        case 69 -> bars = new Code39Writer().encode(content);
        case 70 -> bars = new ITFWriter().encode(content);
        case 71 -> bars = new CodaBarWriter().encode(content);
        case 72 -> bars = new Code93Writer().encode(content);
        case 73 -> {
          String plain = plain(content);
          shown = plain.replace(FNC1, "");
          bars = new Code128Writer().encode(plain);
        }
        default -> {
          return false;
        }
      }
    } catch (NoClassDefFoundError e) {
      LOG.warn("a bar code is not drawn: add com.google.zxing:core");
      return false;
    } catch (IllegalArgumentException e) {
      // A printer prints nothing of a content that the kind cannot hold.
      return false;
    }
    head.bars(bars, shown, module, height, text);
    return true;
  }

  /** The UPC-E of a UPC-A that has one, after the rules of ISO/IEC 15420. */
  private static String shortened(String upcA) {
    if (upcA.length() != 12) {
      return upcA;
    }
    String maker = upcA.substring(1, 6);
    String item = upcA.substring(6, 11);
    String six;
    if (maker.matches("..[012]00") && item.startsWith("00")) {
      six = maker.substring(0, 2) + item.substring(2) + maker.charAt(2);
    } else if (maker.endsWith("00") && item.startsWith("000")) {
      six = maker.substring(0, 3) + item.substring(3) + "3";
    } else if (maker.endsWith("0") && item.startsWith("0000")) {
      six = maker.substring(0, 4) + item.charAt(4) + "4";
    } else {
      six = maker + item.charAt(4);
    }
    return upcA.charAt(0) + six + upcA.charAt(11);
  }

  /** Without the names of code sets; pairs of set C as digits, function 1 as the writer has it. */
  private static String plain(String content) {
    StringBuilder text = new StringBuilder();
    char set = 'A';
    int i = 0;
    while (i < content.length()) {
      char c = content.charAt(i++);
      if (c == '{' && i < content.length()) {
        char sign = content.charAt(i++);
        switch (sign) {
          case 'A', 'B', 'C' -> set = sign;
          case '1' -> text.append(FNC1);
          case '{' -> text.append('{');
          default -> throw new IllegalArgumentException("no such sign");
        }
      } else if (set == 'C') {
        if (c > 99) {
          throw new IllegalArgumentException("set C has pairs of digits");
        }
        text.append((char) ('0' + c / 10)).append((char) ('0' + c % 10));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
