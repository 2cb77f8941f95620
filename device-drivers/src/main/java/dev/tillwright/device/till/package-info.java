/**
 * Devices as core's ports see them. May import {@code spi}, {@code inventory} and core. Start with
 * {@link dev.tillwright.device.till.PrinterSink}.
 */
@NullMarked
package dev.tillwright.device.till;

import org.jspecify.annotations.NullMarked;
