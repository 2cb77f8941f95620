/**
 * A shop that never was: what its tills would have written, its devices done, its host settled, and
 * which of it was tampered with. Knows nothing of the detectors; it only speaks their inputs.
 */
@NullMarked
package dev.tillwright.core.watch.shop;

import org.jspecify.annotations.NullMarked;
