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
  RETURN_WITHOUT_RECEIPT,
  PLUG,
  FORWARD,
  RESOLVE,
  CLOSE_DAY
}
