/**
 * Members, what they agreed to, and the one gate through which they are reached: entries of the
 * journal that hold sealed and keyed values only, and a view of them. May import {@code guard},
 * {@code ledger}, {@code tier}, {@code program} and core; nothing else in the house reads what is
 * sealed here. Start with {@link dev.tillwright.loyalty.member.Members}, then {@link
 * dev.tillwright.loyalty.member.ContactGate}.
 */
@NullMarked
package dev.tillwright.loyalty.member;

import org.jspecify.annotations.NullMarked;
