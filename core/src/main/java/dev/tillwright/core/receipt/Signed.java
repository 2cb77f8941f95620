package dev.tillwright.core.receipt;

import org.jspecify.annotations.Nullable;

/**
 * Whether a customer signed, and what is left of it.
 *
 * @param signature what was drawn; {@code null} when nobody signed, or when it was erased
 * @param erased whether there was one that cannot be read any more
 */
public record Signed(@Nullable Signature signature, boolean erased) {
  /** Nobody signed. */
  public static final Signed NOT = new Signed(null, false);

  /** Somebody did, and it was erased. */
  public static final Signed ERASED = new Signed(null, true);

  /** With this signature. */
  public static Signed with(Signature signature) {
    return new Signed(signature, false);
  }
}
