/**
 * Which devices a till may use, and who approved each: a reader that was swapped is found. May
 * import {@code spi} and core. Start with {@link dev.tillwright.device.inventory.DeviceInventory}
 * and {@link dev.tillwright.device.inventory.DeviceGuard}.
 */
@NullMarked
package dev.tillwright.device.inventory;

import org.jspecify.annotations.NullMarked;
