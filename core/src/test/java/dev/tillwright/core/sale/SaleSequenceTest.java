package dev.tillwright.core.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Basket;
import dev.tillwright.core.basket.Baskets;
import dev.tillwright.core.basket.PricedLine;
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
  private static final int SEQUENCES = 10_000;
  private static final int STEPS = 32;

  @Test
  void anyCommands_keepThePromisesOfASale() {
    Map<Sale.State, Integer> ends = new EnumMap<>(Sale.State.class);
    Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);
    Seeded.cases(SEQUENCES, random -> ends.merge(run(random, refusals).state(), 1, Integer::sum));
    if (Long.getLong("seed") == null) {
      // Or else the sequences have become too tame to show anything.
      assertThat(ends.values()).allSatisfy(count -> assertThat(count).isGreaterThan(300));
      assertThat(ends).hasSize(Sale.State.values().length);
      assertThat(refusals).hasSizeGreaterThan(22);
    }
  }

  private static Sale run(RandomGenerator random, Set<Refusal> refusals) {
    Currency currency = Baskets.CURRENCIES.get(random.nextInt(3));
    Basket earlier = Baskets.of(currency, Baskets.lines(random, currency, 4), List.of());
    List<CompletedLine> sold =
        earlier.totals().lines().stream().map(it -> new CompletedLine(it, 0)).toList();
    List<SaleEvent> events = new ArrayList<>();
    Sale sale = step(Sale.open(Wishes.opening(random, currency)), events, refusals, null);
    for (int i = 0; i < STEPS; i++) {
      Sale before = sale;
      sale = step(sale.decide(new Wishes(random, sale, sold).next()), events, refusals, sale);
      promises(before, sale);
    }
    List<SaleEvent> read =
        events.stream()
            .map(event -> SaleEvents.read(Sales.entry(SaleEvents.toDraft(event))).orElseThrow())
            .toList();
    assertThat(read).isEqualTo(events);
    assertThat(Sale.replay(read)).isEqualTo(sale).hasSameHashCodeAs(sale);
    return sale;
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
    Money tendered = Money.zero(sale.basket().currency());
    for (TenderLine tender : sale.tenders()) {
      tendered = tendered.plus(tender.amount());
      assertThat(tender.change().isZero() || tender.kind() == TenderKind.CASH).isTrue();
    }
    assertThat(tendered.plus(sale.due())).isEqualTo(sale.totals().total());
    assertThat(sale.due().isNegative()).isFalse();
    assertThat(sale.totals().lines()).allMatch(PricedLine::addsUp);
    if (!before.tenders().isEmpty()) {
      assertThat(sale.basket()).isEqualTo(before.basket());
    }
    sale.completed()
        .ifPresent(
            completed -> {
              assertThat(sale.due().isZero()).isTrue();
              assertThat(completed.total()).isEqualTo(sale.totals().total());
              assertThat(completed.tenders()).isEqualTo(sale.tenders());
              assertThat(completed.points()).isEqualTo(sale.quote());
            });
    assertThat(sale.completed().isPresent()).isEqualTo(sale.state() == Sale.State.COMPLETED);
  }
}
