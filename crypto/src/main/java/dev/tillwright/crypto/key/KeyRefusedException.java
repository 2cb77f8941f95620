package dev.tillwright.crypto.key;

import dev.tillwright.core.TillwrightException;

/**
 * A key or its module does not do what was asked. The message names the key, what was asked and
 * what is missing; never data.
 *
 * <p>Codes: {@code key.usage}, {@code key.mode}, {@code key.algorithm}, {@code key.exportability},
 * {@code key.strength}, {@code key.state}, {@code key.expired}, {@code key.exhausted}, {@code
 * key.unknown}, {@code key.unsupported} (the module lacks an ability).
 */
public final class KeyRefusedException extends TillwrightException {
  private static final long serialVersionUID = 1L;

  /**
   * @param code one of those above
   * @param message names what is missing
   */
  public KeyRefusedException(String code, String message) {
    super(code, false, message);
  }

  /** That a module lacks an ability. */
  public static KeyRefusedException unsupported(KeyModule module, String what) {
    return new KeyRefusedException(
        "key.unsupported", "the module " + module.name() + " does not do " + what);
  }
}
