package dev.tillwright.loyalty.member;

/** What came of a change to a member. All but the first changed nothing. */
public enum MemberResult {
  /** It stands. */
  DONE,
  /** There is no such member, or the member has no such thing. */
  UNKNOWN,
  /** The member was erased. */
  ERASED,
  /** The identifier is another member's. */
  TAKEN,
  /** The member has as many identifiers, or as many merged numbers, as one may have. */
  TOO_MANY,
  /** The two are one member already. */
  SAME,
  /** The number was not merged into another. */
  NOT_MERGED
}
