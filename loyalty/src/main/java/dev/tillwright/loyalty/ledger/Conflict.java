package dev.tillwright.loyalty.ledger;

/**
 * An entry that the ledger could not follow in full. Nothing is lost: the entry stands in the
 * journal, and what is wrong with it stands here.
 *
 * @param terminal whose journal
 * @param seq the entry's position
 * @param subject the sale or hold it is about
 * @param what stable and dotted: {@code sale.content}
 */
public record Conflict(String terminal, long seq, String subject, String what) {}
