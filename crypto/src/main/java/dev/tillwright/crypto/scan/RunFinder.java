package dev.tillwright.crypto.scan;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds card numbers in characters: 13 to 19 digits with single spaces or hyphens between them at
 * most, that begin and end where a run of digits begins and ends.
 *
 * <p>Hexadecimal words (digests, UUIDs) are what gives false alarms in real logs. So digits between
 * two hexadecimal letters are no match, nor digits with separators that touch one; a {@code B}
 * before them is let through, because that is how track 1 begins.
 */
final class RunFinder implements Lens {
  /** One match and what is needed to see where it ends, several times over. */
  private static final int ROOM = 128;

  private final PanForm form;
  private final int shortest;
  private final Consumer<PanMatch> sink;
  private final byte[] digits = new byte[ROOM];
  private final boolean[] opens = new boolean[ROOM];
  private final long[] starts = new long[ROOM];
  private final long[] ends = new long[ROOM];
  private int size;
  private boolean gap;
  private int before = OTHER;

  RunFinder(PanForm form, int shortest, Consumer<PanMatch> sink) {
    this.form = form;
    this.shortest = shortest;
    this.sink = sink;
  }

  @Override
  public void next(int symbol, long start, long end) {
    if (symbol >= '0' && symbol <= '9') {
      if (size == ROOM) {
        resolve(false, OTHER);
      }
      digits[size] = (byte) (symbol - '0');
      opens[size] = size == 0 || gap;
      starts[size] = start;
      ends[size] = end;
      size++;
      gap = false;
    } else if ((symbol == ' ' || symbol == '-') && size > 0 && !gap) {
      gap = true;
    } else {
      if (size > 0) {
        resolve(true, gap ? ' ' : symbol);
      }
      before = symbol;
    }
  }

  /** Most bytes are no digits: they are passed over without a call. */
  @Override
  public void all(byte[] bytes, int length, long offset) {
    for (int i = 0; i < length; i++) {
      int symbol = bytes[i] & 0xff;
      if (size == 0 && (symbol < '0' || symbol > '9')) {
        before = symbol;
      } else {
        next(symbol, offset + i, offset + i + 1);
      }
    }
  }

  /** Whether digits are held; while none are, what is no digit may be told by {@link #pass}. */
  boolean holds() {
    return size > 0;
  }

  void pass(int symbol) {
    before = symbol;
  }

  @Override
  public void end() {
    if (size > 0) {
      resolve(true, OTHER);
    }
    before = OTHER;
  }

  private void resolve(boolean whole, int after) {
    int at = 0;
    while (size - at >= (whole ? shortest : Issuers.LONGEST + 1)) {
      int length = opens[at] ? match(at, whole, after) : 0;
      at += Math.max(1, length);
    }
    int left = whole ? 0 : size - at;
    System.arraycopy(digits, at, digits, 0, left);
    System.arraycopy(opens, at, opens, 0, left);
    System.arraycopy(starts, at, starts, 0, left);
    System.arraycopy(ends, at, ends, 0, left);
    Arrays.fill(digits, left, size, (byte) 0);
    size = left;
    gap = gap && !whole;
    before = ' ';
  }

  /** How many digits from here are a card number, the most that may be; 0 when none are. */
  private int match(int from, boolean whole, int after) {
    for (int length = Issuers.LONGEST; length >= shortest; length--) {
      int end = from + length;
      boolean closes = end < size ? opens[end] : end == size && whole;
      if (!closes) {
        continue;
      }
      String brand = Issuers.brand(digits, from, length);
      if (brand != null
          && !inHexWord(from, end, from == 0 ? before : ' ', end == size ? after : ' ')) {
        sink.accept(
            new PanMatch(
                starts[from],
                Math.toIntExact(ends[end - 1] - starts[from]),
                form,
                brand,
                Issuers.masked(digits, from, length)));
        return length;
      }
    }
    return 0;
  }

  private boolean inHexWord(int from, int end, int left, int right) {
    boolean separated = false;
    for (int i = from + 1; i < end; i++) {
      separated |= opens[i];
    }
    boolean touchesLeft = hexLetter(left);
    boolean touchesRight = hexLetter(right);
    return separated ? touchesLeft && left != 'B' || touchesRight : touchesLeft && touchesRight;
  }

  private static boolean hexLetter(int symbol) {
    int lower = symbol | 0x20;
    return lower >= 'a' && lower <= 'f';
  }
}
