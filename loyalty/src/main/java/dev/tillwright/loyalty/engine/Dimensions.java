package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.engine.index.Probe;
import dev.tillwright.loyalty.engine.index.Ranges;
import dev.tillwright.loyalty.engine.index.Vocabulary;
import dev.tillwright.loyalty.engine.index.Vocabulary.Kind;
import dev.tillwright.loyalty.program.Condition;
import dev.tillwright.loyalty.program.Field;
import dev.tillwright.loyalty.program.ZoneOf;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the index looks at: every field, and beside them the instant, the time of the week and the
 * day of the year on each clock, the member, goods that come back, and whether the sale is scored
 * at several tiers. Of a purchase only what some rule looks at is told.
 */
final class Dimensions {
  /** A quantity has at most six decimals. */
  static final int QUANTITY_DIGITS = 6;

  private static final long NANOS_OF_DAY = 86_400_000_000_000L;
  private static final int DAYS_OF_MONTH = 32;
  private static final long MOST = Long.MAX_VALUE - 1;

  private static final List<Field> OF_LINE =
      Arrays.stream(Field.values()).filter(Field::ofLine).toList();
  private static final List<Field> OF_SALE =
      Arrays.stream(Field.values()).filter(field -> !field.ofLine()).toList();
  private static final List<ZoneOf> ZONES = List.of(ZoneOf.values());
  private static final List<Kind> KINDS = new ArrayList<>();
  private static final Map<Field, Integer> FIELDS = new EnumMap<>(Field.class);
  private static final Map<ZoneOf, Integer> WEEKS = new EnumMap<>(ZoneOf.class);
  private static final Map<ZoneOf, Integer> YEARS = new EnumMap<>(ZoneOf.class);

  static {
    for (Field field : Field.values()) {
      FIELDS.put(
          field,
          next(
              switch (field.type()) {
                case TEXT -> Kind.TEXT;
                case TEXTS -> Kind.TEXTS;
                case AMOUNT, QUANTITY -> Kind.NUMBER;
              }));
    }
    for (ZoneOf zone : ZoneOf.values()) {
      WEEKS.put(zone, next(Kind.NUMBER));
      YEARS.put(zone, next(Kind.NUMBER));
    }
  }

  static final int INSTANT = next(Kind.NUMBER);
  static final int MEMBER = next(Kind.NUMBER);
  static final int LINKED_RETURN = next(Kind.NUMBER);
  static final int SPLIT = next(Kind.NUMBER);

  private final Vocabulary vocabulary = new Vocabulary(KINDS.toArray(Kind[]::new));
  private final boolean[] used = new boolean[KINDS.size()];

  private static int next(Kind kind) {
    KINDS.add(kind);
    return KINDS.size() - 1;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  static int of(Field field) {
    return Objects.requireNonNull(FIELDS.get(field));
  }

  /** The time of the week on a clock, in nanoseconds from Monday. */
  static int week(ZoneOf zone) {
    return Objects.requireNonNull(WEEKS.get(zone));
  }

  /** The day of the year on a clock, as {@link #day} counts. */
  static int year(ZoneOf zone) {
    return Objects.requireNonNull(YEARS.get(zone));
  }

  int use(int dimension) {
    used[dimension] = true;
    return dimension;
  }

  /** What is the same for all positions. */
  void tellPurchase(Facts facts, Probe probe) {
    for (Field field : OF_SALE) {
      if (used[of(field)]) {
        tell(field, facts, -1, probe);
      }
    }
    if (used[INSTANT]) {
      probe.number(INSTANT, millis(facts.at()));
    }
    if (used[MEMBER] && facts.member != null) {
      probe.number(MEMBER, 1);
    }
    if (used[LINKED_RETURN] && facts.purchase.linkedReturn()) {
      probe.number(LINKED_RETURN, 1);
    }
    if (used[SPLIT] && facts.tiers.size() > 1) {
      probe.number(SPLIT, 1);
    }
    for (ZoneOf zone : ZONES) {
      if (used[week(zone)]) {
        LocalDateTime local = facts.local(zone);
        probe.number(
            week(zone),
            (local.getDayOfWeek().getValue() - 1) * NANOS_OF_DAY
                + local.toLocalTime().toNanoOfDay());
      }
      if (used[year(zone)]) {
        probe.number(year(zone), day(MonthDay.from(facts.local(zone))));
      }
    }
  }

  void tellPosition(Facts facts, int position, Probe probe) {
    for (Field field : OF_LINE) {
      if (used[of(field)]) {
        tell(field, facts, position, probe);
      }
    }
  }

  private static void tell(Field field, Facts facts, int position, Probe probe) {
    int dimension = of(field);
    switch (field.type()) {
      case TEXT -> probe.text(dimension, Values.text(facts, field, position));
      case TEXTS -> probe.texts(dimension, Values.texts(facts, field));
      case AMOUNT -> probe.number(dimension, Math.min(MOST, Values.minor(facts, field, position)));
      case QUANTITY ->
          probe.number(dimension, scaled(Values.quantity(facts, field, position), QUANTITY_DIGITS));
    }
  }

  /** A decimal as a whole number; what is beyond the bounds that a rule can name stays beyond. */
  static long scaled(BigDecimal value, int digits) {
    BigInteger whole = value.movePointRight(digits).setScale(0, RoundingMode.FLOOR).toBigInteger();
    if (whole.bitLength() > 62) {
      return whole.signum() < 0 ? Long.MIN_VALUE : MOST;
    }
    return whole.longValueExact();
  }

  /** Milliseconds, rounded down; the ends of time stay the ends. */
  static long millis(Instant instant) {
    try {
      return Math.min(MOST, instant.toEpochMilli());
    } catch (ArithmeticException e) {
      return instant.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : MOST;
    }
  }

  /** Rises with the days of a year. */
  static long day(MonthDay day) {
    return day.getMonthValue() * (long) DAYS_OF_MONTH + day.getDayOfMonth();
  }

  /** A window that begins on some days of the week. */
  static Ranges week(Condition.LocalWindow window) {
    long from = window.from().toNanoOfDay();
    long to = window.to().toNanoOfDay();
    long length = from < to ? to - from : NANOS_OF_DAY - from + to;
    Ranges open = Ranges.NONE;
    for (DayOfWeek day : window.days()) {
      long start = (day.getValue() - 1) * NANOS_OF_DAY + from;
      long end = start + length;
      long week = 7 * NANOS_OF_DAY;
      open = open.or(Ranges.of(start, Math.min(end, week))).or(Ranges.of(0, end - week));
    }
    return open;
  }
}
