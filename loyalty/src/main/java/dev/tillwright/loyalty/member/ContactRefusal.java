package dev.tillwright.loyalty.member;

/** Why a contact is not made. Journal entries keep the names, so a name never changes. */
public enum ContactRefusal {
  /** There is no such member. */
  NO_SUCH_MEMBER,
  /** The member was erased. */
  ERASED,
  /** The member wants no contact at all, whatever it is for. */
  DO_NOT_CONTACT,
  /** The member wants no calls. */
  DO_NOT_CALL,
  /** The member never agreed to this channel and purpose. */
  NO_CONSENT,
  /** The member agreed, and took it back. */
  WITHDRAWN,
  /** Offers of third parties, and the member did not agree to sharing. */
  NOT_SHARED,
  /** It is too late, too early, or a day of rest where the member lives. */
  QUIET_HOURS,
  /** So many contacts on this channel were made within the time. */
  CHANNEL_CAP,
  /** So many contacts on all channels were made within the time. */
  OVERALL_CAP,
  /** The member left no address of this channel. */
  NO_ADDRESS,
  /** No sender of this channel is set up. */
  NO_SENDER,
  /** The key was used for another contact, which was made or may have been. */
  KEY_CONFLICT,
  /** It was tried as often as is tried, and never left the house. */
  TRIED_TOO_OFTEN
}
