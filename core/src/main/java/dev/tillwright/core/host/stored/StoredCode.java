package dev.tillwright.core.host.stored;

/** What the ledger says to a question; its text is the response code of the host. */
public enum StoredCode {
  /** The value moved. */
  APPROVED("approved", "the value moved"),
  /**
   * No such card, one that is blocked, expired or void, one of another currency, or a wrong code:
   * whoever tries numbers learns nothing from it.
   */
  NOT_VALID("notValid", "this card cannot be used"),
  /** There is less on the card. */
  NOT_ENOUGH("notEnough", "there is not enough on the card"),
  /** Too many wrong numbers or questions; nothing of this terminal or card is looked at for now. */
  LATER("later", "too many tries; ask again later"),
  /** A card is activated once. */
  ALREADY_ACTIVE("alreadyActive", "this card is active already"),
  /** Less or more than the shop's policy lets go onto a card. */
  BEYOND_LIMIT("beyondLimit", "a card does not hold this amount"),
  /** What is to be taken off again was spent. */
  SPENT("spent", "value of this card was spent already"),
  /** What is given back was not taken by this card, or was given back already. */
  NOT_FOUND("notFound", "there is no such payment to give back, or not so much of it"),
  /** The key came before with other content. */
  CONFLICT("conflict", "this payment's key was used for another payment"),
  /** It was undone, perhaps before it came. */
  UNDONE("undone", "this payment was undone");

  private final String code;
  private final String sentence;

  StoredCode(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** The code itself, stable, for programs. */
  public String code() {
    return code;
  }

  /** For people, without data. */
  public String sentence() {
    return sentence;
  }

  static StoredCode of(String code) {
    for (StoredCode each : values()) {
      if (each.code.equals(code)) {
        return each;
      }
    }
    return NOT_VALID;
  }
}
