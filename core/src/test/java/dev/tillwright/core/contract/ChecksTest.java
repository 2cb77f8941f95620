package dev.tillwright.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChecksTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  /** Something that is opened and closed. */
  private static final class Lamp implements AutoCloseable {
    private static final AtomicInteger OPEN = new AtomicInteger();
    private final boolean dims;
    private boolean lit;

    Lamp(boolean dims) {
      this.dims = dims;
      OPEN.incrementAndGet();
    }

    void press() {
      lit = !lit;
    }

    @Override
    public void close() {
      OPEN.decrementAndGet();
    }
  }

  private static List<Check> kit(Checks.Subject<Lamp> lamps) {
    return Checks.on(lamps)
        .add(
            "press_lights",
            "a press lights it",
            lamp -> {
              lamp.press();
              Expect.that(lamp.lit, "it stayed dark");
            })
        .addUnless(
            lamp -> lamp.dims ? Optional.empty() : Optional.of("it does not dim"),
            "dim_isNotDark",
            "dimmed is not dark",
            lamp -> Expect.equal(lamp.lit, true, "the light"))
        .list();
  }

  /** The six lines that the package's first page promises. */
  @TestFactory
  Stream<DynamicTest> mappedToJunit() {
    return kit(() -> new Lamp(false)).stream()
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

  @Test
  void kit_opensAFreshSubjectForEachCheck_andClosesItWhateverHappens() {
    AtomicInteger opened = new AtomicInteger();
    int before = Lamp.OPEN.get();

    CheckReport report =
        CheckReport.of(
            kit(
                () -> {
                  opened.incrementAndGet();
                  return new Lamp(true);
                }));

    assertThat(opened).hasValue(2);
    assertThat(Lamp.OPEN).hasValue(before);
    assertThat(report.passed()).isFalse();
    assertThat(report.failures())
        .extracting(it -> it.check().name())
        .containsExactly("dim_isNotDark");
    assertThat(report.text())
        .isEqualTo(
            "passed: press_lights\n"
                + "FAILED: dim_isNotDark: dimmed is not dark: the light should be true and is"
                + " false");
  }

  @Test
  void checkThatDoesNotApply_isListedWithItsReason_andIsNotPassed() {
    List<CheckResult> told = new ArrayList<>();

    CheckReport report = CheckReport.of(kit(() -> new Lamp(false)), told::add);

    assertThat(told).isEqualTo(report.results());
    assertThat(report.passed()).isTrue();
    assertThat(report.text()).contains("not applicable: dim_isNotDark: it does not dim");
    assertThat(report.results().get(1).applies()).isFalse();
    assertThat(new CheckReport(report.results().subList(1, 2)).passed()).isFalse();
    assertThat(new CheckReport(List.of()).passed()).isFalse();
  }

  @Test
  void checkThatHangs_failsAtItsDeadline_showsWhere_andIsInterrupted() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    Check hangs =
        Check.of(
                "hangs",
                "it ends",
                () -> {
                  try {
                    new CountDownLatch(1).await();
                  } finally {
                    interrupted.countDown();
                  }
                })
            .within(SHORT);

    CheckResult result = hangs.run();

    interrupted.await();
    assertThat(result)
        .isInstanceOfSatisfying(
            CheckResult.Failed.class,
            failed -> {
              assertThat(failed.error()).hasMessage("it did not end within PT0.1S");
              assertThat(failed.error().getStackTrace())
                  .extracting(StackTraceElement::getClassName)
                  .contains(ChecksTest.class.getName());
            });
  }

  @Test
  void foreignException_isShownByItsClassAlone() {
    Check leaks =
        Check.of(
            "leaks",
            "nothing is shown",
            () -> {
              throw new IOException("4111111111111111");
            });

    CheckResult result = leaks.run();

    assertThat(result.text())
        .isEqualTo("FAILED: leaks: nothing is shown: it threw java.io.IOException");
    assertThatThrownBy(result::orThrow)
        .isInstanceOf(AssertionError.class)
        .hasMessage(result.text())
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void errorInABody_doesNotEndTheRun() {
    Check broken =
        Check.of(
            "broken",
            "it links",
            () -> {
              throw new NoClassDefFoundError("x");
            });
    Check fine = Check.of("fine", "it runs", () -> {});

    CheckReport report = CheckReport.of(List.of(broken, fine));

    assertThat(report.results()).extracting(CheckResult::applies).containsExactly(true, true);
    assertThat(report.failures()).hasSize(1);
    assertThatCode(report.results().get(1)::orThrow).doesNotThrowAnyException();
  }

  @Test
  void reasonNotToApply_isAskedAtEachRun() {
    AtomicInteger runs = new AtomicInteger();
    Check check =
        Check.of("counted", "it counts", runs::incrementAndGet)
            .unless(() -> runs.get() == 0 ? Optional.empty() : Optional.of("once is enough"));

    assertThat(List.of(text(check.run()), text(check.run())))
        .containsExactly("passed", "once is enough");
    assertThat(runs).hasValue(1);
  }

  private static String text(CheckResult result) {
    return result.match(passed -> "passed", failed -> "failed", not -> not.reason());
  }

  @Test
  void expectations_sayWhatWasSeen_andNoMoreThanThat() {
    assertThatThrownBy(() -> Expect.isA("secret", Integer.class, "the answer"))
        .isInstanceOf(BrokenPromise.class)
        .hasMessage("the answer should be Integer, is String");
    assertThat(Expect.isA(5, Integer.class, "the answer")).isEqualTo(5);
    assertThatThrownBy(() -> Expect.thrown(IOException.class, () -> {}, "reading"))
        .hasMessage("reading should throw IOException and threw nothing");
    Expect.thrown(
        IOException.class,
        () -> {
          throw new IOException("x");
        },
        "reading");
  }

  @Test
  void kitsThatMakeNoSense_areRefused() {
    assertThatThrownBy(() -> Check.of("two words", "x", () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Check.of("a", " ", () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Check.of("a", "b", () -> {}).within(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    Checks<Lamp> checks = Checks.on(() -> new Lamp(true)).add("a", "b", lamp -> {});
    assertThatThrownBy(() -> checks.add("a", "c", lamp -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
