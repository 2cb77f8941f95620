package dev.tillwright.loyalty.engine;

import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.Baskets;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;

/** Random purchases over a small world, so that rules meet lines often. */
final class RandomWorld {
  private static final ZoneId[] ZONES = {
    ZoneId.of("Europe/Berlin"),
    ZoneId.of("Asia/Tokyo"),
    ZoneId.of("America/New_York"),
    ZoneId.of("Pacific/Apia")
  };

  private final SplittableRandom random;
  private final long seed;

  RandomWorld(SplittableRandom random) {
    this.random = random;
    this.seed = random.nextLong();
  }

  Baskets basket() {
    Baskets basket = Baskets.in("EUR");
    int lines = random.nextInt(8);
    for (int i = 0; i < lines; i++) {
      long each = random.nextInt(10) == 0 ? 0 : 1 + random.nextLong(12) * 83;
      int units = random.nextInt(4) == 0 ? 12 : 1 + random.nextInt(3);
      long total = each * units;
      int code = random.nextInt(7);
      basket.priced(
          "c" + code,
          "k" + code % 4,
          random.nextInt(6) == 0 ? "0.742" : String.valueOf(units),
          cents(each),
          cents(total),
          cents(total / 6),
          cents(random.nextInt(3) == 0 ? random.nextLong(500) : 0));
    }
    return basket;
  }

  /** The same lines in another order; whole quantities that divide are keyed one by one. */
  Baskets keyedAnotherWay(Baskets basket) {
    List<PricedLine> lines = new ArrayList<>(basket.lines());
    for (int i = lines.size() - 1; i > 0; i--) {
      Collections.swap(lines, i, random.nextInt(i + 1));
    }
    Baskets keyed = Baskets.in("EUR");
    for (PricedLine line : lines) {
      BigDecimal quantity = line.line().quantity().value();
      int parts = quantity.scale() > 0 ? 1 : quantity.intValueExact();
      boolean divides =
          parts > 1
              && line.total().minor() % parts == 0
              && line.tax().minor() % parts == 0
              && line.discount().minor() % parts == 0;
      for (int i = 0; i < (divides ? parts : 1); i++) {
        long by = divides ? parts : 1;
        keyed.priced(
            line.line().item().code(),
            line.line().item().category(),
            divides ? "1" : quantity.toPlainString(),
            line.line().item().price().decimal(),
            cents(line.total().minor() / by),
            cents(line.tax().minor() / by),
            cents(line.discount().minor() / by));
      }
    }
    return keyed;
  }

  Purchase.Builder purchase(Baskets basket) {
    long total = basket.totals().total().minor();
    Purchase.Builder purchase =
        Purchase.of(basket.totals(), instant())
            .terminal("till-0" + random.nextInt(3))
            .store("s-" + random.nextInt(3), random.nextBoolean() ? zone() : null)
            .channel(random.nextBoolean() ? "APP" : "TILL")
            .linkedReturn(random.nextInt(4) == 0)
            .brands(code -> "b" + code.charAt(1) % 3)
            .tallies(tallies());
    if (random.nextInt(10) > 0) {
      purchase.member(member());
    }
    if (random.nextInt(3) == 0) {
      purchase.coupon("K" + random.nextInt(2));
    }
    if (random.nextInt(3) == 0) {
      purchase.tender(pick("POINTS", "CASH", "WALLET"), euros(random.nextLong(total + 200)));
      purchase.tender(pick("CASH", "WALLET"), euros(random.nextLong(total / 2 + 1)));
    }
    return purchase;
  }

  private Shopper member() {
    Shopper member = Shopper.of("m-1").inTier(pick("", "SILVER", "GOLD"));
    if (random.nextInt(3) == 0) {
      member = member.near("GOLD", 1 + random.nextLong(4_000));
      if (random.nextBoolean()) {
        member = member.near("PLATIN", 4_000 + random.nextLong(4_000));
      }
    }
    member = random.nextBoolean() ? member.inSegments("loyal", "new") : member;
    member = random.nextBoolean() ? member.living(zone()) : member;
    return random.nextInt(3) > 0 ? member.born(born()) : member;
  }

  private MonthDay born() {
    return random.nextInt(3) == 0
        ? MonthDay.of(2, 29)
        : MonthDay.of(1 + random.nextInt(12), 1 + random.nextInt(28));
  }

  /** Within two years, often near a change of clocks, a year's end or a leap day. */
  Instant instant() {
    if (random.nextBoolean()) {
      String day =
          pick(
              "2024-02-28T22:00:00Z",
              "2025-02-28T12:00:00Z",
              "2025-03-30T00:30:00Z",
              "2025-10-26T00:00:00Z",
              "2025-03-09T06:30:00Z",
              "2024-12-31T12:00:00Z");
      return Instant.parse(day).plusSeconds(random.nextLong(86_400));
    }
    return Instant.ofEpochSecond(1_704_067_200L + random.nextLong(731L * 86_400));
  }

  /** Some answer to each question, always the same. */
  private Tallies tallies() {
    return new Tallies() {
      @Override
      public Given given(String member, String rule, Instant from, Instant to) {
        boolean ever = from.isBefore(Instant.parse("1971-01-01T00:00:00Z"));
        long mixed = mix(rule.hashCode() + (ever ? 0 : from.getEpochSecond()));
        return new Given(mixed % 4, mixed % 60);
      }

      @Override
      public Bought bought(String member, Instant from, Instant to) {
        boolean ever = from.isBefore(Instant.parse("1971-01-01T00:00:00Z"));
        long mixed = mix(ever ? 7 : from.getEpochSecond());
        return new Bought(mixed % 3, mixed % 20_000);
      }

      @Override
      public long drawn(String budget) {
        return mix(budget.hashCode()) % 100;
      }
    };
  }

  private long mix(long question) {
    return new SplittableRandom(seed + question).nextLong(1_000_000);
  }

  private ZoneId zone() {
    return ZONES[random.nextInt(ZONES.length)];
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  private static Money euros(long minor) {
    return Money.ofMinor(minor, Currency.getInstance("EUR"));
  }

  private static String cents(long minor) {
    return BigDecimal.valueOf(minor, 2).toPlainString();
  }
}
