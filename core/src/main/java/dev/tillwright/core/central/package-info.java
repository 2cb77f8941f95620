/**
 * The central store: terminals ship their journals to one database, exactly once and verifiably;
 * followers run there over all of them; a dead till is replaced from it under a new epoch. May
 * import {@code journal}, {@code checkpoint}, {@code sale}, {@code monitor}, {@code store} and
 * {@code json}. Start with {@link dev.tillwright.core.central.CentralStore}, then {@code Shipper}.
 */
@NullMarked
package dev.tillwright.core.central;

import org.jspecify.annotations.NullMarked;
