package dev.tillwright.device.escpos;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.device.printer.Slip;
import java.nio.ByteBuffer;

/**
 * Slips as the bytes a printer takes, for whoever sends them by a way of their own: a spooler, a
 * file, a web page. Nothing is asked and nothing confirmed; {@link EscPosPrinter} does that.
 *
 * <p>Kept and used again, it makes no garbage for lines of text. Not safe for threads.
 */
public final class SlipEncoder {
  private final ReceiptEncoder encoder;
  private int substituted;

  private SlipEncoder(PrinterProfile profile) {
    encoder = new ReceiptEncoder(profile, null);
  }

  /** An encoder for a model; characters that it lacks are shown as {@code ?}. */
  public static SlipEncoder of(PrinterProfile profile) {
    return new SlipEncoder(profile);
  }

  /**
   * A whole job, from the reset to the cut.
   *
   * @return the bytes, valid until the next call
   * @throws dev.tillwright.device.spi.DeviceException {@code device.unsupported} when a picture or
   *     a code does not fit the paper
   */
  public ByteBuffer encode(Slip slip) {
    return bytes(encoder.encode(slip));
  }

  /** The same of a receipt alone. */
  public ByteBuffer encode(ReceiptDocument document) {
    return bytes(encoder.encode(document));
  }

  private ByteBuffer bytes(Job job) {
    substituted = job.substituted();
    return ByteBuffer.wrap(job.out().array(), 0, job.out().size()).asReadOnlyBuffer();
  }

  /** How many characters of the last job are shown as {@code ?}. */
  public int substituted() {
    return substituted;
  }
}
