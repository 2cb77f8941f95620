package dev.tillwright.device.escpos;

import java.nio.charset.Charset;
import java.util.Objects;
import java.util.Optional;

/**
 * A character set of one byte and the number by which {@code ESC t} selects it. Its lower half is
 * ASCII.
 *
 * @param number 0 to 255, the printer's own
 * @param charset name of the JDK's character set; where the JDK lacks it (module jdk.charsets left
 *     out) the page is not used
 */
public record CodePage(int number, String charset) {
  /** As numbered by most printers that understand ESC/POS (Epson's table and its followers). */
  public static final CodePage PC437 = new CodePage(0, "IBM437");

  public static final CodePage PC850 = new CodePage(2, "IBM850");
  public static final CodePage PC860 = new CodePage(3, "IBM860");
  public static final CodePage PC863 = new CodePage(4, "IBM863");
  public static final CodePage PC865 = new CodePage(5, "IBM865");
  public static final CodePage WPC1252 = new CodePage(16, "windows-1252");
  public static final CodePage PC866 = new CodePage(17, "IBM866");
  public static final CodePage PC852 = new CodePage(18, "IBM852");

  /** PC850 with the euro sign. */
  public static final CodePage PC858 = new CodePage(19, "IBM00858");

  public CodePage {
    Objects.requireNonNull(charset, "charset");
    if (number < 0 || number > 255) {
      throw new IllegalArgumentException("a code page has a number of 0 to 255");
    }
  }

  /** The JDK's character set; empty where this JDK lacks it, or its name is none. */
  Optional<Charset> find() {
    return charset.matches("[A-Za-z0-9_.:+-]+") && Charset.isSupported(charset)
        ? Optional.of(Charset.forName(charset))
        : Optional.empty();
  }
}
