/**
 * Points of other houses: exchange with rates, coalition funding, settlement, each step an entry of
 * the journal. May import {@code ledger}, {@code program} and core. Start with {@link
 * dev.tillwright.loyalty.partner.PointsPartner}, then {@link
 * dev.tillwright.loyalty.partner.PartnerDesk}.
 */
@NullMarked
package dev.tillwright.loyalty.partner;

import org.jspecify.annotations.NullMarked;
