package dev.tillwright.core.qr;

import java.util.Currency;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a merchant-presented code must be (EMVCo Merchant-Presented Mode v1.1, chapter 4). */
final class MerchantRules {
  private static final int CHECK_LENGTH = 8;
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}(\\.[0-9]{0,11})?");
  private static final String[] NEEDED = {"00", "52", "53", "58", "59", "60", "63"};

  private MerchantRules() {}

  static void check(String text, QrFields fields) {
    begins(text, fields);
    ends(text);
    for (String id : NEEDED) {
      if (fields.value(id).isEmpty()) {
        throw new QrFormatException(id, text.length(), "this field must be there");
      }
    }
    boolean account = false;
    int at = 0;
    for (QrField field : fields.list()) {
      one(field, at + 4);
      account |= isAccount(Integer.parseInt(field.id()));
      at += 4 + field.value().length();
    }
    if (!account) {
      throw new QrFormatException("", text.length(), "no account that could be paid (02 to 51)");
    }
  }

  private static void begins(String text, QrFields fields) {
    if (fields.list().isEmpty() || !fields.list().get(0).equals(new QrField("00", "01"))) {
      throw new QrFormatException("00", 0, "a code begins with format 01");
    }
    if (text.length() < CHECK_LENGTH) {
      throw new QrFormatException("63", text.length(), "the check must be there");
    }
  }

  private static void ends(String text) {
    int begins = text.length() - CHECK_LENGTH;
    if (!text.startsWith("6304", begins)) {
      throw new QrFormatException("63", begins, "a code ends with its check");
    }
    // Its own id and length are under the check.
    String is = MerchantQr.checkOf(text.substring(0, begins + 4));
    if (!is.equalsIgnoreCase(text.substring(begins + 4))) {
      throw new QrFormatException("63", begins + 4, "the check does not fit");
    }
  }

  private static void one(QrField field, int at) {
    String value = field.value();
    int length = value.codePointCount(0, value.length());
    int id = Integer.parseInt(field.id());
    boolean fits =
        switch (id) {
          case 1 -> value.equals("11") || value.equals("12");
          case 52 -> length == 4 && QrField.isDigits(value);
          case 53 -> length == 3 && QrField.isDigits(value);
          case 54, 56 -> length <= 13 && AMOUNT.matcher(value).matches();
          case 55 -> value.equals("01") || value.equals("02") || value.equals("03");
          case 57 -> length <= 5 && AMOUNT.matcher(value).matches();
          case 58 -> value.matches("[A-Z]{2}");
          case 59 -> length <= 25;
          case 60 -> length <= 15;
          case 61 -> length <= 10;
          default -> true;
        };
    if (!fits) {
      throw new QrFormatException(field.id(), at, "not as the specification says");
    }
    if (isTemplate(id)) {
      template(field, id, at);
    }
  }

  private static void template(QrField field, int id, int at) {
    QrFields inner = QrFields.parse(field.value(), field.id(), at);
    if (id == 64) {
      needs(inner, "64", "00", at);
      needs(inner, "64", "01", at);
    } else if (id != 62) {
      needs(inner, field.id(), "00", at);
    } else {
      int place = at;
      for (QrField each : inner.list()) {
        if (Integer.parseInt(each.id()) >= 50) { // a scheme's own template within this one
          QrFields own = QrFields.parse(each.value(), "62." + each.id(), place + 4);
          needs(own, "62." + each.id(), "00", place + 4);
        }
        place += 4 + each.value().length();
      }
    }
  }

  private static void needs(QrFields inner, String path, String id, int at) {
    if (inner.value(id).isEmpty()) {
      throw new QrFormatException(path + "." + id, at, "this field must be there");
    }
  }

  /** An account that may be paid. */
  static boolean isAccount(int id) {
    return id >= 2 && id <= 51;
  }

  /** Fields in a value: accounts of any scheme, more about it, another language, one's own. */
  private static boolean isTemplate(int id) {
    return id >= 26 && id <= 51 || id == 62 || id == 64 || id >= 80;
  }

  static Optional<Currency> currency(String number) {
    int code = Integer.parseInt(number);
    return Currency.getAvailableCurrencies().stream()
        .filter(each -> each.getNumericCode() == code)
        .min(java.util.Comparator.comparing(Currency::getCurrencyCode));
  }
}
