package dev.tillwright.loyalty.member;

import java.util.Objects;

/**
 * Something that may interest a member.
 *
 * @param item its code
 * @param text what to say, at most 200 characters
 * @param because why it is offered, such as {@code bought with coffee}; at most 200 characters
 */
public record PersonalOffer(String item, String text, String because) {
  private static final int MAX = 200;

  public PersonalOffer {
    Objects.requireNonNull(item, "item");
    Values.line("text", text, MAX);
    Values.line("because", because, MAX);
  }
}
