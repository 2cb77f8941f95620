package dev.tillwright.core.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of comma-separated values (RFC 4180), but for one thing: a quoted field ends on its line,
 * so that a quote that is not closed spoils one line and not the file. Not for several threads.
 */
public final class CsvLines {
  private final Reader in;
  private final int longest;
  private final StringBuilder line = new StringBuilder();
  private long number;
  private boolean tooLong;

  /**
   * @param in stays the caller's
   * @param longest most characters of a line; a longer one is read, and has no fields
   */
  public CsvLines(Reader in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** Moves to the next line; false at the end. What is beyond the bound of a line is left out. */
  public boolean next() throws IOException {
    line.setLength(0);
    tooLong = false;
    int c = in.read();
    if (c < 0) {
      return false;
    }
    number++;
    for (; c >= 0 && c != '\n'; c = in.read()) {
      tooLong |= line.length() == longest;
      if (!tooLong) {
        line.append((char) c);
      }
    }
    if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    if (number == 1 && line.length() > 0 && line.charAt(0) == '\uFEFF') {
      line.deleteCharAt(0);
    }
    return true;
  }

  /** The number of the line, from 1. */
  public long number() {
    return number;
  }

  /** Whether nothing stands on the line. */
  public boolean isBlank() {
    return line.toString().isBlank();
  }

  /** The fields of the line; nothing when it is no such line. */
  public @Nullable List<String> fields() {
    if (tooLong) {
      return null;
    }
    List<String> fields = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder field = new StringBuilder();
      boolean quoted = at < line.length() && line.charAt(at) == '"';
      at = quoted ? quoted(at + 1, field) : plain(at, field);
      if (at < 0) {
        return null;
      }
      fields.add(field.toString());
      if (at == line.length()) {
        return fields;
      }
      if (line.charAt(at) != ',') {
        return null;
      }
      at++;
    }
  }

  private int plain(int from, StringBuilder field) {
    int at = from;
    while (at < line.length() && line.charAt(at) != ',') {
      if (line.charAt(at) == '"') {
        return -1;
      }
      field.append(line.charAt(at++));
    }
    return at;
  }

  /** From behind the opening quote; gives where the field ends, or -1. */
  private int quoted(int from, StringBuilder field) {
    for (int at = from; at < line.length(); at++) {
      char c = line.charAt(at);
      boolean doubled = c == '"' && at + 1 < line.length() && line.charAt(at + 1) == '"';
      if (c == '"' && !doubled) {
        return at + 1;
      }
      field.append(c);
      at += doubled ? 1 : 0;
    }
    return -1;
  }
}
