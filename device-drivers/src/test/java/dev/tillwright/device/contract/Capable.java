package dev.tillwright.device.contract;

import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.PrintOutcome;
import dev.tillwright.device.spi.PrinterCapabilities;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Values of a printer that toys share, made in one place. */
final class Capable {
  static final PrinterCapabilities PRINTER =
      new PrinterCapabilities(48, 576, List.of("US-ASCII"), "", true, true, true, true);

  private Capable() {}

  static PrintOutcome outcome(PrintResult result, Set<Condition> conditions) {
    return new PrintOutcome(result, Optional.empty(), conditions, 0);
  }
}
