package dev.tillwright.device.printer;

/** What each kind of bar code may hold. */
final class BarcodeRules {
  private static final String CODE_39 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%+-./";
  private static final char FNC1 = '\u001D';

  private BarcodeRules() {}

  static String checked(Symbology symbology, String content) {
    return switch (symbology) {
      case EAN_8 -> gtin(content, 8);
      case EAN_13 -> gtin(content, 13);
      case UPC_A -> gtin(content, 12);
      case UPC_E -> upcE(content);
      case CODE_39, CODE_93 -> all(content, CODE_39);
      case ITF -> {
        digits(content);
        yield when(content.length() % 2 == 0, content, "an ITF has an even number of digits");
      }
      case CODABAR -> codabar(content);
      case CODE_128 -> {
        boolean printable = content.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
        yield when(printable, content, "a Code 128 holds printable ASCII");
      }
      case GS1_128 -> {
        gs1(content);
        yield content;
      }
    };
  }

  private static String when(boolean good, String content, String rule) {
    if (!good) {
      throw new IllegalArgumentException(rule);
    }
    return content;
  }

  private static void digits(String content) {
    when(content.chars().allMatch(c -> c >= '0' && c <= '9'), content, "digits are wanted here");
  }

  private static String all(String content, String allowed) {
    return when(
        content.chars().allMatch(c -> allowed.indexOf(c) >= 0),
        content,
        "digits, capital letters, space and $%+-./ are wanted here");
  }

  private static String gtin(String content, int length) {
    digits(content);
    if (content.length() == length - 1) {
      return content + check(content);
    }
    when(content.length() == length, content, length + " digits are wanted, or one less");
    String body = content.substring(0, length - 1);
    return when(content.charAt(length - 1) == check(body), content, "the check digit does not fit");
  }

  /** Weights 3 and 1 in turn from the right (ISO/IEC 15420). */
  private static char check(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      int digit = body.charAt(body.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? 3 * digit : digit;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }

  private static String upcE(String content) {
    digits(content);
    String rule = "a UPC-E has 6 digits, or 8 with its leading zero and check digit";
    when(content.length() == 6 || content.length() == 8, content, rule);
    String six = content.length() == 6 ? content : content.substring(1, 7);
    String body = "0" + body(six);
    String whole = "0" + six + check(body);
    return when(content.length() == 6 || whole.equals(content), whole, rule);
  }

  /** Manufacturer and item of a UPC-E's six digits, ten digits. */
  private static String body(String six) {
    char last = six.charAt(5);
    return switch (last) {
      case '0', '1', '2' -> six.substring(0, 2) + last + "0000" + six.substring(2, 5);
      case '3' -> six.substring(0, 3) + "00000" + six.substring(3, 5);
      case '4' -> six.substring(0, 4) + "00000" + six.charAt(4);
      default -> six.substring(0, 5) + "0000" + last;
    };
  }

  static String expanded(String upcE) {
    String body = "0" + body(upcE.substring(1, 7));
    return body + check(body);
  }

  private static String codabar(String content) {
    int last = content.length() - 1;
    boolean good = last >= 2 && guard(content.charAt(0)) && guard(content.charAt(last));
    for (int i = 1; good && i < last; i++) {
      good = "0123456789-$:/.+".indexOf(content.charAt(i)) >= 0;
    }
    return when(good, content, "a Codabar has digits and -$:/.+ between two of A to D");
  }

  private static boolean guard(char c) {
    return c >= 'A' && c <= 'D';
  }

  /** Element strings without parentheses, with separators where the next one would be lost. */
  static String gs1(String content) {
    StringBuilder out = new StringBuilder();
    String rule = "element strings look like (01)04006381333931(10)A7";
    int i = 0;
    while (i < content.length()) {
      int close = content.indexOf(')', i);
      when(content.charAt(i) == '(' && close >= i + 3 && close <= i + 5, content, rule);
      String ai = content.substring(i + 1, close);
      digits(ai);
      int open = content.indexOf('(', close);
      int end = open < 0 ? content.length() : open;
      String data = content.substring(close + 1, end);
      boolean printable = data.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != ')');
      when(!data.isEmpty() && printable, content, rule);
      int fixed = fixed(ai);
      when(
          fixed == 0 || fixed == ai.length() + data.length(),
          content,
          "an element string of this identifier has a fixed length");
      out.append(ai).append(data);
      if (fixed == 0 && open >= 0) {
        out.append(FNC1);
      }
      i = end;
    }
    return out.toString();
  }

  /** Length with its identifier of element strings that need no separator (GS1, 7.8.5); else 0. */
  private static int fixed(String ai) {
    int two = Integer.parseInt(ai.substring(0, 2));
    return switch (two) {
      case 0 -> 20;
      case 1, 2, 3, 41 -> 16;
      case 4 -> 18;
      case 11, 12, 13, 14, 15, 16, 17, 18, 19 -> 8;
      case 20 -> 4;
      case 31, 32, 33, 34, 35, 36 -> 10;
      default -> 0;
    };
  }
}
