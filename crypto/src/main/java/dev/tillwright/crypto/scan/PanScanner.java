package dev.tillwright.crypto.scan;

import dev.tillwright.core.tlv.TlvObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds card numbers: 13 to 19 digits in a known issuer's range with a right check digit (Luhn,
 * ISO/IEC 7812-1 annex B), with single spaces or hyphens between digits at most, not inside a
 * longer run of digits.
 *
 * <p>In bytes it looks for text in ASCII and UTF-16, for hexadecimal digits of text and of packed
 * digits, and for packed digits (BCD) where an EMV tag, a track's separator or an ISO 8583 field
 * tells that a number is there.
 *
 * <p><b>Guarantees.</b> Matches hold no number, only its place and last four digits. Memory is
 * bounded whatever the input's size, and the digits that were looked at are wiped from it. <b>Not
 * promised.</b> Brands that {@link PanMatch} does not name are not looked for. What is encrypted,
 * compressed, in Base64, in EBCDIC or split up is not found; about one number in ten with a card's
 * range and length is a false alarm by chance.
 *
 * <p><b>Threads.</b> Any number at once; immutable.
 */
public final class PanScanner {
  private static final PanScanner STANDARD = new PanScanner(Issuers.SHORTEST);
  private static final int BUFFER = 1 << 16;

  private final int shortest;

  private PanScanner(int shortest) {
    this.shortest = shortest;
  }

  /** For numbers of 13 to 19 digits. */
  public static PanScanner standard() {
    return STANDARD;
  }

  /**
   * For numbers of so many digits and more. Issuers have given up 13 digits long ago, and article
   * numbers (EAN-13) have 13: 14 keeps a till's own logs free of false alarms.
   *
   * @param digits 13 to 16
   */
  public static PanScanner from(int digits) {
    if (digits < Issuers.SHORTEST || digits > 16) {
      throw new IllegalArgumentException("the shortest number looked for has 13 to 16 digits");
    }
    return new PanScanner(digits);
  }

  /**
   * The matches in a text, in order; offsets count characters. Spaces that do not break and
   * typographic hyphens count as their like in ASCII; digits of other scripts are none.
   */
  public List<PanMatch> scan(CharSequence text) {
    List<PanMatch> found = new ArrayList<>();
    Lens[] lenses = textLenses(found::add);
    for (int i = 0; i < text.length(); i++) {
      int c = text.charAt(i);
      int symbol = c < Lens.OTHER ? c : beyondAscii(c);
      for (Lens lens : lenses) {
        lens.next(symbol, i, i + 1L);
      }
    }
    return inOrder(found, lenses);
  }

  /** What word processors and browsers make of a space or a hyphen. */
  private static int beyondAscii(int c) {
    return switch (c) {
      case 0x00A0, 0x2007, 0x2009, 0x202F, 0x3000 -> ' ';
      case 0x2010, 0x2011, 0x2012, 0x2013, 0x2212 -> '-';
      default -> Lens.OTHER;
    };
  }

  /** The matches in some bytes, in order. */
  public List<PanMatch> scan(byte[] bytes) {
    List<PanMatch> found = new ArrayList<>();
    Lens[] lenses = byteLenses(found::add);
    feed(lenses, bytes, bytes.length, 0);
    return inOrder(found, lenses);
  }

  private static List<PanMatch> inOrder(List<PanMatch> found, Lens[] lenses) {
    for (Lens lens : lenses) {
      lens.end();
    }
    found.sort((a, b) -> Long.compare(a.offset(), b.offset()));
    return found;
  }

  /**
   * Reads to the end and hands over each match once it is certain; matches within 64 KiB of each
   * other may come in any order. The stream stays the caller's to close.
   *
   * @return how many bytes were read
   */
  public long scan(InputStream bytes, Consumer<PanMatch> sink) throws IOException {
    Lens[] lenses = byteLenses(sink);
    byte[] buffer = new byte[BUFFER];
    long offset = 0;
    try {
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        feed(lenses, buffer, read, offset);
        offset += read;
      }
    } finally {
      Arrays.fill(buffer, (byte) 0);
      for (Lens lens : lenses) {
        lens.end();
      }
    }
    return offset;
  }

  /** The matches in data objects and the templates among them, with the tags they stand under. */
  public List<TlvFinding> scan(List<TlvObject> objects) {
    List<TlvFinding> found = new ArrayList<>();
    TlvScan.walk(this, objects, "", found);
    return found;
  }

  private static void feed(Lens[] lenses, byte[] bytes, int length, long offset) {
    for (Lens lens : lenses) {
      lens.all(bytes, length, offset);
    }
  }

  private Lens[] textLenses(Consumer<PanMatch> sink) {
    return new Lens[] {
      new RunFinder(PanForm.TEXT, shortest, sink), hex(false, sink), hex(true, sink)
    };
  }

  private Lens[] byteLenses(Consumer<PanMatch> sink) {
    Consumer<PanMatch> once = new Once(sink);
    return new Lens[] {
      new RunFinder(PanForm.TEXT, shortest, sink),
      hex(false, sink),
      hex(true, sink),
      new Utf16Lens(new RunFinder(PanForm.UTF_16, shortest, once), 0, false),
      new Utf16Lens(new RunFinder(PanForm.UTF_16, shortest, once), 1, false),
      new Utf16Lens(new RunFinder(PanForm.UTF_16, shortest, once), 0, true),
      new Utf16Lens(new RunFinder(PanForm.UTF_16, shortest, once), 1, true),
      new PackedFinder(PanForm.BCD, shortest, sink)
    };
  }

  private Lens hex(boolean leaveOutFirst, Consumer<PanMatch> sink) {
    return new HexLens(
        leaveOutFirst,
        new RunFinder(PanForm.HEX, shortest, sink),
        new PackedFinder(PanForm.HEX, shortest, sink));
  }
}
