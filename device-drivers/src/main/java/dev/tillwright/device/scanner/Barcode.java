package dev.tillwright.device.scanner;

import dev.tillwright.device.spi.BarcodeScanner.Scan;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * What a code that was scanned says of itself.
 *
 * <p><b>Guarantees.</b> Nothing is guessed: a code of 13 digits without a symbology is taken for an
 * item's number only where its check digit is right, and {@link #checkDigit} says so. Prints the
 * symbology and the length, never the text: a code may be a card's or a person's.
 */
public final class Barcode {
  private static final int AIM_LENGTH = 3;

  private final String aimId;
  private final Symbology symbology;
  private final String text;

  private Barcode(String aimId, String text) {
    this.aimId = aimId;
    this.symbology = Symbology.of(aimId);
    this.text = text;
  }

  /** Of what a scanner told. */
  public static Barcode of(Scan scan) {
    return new Barcode(scan.aimId(), scan.text());
  }

  /**
   * Of the bytes as a scanner sent them: an AIM identifier, if there is one, then the data. Bytes
   * that are UTF-8 are read so, others as ISO 8859-1, which loses none.
   *
   * @throws IllegalArgumentException for no bytes, or more than {@value Scan#MAX_BYTES}
   */
  public static Barcode parse(byte[] raw) {
    if (raw.length == 0 || raw.length > Scan.MAX_BYTES) {
      throw new IllegalArgumentException("a code has 1 to " + Scan.MAX_BYTES + " bytes");
    }
    String all = text(raw);
    String aim = aimOf(all);
    return new Barcode(aim, all.substring(aim.length()));
  }

  static String aimOf(String text) {
    return text.length() >= AIM_LENGTH
            && text.charAt(0) == ']'
            && isLetter(text.charAt(1))
            && (isLetter(text.charAt(2)) || isDigit(text.charAt(2)))
        ? text.substring(0, AIM_LENGTH)
        : "";
  }

  private static boolean isLetter(char c) {
    return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static String text(byte[] raw) {
    String utf8 = new String(raw, StandardCharsets.UTF_8);
    return utf8.indexOf('\ufffd') >= 0 ? new String(raw, StandardCharsets.ISO_8859_1) : utf8;
  }

  /** The AIM identifier; empty when the scanner sent none. */
  public String aimId() {
    return aimId;
  }

  public Symbology symbology() {
    return symbology;
  }

  /** The data, without the AIM identifier. */
  public String text() {
    return text;
  }

  /**
   * Whether the check digit of a retail code is right; empty for a code that has none. A code
   * without an AIM identifier counts as one when it is 8, 12 or 13 digits.
   */
  public Optional<Boolean> checkDigit() {
    int length = text.length();
    boolean retail =
        symbology.isRetail()
            || symbology == Symbology.UNKNOWN
                && aimId.isEmpty()
                && (length == 8 || length == 12 || length == 13)
                && CheckDigits.areDigits(text);
    return retail ? Optional.of(CheckDigits.right(text)) : Optional.empty();
  }

  /**
   * The number of the item (GTIN, of 8, 12, 13 or 14 digits, as it stands in the code): of a retail
   * code with a right check digit, or AI 01 of a GS1 code.
   *
   * @throws Gs1Exception when it says it is a GS1 code and is none
   */
  public Optional<String> gtin() {
    if (isGs1()) {
      return elements().value("01");
    }
    return checkDigit().filter(right -> right).map(right -> text);
  }

  /** The 12 digits of a UPC-A code that was sent as 13 with a zero ahead. */
  public Optional<String> upcA() {
    boolean sentAsEan = symbology == Symbology.EAN_13 && text.length() == 13;
    return sentAsEan && text.charAt(0) == '0' && CheckDigits.areDigits(text)
        ? Optional.of(text.substring(1))
        : Optional.empty();
  }

  /** Whether the AIM identifier says that it holds GS1 element strings. */
  public boolean isGs1() {
    return Symbology.isGs1(aimId);
  }

  /**
   * Its GS1 element strings.
   *
   * @throws Gs1Exception with the position, when it holds none or a wrong one
   */
  public ElementStrings elements() {
    return ElementStrings.parse(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Barcode that && aimId.equals(that.aimId) && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(aimId, text);
  }

  @Override
  public String toString() {
    return "Barcode[" + symbology.label() + ", " + text.length() + " characters]";
  }
}
