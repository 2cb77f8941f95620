package dev.tillwright.crypto.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.TillwrightException;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
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

  /** One defect each, and the check that must find it. */
  @Test
  void everyDefect_isFoundByTheCheckThatNamesIt() {
    String sizes = "everySize_opensAgain";
    String hidden = "sealed_showsNothing_andNeverTheSame";
    String refused = "whatDoesNotBelongTogether_isRefusedAlike";
    String one = "shredding_endsOneSubject_andNoOther";
    String early = "shreddingWithoutARecord_holdsToo";
    finds(sizes, sealing((sealer, it) -> Arrays.copyOf(it, it.length + Sealer.MAX_OVERHEAD + 1)));
    finds(
        sizes,
        opening(
            (opened, bytes) -> opened.map(plain -> plain.length == 1 ? new byte[] {8} : plain)));
    finds(sizes, opening((opened, bytes) -> opened.map(plain -> Arrays.copyOf(plain, 1000))));
    byte[][] first = new byte[1][];
    finds(hidden, sealing((sealer, it) -> first[0] == null ? (first[0] = it) : first[0].clone()));
    finds(
        hidden,
        sealing(
            (sealer, it) -> {
              byte[] shown = Arrays.copyOf(it, it.length + 23);
              System.arraycopy(
                  "a record about a person".getBytes(US_ASCII), 0, shown, it.length, 23);
              return shown;
            }));
    finds(refused, refusing(e -> Optional.of(new byte[0])));
    finds(
        refused,
        refusing(
            e -> {
              throw new TillwrightException("seal.other", false, String.valueOf(e.getMessage()));
            }));
    int[] count = new int[1];
    finds(
        refused,
        refusing(
            e -> {
              throw new TillwrightException("seal.refused", false, "refusal " + count[0]++);
            }));
    finds(one, shredding((sealer, subject) -> {}));
    finds(
        one,
        shredding(
            (sealer, subject) -> {
              sealer.shred(subject);
              sealer.shred(Subject.of("contract/ben"));
            }));
    for (String check : List.of(one, early)) {
      finds(check, sealingFor(e -> new byte[40]));
      finds(
          check,
          sealingFor(
              e -> {
                throw new TillwrightException("seal.other", false, "gone");
              }));
    }
    finds(early, shredding((sealer, subject) -> {}));
    int[] shreds = new int[1];
    finds(
        early,
        shredding(
            (sealer, subject) -> {
              if (shreds[0]++ > 0) {
                throw new TillwrightException("seal.refused", false, "twice");
              }
              sealer.shred(subject);
            }));
  }

  private void finds(String check, Function<Sealer, Sealer> defect) {
    Supplier<Sealer> broken =
        () -> defect.apply(EnvelopeSealer.open(ring, new InMemorySubjectKeys()));
    assertThat(failed(broken)).contains(check);
  }

  private static Function<Sealer, Sealer> sealing(BiFunction<Sealer, byte[], byte[]> change) {
    return sealer ->
        new Altered(
            sealer,
            (subject, plain, context) -> change.apply(sealer, sealer.seal(subject, plain, context)),
            sealer::open,
            sealer::shred);
  }

  private static Function<Sealer, Sealer> sealingFor(
      Function<TillwrightException, byte[]> shredded) {
    return sealer ->
        new Altered(
            sealer,
            (subject, plain, context) -> {
              try {
                return sealer.seal(subject, plain, context);
              } catch (TillwrightException e) {
                return shredded.apply(e);
              }
            },
            sealer::open,
            sealer::shred);
  }

  private static Function<Sealer, Sealer> opening(
      BiFunction<Optional<byte[]>, byte[], Optional<byte[]>> change) {
    return sealer ->
        new Altered(
            sealer,
            sealer::seal,
            (subject, bytes, context) -> change.apply(sealer.open(subject, bytes, context), bytes),
            sealer::shred);
  }

  private static Function<Sealer, Sealer> refusing(
      Function<TillwrightException, Optional<byte[]>> answer) {
    return sealer ->
        new Altered(
            sealer,
            sealer::seal,
            (subject, bytes, context) -> {
              try {
                return sealer.open(subject, bytes, context);
              } catch (TillwrightException e) {
                return answer.apply(e);
              }
            },
            sealer::shred);
  }

  private static Function<Sealer, Sealer> shredding(BiConsumer<Sealer, Subject> shred) {
    return sealer ->
        new Altered(sealer, sealer::seal, sealer::open, subject -> shred.accept(sealer, subject));
  }

  private interface Sealing {
    byte[] seal(Subject subject, byte[] plain, String context);
  }

  private interface Opening {
    Optional<byte[]> open(Subject subject, byte[] sealed, String context);
  }

  private record Altered(Sealer sound, Sealing sealing, Opening opening, Consumer<Subject> shreds)
      implements Sealer {
    @Override
    public byte[] seal(Subject subject, byte[] plain, String context) {
      return sealing.seal(subject, plain, context);
    }

    @Override
    public Optional<byte[]> open(Subject subject, byte[] sealed, String context) {
      return opening.open(subject, sealed, context);
    }

    @Override
    public void shred(Subject subject) {
      shreds.accept(subject);
    }
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
