package dev.tillwright.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.host.wallet.NoticeServer;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour;
import dev.tillwright.core.host.wallet.simulator.WalletKeys;
import dev.tillwright.core.host.wallet.simulator.WalletSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Wallets whose answers and notices get lost, come late, twice, changed or forged, and customers
 * who wait: in the end the wallets' own ledger equals the journal to the fen, payment by payment;
 * also when the till is killed again and again (G5).
 */
class WalletCampaignTest {
  private static final WalletKeys KEYS = WalletKeys.generate(new SecureRandom());

  @TempDir Path folder;

  @Test
  void fewPayments_withFaults_equalTheJournalToTheFen() {
    inShops(4, Integer.getInteger("campaign.payments", 300));
  }

  @Test
  @Tag("campaign-wallet")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void tenThousandPayments_withFaults_equalTheJournalToTheFen() {
    inShops(8, Integer.getInteger("campaign.payments", 10_000));
  }

  /** Each shop with wallets of its own, all at once: most of the time is spent waiting. */
  private void inShops(int shops, int count) {
    long seed = seed();
    ExecutorService threads = Executors.newFixedThreadPool(shops);
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int shop = 0; shop < shops; shop++) {
        Path file = folder.resolve("shop-" + shop + ".db");
        long its = seed + shop;
        all.add(CompletableFuture.runAsync(() -> payments(file, its, count / shops), threads));
      }
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    } finally {
      threads.shutdownNow();
    }
  }

  // A few kills in each build are those of TenderKillTest, which has wallets among its tenders.
  @Test
  @Tag("campaign-wallet")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void kills_loseNothing_atWallets() throws Exception {
    kills(Integer.getInteger("campaign.kills", 200));
  }

  private static long seed() {
    return Long.getLong("campaign.seed", System.nanoTime() % 1_000_000_000);
  }

  private static void payments(Path file, long seed, int count) {
    System.out.println("campaign wallet: " + count + " payments, seed " + seed);
    WalletWeather weather = new WalletWeather(seed);
    try (WalletSimulator simulator =
            WalletSimulator.start(0, KEYS, WalletShop.CNY, InstantSource.system());
        NoticeServer server = new NoticeServer();
        WalletShop shop =
            new WalletShop(file, simulator.address(), KEYS, new Random(seed), 1_000)) {
      server.to(shop.wallets.notices());
      simulator.noticesTo("alipay", server.of("alipay"));
      simulator.noticesTo("wechat", server.of("wechat"));
      simulator.script(weather);
      for (int done = 1; done <= count; done++) {
        shop.serve();
        if (done % 50 == 0) {
          simulator.deliver(); // late notices, some of payments that were given up since
        }
        if (done % 1_000 == 0) {
          System.out.println("campaign wallet: " + done + " of " + count);
        }
      }
      simulator.script(ask -> WalletBehaviour.usual());
      simulator.deliver();
      assertThat(shop.settle()).as("hang, seed " + seed).isZero();
      equal(file, simulator, seed);
      assertThat(simulator.ledger().anyWaits()).isFalse();
      System.out.println("campaign wallet, seed " + seed + ": " + weather.seen());
      System.out.println("campaign wallet, notices: " + server.counts());
    }
  }

  private static void equal(Path file, WalletSimulator simulator, long seed) {
    DiskBooks books = new DiskBooks();
    books.read(file);
    assertThat(books.faults).as("seed " + seed).isEmpty();
    Map<String, Long> journal = WalletShop.journal(books);
    Map<String, Long> wallets = WalletShop.wallets(simulator.ledger());
    Set<String> keys = new TreeSet<>(journal.keySet());
    keys.addAll(wallets.keySet());
    List<String> differing =
        keys.stream()
            .filter(key -> !Objects.equals(journal.get(key), wallets.get(key)))
            .map(
                key ->
                    key
                        + ": journal "
                        + journal.get(key)
                        + ", wallets "
                        + wallets.get(key)
                        + "\n"
                        + books.courses.getOrDefault(key, List.of()))
            .toList();
    assertThat(differing).as("seed " + seed).isEmpty();
    assertThat(journal).isNotEmpty();
    System.out.println(
        "campaign wallet: "
            + journal.size()
            + " payments and refunds, "
            + journal.values().stream().mapToLong(Long::longValue).sum()
            + " fen, in the journal as at the wallets");
  }

  /** Waits until the wallets were asked so often, but not for ever. */
  private static void after(WalletSimulator simulator, long questions) {
    for (int i = 0; i < 20_000 && simulator.questions() < questions; i++) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void kills(int count) throws Exception {
    long seed = seed();
    System.out.println("campaign wallet: " + count + " kills, seed " + seed);
    Random random = new Random(seed);
    Path file = folder.resolve("killed.db");
    Path keys = folder.resolve("keys");
    Files.writeString(keys, WalletChild.written(KEYS));
    try (WalletSimulator simulator =
        WalletSimulator.start(0, KEYS, WalletShop.CNY, InstantSource.system())) {
      for (int life = 1; life <= count + 1; life++) {
        boolean last = life > count;
        simulator.script(
            last ? ask -> WalletBehaviour.usual() : new WalletWeather(random.nextLong()));
        Process child =
            WalletChild.start(file, simulator.address(), keys, random.nextLong(), life, last);
        try (var out = child.inputReader()) {
          assertThat(out.readLine()).as("seed " + seed).isEqualTo("open");
          if (!last) {
            after(simulator, simulator.questions() + random.nextInt(40));
            LockSupport.parkNanos(random.nextInt(20_000_000));
            child.destroyForcibly(); // SIGKILL
          }
          assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
          assertThat(child.exitValue()).as("seed " + seed).isEqualTo(last ? 0 : 137);
        } finally {
          child.destroyForcibly();
        }
      }
      equal(file, simulator, seed);
    }
  }
}
