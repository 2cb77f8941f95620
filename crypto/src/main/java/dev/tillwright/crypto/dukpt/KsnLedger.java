package dev.tillwright.crypto.dukpt;

/**
 * The port to what a host remembers of its devices' counters.
 *
 * <p><b>Guarantees an implementation gives.</b> A KSN is {@link KsnVerdict#FRESH} once, also when
 * several threads, programs or a restart come between: the note is durable before it is given.
 * Counters that are left out are no fault: a terminal that crashed loses some. Messages may
 * overtake each other: a KSN below the highest one is fresh once, too, as far back as the ledger
 * remembers.
 *
 * <p><b>Threads.</b> Any number at once.
 */
@FunctionalInterface
public interface KsnLedger {

  /**
   * Notes a KSN whose message was found genuine, and says whether it had come before. Only after
   * the MAC was verified: a forged KSN that is noted would shut the real device out.
   *
   * @throws KsnFormatException when the counter is 0
   * @throws dev.tillwright.core.TillwrightException when the ledger cannot be written; nothing may
   *     then be accepted
   */
  KsnVerdict note(Ksn ksn);
}
