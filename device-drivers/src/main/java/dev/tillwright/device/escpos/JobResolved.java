package dev.tillwright.device.escpos;

import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.spi.DeviceEvent;
import java.time.Instant;

/**
 * It was found out what became of a job that was UNKNOWN.
 *
 * @param jobId which
 * @param result PRINTED or NOT_PRINTED
 */
public record JobResolved(String device, Instant at, String jobId, PrintResult result)
    implements DeviceEvent {}
