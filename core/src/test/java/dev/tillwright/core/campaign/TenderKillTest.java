package dev.tillwright.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.host.HostLedgerEntry;
import dev.tillwright.core.host.HostSimulator;
import dev.tillwright.core.host.stored.Gifts;
import dev.tillwright.core.host.stored.StoredLedger;
import dev.tillwright.core.host.stored.StoredTotals;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour;
import dev.tillwright.core.host.wallet.simulator.WalletKeys;
import dev.tillwright.core.host.wallet.simulator.WalletSimulator;
import dev.tillwright.core.payment.GiftBook;
import dev.tillwright.core.payment.GiftLiability;
import dev.tillwright.core.payment.GiftLine;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A till with cards, wallets and gift cards is killed again and again while it sells, also gift
 * cards: in the end each host's own ledger equals the journal, payment by payment; value is on its
 * card once, and what the journal owes is what the ledger holds (G4, G5, G6).
 */
class TenderKillTest {
  private static final WalletKeys KEYS = WalletKeys.generate(new SecureRandom());

  @TempDir Path folder;

  @Test
  void fewKills_amongAllTenders_loseNothing_doubleNothing() throws Exception {
    kills(Integer.getInteger("campaign.kills", 2));
  }

  @Test
  @Tag("campaign-kill")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void kills_amongAllTenders_loseNothing_doubleNothing() throws Exception {
    kills(Integer.getInteger("campaign.kills", 300));
  }

  private void kills(int count) throws Exception {
    long seed = Long.getLong("campaign.seed", System.nanoTime() % 1_000_000_000);
    System.out.println("campaign tenders: " + count + " kills, seed " + seed);
    Random random = new Random(seed);
    Files.writeString(folder.resolve("keys"), WalletChild.written(KEYS));
    try (WalletSimulator wallets =
            WalletSimulator.start(0, KEYS, WalletShop.CNY, InstantSource.system());
        HostSimulator cards = HostSimulator.start(0)) {
      for (int life = 1; life <= count + 1; life++) {
        boolean last = life > count;
        wallets.script(
            last ? ask -> WalletBehaviour.usual() : new WalletWeather(random.nextLong()));
        Process child =
            TenderChild.start(
                folder,
                wallets.address(),
                cards.address().getPort(),
                random.nextLong(),
                life,
                last);
        try (var out = child.inputReader()) {
          assertThat(out.readLine()).as("seed " + seed).isEqualTo("open");
          if (!last) {
            after(wallets, wallets.questions() + random.nextInt(25));
            LockSupport.parkNanos(random.nextInt(30_000_000));
            child.destroyForcibly(); // SIGKILL
          }
          assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
          assertThat(child.exitValue()).as("seed " + seed).isEqualTo(last ? 0 : 137);
        } finally {
          child.destroyForcibly();
        }
        if (!last) {
          try (StoredLedger ledger = TenderShop.ledger(folder.resolve("stored.db"))) {
            assertThat(ledger.check().faults()).as("seed " + seed).isEmpty();
          }
        }
      }
      audit(wallets, cards, seed);
    }
  }

  private static void after(WalletSimulator wallets, long questions) {
    for (int i = 0; i < 10_000 && wallets.questions() < questions; i++) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void audit(WalletSimulator wallets, HostSimulator cards, long seed) throws IOException {
    DiskBooks books = new DiskBooks();
    books.read(folder.resolve("till.db"));
    assertThat(books.faults).as("seed " + seed).isEmpty();
    Map<String, Long> journal = WalletShop.journal(books);
    journal.keySet().removeIf(key -> books.attempts.get(key).borne);
    Map<String, Long> hosts = new HashMap<>(WalletShop.wallets(wallets.ledger()));
    for (HostLedgerEntry each : cards.ledger().entries()) {
      if (each.net() != 0) {
        hosts.merge(each.key(), each.net(), Long::sum);
      }
    }
    hosts.putAll(gifts());
    Set<String> keys = new TreeSet<>(journal.keySet());
    keys.addAll(hosts.keySet());
    List<String> differing =
        keys.stream()
            .filter(key -> !Objects.equals(journal.get(key), hosts.get(key)))
            .map(
                key ->
                    key
                        + ": journal "
                        + journal.get(key)
                        + ", hosts "
                        + hosts.get(key)
                        + " "
                        + books.courses.getOrDefault(key, List.of()))
            .toList();
    assertThat(differing).as("seed " + seed).isEmpty();
    value(seed);
    System.out.println(
        "campaign tenders, seed " + seed + ": " + journal.size() + " payments and refunds agree");
  }

  /** What gift cards paid and were given back, by the ledger's own rows. */
  private Map<String, Long> gifts() {
    Map<String, Long> moved = new HashMap<>();
    try (Database ledger = Database.of(Gifts.sqlite(folder.resolve("stored.db")))) {
      ledger.read(
          tx -> {
            tx.each(
                "select payment, kind, moved from stored_move where undone = 0"
                    + " and code = 'approved' and kind in ('REDEMPTION', 'REFUND')",
                row ->
                    moved.put(
                        row.text(1),
                        row.text(2).equals("REFUND") ? -row.number(3) : row.number(3)));
            return true;
          });
    }
    return moved;
  }

  /** Value that was sold is on its card, once; what the journal owes is what the ledger holds. */
  private void value(long seed) {
    try (Database till = Database.sqliteReadOnly(folder.resolve("till.db"));
        StoredLedger ledger = TenderShop.ledger(folder.resolve("stored.db"))) {
      assertThat(ledger.check().faults()).as("seed " + seed).isEmpty();
      for (GiftLine.State state : GiftLine.State.values()) {
        for (GiftLine line : till.read(tx -> GiftBook.in(state, 10_000, tx))) {
          long on = line.payment().map(ledger::movedMinor).orElse(0L);
          long off = line.unload().map(ledger::movedMinor).orElse(0L);
          long expected = state == GiftLine.State.LOADED ? line.amount().minor() : 0;
          assertThat(on - off).as("seed %d: %s", seed, line).isEqualTo(expected);
          assertThat(state)
              .as("seed %d: %s", seed, line)
              .isNotIn(GiftLine.State.DUE, GiftLine.State.LOADING, GiftLine.State.UNLOADING);
        }
      }
      List<GiftLiability> owed = till.read(GiftBook::liability);
      List<StoredTotals> held = ledger.totals();
      assertThat(owed.isEmpty()).isEqualTo(held.isEmpty());
      if (!held.isEmpty()) {
        assertThat(owed.get(0).sold()).as("seed " + seed).isEqualTo(held.get(0).sold());
        assertThat(owed.get(0).redeemed()).as("seed " + seed).isEqualTo(held.get(0).redeemed());
      }
    }
  }
}
