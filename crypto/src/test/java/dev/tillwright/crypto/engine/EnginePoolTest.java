package dev.tillwright.crypto.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tillwright.core.TillwrightException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the pools hold between uses: an engine that was scrubbed, or none. */
class EnginePoolTest {
  private final List<String> told = new ArrayList<>();
  private int made;
  private boolean scrubs = true;

  private final EnginePool<String> pool =
      new EnginePool<>(
          () -> {
            if (made == 99) {
              throw new GeneralSecurityException("with a key in its text");
            }
            return "engine " + ++made;
          },
          engine -> {
            if (!scrubs) {
              throw new GeneralSecurityException("no");
            }
            told.add("scrubbed " + engine);
          });

  @Test
  void anEngine_isScrubbedAfterEachUse_andUsedAgain() {
    assertThat(pool.<String>use(engine -> engine)).isEqualTo("engine 1");
    assertThat(told).containsExactly("scrubbed engine 1");
    assertThat(pool.<String>use(engine -> engine)).isEqualTo("engine 1");
    assertThat(told).hasSize(2);
  }

  @Test
  void anEngine_isScrubbedAlsoWhenItsUseFailed() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                pool.use(
                    engine -> {
                      throw new IllegalStateException();
                    }));
    assertThat(told).containsExactly("scrubbed engine 1");
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(
            () ->
                pool.use(
                    engine -> {
                      throw new GeneralSecurityException("with a key in its text");
                    }))
        .withNoCause()
        .satisfies(e -> assertThat(e.code()).isEqualTo("key.unavailable"))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("key in its text"));
    assertThat(told).hasSize(2);
  }

  @Test
  void anEngine_thatCannotBeScrubbed_isNotUsedAgain() {
    scrubs = false;
    assertThat(pool.<String>use(engine -> engine)).isEqualTo("engine 1");
    scrubs = true;
    assertThat(pool.<String>use(engine -> engine)).isEqualTo("engine 2");
  }

  @Test
  void whereNoEngineCanBeMade_thereIsATypedError() {
    made = 99;
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(() -> pool.use(engine -> engine))
        .satisfies(e -> assertThat(e.code()).isEqualTo("key.unavailable"));
    assertThat(told).isEmpty();
  }

  @Test
  void moreThanSixteenAtOnce_areMade_andSixteenAreKept() {
    int deepest = deep(20);
    assertThat(deepest).isEqualTo(20);
    assertThat(told).hasSize(20);
    assertThat(deep(17)).isEqualTo(17);
    assertThat(made).isEqualTo(21);
  }

  private int deep(int depth) {
    return depth == 0 ? 0 : pool.use(engine -> 1 + deep(depth - 1));
  }
}
