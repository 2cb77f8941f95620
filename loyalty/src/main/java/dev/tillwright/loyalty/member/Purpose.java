package dev.tillwright.loyalty.member;

/** What a member is reached for. Journal entries keep the names, so a name never changes. */
public enum Purpose {
  /**
   * About something the member bought, asked for or must know, such as a recall: needs no consent
   * to marketing, and carries none.
   */
  TRANSACTIONAL,
  /** Asks what the member thought of a sale. */
  FEEDBACK,
  /** Offers, campaigns, winning back. */
  MARKETING,
  /** Offers of third parties; needs the member's leave to share as well. */
  PARTNER_MARKETING
}
