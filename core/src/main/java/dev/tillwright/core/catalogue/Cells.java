package dev.tillwright.core.catalogue;

import dev.tillwright.core.money.UnitPrice;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The cells of one line, read strictly: what does not fit is a {@link Bad} with its column. */
final class Cells {
  private final Map<String, String> cells;

  Cells(Map<String, String> cells) {
    this.cells = cells;
  }

  /** A cell that does not fit. */
  static final class Bad extends Exception {
    private static final long serialVersionUID = 1L;
    final String column;
    final Fault fault;

    Bad(String column, Fault fault) {
      super(fault.code(), null, false, false); // a file may have a hundred thousand of them
      this.column = column;
      this.fault = fault;
    }
  }

  boolean has(String column) {
    return cells.containsKey(column);
  }

  String optional(String column) {
    return cells.getOrDefault(column, "");
  }

  String needed(String column, Predicate<String> fits) throws Bad {
    String cell = optional(column);
    if (cell.isEmpty()) {
      throw new Bad(column, Fault.MISSING);
    }
    if (!fits.test(cell)) {
      throw new Bad(column, Fault.TEXT);
    }
    return cell;
  }

  /** What stands there; what was before when the file has no such column. */
  <T> T or(T before, String column, Fault fault, Function<String, T> read) throws Bad {
    return has(column) ? value(column, fault, read) : before;
  }

  <T> T value(String column, Fault fault, Function<String, T> read) throws Bad {
    try {
      return read.apply(optional(column));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new Bad(column, fault);
    }
  }

  @Nullable LocalDate day(String column, @Nullable LocalDate before) throws Bad {
    if (!has(column)) {
      return before;
    }
    if (optional(column).isEmpty()) {
      return null;
    }
    LocalDate day = value(column, Fault.DATE, LocalDate::parse);
    if (!Texts.isDay(day)) {
      throw new Bad(column, Fault.DATE);
    }
    return day;
  }

  static void inOrder(@Nullable LocalDate from, @Nullable LocalDate to) throws Bad {
    if (from != null && to != null && to.isBefore(from)) {
      throw new Bad("to", Fault.DATE);
    }
  }

  Currency currency(String column) throws Bad {
    needed(column, cell -> true);
    Currency currency = value(column, Fault.CURRENCY, Currency::getInstance);
    if (currency.getDefaultFractionDigits() < 0) {
      throw new Bad(column, Fault.CURRENCY);
    }
    return currency;
  }

  UnitPrice price(String column, Currency currency) throws Bad {
    needed(column, cell -> true);
    if (!optional(column).matches("[0-9]{1,12}(\\.[0-9]{1,6})?")) {
      throw new Bad(column, Fault.DECIMAL);
    }
    return new UnitPrice(new BigDecimal(optional(column)), currency);
  }

  /** The parts of a cell between semicolons; none of an empty one. */
  List<String> parts(String column, int most) throws Bad {
    if (optional(column).isEmpty()) {
      return List.of();
    }
    List<String> parts = Arrays.stream(optional(column).split(";", -1)).map(String::strip).toList();
    if (parts.size() > most) {
      throw new Bad(column, Fault.TOO_MANY);
    }
    return parts;
  }
}
