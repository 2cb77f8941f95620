package dev.tillwright.crypto.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.tlv.TlvObjects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Row D11: packed digits beside a model over hexadecimal text, and matches across buffers. */
class PackedModelTest {
  private static final PanScanner SCANNER = PanScanner.standard();
  private static final String VISA = "4012888888881881";

  /** Public test numbers, and zeros with a check digit for the lengths that have none. */
  private static final List<String> NUMBERS =
      List.of(
          "4222222222222",
          "30569309025904",
          "378282246310005",
          "5555555555554444",
          "6011000990139424",
          luhn("6759000000000000"),
          luhn("67590000000000000"),
          luhn("675900000000000000"),
          luhn("622000000000000000"));

  private static String luhn(String number) {
    for (char digit = '0'; digit <= '9'; digit++) {
      if (valid(number + digit)) {
        return number + digit;
      }
    }
    throw new IllegalStateException();
  }

  private static boolean valid(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? digit : digit * 2 % 10 + digit * 2 / 10;
    }
    return sum % 10 == 0;
  }

  @Test
  void packedDigits_areFoundWhereTheModelFindsThem() {
    long seed = System.nanoTime();
    System.out.println("packed digits seed " + seed);
    Random random = new Random(seed);
    int matches = 0;
    for (int round = 0; round < 1_500; round++) {
      StringBuilder hex = new StringBuilder();
      while (hex.length() < 80) {
        hex.append(random.nextInt(3) == 0 ? noise(random) : bent(written(random), random));
      }
      byte[] bytes = HexFormat.of().parseHex(hex);
      List<String> found = new ArrayList<>();
      for (PanMatch match : SCANNER.scan(bytes)) {
        if (match.form() == PanForm.BCD) {
          found.add(match.offset() + "+" + match.length() + " " + match.masked().last4());
        }
      }
      assertThat(found).as("seed %d round %d", seed, round).isEqualTo(model(hex.toString()));
      matches += found.size();
    }
    System.out.println("packed digits: scanner and model agree on " + matches + " matches");
    assertThat(matches).isGreaterThan(500);
  }

  private static String noise(Random random) {
    StringBuilder hex = new StringBuilder();
    for (int i = 2 * (1 + random.nextInt(3)); i > 0; i--) {
      hex.append("0123456789ABCDEF".charAt(random.nextInt(16)));
    }
    return hex.toString();
  }

  /** A number as EMV, a track or ISO 8583 write it; whole bytes. */
  private static String written(Random random) {
    String number = NUMBERS.get(random.nextInt(NUMBERS.size()));
    int length = number.length();
    String whole =
        switch (random.nextInt(5)) {
          case 0 -> field("5A", number + "F".repeat(length % 2 + 2 * random.nextInt(2)));
          case 1 -> number + "D2512" + "201" + "0".repeat(random.nextInt(4));
          case 2 ->
              String.format("%02d", length) + (length % 2 == 0 ? "" : "0") + number + "003000";
          case 3 ->
              String.format("%02X", length) + number + (length % 2 == 0 ? "" : "F") + "003000";
          default -> String.format("%02d", length) + number + (length % 2 == 0 ? "" : "F") + "0030";
        };
    return whole.length() % 2 == 0 ? whole : whole + "F";
  }

  private static String field(String tag, String value) {
    return tag + String.format("%02X", value.length() / 2) + value;
  }

  /** Often one nibble is another. */
  private static String bent(String hex, Random random) {
    if (random.nextInt(3) > 0) {
      return hex;
    }
    int at = random.nextInt(hex.length());
    char other = "0123456789ABCDEF".charAt(random.nextInt(16));
    return hex.substring(0, at) + other + hex.substring(at + 1);
  }

  private static final Pattern TRACK =
      Pattern.compile("([2-6][0-9]{12,18})D[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}.*");

  private static List<String> model(String hex) {
    List<String> found = new ArrayList<>();
    int at = 0;
    while (at < hex.length()) {
      int @Nullable [] match = field(hex, at);
      match = match == null ? counted(hex, at, decimal(hex.substring(at, at + 2))) : match;
      match = match == null ? counted(hex, at, Integer.parseInt(hex, at, at + 2, 16)) : match;
      match = match == null ? track(hex, at) : match;
      if (match == null) {
        at += 2;
        continue;
      }
      String number = hex.substring(match[0], match[1]);
      int from = match[0] / 2;
      int behind = (match[1] + 1) / 2;
      found.add(from + "+" + (behind - from) + " " + number.substring(number.length() - 4));
      at = 2 * behind;
    }
    return found;
  }

  private static int decimal(String twoNibbles) {
    return twoNibbles.matches("[0-9]{2}") ? Integer.parseInt(twoNibbles) : 0;
  }

  private static int @Nullable [] field(String hex, int at) {
    Matcher tag = Pattern.compile("5A(0[789A]).*").matcher(hex.substring(at));
    if (!tag.matches()) {
      return null;
    }
    int from = at + 4;
    // A field that is cut off behind its number counts.
    int end = Math.min(hex.length(), from + 2 * Integer.parseInt(tag.group(1), 16));
    Matcher value = Pattern.compile("([0-9]{13,19})F*").matcher(hex.substring(from, end));
    return value.matches() && card(value.group(1))
        ? new int[] {from, from + value.group(1).length()}
        : null;
  }

  private static int @Nullable [] counted(String hex, int at, int count) {
    if (count < 13 || count > 19) {
      return null;
    }
    String odd = "(?:0([0-9]{" + count + "})|([0-9]{" + count + "})F)";
    Matcher matcher =
        Pattern.compile((count % 2 == 0 ? "([0-9]{" + count + "})()" : odd) + "[0-9]{6}.*")
            .matcher(hex.substring(at + 2));
    if (!matcher.matches()) {
      return null;
    }
    int group = matcher.group(1) != null ? 1 : 2;
    return card(matcher.group(group))
        ? new int[] {at + 2 + matcher.start(group), at + 2 + matcher.end(group)}
        : null;
  }

  private static int @Nullable [] track(String hex, int at) {
    Matcher matcher = TRACK.matcher(hex.substring(at));
    return matcher.matches() && card(matcher.group(1)) ? new int[] {at, at + matcher.end(1)} : null;
  }

  private static boolean card(String digits) {
    boolean range =
        digits.matches("4.{12}|4.{15}|4.{18}|5[1-5].{14}|3[47].{13}")
            || digits.matches("(222[1-9]|22[3-9].|2[3-6]..|27[01].|2720).{12}")
            || digits.matches("(6011.*|64[4-9].*|65.*|35(2[89]|[3-8].).*|62.*)")
                && digits.length() >= 16
            || digits.matches("(30[0-5]|3095|36|38|39).*") && digits.length() >= 14
            || digits.matches("(50|5[678]|6304|6759|676[123]).*");
    return range && valid(digits);
  }

  /** The finders keep 1,024 bytes and 128 digits: what lies across their ends is found whole. */
  @Test
  void aNumberAcrossTheEndOfABuffer_isFoundAtItsPlace() {
    byte[] field = HexFormat.of().parseHex("5A08" + VISA);
    for (int at = 960; at < 1060; at++) {
      byte[] bytes = new byte[2200];
      Arrays.fill(bytes, (byte) 0xFF);
      System.arraycopy(field, 0, bytes, at, field.length);
      assertThat(SCANNER.scan(bytes))
          .singleElement()
          .satisfies(match -> assertThat(match.form()).isEqualTo(PanForm.BCD))
          .extracting(PanMatch::offset)
          .isEqualTo(at + 2L);
    }
    for (int digits = 90; digits < 150; digits++) {
      String before = "1 ".repeat(digits);
      assertThat(SCANNER.scan(before + VISA + " 7"))
          .singleElement()
          .satisfies(match -> assertThat(match.length()).isEqualTo(16))
          .extracting(PanMatch::offset)
          .isEqualTo((long) before.length());
    }
  }

  @Test
  void dataObjects_giveTheNumbersLength_oddOnesToo() {
    assertThat(objects("5A08378282246310005F"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.path()).isEqualTo("5A");
              assertThat(it.match().length()).isEqualTo(8);
              assertThat(it.match().masked().last4()).isEqualTo("0005");
            });
    String nineteen = luhn("675900000000000000");
    assertThat(objects("5A0A" + nineteen + "F"))
        .singleElement()
        .satisfies(it -> assertThat(it.match().length()).isEqualTo(10));
    assertThat(objects("5A0A" + nineteen + "0")).isEmpty();
  }

  private static List<TlvFinding> objects(String hex) {
    try (TlvObjects objects = TlvObjects.parse(HexFormat.of().parseHex(hex))) {
      return SCANNER.scan(objects.objects());
    }
  }
}
