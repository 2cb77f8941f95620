package dev.tillwright.crypto.token;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.crypto.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Row D2: our own vaults keep the contract that others are checked by. */
class VaultContractTest {
  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> inMemory() {
    return tests(InMemoryTokenVault::new);
  }

  @TestFactory
  Stream<DynamicTest> sqlite() {
    return tests(
        () -> JdbcTokenVault.sqlite(Files.createTempDirectory(folder, "v").resolve("cards.db")));
  }

  @Tag("unmutated")
  @TestFactory
  Stream<DynamicTest> postgres() {
    TestPostgres.schema(); // or skipped as a whole
    return tests(() -> JdbcTokenVault.of(TestPostgres.schema()));
  }

  private static Stream<DynamicTest> tests(Checks.Subject<TokenVault> vaults) {
    return TokenVaultContract.checks(vaults).stream()
        .map(
            check ->
                DynamicTest.dynamicTest(
                    check.name(),
                    () -> {
                      var result = check.run();
                      Assumptions.assumeTrue(result.applies(), result.text());
                      result.orThrow();
                    }));
  }
}
