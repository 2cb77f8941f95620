/**
 * What a driver implements and what a till calls: devices, their life cycle, their errors, their
 * events. May import core only. Start with {@link dev.tillwright.device.spi.DeviceProvider} to
 * write a driver, with {@link dev.tillwright.device.spi.Device} to use one.
 */
@NullMarked
package dev.tillwright.device.spi;

import org.jspecify.annotations.NullMarked;
