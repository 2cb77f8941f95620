package dev.tillwright.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The environment failed: a disk, a database, a socket, a device. Business results are values, and
 * misuse throws {@link IllegalArgumentException} or {@link IllegalStateException}.
 *
 * <p><b>Guarantee.</b> The message names what failed and where, never the data. A cause is only
 * chained when its text cannot hold card data.
 */
public class TillwrightException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final boolean retryable;

  /**
   * @param code stable and dotted, for programs: {@code journal.locked}
   * @param retryable whether the same call may succeed later without any change
   * @param message for people, without data
   */
  public TillwrightException(String code, boolean retryable, String message) {
    this(code, retryable, message, null);
  }

  /** As above, with a cause whose text is free of card data. */
  public TillwrightException(
      String code, boolean retryable, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
    this.retryable = retryable;
  }

  /** The stable code, for example {@code journal.locked}. */
  public String code() {
    return code;
  }

  /** Whether the same call may succeed later without any change. */
  public boolean retryable() {
    return retryable;
  }
}
