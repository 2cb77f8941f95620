package dev.tillwright.core.contract;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the body of a check says what must hold. */
public final class Expect {
  private Expect() {}

  /**
   * @param holds what must be true
   * @param otherwise what to say when it is not
   * @throws BrokenPromise when it does not hold
   */
  public static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new BrokenPromise(otherwise);
    }
  }

  /**
   * Both values are shown when they differ: none may be a secret.
   *
   * @param what it is, for people
   * @throws BrokenPromise when they differ
   */
  public static void equal(@Nullable Object actual, @Nullable Object expected, String what) {
    if (!Objects.equals(actual, expected)) {
      throw new BrokenPromise(what + " should be " + expected + " and is " + actual);
    }
  }

  /**
   * @param what it is, for people
   * @return the value, as what it should be
   * @throws BrokenPromise when it is something else; only the name of its class is shown
   */
  public static <T> T isA(@Nullable Object actual, Class<T> expected, String what) {
    if (!expected.isInstance(actual)) {
      String seen = actual == null ? "nothing" : actual.getClass().getSimpleName();
      throw new BrokenPromise(what + " should be " + expected.getSimpleName() + ", is " + seen);
    }
    return expected.cast(actual);
  }

  /**
   * @param what is done, for people
   * @throws BrokenPromise when nothing is thrown, or something else
   */
  public static void thrown(Class<? extends Throwable> expected, Check.Body action, String what) {
    Throwable seen = null;
    try {
      action.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      seen = e;
    } catch (Throwable e) {
      seen = e;
    }
    if (!expected.isInstance(seen)) {
      String instead = seen == null ? "nothing" : seen.getClass().getSimpleName();
      throw new BrokenPromise(
          what + " should throw " + expected.getSimpleName() + " and threw " + instead);
    }
  }
}
