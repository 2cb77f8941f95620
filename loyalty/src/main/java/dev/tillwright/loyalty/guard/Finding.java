package dev.tillwright.loyalty.guard;

/**
 * A signal that showed.
 *
 * @param signal the id of the signal in the rules
 * @param reason a sentence with the figures, for the person who decides
 */
public record Finding(String signal, String reason) {}
