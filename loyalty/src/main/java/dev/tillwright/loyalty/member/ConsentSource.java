package dev.tillwright.loyalty.member;

/** Where a member said it. Journal entries keep the names, so a name never changes. */
public enum ConsentSource {
  /** At the till. */
  TILL,
  WEB,
  APP,
  /** On paper. */
  PAPER,
  /** On the phone. */
  CALL,
  /** In answer to a message, such as STOP. */
  REPLY,
  /** Brought over from another system. */
  IMPORT
}
