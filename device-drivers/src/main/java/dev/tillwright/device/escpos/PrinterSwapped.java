package dev.tillwright.device.escpos;

import dev.tillwright.device.spi.DeviceEvent;
import java.time.Instant;

/**
 * Behind the same address stands another printer than before.
 *
 * @param before its serial number
 * @param now the other one's
 */
public record PrinterSwapped(String device, Instant at, String before, String now)
    implements DeviceEvent {}
