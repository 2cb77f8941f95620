package dev.tillwright.core.journal;

import dev.tillwright.core.store.Tx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A journal's rows in memory, given to the chain check as SQLite would give them: in the order of
 * the key, with the types that its columns make of what is put in. Tests that tamper many thousand
 * times go through it, and a sample of them through a file.
 */
public final class MemoryChain {
  private static final Pattern WHOLE = Pattern.compile("\\s*-?[0-9]{1,18}\\s*");
  private static final Comparator<Row> KEY =
      Comparator.comparing((Row row) -> row.epoch).thenComparing(row -> row.seq);

  private MemoryChain() {}

  /**
   * Verifies.
   *
   * @param rows terminal, epoch, seq, at, kind, payload, hash before and hash of each, as bytes
   */
  public static Verification.Chain verify(String terminal, List<byte[][]> rows, Head writer) {
    byte[] name = terminal.getBytes(StandardCharsets.UTF_8);
    List<Row> ours = new ArrayList<>(rows.size());
    boolean sorted = true;
    for (byte[][] each : rows) {
      if (Arrays.equals(each[0], name)) {
        Row row = new Row(each);
        sorted &= ours.isEmpty() || KEY.compare(ours.get(ours.size() - 1), row) <= 0;
        ours.add(row);
      }
    }
    if (!sorted) {
      ours.sort(KEY);
    }
    ChainCheck check = new ChainCheck(terminal, new EntryHash(), ChainCheck.Contents.NONE);
    ours.forEach(check::next);
    check.locate(seq -> ours.stream().anyMatch(row -> row.seq.is(seq)));
    return check.end(writer);
  }

  /** A value in a column of whole numbers: what looks like one is one, all else stays a text. */
  private record Cell(boolean number, long value, String text) implements Comparable<Cell> {
    static Cell of(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      boolean number = WHOLE.matcher(text).matches();
      long value = number ? Long.parseLong(text.strip()) : 0;
      return new Cell(number, value, number ? Long.toString(value) : text);
    }

    boolean is(long seq) {
      return number && value == seq;
    }

    @Override
    public int compareTo(Cell other) {
      if (number != other.number) {
        return number ? -1 : 1; // numbers come before texts
      }
      return number ? Long.compare(value, other.value) : text.compareTo(other.text);
    }
  }

  private static final class Row implements Tx.Row {
    private final byte[][] columns;
    private final Cell epoch;
    private final Cell seq;

    Row(byte[][] columns) {
      this.columns = columns;
      this.epoch = Cell.of(columns[1]);
      this.seq = Cell.of(columns[2]);
    }

    @Override
    public String text(int column) {
      return new String(bytes(column), StandardCharsets.UTF_8);
    }

    @Override
    public Optional<String> optionalText(int column) {
      return Optional.of(text(column));
    }

    @Override
    public long number(int column) {
      if (column != 1) {
        throw new AssertionError("the check asks for one number, whether types are sound");
      }
      return epoch.number && seq.number ? 1 : 0;
    }

    @Override
    public byte[] bytes(int column) {
      return switch (column) {
        case 3 -> epoch.text.getBytes(StandardCharsets.ISO_8859_1);
        case 4 -> seq.text.getBytes(StandardCharsets.ISO_8859_1);
        default -> columns[column - 2];
      };
    }
  }
}
