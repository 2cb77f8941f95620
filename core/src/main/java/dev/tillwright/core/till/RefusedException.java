package dev.tillwright.core.till;

import java.util.Objects;

/**
 * A step that the rules do not allow: a missing permission, an unknown item, a line too many.
 * Nothing changed and nothing was lost.
 */
public final class RefusedException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code stable, for programs: {@code access.permission}
   * @param sentence for people, without data
   */
  public RefusedException(String code, String sentence) {
    super(sentence);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** The stable code. */
  public String code() {
    return code;
  }
}
