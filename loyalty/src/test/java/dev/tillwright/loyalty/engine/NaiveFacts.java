package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.program.Condition;
import dev.tillwright.loyalty.program.Field;
import dev.tillwright.loyalty.program.LeapDay;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Rule;
import dev.tillwright.loyalty.program.Span;
import dev.tillwright.loyalty.program.ZoneOf;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What holds on a purchase, told from the definition of each condition. */
@SuppressWarnings("NullAway") // what is not there fails the test, as it should
final class NaiveFacts {
  final Program program;
  final Purchase purchase;
  final List<Item> items = new ArrayList<>();
  final List<Item> live = new ArrayList<>();

  /** All lines of one item at one price. */
  record Item(String code, String category, BigDecimal price, List<PricedLine> lines) {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return code.hashCode();
    }

    long sum(Function<PricedLine, Money> amount) {
      return lines.stream().mapToLong(line -> amount.apply(line).minor()).sum();
    }

    BigDecimal quantity() {
      return lines.stream()
          .map(l -> l.line().quantity().value())
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  NaiveFacts(Program program, Purchase purchase) {
    this.program = program;
    this.purchase = purchase;
    for (PricedLine line : purchase.totals().lines()) {
      var item = line.line().item();
      Item found = null;
      for (Item each : items) {
        if (each.code().equals(item.code())
            && each.category().equals(item.category())
            && each.price().compareTo(item.price().value()) == 0) {
          found = each;
        }
      }
      if (found == null) {
        found = new Item(item.code(), item.category(), item.price().value(), new ArrayList<>());
        items.add(found);
      }
      found.lines().add(line);
    }
    items.sort(
        Comparator.comparing(Item::code).thenComparing(Item::category).thenComparing(Item::price));
  }

  /** Takes out what is excluded at the tier with which the sale begins. */
  void exclude(String tier) {
    live.addAll(items);
    Set<Item> out = new HashSet<>();
    for (Rule rule : program.rules()) {
      for (Item item : items) {
        if (rule.excludesPoints() && selects(rule, item, tier)) {
          out.add(item);
        }
      }
    }
    live.removeIf(out::contains);
  }

  String tier() {
    return purchase.member().map(Shopper::tier).orElse("");
  }

  boolean selects(Rule rule, Item item, String tier) {
    if (rule.status() != Rule.Status.APPROVED) {
      return false;
    }
    LocalDateTime from = rule.effective().from();
    LocalDateTime to = rule.effective().to();
    return (from == null || !before(from, program.zone()))
        && (to == null || before(to, program.zone()))
        && holds(rule.when(), item, tier, rule.id());
  }

  /** Whether the purchase is before a wall time: minute by minute through the offsets. */
  private boolean before(LocalDateTime wall, ZoneId zone) {
    // The first instant at which clocks show this time or a later one of the same day.
    Instant first = wall.minusHours(3).atZone(zone).toInstant();
    while (first.atZone(zone).toLocalDateTime().isBefore(wall)) {
      first = first.plusSeconds(60);
    }
    return purchase.at().isBefore(first);
  }

  boolean holds(Condition condition, Item item, String tier, String rule) {
    if (condition instanceof Condition.All all) {
      return all.of().stream().allMatch(each -> holds(each, item, tier, rule));
    } else if (condition instanceof Condition.Any any) {
      return any.of().stream().anyMatch(each -> holds(each, item, tier, rule));
    } else if (condition instanceof Condition.Not not) {
      return !holds(not.of(), item, tier, rule);
    } else if (condition instanceof Condition.In in) {
      return texts(in.field(), item, tier).stream().anyMatch(in.values()::contains);
    } else if (condition instanceof Condition.Range range) {
      return within(number(range.field(), item), range.min(), range.below());
    } else if (condition instanceof Condition.Counter counter) {
      return purchase.member().isPresent()
          && within(counted(counter, rule), counter.min(), counter.below());
    } else if (condition instanceof Condition.Aggregate sum) {
      List<Item> of = live.stream().filter(each -> holds(sum.of(), each, tier, rule)).toList();
      return within(measured(sum.measure(), of), sum.min(), sum.below());
    } else if (condition instanceof Condition.Paid paid) {
      long minor =
          purchase.tenders().entrySet().stream()
              .filter(each -> paid.kinds().contains(each.getKey()))
              .mapToLong(each -> each.getValue().minor())
              .sum();
      return paid.min() == null && paid.below() == null
          ? minor > 0
          : within(units(minor), paid.min(), paid.below());
    } else if (condition instanceof Condition.Member) {
      return purchase.member().isPresent();
    } else if (condition instanceof Condition.FirstPurchase) {
      return purchase.member().isPresent()
          && purchase.tallies().bought(member(), Instant.EPOCH, Instant.MAX).purchases() == 0;
    } else if (condition instanceof Condition.LinkedReturn) {
      return purchase.linkedReturn();
    }
    return time(condition);
  }

  private boolean time(Condition condition) {
    if (condition instanceof Condition.LocalWindow window) {
      ZonedDateTime at = purchase.at().atZone(zone(window.zone()));
      // Second by second of the week, so that nothing is shared with the window's own code.
      long now = (at.getDayOfWeek().getValue() - 1) * 86_400L + at.toLocalTime().toSecondOfDay();
      for (var day : window.days()) {
        long start = (day.getValue() - 1) * 86_400L + window.from().toSecondOfDay();
        long length = 0L + window.to().toSecondOfDay() - window.from().toSecondOfDay();
        length = length <= 0 ? length + 86_400 : length;
        if (Math.floorMod(now - start, 7 * 86_400L) < length) {
          return true;
        }
      }
      return false;
    } else if (condition instanceof Condition.DateWindow window) {
      ZoneId zone = zone(window.zone());
      LocalDateTime from = window.effective().from();
      LocalDateTime to = window.effective().to();
      return (from == null || !before(from, zone)) && (to == null || before(to, zone));
    } else if (condition instanceof Condition.DayOfYear year) {
      LocalDate date = purchase.at().atZone(zone(year.zone())).toLocalDate();
      // Forward from the last beginning to the next end, day by day.
      LocalDate day = day(date.getYear() - 1, year.from(), year.leap());
      boolean on = false;
      for (; !day.isAfter(date); day = day.plusDays(1)) {
        on = day.equals(day(day.getYear(), year.from(), year.leap())) || on;
        on = !day.equals(day(day.getYear(), year.to(), year.leap())) && on;
      }
      return on;
    }
    Condition.Birthday birthday = (Condition.Birthday) condition;
    MonthDay born = purchase.member().map(Shopper::birthday).orElse(null);
    LocalDate date = purchase.at().atZone(zone(birthday.zone())).toLocalDate();
    boolean on = false;
    for (int shift = -birthday.after(); born != null && shift <= birthday.before(); shift++) {
      LocalDate day = date.plusDays(shift);
      on = on || day.equals(day(day.getYear(), born, birthday.leap()));
    }
    return on;
  }

  private static LocalDate day(int year, MonthDay day, LeapDay leap) {
    boolean moved = day.getMonthValue() == 2 && day.getDayOfMonth() == 29 && year % 4 != 0;
    return moved
        ? LocalDate.of(year, 3, 1).minusDays(leap == LeapDay.FEB28 ? 1 : 0)
        : LocalDate.of(year, day.getMonthValue(), day.getDayOfMonth());
  }

  ZoneId zone(ZoneOf zone) {
    ZoneId living = purchase.member().map(Shopper::zone).orElse(null);
    return zone == ZoneOf.STORE && purchase.storeZone().isPresent()
        ? purchase.storeZone().get()
        : zone == ZoneOf.MEMBER && living != null ? living : program.zone();
  }

  private String member() {
    return purchase.member().orElseThrow().id();
  }

  private BigDecimal counted(Condition.Counter counter, String rule) {
    Instant[] span = span(counter.period(), counter.zone());
    String of = counter.rule().equals("this") ? rule : counter.rule();
    of = of.equals("program") ? "" : of;
    return switch (counter.of()) {
      case AWARDS ->
          BigDecimal.valueOf(purchase.tallies().given(member(), of, span[0], span[1]).awards());
      case POINTS ->
          BigDecimal.valueOf(purchase.tallies().given(member(), of, span[0], span[1]).points());
      case PURCHASES ->
          BigDecimal.valueOf(purchase.tallies().bought(member(), span[0], span[1]).purchases());
      case SPEND -> units(purchase.tallies().bought(member(), span[0], span[1]).spendMinor());
    };
  }

  Instant[] span(Span span, ZoneOf of) {
    ZoneId zone = zone(of);
    LocalDate day = purchase.at().atZone(zone).toLocalDate();
    LocalDate first = day;
    while (span != Span.DAY && span != Span.EVER && !starts(span, first)) {
      first = first.minusDays(1);
    }
    LocalDate next = day.plusDays(1);
    while (span != Span.DAY && span != Span.EVER && !starts(span, next)) {
      next = next.plusDays(1);
    }
    return span == Span.EVER
        ? new Instant[] {Instant.EPOCH, Instant.MAX}
        : new Instant[] {first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant()};
  }

  private static boolean starts(Span span, LocalDate day) {
    return switch (span) {
      case WEEK -> day.getDayOfWeek().getValue() == 1;
      case MONTH -> day.getDayOfMonth() == 1;
      default -> day.getDayOfYear() == 1;
    };
  }

  private Set<String> texts(Field field, Item item, String tier) {
    return switch (field) {
      case LINE_CODE -> Set.of(item.code());
      case LINE_CATEGORY -> Set.of(item.category());
      case LINE_BRAND -> Set.of(purchase.brand(item.code()));
      case STORE -> Set.of(purchase.store());
      case CHANNEL -> Set.of(purchase.channel());
      case TERMINAL -> Set.of(purchase.terminal());
      case TENDER -> purchase.tenders().keySet();
      case COUPON -> purchase.coupons();
      case MEMBER_TIER -> Set.of(purchase.member().isPresent() ? tier : "");
      default -> purchase.member().map(Shopper::segments).orElse(Set.of());
    };
  }

  private BigDecimal number(Field field, Item item) {
    return switch (field) {
      case LINE_TOTAL -> units(item.sum(PricedLine::total));
      case LINE_NET -> units(item.sum(PricedLine::net));
      case LINE_LIST -> units(item.sum(PricedLine::list));
      case LINE_QUANTITY -> item.quantity();
      case BASKET_TOTAL -> measured(Condition.Aggregate.Measure.TOTAL, live);
      case BASKET_NET -> measured(Condition.Aggregate.Measure.NET, live);
      case BASKET_LIST -> measured(Condition.Aggregate.Measure.LIST, live);
      default -> measured(Condition.Aggregate.Measure.QUANTITY, live);
    };
  }

  private BigDecimal measured(Condition.Aggregate.Measure measure, List<Item> of) {
    return switch (measure) {
      case TOTAL -> units(of.stream().mapToLong(i -> i.sum(PricedLine::total)).sum());
      case NET -> units(of.stream().mapToLong(i -> i.sum(PricedLine::net)).sum());
      case LIST -> units(of.stream().mapToLong(i -> i.sum(PricedLine::list)).sum());
      case QUANTITY -> of.stream().map(Item::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
      case COUNT -> BigDecimal.valueOf(of.size());
      case DISTINCT -> BigDecimal.valueOf(of.stream().map(Item::code).distinct().count());
    };
  }

  private BigDecimal units(long minor) {
    return BigDecimal.valueOf(minor, program.currency().getDefaultFractionDigits());
  }

  private static boolean within(BigDecimal value, BigDecimal min, BigDecimal below) {
    return (min == null || value.compareTo(min) >= 0)
        && (below == null || value.compareTo(below) < 0);
  }
}
