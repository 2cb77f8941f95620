package dev.tillwright.device.contract;

import dev.tillwright.device.spi.ReceiptPrinter;
import java.util.OptionalInt;

/** A receipt printer to check. */
public interface PrinterBench extends DeviceBench<ReceiptPrinter> {

  /** On how many receipts a text stands on paper; empty when nobody can look. */
  default OptionalInt papers(String text) {
    return OptionalInt.empty();
  }
}
