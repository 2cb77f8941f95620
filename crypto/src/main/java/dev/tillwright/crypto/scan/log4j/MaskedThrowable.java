package dev.tillwright.crypto.scan.log4j;

import dev.tillwright.crypto.scan.PanMasker;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands for a throwable whose text, or that of a cause, holds a card number. */
final class MaskedThrowable extends Throwable {
  private static final long serialVersionUID = 1L;

  private static final int DEEPEST = 64;

  private final String described;

  private MaskedThrowable(String described, @Nullable String message, @Nullable Throwable cause) {
    super(message, cause, true, true);
    this.described = described;
  }

  /** The throwable itself when no text of it holds a number. */
  static Throwable of(Throwable thrown, PanMasker masker) {
    return clean(thrown, masker, seen(), 0) ? thrown : copy(thrown, masker, seen(), 0);
  }

  private static Set<Throwable> seen() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private static boolean clean(
      @Nullable Throwable thrown, PanMasker masker, Set<Throwable> seen, int depth) {
    if (thrown == null || !seen.add(thrown)) {
      return true;
    }
    if (depth == DEEPEST || !unchanged(thrown.toString(), masker)) {
      return false;
    }
    for (Throwable suppressed : thrown.getSuppressed()) {
      if (!clean(suppressed, masker, seen, depth + 1)) {
        return false;
      }
    }
    return unchanged(thrown.getMessage(), masker)
        && clean(thrown.getCause(), masker, seen, depth + 1);
  }

  private static boolean unchanged(@Nullable String text, PanMasker masker) {
    return text == null || text.equals(masker.mask(text));
  }

  private static MaskedThrowable copy(
      Throwable thrown, PanMasker masker, Set<Throwable> seen, int depth) {
    if (depth == DEEPEST || !seen.add(thrown)) {
      return new MaskedThrowable(thrown.getClass().getName() + " [left out]", null, null);
    }
    String message = thrown.getMessage();
    Throwable cause = thrown.getCause();
    MaskedThrowable masked =
        new MaskedThrowable(
            masker.mask(thrown.toString()),
            message == null ? null : masker.mask(message),
            cause == null ? null : copy(cause, masker, seen, depth + 1));
    masked.setStackTrace(thrown.getStackTrace());
    for (Throwable suppressed : thrown.getSuppressed()) {
      masked.addSuppressed(copy(suppressed, masker, seen, depth + 1));
    }
    return masked;
  }

  /** As the original prints itself, so that its own class is named. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return described;
  }
}
