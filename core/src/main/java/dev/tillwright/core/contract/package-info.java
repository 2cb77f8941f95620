/**
 * Contracts that can be run: named checks in plain Java, of which contract kits are lists, so that
 * an implementer's test and a self-test in the field run the same. Imports nothing of the house.
 * Start with {@link dev.tillwright.core.contract.Checks}.
 */
@NullMarked
package dev.tillwright.core.contract;

import org.jspecify.annotations.NullMarked;
