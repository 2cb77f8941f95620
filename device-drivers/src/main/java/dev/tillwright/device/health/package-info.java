/**
 * Watches devices: asks them how they are, reaches for those that were lost, turns what is wrong
 * into alarms. May import {@code spi} and core. Start with {@link
 * dev.tillwright.device.health.HealthMonitor}.
 */
@NullMarked
package dev.tillwright.device.health;

import org.jspecify.annotations.NullMarked;
