package dev.tillwright.device.spi;

import java.util.List;

/**
 * What a receipt printer can do.
 *
 * @param columns characters of the normal font on a line
 * @param dots printable dots on a line
 * @param codePages names of the character sets of one byte
 * @param wideCharset name of its double-width character set, or empty
 * @param cuts whether it cuts the paper
 * @param nativeQr whether it draws QR codes itself; else they are sent as pictures
 * @param answers whether it says how it is
 * @param confirms whether it says that a job has been printed
 */
public record PrinterCapabilities(
    int columns,
    int dots,
    List<String> codePages,
    String wideCharset,
    boolean cuts,
    boolean nativeQr,
    boolean answers,
    boolean confirms)
    implements Capabilities {
  public PrinterCapabilities {
    codePages = List.copyOf(codePages);
  }
}
