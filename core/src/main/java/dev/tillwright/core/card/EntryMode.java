package dev.tillwright.core.card;

/** How the card number came in (ISO 8583:1987 field 22, first two digits). */
public enum EntryMode {
  MANUAL("01"),
  STRIPE("02"),
  /** A code on a telephone, read or shown. */
  CODE("03"),
  CHIP("05"),
  CONTACTLESS("07");

  private final String code;

  EntryMode(String code) {
    this.code = code;
  }

  /** Two digits, as field 22 begins. */
  public String code() {
    return code;
  }
}
