package dev.tillwright.examples.shop;

import java.io.EOFException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.zip.ZipException;

/**
 * Reads comma-separated values with a header (RFC 4180): quoted fields may hold commas, doubled
 * quotes and line ends; records end with LF or CRLF; a byte order mark is skipped, blank lines too.
 * Whatever else is not the format is refused with its place. One record is held at a time.
 *
 * <p>Bounds: 4,000 characters in a field, 20,000 in a record, 64 columns. Not for several threads.
 */
final class CsvReader implements AutoCloseable {
  private static final int MAX_FIELD = 4_000;
  private static final int MAX_RECORD = 20_000;
  private static final int MAX_COLUMNS = 64;
  private static final int END = -1;
  private static final int NONE = -2;

  private final Reader in;
  private final String file;
  private final char[] buffer = new char[1 << 14];
  private final StringBuilder field = new StringBuilder();
  private final List<String> record = new ArrayList<>();
  private int filled;
  private int next;
  private int pushedBack = NONE;
  private long currentLine = 1;
  private long recordLine = 1;
  private int recordLength;
  private List<String> header = List.of();

  /**
   * Reads the header.
   *
   * @param file its name, for errors
   */
  CsvReader(Reader in, String file) {
    this.in = in;
    this.file = file;
    int first = read();
    if (first != '\uFEFF') {
      pushedBack = first;
    }
    if (!readRecord()) {
      throw RetailFileException.malformed(file, 1, "", "the header is missing");
    }
    if (new HashSet<>(record).size() < record.size()) {
      throw malformed("", "the header names a column twice");
    }
    header = List.copyOf(record);
  }

  List<String> header() {
    return header;
  }

  /** Where a column stands. */
  int column(String name) {
    int index = header.indexOf(name);
    if (index < 0) {
      throw RetailFileException.malformed(file, recordLine, name, "the header does not name it");
    }
    return index;
  }

  /** Moves to the next record; false at the end. */
  boolean next() {
    if (!readRecord()) {
      return false;
    }
    if (record.size() < header.size()) {
      throw malformed(header.get(record.size()), "missing");
    }
    if (record.size() > header.size()) {
      throw malformed("", "more fields than the header's " + header.size());
    }
    return true;
  }

  /** A field of the current record. */
  String field(int index) {
    return record.get(index);
  }

  /** The line in the file on which the current record begins, from 1. */
  long line() {
    return recordLine;
  }

  /** An error about a field of the current record. */
  RetailFileException malformed(String column, String what) {
    return RetailFileException.malformed(file, recordLine, column, what);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // It was only read: nothing is lost by a close that fails.
    }
  }

  private boolean readRecord() {
    int c;
    do {
      recordLine = currentLine;
      c = read();
    } while (endsLine(c));
    if (c == END) {
      return false;
    }
    record.clear();
    recordLength = 0;
    pushedBack = c;
    int end;
    do {
      end = readField();
      if (record.size() > MAX_COLUMNS) {
        throw malformed("", "more than " + MAX_COLUMNS + " columns");
      }
    } while (end == ',');
    return true;
  }

  /** Reads one field and gives the character that ended it: a comma, a line feed or the end. */
  private int readField() {
    field.setLength(0);
    int c = read();
    if (c == '"') {
      c = readQuoted();
    } else {
      while (c != ',' && c != END && !endsLine(c)) {
        if (c == '"') {
          throw malformed(name(), "a quote inside a field that is not quoted");
        }
        add(c);
        c = read();
      }
    }
    if (field.indexOf("\uFFFD") >= 0) {
      throw malformed(name(), "not UTF-8 (iconv -f WINDOWS-1252 -t UTF-8 may help)");
    }
    record.add(field.toString());
    return c;
  }

  private int readQuoted() {
    long opened = currentLine;
    while (true) {
      int c = read();
      if (c == END) {
        throw RetailFileException.malformed(file, opened, name(), "a quote is never closed");
      }
      if (c != '"') {
        add(c);
        continue;
      }
      int after = read();
      if (after == '"') {
        add('"');
      } else if (after == ',' || after == END || endsLine(after)) {
        return after;
      } else {
        throw malformed(name(), "text after the closing quote");
      }
    }
  }

  /** Whether a line ends here; takes the line feed that belongs to a carriage return. */
  private boolean endsLine(int c) {
    if (c != '\r') {
      return c == '\n';
    }
    if (read() != '\n') {
      throw malformed(name(), "a carriage return without a line feed");
    }
    return true;
  }

  private void add(int c) {
    if (field.length() == MAX_FIELD) {
      throw malformed(name(), "longer than " + MAX_FIELD + " characters");
    }
    if (++recordLength > MAX_RECORD) {
      throw malformed("", "longer than " + MAX_RECORD + " characters");
    }
    field.append((char) c);
  }

  private String name() {
    int index = record.size();
    return index < header.size() ? header.get(index) : "";
  }

  private int read() {
    if (pushedBack != NONE) {
      int c = pushedBack;
      pushedBack = NONE;
      return c;
    }
    if (next == filled) {
      filled = fill();
      next = 0;
      if (filled < 0) {
        filled = 0;
        return END;
      }
    }
    char c = buffer[next++];
    if (c == '\n') {
      currentLine++;
    }
    return c;
  }

  private int fill() {
    try {
      return in.read(buffer, 0, buffer.length);
    } catch (EOFException e) {
      throw RetailFileException.malformed(
          file, currentLine, "", "the compressed file ends too early");
    } catch (ZipException e) {
      throw RetailFileException.malformed(file, currentLine, "", "the compressed file is damaged");
    } catch (IOException e) {
      throw RetailFileException.unreadable(file, "reading failed", e);
    }
  }
}
