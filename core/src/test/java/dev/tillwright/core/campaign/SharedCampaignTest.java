package dev.tillwright.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.GiftNumber;
import dev.tillwright.core.central.CentralFollowers;
import dev.tillwright.core.central.CentralStore;
import dev.tillwright.core.central.StormProxy;
import dev.tillwright.core.host.stored.Gifts;
import dev.tillwright.core.host.stored.StoredLedger;
import dev.tillwright.core.host.stored.StoredMove;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.shared.Overreturns;
import dev.tillwright.core.shared.ReservedSale;
import dev.tillwright.core.shared.ReturnsBook;
import dev.tillwright.core.shared.SaleHistory;
import dev.tillwright.core.store.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A18: two tills and head office as processes of their own around one PostgreSQL, on a line that
 * breaks, killed again and again. Never is more given back than was paid, nor spent than is on a
 * gift card; nothing is reserved for ever: in the end all that is left of each sale comes back, to
 * the penny.
 */
class SharedCampaignTest {
  private static final List<String> TILLS = List.of("till-01", "till-02");
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final long ISSUED = 5_000;

  @TempDir Path folder;
  private final List<GiftNumber> gifts =
      List.of(GiftNumber.random(new SecureRandom()), GiftNumber.random(new SecureRandom()));
  private final Map<String, Long> spent = new TreeMap<>();
  private final Map<String, AtomicInteger> said = new ConcurrentHashMap<>();

  @Test
  void fewKills_andAStorm_giveNothingBackTwice() throws Exception {
    campaign(Long.getLong("campaign.seed", System.nanoTime() % 1_000_000_000), 1);
  }

  @Test
  @Tag("campaign-shared")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void kills_andAStorm_giveNothingBackTwice() throws Exception {
    campaign(
        Long.getLong("campaign.seed", System.nanoTime() % 1_000_000_000),
        Integer.getInteger("campaign.kills", 60));
  }

  private void campaign(long seed, int kills) throws Exception {
    System.out.println("campaign shared: seed " + seed + ", each till is killed " + kills);
    Random dice = new Random(seed);
    DataSource source = TestPostgres.schema();
    Path slips = folder.resolve("slips");
    try (Database owner = Database.of(source);
        StormProxy line = new StormProxy(source, seed, 60)) {
      CentralStore central = CentralStore.open(owner);
      CentralFollowers.of(central, new Monitor(Clock.systemUTC()), List.of(new ReturnsBook()))
          .close(); // makes the tables
      String plain = url(source);
      for (int i = 0; i < gifts.size(); i++) {
        try (StoredLedger ledger = SharedShop.ledger(plain)) {
          StoredMove issued =
              StoredMove.of(
                  new PaymentKey("office", 1, i + 1),
                  StoredMove.Kind.ACTIVATION,
                  token(gifts.get(i)),
                  Money.ofMinor(ISSUED, SharedShop.GBP));
          assertThat(ledger.move(issued).approves()).isTrue();
        }
      }
      String wired = plain.replaceFirst("://[^/]*/", "://127.0.0.1:" + line.port() + "/");
      List<CompletableFuture<Void>> lives = new ArrayList<>();
      for (String terminal : TILLS) {
        Random own = new Random(dice.nextLong());
        lives.add(CompletableFuture.runAsync(() -> live(terminal, wired, slips, own, kills, 10)));
      }
      Random office = new Random(dice.nextLong());
      lives.add(
          CompletableFuture.runAsync(
              () -> {
                do { // killed too, and always there again
                  live("office", plain, slips, office, 1, Integer.MAX_VALUE);
                } while (lives.stream().limit(TILLS.size()).anyMatch(it -> !it.isDone()));
              }));
      for (CompletableFuture<Void> each : lives) {
        each.get(kills * 3L + 3, TimeUnit.MINUTES);
      }
      line.calm();
      settle(seed, owner, central, plain, slips);
      System.out.println("campaign shared, seed " + seed + ": " + said + ", " + line);
      if (kills > 10) { // in a short run neither need come, by chance
        assertThat(line.broken()).as("a storm").isPositive();
        assertThat(spent).as("cards that paid").isNotEmpty();
      }
    }
  }

  private static String url(DataSource source) throws Exception {
    try (Connection connection = source.getConnection()) {
      return connection.getMetaData().getURL() + "&user=postgres&connectTimeout=5&socketTimeout=5";
    }
  }

  /**
   * Starts a process so often and kills it.
   *
   * @param lines so many it says before it may be killed; head office, which says little, by time
   */
  private void live(String name, String url, Path slips, Random dice, int kills, int lines) {
    for (int life = 0; life < kills; life++) {
      try {
        Process child =
            SharedChild.start(
                name, folder.resolve(name + ".db"), url, slips, dice.nextLong(), gifts);
        try {
          if (lines == Integer.MAX_VALUE) {
            boolean ended = child.waitFor(3_000 + dice.nextInt(3_000), TimeUnit.MILLISECONDS);
            assertThat(ended).as("head office ended by itself").isFalse();
          } else {
            listen(child, lines / 2 + dice.nextInt(lines));
          }
        } finally {
          child.toHandle().destroyForcibly();
          child.waitFor();
        }
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void listen(Process child, int lines) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
    List<String> log = new ArrayList<>();
    for (int heard = 0; heard < lines; ) {
      String line = out.readLine();
      if (line == null) {
        throw new AssertionError("a till ended by itself:\n" + String.join("\n", log));
      }
      log.add(line);
      if (List.of("open", "sold", "back", "refused", "gift").contains(line)) {
        said.computeIfAbsent(line, any -> new AtomicInteger()).incrementAndGet();
        heard++;
      }
    }
  }

  /** The line is sound, all have come back: what is left comes back, and no more. */
  private void settle(long seed, Database owner, CentralStore central, String url, Path slips)
      throws IOException {
    Clock clock = Clock.systemUTC();
    Monitor monitor = new Monitor(clock);
    try (CentralFollowers followers =
            CentralFollowers.of(central, monitor, List.of(new ReturnsBook()));
        SharedShop one = last("till-01", url, slips, clock);
        SharedShop two = last("till-02", url, slips, clock)) {
      one.sell();
      two.sell();
      ship(one, followers);
      ship(two, followers);
      assertThat(Overreturns.find(owner, Instant.EPOCH, Instant.now(clock)))
          .as("seed " + seed)
          .isEmpty();
      List<ReservedSale> standing = owner.read(tx -> ReturnsBook.reserved(clock.instant(), tx));
      assertThat(standing).as("reserved for tickets that ended, seed " + seed).isEmpty();
      for (String slip : Files.readAllLines(slips)) {
        SharedShop any = (slip.hashCode() & 1) == 0 ? one : two;
        any.takeAll(SaleId.parse(slip));
        ship(any, followers);
      }
      one.till.shipNow(SOON);
      assertThat(one.till.resolve() + two.till.resolve()).as("hang, seed " + seed).isZero();
      equal(seed, owner);
    }
    equalGifts(seed, url);
    assertThat(monitor.standing()).as("seed " + seed).isEmpty();
  }

  private SharedShop last(String terminal, String url, Path slips, Clock clock) {
    return new SharedShop(
        terminal, folder.resolve(terminal + ".db"), url, slips, gifts, new Random(1), clock);
  }

  private static void ship(SharedShop shop, CentralFollowers followers) {
    for (int i = 0; i < 50 && !shop.till.shipNow(SOON).complete(); i++) {
      // What was on its way when it began is shipped with the next.
    }
    followers.catchUp(SOON);
  }

  /** What the cards paid and got back by the tills' journals is what their ledger says. */
  private void equalGifts(long seed, String url) {
    for (CompletedSale sale : completed()) {
      for (TenderLine tender : sale.tenders()) {
        if (tender.kind() == TenderKind.GIFT) {
          String card =
              Objects.requireNonNull(Objects.requireNonNull(tender.card()).token()).value();
          long minor = tender.charged().minor();
          spent.merge(card, sale.origin() == null ? minor : -minor, Long::sum);
        }
      }
    }
    try (StoredLedger ledger = SharedShop.ledger(url)) {
      assertThat(ledger.check().faults()).as("seed " + seed).isEmpty();
      for (GiftNumber gift : gifts) {
        CardToken token = token(gift);
        assertThat(ledger.card(token).orElseThrow().balance().minor())
            .as("balance, seed " + seed)
            .isNotNegative()
            .isEqualTo(ISSUED - spent.getOrDefault(token.value(), 0L));
      }
    }
  }

  private static CardToken token(GiftNumber gift) {
    return Objects.requireNonNull(Gifts.CARDS.protect(gift).token());
  }

  private List<CompletedSale> completed() {
    List<CompletedSale> all = new ArrayList<>();
    for (String terminal : TILLS) {
      try (Database file = Database.sqliteReadOnly(folder.resolve(terminal + ".db"))) {
        file.read(
                tx ->
                    tx.list(
                        "select payload from journal where kind = 'sale.completed' order by seq",
                        row -> row.text(1)))
            .forEach(payload -> all.add(CompletedSale.parse(payload)));
      }
    }
    return all;
  }

  /** By the tills' own journals, added up plainly: each sale came back whole, once. */
  private void equal(long seed, Database owner) {
    Map<String, Long> paid = new TreeMap<>();
    Map<String, Long> back = new TreeMap<>();
    for (CompletedSale sale : completed()) {
      if (sale.origin() == null) {
        paid.put(sale.id().toString(), sale.total().minor());
      } else {
        back.merge(sale.origin().toString(), sale.total().minor(), Long::sum);
      }
    }
    back.forEach(
        (sale, minor) ->
            assertThat(minor)
                .as("given back of " + sale + ", seed " + seed)
                .isLessThanOrEqualTo(paid.get(sale)));
    for (String sale : paid.keySet()) {
      SaleHistory history =
          owner.read(tx -> ReturnsBook.history(SaleId.parse(sale), tx)).orElseThrow();
      assertThat(history.sold().sale().total().minor()).isEqualTo(paid.get(sale));
      long left = paid.get(sale) - back.getOrDefault(sale, 0L);
      assertThat(history.left().minor()).as(sale + ", seed " + seed).isEqualTo(left);
    }
    System.out.println(
        "campaign shared: " + paid.size() + " sales, " + back.size() + " of them came back");
    assertThat(back).isNotEmpty();
  }
}
