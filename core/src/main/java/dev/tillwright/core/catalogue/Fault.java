package dev.tillwright.core.catalogue;

import java.util.Locale;

/** Why a change, or a line of a file, does not fit the catalogue. */
public enum Fault {
  NOT_CSV("is not a line of comma-separated values, or is too long"),
  UNKNOWN_COLUMN("is no column of this kind of file"),
  COLUMN_TWICE("stands in the header twice"),
  COLUMN_MISSING("is a column that the file needs"),
  FIELDS("has more or fewer fields than the header"),
  MISSING("is needed"),
  TEXT("is too long, or holds what does not print or is not allowed here"),
  DECIMAL("is not a decimal within its bounds"),
  DATE("is not a day such as 2025-03-01, or the last day is before the first"),
  WORD("is not one of the words that are allowed here"),
  CURRENCY("is not a currency, or not that of the price list"),
  UNIT("is not a unit"),
  TAXES("is not a list of taxes"),
  VARIANT("is not a list of parts such as size=L, or there is no parent"),
  BAR_CODE("has a wrong check digit, or is no bar code"),
  TOO_MANY("are more than allowed"),
  TWICE("was said before, of the same thing"),
  CODE_TAKEN("is the code of another item that is sold"),
  UNKNOWN_ITEM("is not an item of the catalogue"),
  UNKNOWN_LIST("is not a price list of the catalogue"),
  UNKNOWN_TAX_CLASS("is not a tax class of the catalogue"),
  VARIANT_OF_VARIANT("would make a variant of a variant");

  private final String sentence;

  Fault(String sentence) {
    this.sentence = sentence;
  }

  /** For people, to be put behind the name of the column; without data. */
  public String sentence() {
    return sentence;
  }

  /** Stable, for programs: {@code catalogue.codeTaken}. */
  public String code() {
    StringBuilder code = new StringBuilder("catalogue.");
    for (int at = 0; at < name().length(); at++) {
      char c = name().charAt(at);
      if (c != '_') {
        boolean upper = at > 0 && name().charAt(at - 1) == '_';
        code.append(upper ? c : name().substring(at, at + 1).toLowerCase(Locale.ROOT));
      }
    }
    return code.toString();
  }
}
