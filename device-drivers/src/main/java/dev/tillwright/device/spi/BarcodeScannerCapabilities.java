package dev.tillwright.device.spi;

import java.util.Set;

/**
 * What a scanner can do.
 *
 * @param symbologies it reads, by the code letter of ISO/IEC 15424: {@code "E"} for EAN and UPC,
 *     {@code "Q"} for QR; empty when unknown
 * @param aimIds whether it says which symbology a code has
 * @param wedge whether it types: then other programs may see the codes, too
 * @param settings what {@link BarcodeScanner#configure} takes
 */
public record BarcodeScannerCapabilities(
    Set<String> symbologies, boolean aimIds, boolean wedge, Set<String> settings)
    implements Capabilities {
  public BarcodeScannerCapabilities {
    symbologies = Set.copyOf(symbologies);
    settings = Set.copyOf(settings);
  }
}
