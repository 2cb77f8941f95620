package dev.tillwright.loyalty.engine;

import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.program.Base;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Span;
import dev.tillwright.loyalty.program.ZoneOf;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything a rule may look at, frozen once an evaluation. Positions are counted from 0. */
final class Facts {
  final Purchase purchase;
  final @Nullable Shopper member;
  final List<Position> positions;
  final List<TierPart> tiers;

  /** The tier at which the rule is asked just now. */
  String tier;

  private final Program program;
  private final boolean[] excluded;
  private final Map<ZoneOf, LocalDateTime> local = new EnumMap<>(ZoneOf.class);
  private final Map<Base, Ratio> counted = new HashMap<>(4);
  private final Sums sums = new Sums();

  Facts(Program program, Purchase purchase, List<TierPart> tiers) {
    this.program = program;
    this.purchase = purchase;
    this.member = purchase.member().orElse(null);
    this.tiers = tiers;
    this.tier = tiers.get(0).tier();
    this.positions = Position.of(purchase.totals().lines(), purchase::brand);
    this.excluded = new boolean[positions.size()];
    for (Position position : positions) {
      sums.add(position, 1);
    }
  }

  /** Takes a position out: it takes no part and counts for no threshold. */
  void exclude(int position) {
    excluded[position] = true;
    sums.add(positions.get(position), -1);
  }

  boolean excluded(int position) {
    return excluded[position];
  }

  Sums sums() {
    return sums;
  }

  /** What earns on a position, in minor units. */
  Ratio base(Base base, int position) {
    Position of = positions.get(position);
    long amount =
        switch (base.amount()) {
          case TOTAL -> of.total;
          case NET -> of.net;
          case AFTER_DISCOUNT -> of.afterDiscount;
          case LIST -> of.list;
        };
    // A basket may hold lines below zero (deposits given back): they earn nothing.
    return Ratio.of(Math.max(0, amount)).times(counted.computeIfAbsent(base, this::counted));
  }

  /** The part of the total that is paid by tenders that count, from 0 to 1. */
  private Ratio counted(Base base) {
    long total = purchase.totals().total().minor();
    if (total <= 0) {
      // Nothing is to be paid, so no tender takes anything away.
      return base.onlyTenders().isEmpty() ? Ratio.of(1) : Ratio.ZERO;
    }
    long out = 0;
    long in = 0;
    for (Map.Entry<String, Money> tender : purchase.tenders().entrySet()) {
      long minor = tender.getValue().minor();
      if (base.counts(tender.getKey())) {
        in = Math.addExact(in, minor);
      } else {
        out = Math.addExact(out, minor);
      }
    }
    // Without a choice of tenders, what is not paid yet counts as paid by another means.
    long counts = base.onlyTenders().isEmpty() ? Math.subtractExact(total, out) : in;
    if (counts >= total) {
      return Ratio.of(1);
    }
    return counts <= 0 ? Ratio.ZERO : Ratio.of(counts, total);
  }

  Instant at() {
    return purchase.at();
  }

  ZoneId zone(ZoneOf zone) {
    return switch (zone) {
      case PROGRAM -> program.zone();
      case STORE -> purchase.storeZone().orElse(program.zone());
      case MEMBER -> {
        ZoneId living = member == null ? null : member.zone();
        yield living == null ? program.zone() : living;
      }
    };
  }

  LocalDateTime local(ZoneOf zone) {
    return local.computeIfAbsent(zone, of -> at().atZone(zone(of)).toLocalDateTime());
  }

  /** The first instant of the period that the purchase is in. */
  Instant start(Span span, ZoneOf zone) {
    LocalDate day = span.firstDay(local(zone).toLocalDate());
    return day.atStartOfDay(zone(zone)).toInstant();
  }

  /** The first instant behind the period that the purchase is in. */
  Instant end(Span span, ZoneOf zone) {
    LocalDate day = span.dayAfter(local(zone).toLocalDate());
    return day.atStartOfDay(zone(zone)).toInstant();
  }

  /** What is paid by these kinds of tender together, in minor units. */
  long paid(Iterable<String> kinds) {
    long paid = 0;
    for (String kind : kinds) {
      Money amount = purchase.tenders().get(kind);
      paid = amount == null ? paid : Math.addExact(paid, amount.minor());
    }
    return paid;
  }

  /** What all positions that are not excluded come to. */
  static final class Sums {
    long total;
    long net;
    long list;
    BigDecimal quantity = BigDecimal.ZERO;

    private void add(Position position, int sign) {
      total = Math.addExact(total, sign * position.total);
      net = Math.addExact(net, sign * position.net);
      list = Math.addExact(list, sign * position.list);
      quantity = sign > 0 ? quantity.add(position.quantity) : quantity.subtract(position.quantity);
    }
  }
}
