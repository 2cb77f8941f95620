package dev.tillwright.crypto.scan;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds card numbers of two digits a byte. In random bytes there are too many that look like one,
 * so something must tell that it is: an EMV tag with its length (5A, EMV Book 3 annex A), the
 * {@code D} and the expiry that follow it in track 2 (57, ISO/IEC 7813), or the length before and
 * the processing code after it in an ISO 8583 message (fields 2 and 3).
 */
final class PackedFinder implements Lens {
  /** Tag, length and track 2: the longest thing to look at from its first byte. */
  private static final int AHEAD = 24;

  private static final int ROOM = 1024;

  /** 13 digits: fewer bytes, as in most words of a text, are not looked at. */
  private static final int SHORTEST_FIELD = 7;

  private static final int TAG_PAN = 0x5A;
  private static final int SEPARATOR = 0xD;
  private static final int FILL = 0xF;

  private final PanForm form;
  private final int shortest;
  private final Consumer<PanMatch> sink;
  private final byte[] bytes = new byte[ROOM];
  private final long[] starts = new long[ROOM];
  private final long[] ends = new long[ROOM];
  private final byte[] digits = new byte[2 * AHEAD];
  private int size;
  private long seen;

  PackedFinder(PanForm form, int shortest, Consumer<PanMatch> sink) {
    this.form = form;
    this.shortest = shortest;
    this.sink = sink;
  }

  @Override
  public void next(int symbol, long start, long end) {
    if (size == ROOM) {
      resolve(ROOM - AHEAD);
    }
    bytes[size] = (byte) symbol;
    starts[size] = start;
    ends[size] = end;
    size++;
  }

  @Override
  public void end() {
    if (size < SHORTEST_FIELD) {
      size = 0;
    } else {
      resolve(size);
    }
    seen = 0;
  }

  private void resolve(int upTo) {
    for (int at = 0; at < upTo; at++) {
      if (starts[at] >= seen) {
        look(at);
      }
    }
    int left = size - upTo;
    System.arraycopy(bytes, upTo, bytes, 0, left);
    System.arraycopy(starts, upTo, starts, 0, left);
    System.arraycopy(ends, upTo, ends, 0, left);
    Arrays.fill(bytes, left, size, (byte) 0);
    Arrays.fill(digits, (byte) 0);
    size = left;
  }

  private void look(int at) {
    int first = bytes[at] & 0xff;
    if (first == TAG_PAN && at + 1 < size) {
      int length = bytes[at + 1];
      if (length >= 7 && length <= 10 && field(at + 2, length)) {
        return;
      }
    }
    int length = bcd(first);
    if (length >= shortest && length <= Issuers.LONGEST && counted(at + 1, length)
        || first >= shortest && first <= Issuers.LONGEST && counted(at + 1, first)) {
      return;
    }
    if (first >= 0x20 && first < 0x70 && packed(at)) {
      track(at);
    }
  }

  /** Whether twelve digits begin here; asked backwards, because text fails there sooner. */
  private boolean packed(int from) {
    if (from + SHORTEST_FIELD > size) {
      return false;
    }
    for (int i = from + SHORTEST_FIELD - 2; i >= from; i--) {
      if ((bytes[i] & 0xf) > 9 || (bytes[i] & 0xff) > 0x99) {
        return false;
      }
    }
    return true;
  }

  /** A whole field of so many bytes, filled up with F. */
  private boolean field(int from, int length) {
    int count = unpack(from, from + length);
    for (int i = count; i < 2 * length; i++) {
      if (nibble(from, i) != FILL) {
        return false;
      }
    }
    return found(from, 0, count);
  }

  /**
   * So many digits, with a leading zero or a last F when they are odd, and six digits after them.
   */
  private boolean counted(int from, int count) {
    int length = (count + 1) / 2;
    if (from + length + 3 > size || unpack(from + length, from + length + 3) != 6) {
      return false;
    }
    int there = unpack(from, from + length);
    if (count % 2 == 0) {
      return there == count && found(from, 0, count);
    }
    if (there == count + 1) {
      return digits[0] == 0 && found(from, 1, count);
    }
    return there == count && nibble(from, count) == FILL && found(from, 0, count);
  }

  /** Digits up to a D, the expiry as YYMM and the three digits of the service code. */
  private boolean track(int from) {
    int count = unpack(from, Math.min(size, from + AHEAD));
    if (count < shortest
        || count > Issuers.LONGEST
        || nibble(from, count) != SEPARATOR
        || from + (count + 9) / 2 > size) {
      return false;
    }
    int month = nibble(from, count + 3) * 10 + nibble(from, count + 4);
    for (int i = count + 1; i <= count + 7; i++) {
      if (nibble(from, i) > 9) {
        return false;
      }
    }
    return month >= 1 && month <= 12 && found(from, 0, count);
  }

  /** Unpacks digits until something else comes; answers how many. */
  private int unpack(int from, int to) {
    int count = 0;
    int most = Math.min(2 * (Math.min(to, size) - from), digits.length);
    while (count < most && nibble(from, count) <= 9) {
      digits[count] = (byte) nibble(from, count);
      count++;
    }
    return count;
  }

  private int nibble(int from, int index) {
    int at = from + index / 2;
    if (at >= size) {
      return FILL;
    }
    return index % 2 == 0 ? (bytes[at] & 0xff) >> 4 : bytes[at] & 0xf;
  }

  private static int bcd(int value) {
    return (value & 0xf) > 9 ? 0 : (value >> 4) * 10 + (value & 0xf);
  }

  private boolean found(int from, int skip, int count) {
    if (count < shortest) {
      return false;
    }
    String brand = Issuers.brand(digits, skip, count);
    if (brand == null) {
      return false;
    }
    int last = from + (skip + count - 1) / 2;
    sink.accept(
        new PanMatch(
            starts[from],
            Math.toIntExact(ends[last] - starts[from]),
            form,
            brand,
            Issuers.masked(digits, skip, count)));
    seen = ends[last];
    return true;
  }
}
