/**
 * Printers that stand in for one another. May import {@code spi} and core. Start with {@link
 * dev.tillwright.device.failover.FailoverGroup}.
 */
@NullMarked
package dev.tillwright.device.failover;

import org.jspecify.annotations.NullMarked;
