package dev.tillwright.core.risk.act;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Memory on the heap, for a run over a journal or an export of it. Holds at most {@value #MOST}
 * facts and as many open sales; the oldest are forgotten first.
 */
public final class HeapMemory implements ActMemory {
  private static final int MOST = 1_000_000;
  private static final Duration AGE = Duration.ofDays(DAYS);

  private record Fact(Instant at, String text) {}

  private final Map<String, Fact> facts = new LinkedHashMap<>();
  private final Map<String, Sale> sales = new LinkedHashMap<>();
  private final Map<String, Integer> broken = new HashMap<>();

  /** Remembers nothing yet. */
  public HeapMemory() {}

  @Override
  public void event(SaleEvent event, Entry entry) {
    String name = event.sale().toString();
    Sale before = sales.get(name);
    try {
      Sale next =
          event instanceof SaleEvent.Opened
              ? Sale.replay(List.of(event))
              : before == null ? null : before.apply(event);
      if (next != null) {
        sales.put(name, next);
        drop(sales, MOST);
      }
    } catch (IllegalArgumentException cannotHaveHappened) {
      sales.remove(name);
      if (broken.size() < MOST) {
        broken.merge(name, 1, Integer::sum);
      }
    }
  }

  @Override
  public Optional<Sale> open(String sale) {
    return Optional.ofNullable(sales.get(sale));
  }

  @Override
  public void end(String sale) {
    sales.remove(sale);
  }

  @Override
  public void remember(String about, String name, Instant at, String fact) {
    String key = about + "/" + name;
    facts.remove(key);
    facts.put(key, new Fact(at, fact));
    drop(facts, MOST);
    Iterator<Fact> oldest = facts.values().iterator();
    // Each fact leaves once: two looks a call keep up with one that comes.
    for (int i = 0; i < 2 && oldest.hasNext(); i++) {
      if (oldest.next().at().isBefore(at.minus(AGE))) {
        oldest.remove();
      } else {
        break;
      }
    }
  }

  @Override
  public Optional<String> recall(String about, String name) {
    return Optional.ofNullable(facts.get(about + "/" + name)).map(Fact::text);
  }

  private static void drop(Map<String, ?> all, int most) {
    if (all.size() > most) {
      Iterator<?> oldest = all.values().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
