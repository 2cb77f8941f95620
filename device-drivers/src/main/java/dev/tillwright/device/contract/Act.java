package dev.tillwright.device.contract;

import dev.tillwright.device.spi.Device;
import java.time.Duration;

/**
 * The usual call of a kind, with what a person does for it. Throws what the driver throws.
 *
 * @param <B> the bench
 * @param <D> the kind
 */
@FunctionalInterface
interface Act<B extends DeviceBench<D>, D extends Device> {
  Deed run(B bench, D device, Duration limit);
}
