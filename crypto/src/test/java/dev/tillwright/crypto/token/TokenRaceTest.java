package dev.tillwright.crypto.token;

import static dev.tillwright.crypto.token.Desk.SHORT_VISA;
import static dev.tillwright.crypto.token.Desk.VISA;
import static dev.tillwright.crypto.token.Desk.number;
import static dev.tillwright.crypto.token.Desk.tokenize;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row D2: whoever asks at the same time, one number has one token and one use is one use. */
@Tag("unmutated")
class TokenRaceTest {
  private static final int THREADS = 64;

  @TempDir Path folder;
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  private static <T> List<T> atOnce(int threads, Racer<T> racer) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<T>> racers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        racers.add(
            () -> {
              start.await();
              return racer.run(number);
            });
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : pool.invokeAll(racers)) {
        results.add(each.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private interface Racer<T> {
    T run(int number) throws Exception;
  }

  @Test
  void sixtyFourThreads_getOneTokenForOneNumber_inEveryForm() throws Exception {
    try (TokenVault vault = JdbcTokenVault.sqlite(folder.resolve("cards.db"))) {
      oneToken(List.of(vault));
    }
  }

  @Test
  void severalPrograms_overPostgres_getOneTokenForOneNumber() throws Exception {
    DataSource source = TestPostgres.schema();
    List<Database> databases = new ArrayList<>();
    try {
      List<TokenVault> vaults = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Database database = Database.of(source);
        databases.add(database);
        vaults.add(JdbcTokenVault.over(database));
      }
      oneToken(vaults);
    } finally {
      databases.forEach(Database::close);
    }
  }

  private void oneToken(List<TokenVault> vaults) throws Exception {
    for (TokenPolicy.Builder form :
        List.of(TokenPolicy.opaque(), TokenPolicy.digits(), TokenPolicy.vaultless())) {
      List<Tokenizer> tokenizers =
          vaults.stream().map(vault -> desk.tokenizer(vault, form)).toList();
      List<Token> tokens =
          atOnce(THREADS, i -> tokenize(tokenizers.get(i % tokenizers.size()), VISA));
      assertThat(new HashSet<>(tokens)).hasSize(1);
      assertThat(number(tokenizers.get(0), tokens.get(0))).contains(VISA);
    }
  }

  @Test
  void lastFreeTokens_goToAsManyAsThereAre_andTheOthersAreTold() throws Exception {
    try (TokenVault vault = JdbcTokenVault.sqlite(folder.resolve("cards.db"))) {
      Tokenizer tokenizer =
          desk.tokenizer(vault, TokenPolicy.digits().keepBin(8).keepLast(4).oneTime().shortest(13));
      List<String> answers =
          atOnce(
              16,
              i -> {
                try {
                  return tokenize(tokenizer, SHORT_VISA).value();
                } catch (TillwrightException e) {
                  return e.code();
                }
              });
      assertThat(answers).filteredOn(each -> each.equals("token.exhausted")).hasSize(7);
      assertThat(new HashSet<>(answers)).hasSize(10);
    }
  }

  @Test
  void tokenForOneUse_isGivenToOneOfMany() throws Exception {
    try (TokenVault vault = JdbcTokenVault.sqlite(folder.resolve("cards.db"))) {
      Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.opaque().singleUse());
      Token token = tokenize(tokenizer, VISA);
      List<Optional<String>> answers = atOnce(16, i -> number(tokenizer, token));
      assertThat(answers).filteredOn(Optional::isPresent).containsExactly(Optional.of(VISA));
      assertThat(tokenizer.accesses(token, 100))
          .hasSize(16)
          .filteredOn(each -> each.result() == AccessRecord.Result.REVEALED)
          .hasSize(1);
    }
  }

  @Test
  void tokenThatIsRevokedWhileItIsAskedFor_isGivenBeforeOrNotAtAll() throws Exception {
    try (TokenVault vault = new InMemoryTokenVault()) {
      Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.opaque());
      Token token = tokenize(tokenizer, VISA);
      List<Boolean> answers =
          atOnce(16, i -> i == 8 ? tokenizer.revoke(token) : number(tokenizer, token).isPresent());
      assertThat(answers.get(8)).isTrue();
      assertThat(number(tokenizer, token)).isEmpty();
    }
  }
}
