package dev.tillwright.core.host.stored;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.host.stored.StoredMove.Kind;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random moves against a map, and many tills at one ledger at once (G6). */
@Timeout(120)
class StoredModelTest {
  private static final int MOVES = Integer.getInteger("stored.moves", 250);

  @TempDir Path folder;

  /** What a move came to, as the map remembers it. */
  private static final class Known {
    final StoredMove asked;
    long moved;
    boolean undone;

    Known(StoredMove asked, long moved) {
      this.asked = asked;
      this.moved = moved;
    }
  }

  private final Map<CardToken, Long> balances = new HashMap<>();
  private final Map<PaymentKey, Known> known = new HashMap<>();
  private final List<PaymentKey> keys = new ArrayList<>();

  @Test
  void randomMoves_agreeWithAMap() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("StoredModelTest -Dseed=" + seed);
    Random random = new Random(seed);
    List<CardToken> cards = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      cards.add(Gifts.token());
    }
    Path file = folder.resolve("stored.db");
    // No guard: what is wrong on purpose would close the door.
    StoredPolicy policy =
        StoredPolicy.usual()
            .probing(
                new ProbeLimits(
                    Duration.ofSeconds(1),
                    1_000,
                    1_000,
                    1_000,
                    Duration.ofNanos(1),
                    Duration.ofNanos(1)));
    StoredLedger ledger = open(file, policy);
    try {
      for (int i = 0; i < MOVES; i++) {
        if (i % 100 == 99) {
          ledger.close();
          ledger = open(file, policy);
        }
        step(ledger, cards, random, i);
      }
      for (CardToken card : cards) {
        long there = ledger.card(card).map(it -> it.balance().minor()).orElse(0L);
        assertThat(there).isEqualTo(balances.getOrDefault(card, 0L));
      }
      for (PaymentKey key : keys) {
        Known it = known(key);
        assertThat(ledger.movedMinor(key)).isEqualTo(it.undone ? 0 : it.moved);
      }
      long open = balances.values().stream().mapToLong(Long::longValue).sum();
      assertThat(ledger.open()).containsExactly(Gifts.pence(open));
      assertThat(ledger.check().faults()).isEmpty();
    } finally {
      ledger.close();
    }
  }

  private static StoredLedger open(Path file, StoredPolicy policy) {
    return StoredLedger.open(Database.sqlite(file), policy, InstantSource.system());
  }

  private void step(StoredLedger ledger, List<CardToken> cards, Random random, int i) {
    int dice = random.nextInt(10);
    if (dice == 0 && !keys.isEmpty()) { // sent again
      Known it = known(keys.get(random.nextInt(keys.size())));
      StoredAnswer again = ledger.move(it.asked);
      assertThat(again.approves() ? again.amount().minor() : 0).isEqualTo(it.undone ? 0 : it.moved);
      return;
    }
    if (dice == 1 && !keys.isEmpty()) {
      undo(ledger, keys.get(random.nextInt(keys.size())));
      return;
    }
    StoredMove asked = random(cards, random, Gifts.key(i + 1));
    long expected = expected(asked);
    StoredAnswer answer = ledger.move(asked);
    assertThat(answer.approves() ? answer.amount().minor() : 0)
        .as("step %s: %s of %s", i, asked.kind(), asked.amount())
        .isEqualTo(expected);
    known.put(asked.key(), new Known(asked, expected));
    keys.add(asked.key());
    if (expected > 0) {
      int sign = asked.kind().sign();
      balances.merge(asked.card(), sign * expected, Long::sum);
      assertThat(answer.left().minor()).isEqualTo(balances.get(asked.card()));
      blank(asked);
    }
  }

  private Known known(PaymentKey key) {
    return Objects.requireNonNull(known.get(key));
  }

  /** Cards whose activation was taken off, and that hold nothing, can be activated again. */
  private void blank(StoredMove asked) {
    PaymentKey about = asked.original();
    if (asked.kind() == Kind.UNLOAD
        && about != null
        && known(about).asked.kind() == Kind.ACTIVATION
        && balances.getOrDefault(asked.card(), 0L) == 0) {
      balances.remove(asked.card());
    }
  }

  private StoredMove random(List<CardToken> cards, Random random, PaymentKey key) {
    CardToken card = cards.get(random.nextInt(cards.size()));
    List<Kind> kinds = List.of(Kind.values());
    Kind kind = kinds.get(random.nextInt(kinds.size()));
    long minor = 1L + random.nextInt(300);
    StoredMove plain = StoredMove.of(key, kind, card, Gifts.pence(minor));
    if (kind == Kind.REDEMPTION && random.nextBoolean()) {
      return plain.orLess();
    }
    if (!kind.leans() || keys.isEmpty() || random.nextInt(5) == 0) {
      return plain;
    }
    PaymentKey about = keys.get(random.nextInt(keys.size()));
    Known original = known(about);
    boolean fitting = random.nextInt(4) > 0 && original.moved > 0;
    long of = fitting && kind == Kind.UNLOAD ? original.moved : minor;
    CardToken whose = fitting ? original.asked.card() : card;
    return StoredMove.of(key, kind, whose, Gifts.pence(of)).about(about);
  }

  private long expected(StoredMove asked) {
    Long balance = balances.get(asked.card());
    long minor = asked.amount().minor();
    return switch (asked.kind()) {
      case ACTIVATION -> balance == null ? minor : 0;
      case LOAD -> balance == null ? 0 : minor;
      case REDEMPTION -> {
        long there = balance == null ? 0 : balance;
        yield minor <= there ? minor : asked.partial() ? there : 0;
      }
      case REFUND ->
          asked.original() == null
              ? balance == null ? 0 : minor
              : fits(asked, Kind.REDEMPTION) && leaning(asked) + minor <= original(asked).moved
                  ? minor
                  : 0;
      case UNLOAD ->
          asked.original() != null
                  && (fits(asked, Kind.ACTIVATION) || fits(asked, Kind.LOAD))
                  && leaning(asked) == 0
                  && original(asked).moved == minor
                  && balance != null
                  && balance >= minor
              ? minor
              : 0;
    };
  }

  private Known original(StoredMove asked) {
    return known(Objects.requireNonNull(asked.original()));
  }

  private boolean fits(StoredMove asked, Kind kind) {
    Known original = original(asked);
    return original.asked.kind() == kind
        && original.moved > 0
        && !original.undone
        && original.asked.card().equals(asked.card());
  }

  private long leaning(StoredMove asked) {
    return leaning(Objects.requireNonNull(asked.original()));
  }

  private long leaning(PaymentKey original) {
    return known.values().stream()
        .filter(it -> original.equals(it.asked.original()) && !it.undone)
        .mapToLong(it -> it.moved)
        .sum();
  }

  private void undo(StoredLedger ledger, PaymentKey key) {
    Known it = known(key);
    CardToken card = it.asked.card();
    long back = -it.asked.kind().sign() * it.moved;
    boolean standing = it.moved > 0 && !it.undone;
    boolean leantOn = !it.asked.kind().leans() && leaning(key) > 0;
    boolean can = !standing || !leantOn && balances.getOrDefault(card, 0L) + back >= 0;
    assertThat(ledger.undo(it.asked)).as("undo of %s", it.asked.kind()).isEqualTo(can);
    if (can && standing) {
      balances.merge(card, back, Long::sum);
      if (it.asked.kind() == Kind.ACTIVATION && balances.getOrDefault(card, 0L) == 0) {
        balances.remove(card);
      }
    }
    it.undone |= can;
  }

  @Test
  void manyTills_spendOneCard_neverMoreThanThereIs_andAKeySentTwiceCountsOnce() throws Exception {
    DataSource source = TestPostgres.schema();
    CardToken card = Gifts.token();
    List<StoredLedger> tills = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      tills.add(
          StoredLedger.open(Database.of(source), StoredPolicy.usual(), InstantSource.system()));
    }
    tills.get(0).move(Gifts.move(9_999, Kind.ACTIVATION, card, 1_000));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    AtomicLong spent = new AtomicLong();
    try {
      List<Callable<Void>> all = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        StoredLedger till = tills.get(i % tills.size());
        // Each key is sent by two tills at once: 30 payments of 40, of which 25 fit.
        StoredMove asked = Gifts.move(1 + i / 2, Kind.REDEMPTION, card, 40);
        boolean first = i % 2 == 0;
        all.add(
            () -> {
              StoredAnswer answer = till.move(asked);
              if (first && answer.approves()) {
                spent.addAndGet(answer.amount().minor());
              }
              return null;
            });
      }
      for (Future<Void> each : threads.invokeAll(all, 60, TimeUnit.SECONDS)) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(spent.get()).isEqualTo(1_000);
    assertThat(tills.get(0).card(card).orElseThrow().balance()).isEqualTo(Gifts.pence(0));
    assertThat(tills.get(0).check().faults()).isEmpty();
    tills.forEach(StoredLedger::close);
  }
}
