/**
 * Signed heads of a journal: a Merkle tree over its entries, checkpoints that sign the tree, proofs
 * small enough for a third party, and the check of a journal against what witnesses outside the
 * machine remember. May import {@code journal}, {@code store} and {@code json}. Start with {@link
 * dev.tillwright.core.checkpoint.Checkpoint}, then {@code Checkpoints} and {@code WitnessCheck}.
 */
@NullMarked
package dev.tillwright.core.checkpoint;

import org.jspecify.annotations.NullMarked;
