package dev.tillwright.crypto.scan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.tlv.TlvObjects;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Row D11: what is found, where, and what is not. */
class PanScannerTest {
  private static final String VISA = "4012888888881881";
  private static final String AMEX = "378282246310005";
  private static final PanScanner SCANNER = PanScanner.standard();

  private static List<String> found(String text) {
    List<String> matches = new ArrayList<>();
    for (PanMatch match : SCANNER.scan(text)) {
      if (match.form() == PanForm.TEXT) {
        int from = Math.toIntExact(match.offset());
        matches.add(text.substring(from, from + match.length()));
      }
    }
    return matches;
  }

  @Test
  void separators_areSingleSpacesOrHyphens() {
    assertThat(found("a 4012-8888-8888-1881 b")).containsExactly("4012-8888-8888-1881");
    assertThat(found("4012 8888-8888 1881")).containsExactly("4012 8888-8888 1881");
    assertThat(found("4 0 1 2 8 8 8 8 8 8 8 8 1 8 8 1")).hasSize(1);
    assertThat(found("3782 822463 10005")).containsExactly("3782 822463 10005");
    assertThat(found("4012  8888 8888 1881")).isEmpty();
    assertThat(found("4012--8888-8888-1881")).isEmpty();
    assertThat(found("4012.8888.8888.1881")).isEmpty();
    assertThat(found("4012\n8888\n8888\n1881")).isEmpty();
  }

  @Test
  void aNumberBesideOthers_isFound_andInsideALongerRunIsNot() {
    assertThat(found("2026-11-25 " + VISA + " 10.00")).containsExactly(VISA);
    assertThat(found("17 " + VISA + " 123")).contains(VISA);
    assertThat(found(VISA + " " + AMEX)).containsExactly(VISA, AMEX);
    assertThat(found(VISA + "0")).isEmpty();
    assertThat(found("0" + VISA)).isEmpty();
    assertThat(found(VISA + VISA)).isEmpty();
    assertThat(found("1".repeat(1000) + VISA + "1".repeat(1000))).isEmpty();
    assertThat(found("1 ".repeat(1000) + VISA + " 1".repeat(1000))).containsExactly(VISA);
    assertThat(found("x".repeat(100_000) + VISA)).containsExactly(VISA);
  }

  @Test
  void digitsInHexadecimalWords_areNoNumber() {
    assertThat(found("abc" + VISA + "def")).isEmpty();
    assertThat(found("c0ffee4012-8888-8888-1881")).isEmpty();
    assertThat(found("4012-8888-8888-1881-a")).isNotEmpty();
    assertThat(found("%B" + VISA + "^DOE/J")).containsExactly(VISA);
    assertThat(found("pan" + VISA + "x")).containsExactly(VISA);
    assertThat(found("%B3782 822463 10005^")).hasSize(1);
  }

  @Test
  void otherScriptsDigits_doNotCount() {
    StringBuilder fullWidth = new StringBuilder();
    VISA.chars().forEach(c -> fullWidth.append((char) (c - '0' + '\uff10')));
    assertThat(found(fullWidth.toString())).isEmpty();
    assertThat(found("卡号" + VISA + "，")).containsExactly(VISA);
  }

  @Test
  void theShortestNumber_isAChoice() {
    String thirteen = "4222222222222";
    assertThat(SCANNER.scan(thirteen)).hasSize(1);
    assertThat(PanScanner.from(14).scan(thirteen)).isEmpty();
    assertThat(PanScanner.from(14).scan(VISA)).hasSize(1);
    for (int wrong : new int[] {12, 17}) {
      assertThatThrownBy(() -> PanScanner.from(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static byte[] joined(Object... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Object part : parts) {
      all.writeBytes(part instanceof byte[] it ? it : ((String) part).getBytes(ISO_8859_1));
    }
    return all.toByteArray();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static void only(byte[] bytes, PanForm form, int offset, int length, String last4) {
    List<PanMatch> matches = SCANNER.scan(bytes);
    assertThat(matches).extracting(PanMatch::form).containsExactly(form);
    PanMatch match = matches.get(0);
    assertThat(match.offset()).isEqualTo(offset);
    assertThat(match.length()).isEqualTo(length);
    assertThat(match.masked().last4()).isEqualTo(last4);
  }

  @Test
  void everyForm_isFoundInBytes_atItsPlace() {
    only(joined("ab ", VISA, "\n"), PanForm.TEXT, 3, 16, "1881");
    for (String before : new String[] {"", "x", "xy"}) {
      int at = before.length();
      only(joined(before, VISA.getBytes(UTF_16LE), "\n\n"), PanForm.UTF_16, at, 31, "1881");
      only(joined(before, VISA.getBytes(UTF_16BE)), PanForm.UTF_16, at + 1, 31, "1881");
      only(
          joined(before, "-", VISA.getBytes(UTF_16BE), "\n\n"), PanForm.UTF_16, at + 2, 31, "1881");
    }
    String inHex = HexFormat.of().formatHex(VISA.getBytes(US_ASCII));
    only(joined("hex ", inHex, "!"), PanForm.HEX, 4, 32, "1881");
    only(joined("hex a", inHex, "!"), PanForm.HEX, 5, 32, "1881");
    String spaced = HexFormat.ofDelimiter(" ").formatHex(VISA.getBytes(US_ASCII));
    only(joined("00 ", spaced, " 0a"), PanForm.HEX, 3, 47, "1881");
    String colons = HexFormat.ofDelimiter(":").formatHex(VISA.getBytes(US_ASCII));
    only(joined(colons), PanForm.HEX, 0, 47, "1881");
  }

  @Test
  void packedDigits_areFoundWhereSomethingTellsThem() {
    only(joined("x", hex("5A08" + VISA), "y"), PanForm.BCD, 3, 8, "1881");
    only(joined(hex("5A08" + AMEX + "F")), PanForm.BCD, 2, 8, "0005");
    only(joined(hex("5713" + VISA + "D25121010000012300000F")), PanForm.BCD, 2, 8, "1881");
    only(joined(hex("000000" + VISA + "D2512101")), PanForm.BCD, 3, 8, "1881");
    only(joined(hex("ff16" + VISA + "000000")), PanForm.BCD, 2, 8, "1881");
    only(joined(hex("ff10" + VISA + "000000")), PanForm.BCD, 2, 8, "1881");
    only(joined(hex("ff150" + AMEX + "000000")), PanForm.BCD, 2, 8, "0005");
    only(joined(hex("ff15" + AMEX + "f000000")), PanForm.BCD, 2, 8, "0005");
    only(joined("5A08" + VISA), PanForm.HEX, 4, 16, "1881");
    assertThat(SCANNER.scan("tlv 5a 08 40 12 88 88 88 88 18 81"))
        .extracting(PanMatch::form)
        .containsExactlyInAnyOrder(PanForm.HEX, PanForm.TEXT);

    assertThat(SCANNER.scan(hex("ff" + VISA + "ff"))).isEmpty();
    assertThat(SCANNER.scan(hex("5A07" + VISA))).isEmpty();
    assertThat(SCANNER.scan(hex("5A08" + VISA.substring(0, 15) + "2"))).isEmpty();
    assertThat(SCANNER.scan(hex("5A09" + VISA + "F1"))).isEmpty();
    assertThat(SCANNER.scan(hex("ff" + VISA + "D2513101"))).isEmpty();
    assertThat(SCANNER.scan(hex("ff" + VISA + "D25121"))).isEmpty();
    assertThat(SCANNER.scan(hex("ff16" + VISA + "00000a"))).isEmpty();
    assertThat(SCANNER.scan(hex("ff16" + VISA + "0000"))).isEmpty();
    assertThat(SCANNER.scan(hex("ff151" + AMEX + "000000"))).isEmpty();
    assertThat(SCANNER.scan(hex("5A08"))).isEmpty();
    assertThat(SCANNER.scan(hex("5A"))).isEmpty();
  }

  @Test
  void dataObjects_areScannedByTheirTags() {
    byte[] objects =
        hex("701E5A08" + VISA + "5712" + VISA + "D25121010000012300000".substring(0, 20));
    assertThat(SCANNER.scan(TlvObjects.parse(objects).objects()))
        .extracting(TlvFinding::path)
        .containsExactly("70.5A", "70.57");
    byte[] shortTag = hex("5A08" + AMEX + "F9F0206000000001000");
    assertThat(SCANNER.scan(TlvObjects.parse(shortTag).objects()))
        .singleElement()
        .satisfies(it -> assertThat(it.match().brand()).isEqualTo("amex"));
    byte[] text =
        joined(hex("DF0110"), VISA, hex("5A0412345678"), hex("5A0A"), hex("40".repeat(10)));
    assertThat(SCANNER.scan(TlvObjects.parse(text).objects()))
        .extracting(TlvFinding::path)
        .containsExactly("DF01");
  }

  @Test
  void aStream_givesWhatTheWholeGives_whereverItIsCut() throws IOException {
    Random random = new Random(11);
    byte[] noise = new byte[150_000];
    random.nextBytes(noise);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 40; i++) {
      all.write(noise, 0, random.nextInt(9000));
      all.writeBytes(
          switch (i % 4) {
            case 0 -> joined("|", VISA, "|");
            case 1 -> joined("||", AMEX.getBytes(UTF_16LE), "||");
            case 2 -> hex("5A08" + VISA);
            default -> joined("|", HexFormat.of().formatHex(AMEX.getBytes(US_ASCII)), "|");
          });
    }
    byte[] bytes = all.toByteArray();
    List<PanMatch> whole = SCANNER.scan(bytes);
    assertThat(whole.stream().map(PanMatch::masked).filter(it -> it.text().endsWith("1881")))
        .hasSizeGreaterThanOrEqualTo(20);
    List<PanMatch> streamed = new ArrayList<>();
    long read =
        SCANNER.scan(
            new ByteArrayInputStream(bytes) {
              @Override
              public synchronized int read(byte[] into) {
                return read(into, 0, Math.min(into.length, 1 + random.nextInt(700)));
              }
            },
            streamed::add);
    assertThat(read).isEqualTo(bytes.length);
    assertThat(streamed).containsExactlyInAnyOrderElementsOf(whole);
  }

  /** A naive model: every window of the text, asked one by one with a regular expression. */
  @Tag("unmutated")
  @Test
  void randomText_givesWhatTheNaiveModelGives() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String alphabet = "0123456789012345678944455 -x";
    int matches = 0;
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      int length = 10 + random.nextInt(70);
      for (int i = 0; i < length; i++) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      if (round % 3 == 0) {
        text.insert(random.nextInt(text.length()), " " + VISA.replace("8888", "8888 ") + " ");
      }
      List<String> naive = naive(text.toString());
      assertThat(found(text.toString()))
          .as("seed %d round %d %s", seed, round, text)
          .isEqualTo(naive);
      matches += naive.size();
    }
    System.out.println("scanner and model agree on " + matches + " matches");
    assertThat(matches).isGreaterThan(1000);
  }

  private static final Pattern RUN = Pattern.compile("[0-9](?:[ -]?[0-9]){12,18}");

  private static List<String> naive(String text) {
    List<String> found = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      String best = "";
      for (int end = at + 13; end <= text.length(); end++) {
        String window = text.substring(at, end);
        Matcher run = RUN.matcher(window);
        boolean bounded =
            (at == 0 || !Character.isDigit(text.charAt(at - 1)))
                && (end == text.length() || !Character.isDigit(text.charAt(end)));
        if (bounded && run.matches() && card(window.replaceAll("[ -]", ""))) {
          best = window;
        }
      }
      if (!best.isEmpty()) {
        found.add(best);
      }
      at += Math.max(1, best.length());
    }
    return found;
  }

  private static boolean card(String digits) {
    boolean range =
        digits.matches("4.{12}|4.{15}|4.{18}|5[1-5].{14}|3[47].{13}")
            || digits.matches("(222[1-9]|22[3-9].|2[3-6]..|27[01].|2720).{12}")
            || digits.matches("(6011.*|64[4-9].*|65.*|35(2[89]|[3-8].).*|62.*)")
                && digits.length() >= 16
            || digits.matches("(30[0-5]|3095|36|38|39).*") && digits.length() >= 14
            || digits.matches("(50|5[678]|6304|6759|676[123]).*");
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      sum += i % 2 == 0 ? digit : digit * 2 % 10 + digit * 2 / 10;
    }
    return range && sum % 10 == 0;
  }

  @Tag("unmutated")
  @Test
  void whatLogsAndFilesAreFullOf_givesFewFalseAlarms() {
    long seed = 20261125;
    Random random = new Random(seed);
    long uuids = 0;
    long digests = 0;
    for (int i = 0; i < 100_000; i++) {
      uuids += SCANNER.scan(new UUID(random.nextLong(), random.nextLong()).toString()).size();
      byte[] digest = new byte[32];
      random.nextBytes(digest);
      digests += SCANNER.scan(HexFormat.of().formatHex(digest)).size();
    }
    byte[] noise = new byte[8 << 20];
    random.nextBytes(noise);
    long bytes = SCANNER.scan(noise).size();
    System.out.printf(
        "false alarms (seed %d): %d in 100,000 UUIDs, %d in 100,000 SHA-256 in hex, %d in 8 MiB of"
            + " random bytes%n",
        seed, uuids, digests, bytes);
    assertThat(uuids).isLessThan(5);
    assertThat(digests).isLessThan(20);
    assertThat(bytes).isLessThan(10);
  }
}
