package dev.tillwright.device.printer;

import java.util.Objects;

/**
 * A bar code on paper.
 *
 * @param symbology which kind
 * @param content as it stands in the code, with check digit; of {@link Symbology#GS1_128} with its
 *     parentheses
 * @param height of the bars, 16 to 255 dots
 * @param module width of the narrowest bar, 2 to 6 dots; fewer where the paper is narrow
 * @param text whether the content stands below in figures
 */
public record Barcode(Symbology symbology, String content, int height, int module, boolean text) {
  /** A bound, which paper sets long before. */
  public static final int MAX_LENGTH = 80;

  public Barcode {
    Objects.requireNonNull(symbology, "symbology");
    if (height < 16 || height > 255 || module < 2 || module > 6) {
      throw new IllegalArgumentException("bars are 16 to 255 dots high, 2 to 6 wide");
    }
    if (content.isEmpty() || content.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a bar code holds 1 to " + MAX_LENGTH + " characters");
    }
    content = BarcodeRules.checked(symbology, content);
  }

  /**
   * A bar code 80 dots high, 2 dots a module, with its content below. A missing check digit of EAN
   * and UPC is added.
   *
   * @throws IllegalArgumentException when the kind cannot hold this content, or its check digit is
   *     wrong
   */
  public static Barcode of(Symbology symbology, String content) {
    return new Barcode(symbology, content, 80, 2, true);
  }

  /** The same, so high. */
  public Barcode high(int dots) {
    return new Barcode(symbology, content, dots, module, text);
  }

  /** The same with bars so wide. */
  public Barcode moduled(int dots) {
    return new Barcode(symbology, content, height, dots, text);
  }

  /** The same without figures below. */
  public Barcode bare() {
    return new Barcode(symbology, content, height, module, false);
  }

  /**
   * The characters within the bars: without the parentheses of GS1, and with a group separator
   * (U+001D) where the symbol has its function character 1 behind the first one.
   */
  public String encoded() {
    return symbology == Symbology.GS1_128 ? BarcodeRules.gs1(content) : content;
  }

  /** A UPC-E as the twelve digits it stands for. */
  public String expanded() {
    if (symbology != Symbology.UPC_E) {
      throw new IllegalStateException("only a UPC-E is expanded");
    }
    return BarcodeRules.expanded(content);
  }

  @Override
  public String toString() {
    return "Barcode[" + symbology + "]";
  }
}
