package dev.tillwright.crypto.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Dialect;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.SoftwareKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Row D2: one number has one token, whoever asks at the same time. */
@Tag("unmutated")
class RaceTest {
  private static final int THREADS = 16;
  private static final String PASSPHRASE = "a passphrase for tests";

  @TempDir Path folder;

  @Test
  void protect_bySixteenThreads_givesOneTokenForEachNumber() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try (SoftwareKeys keys = SoftwareKeys.ephemeral(new SecureRandom());
        TokenVault vault = JdbcTokenVault.sqlite(folder.resolve("cards.db"))) {
      TokenizingProtector cards = TokenizingProtector.open(keys, vault);
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<Callable<List<CardToken>>> askers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        askers.add(
            () -> {
              start.await();
              return tokens(cards, TestCards.EXPIRY);
            });
      }
      Set<List<CardToken>> answers = new HashSet<>();
      for (Future<List<CardToken>> each : pool.invokeAll(askers)) {
        answers.add(each.get());
      }
      assertThat(answers).hasSize(1);
      assertThat(new HashSet<>(answers.iterator().next())).hasSize(TestCards.NUMBERS.size());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void protect_withTwoExpiriesAtOnce_keepsOneTokenAndOneOfThem() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (SoftwareKeys keys = SoftwareKeys.ephemeral(new SecureRandom());
        TokenVault vault = new InMemoryTokenVault()) {
      TokenizingProtector cards = TokenizingProtector.open(keys, vault);
      List<Callable<Set<CardToken>>> askers = new ArrayList<>();
      for (YearMonth expiry : List.of(YearMonth.of(2031, 1), YearMonth.of(2035, 1))) {
        askers.add(
            () -> {
              Set<CardToken> seen = new HashSet<>();
              for (int i = 0; i < 200; i++) {
                seen.add(tokens(cards, expiry).get(0));
              }
              return seen;
            });
      }
      Set<CardToken> all = new HashSet<>();
      for (Future<Set<CardToken>> each : pool.invokeAll(askers)) {
        all.addAll(each.get());
      }
      assertThat(all).hasSize(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void protect_byTwoProcesses_givesOneTokenForEachNumber() throws Exception {
    SoftwareKeys.open(
            folder.resolve("till.keys"), PASSPHRASE.toCharArray(), Acknowledgement.KEYS_IN_SOFTWARE)
        .close();
    List<Process> processes = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        processes.add(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    RaceTest.class.getName(),
                    folder.toString(),
                    Integer.toString(i))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said-" + i).toFile())
                .start());
      }
      for (int i = 0; i < 2; i++) {
        boolean ended = processes.get(i).waitFor(120, TimeUnit.SECONDS);
        String said = Files.readString(folder.resolve("said-" + i));
        assertThat(ended).as(said).isTrue();
        assertThat(processes.get(i).exitValue()).as(said).isZero();
      }
      String first = Files.readString(folder.resolve("said-0"));
      assertThat(first.lines()).hasSize(TestCards.NUMBERS.size());
      assertThat(Files.readString(folder.resolve("said-1"))).isEqualTo(first);
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  /** One of two processes: through a data source, as a central store is shared. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("shared.db"));
    try (SoftwareKeys keys =
            SoftwareKeys.open(
                folder.resolve("till.keys"),
                PASSPHRASE.toCharArray(),
                Acknowledgement.KEYS_IN_SOFTWARE);
        Database database = Database.of(source, Dialect.sqlite());
        TokenVault vault = JdbcTokenVault.over(database)) {
      TokenizingProtector cards = TokenizingProtector.open(keys, vault);
      meet(folder, arguments[1]);
      for (CardToken token : tokens(cards, TestCards.EXPIRY)) {
        System.out.println(token);
      }
    }
  }

  /** Waits until the other process is here too, so that they do race. */
  private static void meet(Path folder, String name) throws IOException, InterruptedException {
    Files.write(folder.resolve("here-" + name), name.getBytes(UTF_8));
    for (int i = 0; i < 3_000; i++) {
      if (Files.exists(folder.resolve("here-0")) && Files.exists(folder.resolve("here-1"))) {
        return;
      }
      Thread.sleep(10);
    }
    throw new IllegalStateException("the other process did not come");
  }

  private static List<CardToken> tokens(TokenizingProtector cards, YearMonth expiry) {
    List<CardToken> tokens = new ArrayList<>();
    for (String number : TestCards.NUMBERS) {
      try (CardRead read = TestCards.read(number, expiry)) {
        tokens.add(cards.protect(read).token());
      }
    }
    return tokens;
  }
}
