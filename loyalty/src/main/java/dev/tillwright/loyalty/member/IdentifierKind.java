package dev.tillwright.loyalty.member;

import java.util.Locale;

/** What a member is recognised by. Journal entries keep the names, so a name never changes. */
public enum IdentifierKind {
  /** A loyalty card, or a payment card that stands for one, by its token. */
  CARD,
  /** A phone number with its country. */
  PHONE,
  /** What a member's QR code says. */
  QR,
  /** The account of the member's app. */
  APP,
  /** The member's number at a partner. */
  PARTNER;

  /**
   * The field's name for the keyed index, so that equal values of two kinds have no index alike.
   */
  String field() {
    return "member." + name().toLowerCase(Locale.ROOT);
  }
}
