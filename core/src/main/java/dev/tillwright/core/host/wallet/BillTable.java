package dev.tillwright.core.host.wallet;

import dev.tillwright.core.host.wallet.WalletBill.Line;
import dev.tillwright.core.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of a bill under a header that names its columns. */
final class BillTable {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final int MAX_LINE = 4_000;

  private final LocalDate day;
  private final Currency currency;
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();
  private final List<Long> faults = new ArrayList<>();
  private String[] now = {};

  BillTable(LocalDate day, Currency currency) {
    this.day = day;
    this.currency = currency;
  }

  /** Names the columns. */
  void header(String line) {
    String[] names = line.split(",", -1);
    for (int i = 0; i < names.length; i++) {
      columns.put(names[i].strip(), i);
    }
  }

  boolean hasHeader() {
    return !columns.isEmpty();
  }

  /** How a line is made of its fields. */
  interface Maker {
    Line make(BillTable from);
  }

  void line(long position, String text, Maker maker) {
    if (lines.size() >= WalletBill.MAX_LINES || text.length() > MAX_LINE) {
      fault(position);
      return;
    }
    now = text.split(",", -1);
    try {
      lines.add(maker.make(this));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException e) {
      fault(position);
    }
  }

  void fault(long position) {
    if (faults.size() < WalletBill.MAX_FAULTS) {
      faults.add(position);
    }
  }

  /** A field of the line; spreadsheets are kept from it by a grave accent or tab around it. */
  String field(String name) {
    Integer at = columns.get(name);
    if (at == null || at >= now.length) {
      throw new IllegalArgumentException("a column is missing");
    }
    String text = now[at].strip();
    return text.startsWith("`") ? text.substring(1) : text;
  }

  Instant time(String name) {
    return LocalDateTime.parse(field(name), TIME).atZone(CHINA).toInstant();
  }

  /** An amount, whichever way it goes. */
  Money amount(String name) {
    Money read = Money.parse(field(name), currency);
    return read.isNegative() ? read.negate() : read;
  }

  List<Line> lines() {
    return lines;
  }

  WalletBill bill(boolean whole) {
    return new WalletBill(day, lines, faults, whole && faults.isEmpty());
  }
}
