/**
 * Finds drivers and makes devices. May import {@code spi}, {@code till} and core; it knows no
 * driver by name. Start with {@link dev.tillwright.device.Devices}, or with {@link
 * dev.tillwright.device.DeviceRegistry} for drivers from elsewhere than the class path.
 */
@NullMarked
package dev.tillwright.device;

import org.jspecify.annotations.NullMarked;
