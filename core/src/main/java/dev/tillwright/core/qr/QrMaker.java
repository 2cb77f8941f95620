package dev.tillwright.core.qr;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The port to whoever makes QR codes (ISO/IEC 18004); device-drivers brings one. Found by {@link
 * ServiceLoader}, so that a page shows codes as soon as a maker is there, and says their content in
 * words until then.
 *
 * <p><b>Threads.</b> Any number.
 */
public interface QrMaker {

  /**
   * Makes the code of a text, as UTF-8, at error correction level M.
   *
   * @return nothing when the text is too long for any code
   */
  Optional<QrSquares> make(String text);

  /** The code of a text, by the first maker that is there; nothing without one. */
  static Optional<QrSquares> squares(String text) {
    return Makers.FIRST.flatMap(maker -> maker.make(text));
  }
}
