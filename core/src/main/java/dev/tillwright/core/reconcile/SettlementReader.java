package dev.tillwright.core.reconcile;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.csv.CsvLines;
import dev.tillwright.core.reconcile.SettlementFile.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settlement file of a payment host; {@code docs/settlement.md} has its columns.
 *
 * <p><b>Guarantees.</b> A line that is not as described is left out and named by its number and
 * field, never by what stands in it; the lines around it are read. Card numbers are refused
 * wherever one could stand.
 *
 * <p>Bounds: {@value #MAX_LINES} lines of {@value #MAX_LINE} characters.
 */
public final class SettlementReader {
  static final int MAX_LINE = 2_000;

  /** A file with more lines is refused; hosts of that size split theirs. */
  public static final int MAX_LINES = 500_000;

  private static final List<String> NEEDED = List.of("type", "at", "currency", "amount");

  private final CsvLines csv;
  private final List<SettlementLine> lines = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final Map<String, SettlementTotal> counted = new TreeMap<>();
  private final Map<String, SettlementTotal> claimed = new TreeMap<>();
  private long faulty;

  private SettlementReader(Reader in) {
    this.csv = new CsvLines(in, MAX_LINE);
  }

  /**
   * Reads a file in UTF-8.
   *
   * @param reference names the settlement; see {@link SettlementFile}
   * @throws TillwrightException {@code settlement.unreadable} when the file cannot be read, has no
   *     header that fits, or has more than {@value #MAX_LINES} lines
   */
  public static SettlementFile read(Path file, String reference) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(new InputStreamReader(in, StandardCharsets.UTF_8), reference);
    } catch (IOException e) {
      throw unreadable(true, "the settlement file cannot be read");
    }
  }

  /** Reads text, and does not close it; as above. */
  public static SettlementFile read(Reader text, String reference) {
    try {
      return new SettlementReader(new BufferedReader(text)).all(reference);
    } catch (IOException e) {
      throw unreadable(true, "the settlement file cannot be read");
    }
  }

  private SettlementFile all(String reference) throws IOException {
    List<String> header = header();
    while (csv.next()) {
      if (csv.number() > MAX_LINES) {
        throw unreadable(false, "the settlement file has more than " + MAX_LINES + " lines");
      }
      if (!csv.isBlank()) {
        row(header, csv.fields());
      }
    }
    boolean sealed = !claimed.isEmpty() && claimed.keySet().containsAll(counted.keySet());
    for (Map.Entry<String, SettlementTotal> total : claimed.entrySet()) {
      sealed &= agrees(total.getKey(), total.getValue());
    }
    return new SettlementFile(reference, lines, faults, faulty, sealed);
  }

  private List<String> header() throws IOException {
    List<String> header = csv.next() ? csv.fields() : null;
    boolean fits =
        header != null
            && header.containsAll(NEEDED)
            && new HashSet<>(header).size() == header.size();
    if (header == null || !fits) {
      throw unreadable(false, "line 1: the header must name each of " + NEEDED + " once");
    }
    return header;
  }

  private void row(List<String> header, @Nullable List<String> fields) {
    if (fields == null) {
      fault("", "not a line of comma-separated values, or longer than " + MAX_LINE);
    } else if (fields.size() != header.size()) {
      fault("", header.size() + " fields were expected");
    } else {
      try {
        SettlementRow row = new SettlementRow(header, fields);
        if (row.isTotal()) {
          total(row.total());
        } else {
          SettlementLine line = row.line(csv.number());
          lines.add(line);
          counted.merge(
              line.amount().currency().getCurrencyCode(),
              SettlementTotal.of(line),
              SettlementTotal::plus);
        }
      } catch (SettlementRow.Wrong e) {
        fault(e.field(), e.what());
      }
    }
  }

  private void total(SettlementTotal total) {
    if (claimed.put(total.amount().currency().getCurrencyCode(), total) != null) {
      fault("type", "a second total of one currency");
    }
  }

  private boolean agrees(String currency, SettlementTotal total) {
    SettlementTotal lines = counted.getOrDefault(currency, total.nothing());
    if (!total.equals(lines) && faulty == 0) {
      fault("count", "the totals of " + currency + " are not those of the lines");
    }
    return total.equals(lines);
  }

  private void fault(String field, String what) {
    faulty++;
    if (faults.size() < SettlementFile.MAX_FAULTS) {
      faults.add(new Fault(csv.number(), field, what));
    }
  }

  private static TillwrightException unreadable(boolean retryable, String what) {
    return new TillwrightException("settlement.unreadable", retryable, what);
  }
}
