package dev.tillwright.loyalty.ledger;

/** Whose points, in which program. */
record Owner(String program, String member) {}
