package dev.tillwright.core.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Baskets;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.money.CashRounding;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Seeded;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds for a sale, whatever it is asked, in whatever order. */
class SaleSequenceTest {
  private static final int SEQUENCES = 4_000;
  private static final int STEPS = 32;

  @Test
  void anyCommands_keepThePromisesOfASale() {
    Map<Sale.State, Integer> steps = new EnumMap<>(Sale.State.class);
    Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);
    Seeded.cases(SEQUENCES, random -> run(random, refusals, steps));
    if (Long.getLong("seed") == null) {
      // Or else the sequences have become too tame to show anything.
      assertThat(steps.values()).allSatisfy(count -> assertThat(count).isGreaterThan(100));
      assertThat(steps).hasSize(Sale.State.values().length);
      assertThat(refusals).hasSizeGreaterThan(36);
    }
  }

  private static void run(
      RandomGenerator random, Set<Refusal> refusals, Map<Sale.State, Integer> steps) {
    Currency currency = Baskets.CURRENCIES.get(random.nextInt(3));
    Basket earlier = earlier(random, currency);
    List<CompletedLine> sold =
        earlier.totals().lines().stream().map(it -> new CompletedLine(it, 0)).toList();
    List<SaleEvent> events = new ArrayList<>();
    NaiveSale naive = new NaiveSale();
    int seen = 0;
    Sale sale = step(Sale.open(Wishes.opening(random, currency)), events, refusals, null);
    for (int i = 0; i < STEPS; i++) {
      Sale before = sale;
      sale = step(sale.decide(new Wishes(random, sale, sold).next()), events, refusals, sale);
      promises(before, sale);
      for (; seen < events.size(); seen++) {
        naive.take(events.get(seen));
      }
      naive.check(sale);
      steps.merge(sale.state(), 1, Integer::sum);
    }
    List<SaleEvent> read =
        events.stream()
            .map(event -> SaleEvents.read(Sales.entry(SaleEvents.toDraft(event))).orElseThrow())
            .toList();
    assertThat(read).isEqualTo(events);
    assertThat(Sale.replay(read)).isEqualTo(sale).hasSameHashCodeAs(sale);
  }

  private static Basket earlier(RandomGenerator random, Currency currency) {
    Basket basket = Basket.empty(currency);
    for (Line line : Baskets.lines(random, currency, 4)) {
      Item item = random.nextBoolean() ? line.item() : Baskets.taxed(random, line.item());
      basket = basket.withLine(new Line(line.number(), item, line.quantity()));
    }
    return random.nextInt(4) == 0 ? basket.taxExempt() : basket;
  }

  private static Sale step(
      Decision decision, List<SaleEvent> events, Set<Refusal> refusals, @Nullable Sale before) {
    return decision.match(
        accepted -> {
          events.addAll(accepted.events());
          assertThat(accepted.events()).isNotEmpty();
          return accepted.next();
        },
        refused -> {
          refusals.add(refused.refusal());
          return Objects.requireNonNull(before);
        });
  }

  private static void promises(Sale before, Sale sale) {
    Money zero = Money.zero(sale.basket().currency());
    for (TenderLine tender : sale.tenders()) {
      assertThat(tender.change().isZero() || tender.kind() == TenderKind.CASH).isTrue();
      assertThat(tender.extras().rounding().isZero() || tender.kind() == TenderKind.CASH).isTrue();
      rounded(sale, tender);
    }
    sale.paidBack().forEach(tender -> rounded(sale, tender));
    assertThat(sale.due().isNegative()).isFalse();
    assertThat(sale.totals().lines()).allMatch(PricedLine::addsUp);
    if (sale.exemption().isPresent() && sale.kind() == SaleKind.SALE) {
      assertThat(sale.totals().tax()).isEqualTo(zero);
    }
    if (!before.tenders().isEmpty()) {
      assertThat(sale.basket()).isEqualTo(before.basket());
    }
    sale.completed()
        .ifPresent(
            completed -> {
              assertThat(sale.due().isZero()).isTrue();
              assertThat(completed.total()).isEqualTo(sale.total());
              parts(completed);
              assertThat(completed.tenders()).isEqualTo(sale.tenders());
              assertThat(completed.points()).isEqualTo(sale.quote());
            });
    assertThat(sale.completed().isPresent()).isEqualTo(sale.state() == Sale.State.COMPLETED);
  }

  /** Rounding is less than a coin, and what then moves can be paid. */
  private static void rounded(Sale sale, TenderLine tender) {
    CashRounding cash = sale.terms().cash();
    long rounding = tender.extras().rounding().minor();
    if (rounding != 0) {
      long coin = Objects.requireNonNull(cash.smallest()).minor();
      assertThat(Math.abs(rounding)).isLessThan(coin);
      assertThat(tender.charged().minor() % coin == 0 || cash.exactAccepted()).isTrue();
    }
  }

  /** The parts of a ticket each read back as a sale that adds up, and together are the ticket. */
  private static void parts(CompletedSale completed) {
    long net = 0;
    long goods = 0;
    for (CompletedSale part : completed.parts()) {
      assertThat(CompletedSale.read(Sales.entry(part.toDraft()))).isEqualTo(part);
      net += part.kind().isReturn() ? -part.total().minor() : part.total().minor();
      goods += part.lines().size();
    }
    assertThat(goods).isEqualTo(completed.lines().size());
    boolean back = completed.kind().isReturn();
    assertThat(net).isEqualTo(back ? -completed.total().minor() : completed.total().minor());
  }
}
