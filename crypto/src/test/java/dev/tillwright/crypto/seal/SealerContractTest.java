package dev.tillwright.crypto.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.CheckResult;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import dev.tillwright.crypto.key.SoftwareKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The kit against our own sealer, and against broken ones, which it must find. */
class SealerContractTest {
  private final SoftwareKeys ring = SoftwareKeys.ephemeral(new SecureRandom());
  private final List<Database> databases = new ArrayList<>();

  @TempDir Path folder;

  @AfterEach
  void close() {
    databases.forEach(Database::close);
    ring.close();
  }

  @TestFactory
  Stream<DynamicTest> everyPromise_isKept() {
    Supplier<Sealer> sealers =
        () -> {
          Database database = Database.sqlite(folder.resolve("seal" + databases.size() + ".db"));
          databases.add(database);
          return EnvelopeSealer.open(ring, JdbcSubjectKeys.over(database, InstantSource.system()));
        };
    return SealerContract.checks(sealers).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), () -> check.run().orThrow()));
  }

  @Test
  void brokenSealers_areFound() {
    Supplier<Sealer> sound = () -> EnvelopeSealer.open(ring, new InMemorySubjectKeys());
    assertThat(failed(sound)).isEmpty();
    assertThat(failed(() -> new Broken(sound.get(), true, true)))
        .containsExactly("whatDoesNotBelongTogether_isRefusedAlike");
    assertThat(failed(() -> new Broken(sound.get(), false, false)))
        .containsExactly("shredding_endsOneSubject_andNoOther", "shreddingWithoutARecord_holdsToo");
  }

  private static List<String> failed(Supplier<Sealer> sealers) {
    return SealerContract.checks(sealers).stream()
        .filter(check -> check.run() instanceof CheckResult.Failed)
        .map(Check::name)
        .toList();
  }

  private record Broken(Sealer sealer, boolean forgetsContext, boolean shreds) implements Sealer {
    @Override
    public byte[] seal(Subject subject, byte[] plain, String context) {
      return sealer.seal(subject, plain, forgetsContext ? "any" : context);
    }

    @Override
    public Optional<byte[]> open(Subject subject, byte[] sealed, String context) {
      return sealer.open(subject, sealed, forgetsContext ? "any" : context);
    }

    @Override
    public void shred(Subject subject) {
      if (shreds) {
        sealer.shred(subject);
      }
    }
  }
}
