package dev.tillwright.device.emv;

import dev.tillwright.core.tlv.TlvObjects;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Texts of a card in the letters that its issuer says (EMV book 1, 12.2.4; book 4, 11.1). */
final class CodeTable {
  private static final int LONGEST_NAME = 16;
  private static final int MOST_LANGUAGES = 4;

  private CodeTable() {}

  /**
   * What to show for an application: the preferred name in the issuer's code table (part 1 to 10 of
   * ISO/IEC 8859) when this machine has that table, else the label.
   *
   * @param entry the application's own objects
   * @param around the file they stand in, which may tell the code table
   */
  static Optional<String> name(TlvObjects entry, TlvObjects around) {
    Optional<Charset> table =
        entry
            .value(EmvTag.CODE_TABLE)
            .or(() -> around.value(EmvTag.CODE_TABLE))
            .flatMap(CodeTable::charset);
    Optional<String> preferred =
        table.flatMap(t -> entry.value(EmvTag.PREFERRED_NAME).flatMap(name -> text(name, t)));
    return preferred.or(
        () -> entry.value(EmvTag.LABEL).flatMap(l -> text(l, StandardCharsets.ISO_8859_1)));
  }

  private static Optional<Charset> charset(byte[] index) {
    // One byte of two decimal digits.
    int number = index.length == 1 ? (index[0] >> 4 & 0xF) * 10 + (index[0] & 0xF) : 0;
    String name = "ISO-8859-" + number;
    boolean known = number >= 1 && number <= 10 && Charset.isSupported(name);
    return known ? Optional.of(Charset.forName(name)) : Optional.empty();
  }

  private static Optional<String> text(byte[] bytes, Charset table) {
    String text = new String(bytes, 0, Math.min(bytes.length, LONGEST_NAME), table);
    String clean = text.replaceAll("[\\p{Cntrl}\\uFFFD]", "").strip();
    return clean.isEmpty() ? Optional.empty() : Optional.of(clean);
  }

  /** Up to four languages of two letters each (ISO 639). */
  static List<String> languages(Optional<byte[]> value) {
    List<String> languages = new ArrayList<>();
    String text = value.map(bytes -> new String(bytes, StandardCharsets.US_ASCII)).orElse("");
    for (int i = 0; i + 2 <= text.length() && languages.size() < MOST_LANGUAGES; i += 2) {
      String language = text.substring(i, i + 2).toLowerCase(Locale.ROOT);
      if (language.matches("[a-z]{2}")) {
        languages.add(language);
      }
    }
    return languages;
  }
}
