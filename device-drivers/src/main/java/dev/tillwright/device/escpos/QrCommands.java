package dev.tillwright.device.escpos;

import static dev.tillwright.device.escpos.CommandBuffer.ESC;
import static dev.tillwright.device.escpos.CommandBuffer.GS;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;

/**
 * QR codes, by the printer's own command ({@code GS ( k}, cn 49) or as a picture. Both stand
 * centred, with the quiet zone that ISO/IEC 18004 asks for, as large as two fifths of the paper
 * allow and never smaller than two dots a module.
 */
final class QrCommands {
  static final int QUIET = 4;
  private static final int MIN_MODULE = 2;
  private static final int MAX_MODULE = 8;

  private final PrinterProfile profile;
  private final PictureCommands pictures;

  QrCommands(PrinterProfile profile, PictureCommands pictures) {
    this.profile = profile;
    this.pictures = pictures;
  }

  void write(String content, Job job) {
    byte[] bytes = content.getBytes(UTF_8);
    // Level M mends more; L holds more where the paper is narrow.
    for (boolean levelM : new boolean[] {true, false}) {
      int modules = QrCapacity.modules(bytes.length, levelM);
      int size = modules + 2 * QUIET;
      if (modules > 0 && size * MIN_MODULE <= profile.dots()) {
        int dots = Math.max(MIN_MODULE, profile.dots() * 2 / 5 / size);
        int module = Math.min(MAX_MODULE, dots);
        write(content, bytes, levelM, module, job);
        if (profile.nativeQr()) {
          job.fedDots(size * module);
        }
        return;
      }
    }
    throw DeviceException.of(
        Fault.UNSUPPORTED, Phase.PREPARE, "a QR code has more content than the paper is wide");
  }

  private void write(String content, byte[] bytes, boolean levelM, int dots, Job job) {
    if (profile.nativeQr()) {
      CommandBuffer out = job.out();
      // The printer draws no quiet zone: feed it above and below, the margins give the sides.
      out.put(ESC, 'J', QUIET * dots);
      ask(bytes, levelM, dots, out);
      job.command(8 + bytes.length);
      out.put(ESC, 'J', QUIET * dots);
    } else {
      pictures.write(DrawnCodes.qr(content, levelM, dots), job);
    }
  }

  private static void ask(byte[] content, boolean levelM, int dots, CommandBuffer out) {
    // Model 2, size of a module, level of error correction, store, print.
    out.put(GS, '(', 'k').putShort(4).put(49, 65, 50, 0);
    out.put(GS, '(', 'k').putShort(3).put(49, 67, dots);
    out.put(GS, '(', 'k').putShort(3).put(49, 69, levelM ? 49 : 48);
    out.put(GS, '(', 'k').putShort(content.length + 3).put(49, 80, 48).put(content);
    out.put(GS, '(', 'k').putShort(3).put(49, 81, 48);
  }
}
