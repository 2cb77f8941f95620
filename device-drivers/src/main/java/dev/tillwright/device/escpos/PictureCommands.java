package dev.tillwright.device.escpos;

import static dev.tillwright.device.escpos.CommandBuffer.ESC;
import static dev.tillwright.device.escpos.CommandBuffer.GS;
import static dev.tillwright.device.escpos.CommandBuffer.LF;

import dev.tillwright.device.printer.Bitmap;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;

/**
 * Pictures, in bands that the printer's buffer holds, each beginning at the start of a line: as
 * raster ({@code GS v 0}) or as columns of 24 dots ({@code ESC * 33}), as the profile says.
 */
final class PictureCommands {
  private static final int COLUMN = 24;

  private final PrinterProfile profile;

  PictureCommands(PrinterProfile profile) {
    this.profile = profile;
  }

  /** Writes a picture that is no wider than the paper. */
  void write(Bitmap picture, Job job) {
    if (picture.width() > profile.dots()) {
      throw DeviceException.of(
          Fault.UNSUPPORTED, Phase.PREPARE, "a picture is wider than the paper");
    }
    switch (profile.pictureForm()) {
      case RASTER -> raster(picture, job);
      case COLUMN -> columns(picture, job);
      case NONE ->
          throw DeviceException.of(
              Fault.UNSUPPORTED, Phase.PREPARE, "this printer prints no pictures");
    }
  }

  private int bandHeight(int rowBytes) {
    return Math.max(1, Math.min(profile.bandHeight(), profile.pictureBuffer() / rowBytes));
  }

  private void raster(Bitmap picture, Job job) {
    CommandBuffer out = job.out();
    int rowBytes = picture.rowBytes();
    int most = bandHeight(rowBytes);
    for (int top = 0; top < picture.height(); top += most) {
      int height = Math.min(most, picture.height() - top);
      out.put(GS, 'v', '0', 0).putShort(rowBytes).putShort(height);
      rows(picture, top, height, out);
      job.command(8 + rowBytes * height);
      job.fedDots(height);
      paced(job);
    }
  }

  private static void rows(Bitmap picture, int top, int height, CommandBuffer out) {
    int at = out.reserve(picture.rowBytes() * height);
    picture.copyRows(top, height, out.array(), at);
  }

  private void columns(Bitmap picture, Job job) {
    CommandBuffer out = job.out();
    // Lines of 24 dots, so that the bands touch; back to the printer's own spacing after them.
    out.put(ESC, '3', COLUMN);
    job.command(5 + 3 * picture.width());
    for (int top = 0; top < picture.height(); top += COLUMN) {
      out.put(ESC, '*', 33).putShort(picture.width());
      for (int x = 0; x < picture.width(); x++) {
        for (int part = 0; part < COLUMN; part += 8) {
          out.put(eight(picture, x, top + part));
        }
      }
      out.put(LF);
      job.fedDots(COLUMN);
      paced(job);
    }
    out.put(ESC, '2');
  }

  private static int eight(Bitmap picture, int x, int top) {
    int bits = 0;
    for (int y = 0; y < 8; y++) {
      bits = bits << 1 | (picture.black(x, top + y) ? 1 : 0);
    }
    return bits;
  }

  private void paced(Job job) {
    if (profile.pace() == Pace.ASK) {
      job.out().put(GS, 'r', 1);
      job.pause();
    }
  }
}
