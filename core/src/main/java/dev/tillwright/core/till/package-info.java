/**
 * The one front door: a till opens, recovers, sells, takes back, prints and closes the day. May
 * import every room of core. Start with {@link dev.tillwright.core.till.Till#builder}.
 */
@NullMarked
package dev.tillwright.core.till;

import org.jspecify.annotations.NullMarked;
