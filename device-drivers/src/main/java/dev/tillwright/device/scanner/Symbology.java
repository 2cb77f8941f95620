package dev.tillwright.device.scanner;

/** Kinds of bar codes, as an AIM identifier (ISO/IEC 15424) tells them apart. */
public enum Symbology {
  EAN_13("EAN-13"),
  EAN_8("EAN-8"),
  UPC_A("UPC-A"),
  UPC_E("UPC-E"),
  CODE_128("CODE_128"),
  GS1_128("GS1_128"),
  CODE_39("CODE_39"),
  CODE_93("CODE_93"),
  CODABAR("CODABAR"),
  ITF("ITF"),
  QR("QR"),
  DATA_MATRIX("DATA_MATRIX"),
  PDF417("PDF417"),
  AZTEC("AZTEC"),
  GS1_DATABAR("GS1_DATABAR"),
  /** The scanner did not say, or one that is not listed here. */
  UNKNOWN("UNKNOWN");

  private final String label;

  Symbology(String label) {
    this.label = label;
  }

  /** Its usual name. */
  public String label() {
    return label;
  }

  /** Whether its last digit is a check digit of GS1. */
  public boolean isRetail() {
    return this == EAN_13 || this == EAN_8 || this == UPC_A || this == UPC_E;
  }

  /**
   * What an AIM identifier stands for.
   *
   * @param aimId {@code ]}, a code letter and a modifier; empty when there was none
   */
  static Symbology of(String aimId) {
    if (aimId.isEmpty()) {
      return UNKNOWN;
    }
    char modifier = aimId.charAt(2);
    return switch (aimId.charAt(1)) {
      // All of the family are sent with 13 digits, UPC-A and UPC-E with zeros ahead.
      case 'E' -> modifier == '4' ? EAN_8 : EAN_13;
      case 'C' -> modifier == '1' ? GS1_128 : CODE_128;
      case 'A' -> CODE_39;
      case 'G' -> CODE_93;
      case 'F' -> CODABAR;
      case 'I' -> ITF;
      case 'Q' -> QR;
      case 'd' -> DATA_MATRIX;
      case 'L' -> PDF417;
      case 'z' -> AZTEC;
      case 'e' -> GS1_DATABAR;
      default -> UNKNOWN;
    };
  }

  /** Whether the identifier says that the code holds GS1 element strings. */
  static boolean isGs1(String aimId) {
    return switch (aimId) {
      case "]C1", "]e0", "]d2", "]Q3", "]z1", "]L3" -> true;
      default -> false;
    };
  }
}
