package dev.tillwright.core.risk.shop;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.risk.dry.Labels;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A month of a shop with one till, in which the clocks change; frauds of ten kinds are done on some
 * days, and deeds that look like them are done by honest people every day.
 */
public final class Month {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final LocalDate FIRST = LocalDate.of(2025, 3, 3);
  private static final List<String> STAFF = List.of("ann", "bob", "cleo", "dan");

  /** The kinds of fraud that are done. */
  public static final List<String> KINDS =
      List.of(
          "card-testing",
          "card-spree",
          "split",
          "other-card",
          "night-refund",
          "sweethearting",
          "own-sale",
          "gift-launder",
          "drawer-skim",
          "void-skim");

  private final Random random;
  private final double chance;
  private final Lane lane = new Lane("till-1");
  private final Map<String, Labels.Label> labels = new HashMap<>();
  private final List<Deed> today = new ArrayList<>();
  private CompletedSale lastByCard;
  private int cases;
  private int fresh;

  /** Something that happens at a time; done in the order of times. */
  private record Deed(Instant at, Runnable what) {}

  private Month(long seed, double chance) {
    this.random = new Random(seed);
    this.chance = chance;
    Sale first = lane.basket(at(FIRST, 480), "ann", null, Lane.goods("tea", 300), 0);
    this.lastByCard =
        lane.sell(at(FIRST, 480), first, due -> lane.byCard(due, "card-0", EntryMode.CHIP));
    lane.taken();
  }

  /**
   * What happened.
   *
   * @param entries of the journal
   * @param labels of those that were fraud
   */
  public record Past(List<Entry> entries, Labels labels) {}

  /**
   * @param chance of each kind of fraud on each day
   */
  public static Past of(long seed, int days, int sales, double chance) {
    Month month = new Month(seed, chance);
    for (int day = 0; day < days; day++) {
      month.day(FIRST.plusDays(day), sales);
    }
    return new Past(month.lane.entries, Labels.of(month.labels));
  }

  private static Instant at(LocalDate day, int minute) {
    return day.atStartOfDay().plusMinutes(minute).atZone(LONDON).toInstant();
  }

  private void day(LocalDate day, int sales) {
    String[] shift = {pick(STAFF), pick(STAFF)};
    for (int i = 0; i < sales; i++) {
      int minute = 480 + random.nextInt(830);
      honest(at(day, minute).plusMillis(random.nextInt(60_000)), shift[minute < 900 ? 0 : 1]);
    }
    honestDrawers(day, shift);
    for (String kind : KINDS) {
      if (random.nextDouble() < chance) {
        fraud(kind, day, shift[1]);
      }
    }
    today.sort(Comparator.comparing(Deed::at));
    today.forEach(it -> it.what().run());
    today.clear();
  }

  private void at(Instant when, Runnable what) {
    today.add(
        new Deed(
            when,
            () -> {
              what.run();
              lane.taken();
            }));
  }

  /** Done by somebody who should not; what rules decide about is labelled. */
  private void wrong(Instant when, String kind, String name, Runnable what) {
    today.add(
        new Deed(
            when,
            () -> {
              what.run();
              lane.taken()
                  .forEach(
                      seq -> labels.put(Labels.key("till-1", seq), new Labels.Label(kind, name)));
            }));
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private boolean happens(double share) {
    return random.nextDouble() < share;
  }

  // --- honest people ---------------------------------------------------------------------------

  private void honest(Instant when, String operator) {
    long pence = 150 + random.nextInt(6_000);
    String card = "card-" + random.nextInt(900);
    String member = happens(0.3) ? "m-" + random.nextInt(300) : null;
    if (happens(0.003)) { // a family that forgot something, twice
      for (int i = 0; i < 3; i++) {
        byCard(when.plusSeconds(400L * i), operator, member, pence / 2 + 100, card);
      }
    } else if (happens(0.01)) { // two who share a bill
      at(when, () -> shared(when, operator, 3_000 + pence, card));
    } else if (happens(0.01)) { // a gift for somebody
      at(
          when,
          () -> sell(when, operator, null, "gift-card", 2_000 + pence % 3_000, 0, lane::cashOf));
    } else if (happens(0.01)) {
      at(when, () -> sell(when, operator, member, "goods", pence, 0, lane::byWallet));
    } else if (happens(0.012)) { // who keys a number by telephone
      at(
          when,
          () ->
              sell(
                  when,
                  operator,
                  null,
                  "goods",
                  pence,
                  0,
                  due -> lane.byCard(due, card, EntryMode.MANUAL)));
    } else if (happens(0.012)) { // goods that are damaged
      at(when, () -> sell(when, operator, member, "goods", pence, 40, lane::cashOf));
    } else if (happens(0.01)) { // staff, at another's till
      String buyer = pick(STAFF);
      String account = buyer.equals(operator) ? null : "m-" + buyer;
      at(when, () -> sell(when, operator, account, "goods", pence, 10, lane::cashOf));
    } else if (happens(0.4)) {
      at(when, () -> withSequel(when, operator, member, pence));
    } else {
      byCard(when, operator, member, pence, card);
    }
  }

  private void byCard(
      Instant when, String operator, @Nullable String member, long pence, String card) {
    at(
        when,
        () -> {
          EntryMode mode = happens(0.5) ? EntryMode.CONTACTLESS : EntryMode.CHIP;
          CompletedSale sale =
              sell(when, operator, member, "goods", pence, 0, due -> lane.byCard(due, card, mode));
          lastByCard = sale;
          if (happens(0.02)) { // comes back to the card that paid
            lane.refund(
                when.plusSeconds(45),
                operator,
                sale,
                Lane.goods("goods", pence),
                due -> lane.byCard(due, card, mode));
          } else if (happens(0.006)) { // paid, and changed his mind
            Sale open = lane.basket(when.plusSeconds(50), operator, null, Lane.goods("x", 900), 0);
            open = lane.tender(when.plusSeconds(51), open, lane.byCard(open.due(), card, mode));
            lane.giveUp(when.plusSeconds(55), open);
          }
        });
  }

  /** In cash, and now and then taken back, with the receipt or without one. */
  private void withSequel(Instant when, String operator, @Nullable String member, long pence) {
    CompletedSale sale = sell(when, operator, member, "goods", pence, 0, lane::cashOf);
    if (happens(0.012)) {
      lane.takeBack(when.plusSeconds(40), sale, operator);
    } else if (happens(0.02)) {
      lane.refund(when.plusSeconds(50), operator, sale, Lane.goods("x", 1), lane::cashOf);
    } else if (happens(0.008)) {
      lane.refund(when.plusSeconds(50), operator, null, Lane.goods("goods", pence), lane::cashOf);
    }
  }

  private CompletedSale sell(
      Instant when,
      String operator,
      @Nullable String member,
      String category,
      long pence,
      int percent,
      Function<Money, dev.tillwright.core.sale.TenderLine> tender) {
    Sale basket = lane.basket(when, operator, member, Lane.goods(category, pence), percent);
    CompletedSale sale = lane.sell(when, basket, tender);
    lane.print(when, sale);
    return sale;
  }

  private void shared(Instant when, String operator, long pence, String card) {
    Sale sale = lane.basket(when, operator, null, Lane.goods("goods", pence), 0);
    Money half = Lane.pence(pence / 2);
    sale = lane.tender(when, sale, lane.byCard(half, card, EntryMode.CHIP));
    sale = lane.tender(when, sale, lane.byCard(sale.due(), card + "b", EntryMode.CHIP));
    lane.print(when, lane.finish(when, sale));
  }

  private void honestDrawers(LocalDate day, String[] shift) {
    for (int i = random.nextInt(4); i > 0; i--) {
      int minute = 500 + random.nextInt(800);
      Instant when = at(day, minute);
      at(when, () -> lane.drawer(when, shift[minute < 900 ? 0 : 1]));
    }
    if (happens(0.2)) { // somebody comes back shortly before the shop closes
      Instant when = at(day, 1_330);
      at(when, () -> lane.refund(when, shift[1], null, Lane.goods("goods", 1_200), lane::cashOf));
    }
  }

  // --- others ----------------------------------------------------------------------------------

  private void fraud(String kind, LocalDate day, String operator) {
    Instant begin = at(day, 960 + random.nextInt(240));
    String name = kind + "-" + ++cases;
    String stolen = "stolen-" + ++fresh;
    int times = 4 + random.nextInt(4);
    switch (kind) {
      case "card-testing" -> {
        for (int i = 0; i < times; i++) {
          Instant when = begin.plusSeconds(90L * i);
          String number = stolen + "-" + i;
          wrong(when, kind, name, () -> tryOut(when, operator, number));
        }
      }
      case "card-spree" -> {
        for (int i = 0; i < times; i++) {
          Instant when = begin.plusSeconds(500L * i);
          long pence = 4_000 + 2_000L * i;
          wrong(when, kind, name, () -> spend(when, operator, pence, stolen));
        }
      }
      case "split" -> wrong(begin, kind, name, () -> split(begin, operator, stolen, times));
      case "other-card" ->
          wrong(
              begin,
              kind,
              name,
              () ->
                  lane.refund(
                      begin,
                      operator,
                      lastByCard,
                      Lane.goods("x", 1),
                      due -> lane.byCard(due, stolen, EntryMode.CHIP)));
      case "night-refund" -> {
        Instant night = at(day, 1_345 + random.nextInt(60));
        wrong(
            night,
            kind,
            name,
            () -> lane.refund(night, operator, null, Lane.goods("goods", 3_000), lane::cashOf));
      }
      case "sweethearting" -> {
        for (int i = 0; i < times; i++) {
          Instant when = begin.plusSeconds(1_500L * i);
          wrong(
              when, kind, name, () -> sell(when, operator, null, "goods", 7_000, 60, lane::cashOf));
        }
      }
      case "own-sale" ->
          wrong(
              begin,
              kind,
              name,
              () -> sell(begin, operator, "m-" + operator, "goods", 6_000, 20, lane::cashOf));
      case "gift-launder" -> {
        wrong(begin, kind, name, () -> load(begin, operator, stolen));
        Instant soon = begin.plusSeconds(300L + random.nextInt(1_200));
        wrong(
            soon, kind, name, () -> sell(soon, operator, null, "goods", 9_000, 0, lane::byWallet));
      }
      case "drawer-skim" -> {
        for (int i = 0; i < times + 1; i++) {
          Instant when = begin.plusSeconds(1_200L * i);
          wrong(when, kind, name, () -> lane.drawer(when, operator));
        }
      }
      default -> {
        for (int i = 0; i < times; i++) {
          Instant when = begin.plusSeconds(1_400L * i);
          wrong(when, kind, name, () -> skim(when, operator));
        }
      }
    }
  }

  /** Of three numbers that are tried, two are declined. */
  private void tryOut(Instant when, String operator, String number) {
    Sale sale = lane.basket(when, operator, null, Lane.goods("goods", 100), 0);
    if (happens(0.66)) {
      lane.declined(when, sale, sale.due(), number, EntryMode.MANUAL);
      lane.step(when, sale, new dev.tillwright.core.sale.SaleCommand.VoidSale("declined"));
    } else {
      lane.print(when, lane.sell(when, sale, it -> lane.byCard(it, number, EntryMode.MANUAL)));
    }
  }

  private void spend(Instant when, String operator, long pence, String card) {
    sell(
        when,
        operator,
        null,
        "goods",
        pence,
        0,
        due -> lane.byCard(due, card, EntryMode.CONTACTLESS));
  }

  private void split(Instant when, String operator, String card, int times) {
    Sale sale = lane.basket(when, operator, null, Lane.goods("goods", 4_500L * times), 0);
    for (int i = 0; i < times; i++) {
      Money part = Lane.pence(4_500);
      sale =
          lane.tender(
              when.plusSeconds(20L * i), sale, lane.byCard(part, card, EntryMode.CONTACTLESS));
    }
    lane.print(when.plusSeconds(200), lane.finish(when.plusSeconds(200), sale));
  }

  private void load(Instant when, String operator, String card) {
    sell(
        when,
        operator,
        null,
        "gift-card",
        15_000,
        0,
        due -> lane.byCard(due, card, EntryMode.CHIP));
  }

  private void skim(Instant when, String operator) {
    CompletedSale sale = sell(when, operator, null, "goods", 2_500, 0, lane::cashOf);
    lane.taken(); // the sale itself was a customer's
    lane.takeBack(when.plusSeconds(100), sale, operator);
  }
}
