package dev.tillwright.device.escpos;

import dev.tillwright.core.qr.QrMaker;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.device.printer.Barcode;
import dev.tillwright.device.printer.Slip;
import dev.tillwright.device.printer.Symbology;
import dev.tillwright.device.spi.DeviceException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What a JVM without zxing can print, a line each; main class of a JVM that a test starts. */
final class WithoutZxing {
  private static final ReceiptDocument LINK =
      new ReceiptDocument(List.of(new ReceiptDocument.Qr("https://tillwright.dev/r/1")));

  private WithoutZxing() {}

  public static void main(String[] arguments) {
    PrinterProfile with = PrinterProfile.generic80();
    PrinterProfile without =
        PrinterProfile.builder("plain")
            .paper(48, 576)
            .nativeQr(false)
            .nativeBarcodes(Set.of())
            .build();
    Slip bars = Slip.builder().barcode(Barcode.of(Symbology.EAN_13, "4006381333931")).build();
    tell("native qr", () -> SlipEncoder.of(with).encode(LINK).remaining() > 0);
    tell("native bars", () -> SlipEncoder.of(with).encode(bars).remaining() > 0);
    tell("drawn qr", () -> SlipEncoder.of(without).encode(LINK).remaining() > 0);
    tell("drawn bars", () -> SlipEncoder.of(without).encode(bars).remaining() > 0);
    tell("on a page", () -> QrMaker.squares("https://tillwright.dev").isPresent());
  }

  private static void tell(String what, Supplier<Boolean> works) {
    try {
      System.out.println(what + ": " + works.get());
    } catch (DeviceException e) {
      System.out.println(what + ": " + e.code() + " " + e.getMessage());
    }
  }
}
