/**
 * A shop whose month is simulated, with frauds of ten kinds and honest deeds that look like them.
 */
@NullMarked
package dev.tillwright.core.risk.shop;

import org.jspecify.annotations.NullMarked;
