package dev.tillwright.core.payment;

/**
 * What a host declares. A till refuses a host that does not reverse, and takes nothing offline for
 * one that does not know a repeated key.
 *
 * @param reversal whether {@link PaymentHost#reverse} undoes a purchase, once, also when repeated
 * @param deduplication whether the same key sent again gives the first answer and moves nothing
 */
public record HostCapabilities(boolean reversal, boolean deduplication) {}
