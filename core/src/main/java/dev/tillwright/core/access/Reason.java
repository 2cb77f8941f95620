package dev.tillwright.core.access;

import java.util.Objects;

/**
 * Why a check said what it said.
 *
 * @param code stable, for programs, 1 to 64 characters: {@code limit.card}
 * @param sentence for the cashier, without data
 * @param detail for whoever looks into it: rule, version, what was counted and what is allowed; at
 *     most 200 characters, never a card number or a name
 */
public record Reason(String code, String sentence, String detail) {
  public Reason {
    Objects.requireNonNull(sentence, "sentence");
    if (!code.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("a code has 1 to 64 letters, digits, dots and hyphens");
    }
    if (detail.length() > 200) {
      throw new IllegalArgumentException("a detail has at most 200 characters");
    }
  }

  /** Without a detail. */
  public static Reason of(String code, String sentence) {
    return new Reason(code, sentence, "");
  }
}
