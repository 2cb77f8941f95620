package dev.tillwright.device.scanner;

import dev.tillwright.device.spi.BarcodeScanner.BadScan;
import dev.tillwright.device.spi.BarcodeScanner.Flaw;
import dev.tillwright.device.spi.BarcodeScanner.Scan;
import dev.tillwright.device.spi.BarcodeScanner.Scanned;
import dev.tillwright.device.spi.DeviceLoop;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tells what a decoder found to the listeners of a scanner, and counts it. */
final class Scans {
  private final String id;
  private final DeviceLoop loop;
  private final Clock clock;
  private final Charset charset;

  /**
   * @param charset which turns the decoder's characters back into the bytes that came
   */
  Scans(String id, DeviceLoop loop, Clock clock, Charset charset) {
    this.id = id;
    this.loop = loop;
    this.clock = clock;
    this.charset = charset;
  }

  /** What a person typed is handed back. */
  String tell(List<ScanDecoder.Found> found) {
    StringBuilder typed = new StringBuilder();
    for (ScanDecoder.Found each : found) {
      if (each instanceof ScanDecoder.Found.Code code) {
        code(code.text());
      } else if (each instanceof ScanDecoder.Found.Bad bad) {
        bad(bad.flaw());
      } else {
        typed.append(((ScanDecoder.Found.Typed) each).text());
      }
    }
    return typed.toString();
  }

  private void code(String characters) {
    byte[] raw = characters.getBytes(charset);
    Barcode code = Barcode.parse(raw);
    byte[] data = Arrays.copyOfRange(raw, code.aimId().length(), raw.length);
    if (data.length == 0) {
      bad(Flaw.TOO_SHORT);
      return;
    }
    if (code.symbology().isRetail() && code.checkDigit().equals(Optional.of(false))) {
      bad(Flaw.BAD_CHECK);
      return;
    }
    loop.count("reads.good", 1);
    loop.publish(new Scanned(id, clock.instant(), Scan.of(data, code.aimId(), code.text())));
  }

  void bad(Flaw flaw) {
    loop.count("reads.bad", 1);
    loop.publish(new BadScan(id, clock.instant(), flaw));
  }
}
