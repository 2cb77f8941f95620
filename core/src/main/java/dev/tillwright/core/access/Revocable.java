package dev.tillwright.core.access;

/** What can be revoked in an incident. Names stand in the journal and in lists. */
public enum Revocable {
  /** An operator: logs on no more, and sessions are over. */
  OPERATOR,
  /** A device, by the name that the till knows it by: a card reader takes no card any more. */
  DEVICE,
  /** A key, by its id: cards that were sealed under it are taken no more. */
  KEY,
  /** A till, by its terminal's name: as frozen, and not thawed at the till. */
  TERMINAL
}
