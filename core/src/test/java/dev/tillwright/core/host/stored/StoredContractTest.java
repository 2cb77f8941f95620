package dev.tillwright.core.host.stored;

import dev.tillwright.core.TestPostgres;
import dev.tillwright.core.contract.CheckResult;
import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.payment.contract.PaymentHostContract;
import dev.tillwright.core.store.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stored value passes the contract of payment hosts, over SQLite and PostgreSQL (G1, G6). */
@Timeout(120)
class StoredContractTest {
  private static final AtomicInteger FILES = new AtomicInteger();
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> sqlite() throws Exception {
    Path all = Files.createTempDirectory("stored");
    return tests(
        () -> {
          DataSource source = Gifts.sqlite(all.resolve(FILES.incrementAndGet() + ".db"));
          return new StoredBench(source, Database.of(source), true);
        });
  }

  @TestFactory
  Stream<DynamicTest> postgres() {
    DataSource source = TestPostgres.schema();
    return tests(() -> new StoredBench(source, Database.of(source), false));
  }

  private static Stream<DynamicTest> tests(Checks.Subject<StoredBench> benches) {
    return PaymentHostContract.checks(benches).stream()
        .map(
            check ->
                DynamicTest.dynamicTest(
                    check.name(),
                    () -> {
                      CheckResult result = check.run();
                      Assumptions.assumeTrue(result.applies(), result.text());
                      result.orThrow();
                    }));
  }
}
