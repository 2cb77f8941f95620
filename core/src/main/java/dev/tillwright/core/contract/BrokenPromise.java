package dev.tillwright.core.contract;

/** What a check found does not hold. The message says what was promised and what was seen. */
public final class BrokenPromise extends AssertionError {
  private static final long serialVersionUID = 1L;

  /**
   * @param message for people, without card data or keys: it is shown and logged
   */
  public BrokenPromise(String message) {
    super(message);
  }
}
