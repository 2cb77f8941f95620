/**
 * The contract of each kind of device as checks that an implementer runs, over a small bench that
 * the implementer brings; a self-test in the field runs the same. May import {@code spi}, {@code
 * transport} and core. Start with {@link dev.tillwright.device.contract.DeviceContract}.
 */
@NullMarked
package dev.tillwright.device.contract;

import org.jspecify.annotations.NullMarked;
