package dev.tillwright.loyalty.ledger;

/**
 * What a member may spend.
 *
 * @param member who
 * @param points so many; above zero
 */
public record Spendable(String member, long points) {}
