package dev.tillwright.core.store;

/**
 * Whom sealed records are about, and with whom they are erased: a member's number, a sale's. It is
 * kept in clear beside the records, so it must not itself tell anything: never a name or a card.
 *
 * @param value 1 to 128 printable ASCII characters, such as {@code member/m-1042}
 */
public record Subject(String value) {
  public Subject {
    if (!value.matches("[\\x21-\\x7e]{1,128}")) {
      throw new IllegalArgumentException("a subject is 1 to 128 printable ASCII characters");
    }
  }

  /** As {@code new Subject(value)}. */
  public static Subject of(String value) {
    return new Subject(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
