/**
 * Points that look wrong: signals as data, found in what members do, held and decided by a person,
 * each step an entry of the journal. May import {@code ledger}, {@code program} and core. Start
 * with {@link dev.tillwright.loyalty.guard.GuardRules}, then {@link
 * dev.tillwright.loyalty.guard.GuardDesk}.
 */
@NullMarked
package dev.tillwright.loyalty.guard;

import org.jspecify.annotations.NullMarked;
