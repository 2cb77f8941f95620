/**
 * Disputes, complaints and after-sales cases: what was said of a sale after it, when an answer is
 * due, and a bundle of evidence that a third party verifies with the public key alone. Stands on
 * floor 4 and may import {@code receipt} beside what lies below. Start with {@link
 * dev.tillwright.core.dispute.Cases}, then {@link dev.tillwright.core.dispute.Evidence}.
 */
@NullMarked
package dev.tillwright.core.dispute;

import org.jspecify.annotations.NullMarked;
