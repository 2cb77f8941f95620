package dev.tillwright.loyalty.member;

/**
 * What a member wants beside consents to channels. All are off until the member says otherwise.
 * Journal entries keep the names, so a name never changes.
 */
public enum Preference {
  /** No contact at all, whatever it is for. */
  DO_NOT_CONTACT(true),
  /** No calls, whatever they are for. */
  DO_NOT_CALL(true),
  /** What is known may be given to third parties. */
  THIRD_PARTY_SHARING(false),
  /** Purchases may be used to guess what the member would like. */
  PERSONALISATION(false);

  private final boolean forbids;

  Preference(boolean forbids) {
    this.forbids = forbids;
  }

  /** Whether it takes something away; what one of two merged members forbade stays forbidden. */
  boolean forbids() {
    return forbids;
  }
}
