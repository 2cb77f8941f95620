package dev.tillwright.device.contract;

import dev.tillwright.device.spi.BarcodeScanner;

/** A bar code scanner to check. */
public interface ScannerBench extends DeviceBench<BarcodeScanner> {

  /**
   * Somebody scans a code of a symbology that the scanner reads; returns once the scanner has sent
   * it, or would have.
   *
   * @param text 13 digits with a right EAN check digit
   */
  void scan(String text);
}
