package dev.tillwright.core.campaign;

/** What a cashier may turn to next. */
enum Act {
  CASH,
  CARD,
  SPLIT,
  TWO_CARDS,
  /** The same card, twice, because nothing seemed to happen. */
  TWICE,
  FREE,
  GIVE_UP,
  WALK_AWAY,
  TAKE_UP,
  RETURN,
  /** A whole sale, a moment after it was finished. */
  TAKE_BACK,
  RETURN_WITHOUT_RECEIPT,
  PLUG,
  FORWARD,
  RESOLVE,
  CLOSE_DAY
}
