package dev.tillwright.loyalty.member;

import java.util.Objects;

/**
 * What a member is to be told. The gate puts the member's name in place of {@code {name}}, so that
 * who writes it need not know it, and adds the codes by which the member knows it is genuine. The
 * text itself is not kept; its wording is.
 *
 * @param wording names the text and its version, such as {@code spring-2026/3}: 1 to 64 letters,
 *     digits and {@code . _ / -}
 * @param subject one line, at most 200 characters; may be empty
 * @param body 1 to 4,000 characters
 */
public record ContactText(String wording, String subject, String body) {
  private static final int MAX_SUBJECT = 200;
  private static final int MAX_BODY = 4000;

  public ContactText {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(body, "body");
    if (!wording.matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")) {
      throw new IllegalArgumentException("wording: 1 to 64 letters, digits and . _ / -");
    }
    if (subject.length() > MAX_SUBJECT || subject.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("subject: one line of at most 200 characters");
    }
    if (body.isBlank() || body.length() > MAX_BODY) {
      throw new IllegalArgumentException("body: 1 to 4,000 characters");
    }
  }

  /** The wording, never the text. */
  @Override
  public String toString() {
    return "ContactText[" + wording + "]";
  }
}
