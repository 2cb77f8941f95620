package dev.tillwright.core.catalogue;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.csv.CsvLines;
import dev.tillwright.core.csv.CsvOut;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lines of a file as cells by column, before anything is known of what they mean. */
final class CsvRows {
  /** So many lines at most, with the header; larger catalogues come in parts. */
  static final int MAX_LINES = 200_000;

  /** A line has at most so many characters. */
  static final int MAX_LINE = 4_000;

  private static final long MAX_CHARACTERS = 64L << 20;

  private final List<Row> rows = new ArrayList<>();
  private final List<ImportFault> faults = new ArrayList<>();
  private boolean header;
  private int lines;

  private CsvRows() {}

  /** A line with a cell for each column of the file. */
  record Row(long line, Map<String, String> cells) {}

  List<Row> rows() {
    return rows;
  }

  List<ImportFault> faults() {
    return faults;
  }

  /** Whether the header fits; else no line was read. */
  boolean hasHeader() {
    return header;
  }

  int lines() {
    return lines;
  }

  static CsvRows read(CatalogueFile file, Reader text) {
    CsvRows read = new CsvRows();
    try {
      read.all(file, new CsvLines(new BufferedReader(text), MAX_LINE));
    } catch (IOException e) {
      // Of its message only the system knows what it may hold.
      throw new TillwrightException("catalogue.unreadable", true, "the file cannot be read");
    }
    return read;
  }

  private void all(CatalogueFile file, CsvLines csv) throws IOException {
    List<String> columns = header(file, csv);
    header = faults.isEmpty();
    long characters = 0;
    while (header && csv.next()) {
      if (csv.number() > MAX_LINES || characters > MAX_CHARACTERS) {
        throw new TillwrightException(
            "catalogue.tooLarge",
            false,
            "the file has more than " + MAX_LINES + " lines or 64 million characters: split it");
      }
      if (csv.isBlank()) {
        continue;
      }
      lines++;
      List<String> fields = csv.fields();
      if (fields == null) {
        faults.add(new ImportFault(csv.number(), "", Fault.NOT_CSV));
      } else if (fields.size() != columns.size()) {
        faults.add(new ImportFault(csv.number(), "", Fault.FIELDS));
      } else {
        Map<String, String> cells = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
          cells.put(columns.get(i), CsvOut.back(fields.get(i).strip()));
          characters += fields.get(i).length();
        }
        rows.add(new Row(csv.number(), cells));
      }
    }
  }

  private List<String> header(CatalogueFile file, CsvLines csv) throws IOException {
    boolean there = csv.next();
    List<String> fields = there ? csv.fields() : List.of("");
    if (fields == null) {
      faults.add(new ImportFault(1, "", Fault.NOT_CSV));
      return List.of();
    }
    List<String> columns = fields.stream().map(String::strip).toList();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i);
      if (!file.columns().contains(column)) {
        faults.add(new ImportFault(1, "column " + (i + 1), Fault.UNKNOWN_COLUMN));
      } else if (!seen.add(column)) {
        faults.add(new ImportFault(1, column, Fault.COLUMN_TWICE));
      }
    }
    for (String needed : file.needed()) {
      if (!seen.contains(needed)) {
        faults.add(new ImportFault(1, needed, Fault.COLUMN_MISSING));
      }
    }
    return columns;
  }
}
