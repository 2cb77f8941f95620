package dev.tillwright.device.escpos;

import static dev.tillwright.core.receipt.ReceiptDocument.Align.LEFT;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.LARGE;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import dev.tillwright.device.printer.Bitmap;
import dev.tillwright.device.printer.GlyphSource;
import dev.tillwright.device.transport.MemoryTransport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which bytes a text becomes, against the JDK's encoders, iconv, and a naive planner. */
class CodePagePlanningTest {
  private static final byte[] END = {0x0A, 0x1D, 0x56, 66, 0};

  private static byte[] job(PrinterProfile profile, String text) {
    return new ReceiptEncoder(profile, null)
        .encode(new ReceiptDocument(List.of(new Text(text, LEFT, NORMAL))))
        .bytes();
  }

  /** The bytes of the text alone. */
  private static byte[] body(PrinterProfile profile, String text) {
    byte[] job = job(profile, text);
    int from = 5 + profile.select().length;
    if (profile.wideMode() == WideMode.SWITCHED && profile.wideCharset().isPresent()) {
      from += 2;
    }
    return Arrays.copyOfRange(job, from, job.length - END.length);
  }

  @Test
  void everyCharacterOfEveryCodePage_isTheByteOfTheJdk() {
    int checked = 0;
    for (CodePage page : PrinterProfile.named("epson-tm-t88v").orElseThrow().codePages()) {
      Charset charset = Charset.forName(page.charset());
      PrinterProfile profile = PrinterProfile.builder("one").codePages(page).build();
      for (int value = 0x80; value < 0x100; value++) {
        String text = new String(new byte[] {(byte) value}, charset);
        // Of several bytes for one character the JDK's encoder has one; a hole is no character.
        byte[] back = text.getBytes(charset);
        if (text.charAt(0) <= 0x9F || text.charAt(0) == 0xFFFD || back.length != 1) {
          continue;
        }
        if (!java.text.Normalizer.isNormalized(text, java.text.Normalizer.Form.NFC)) {
          continue;
        }
        assertThat(body(profile, text))
            .as("%s %02X", page.charset(), value)
            .containsExactly(0x1B, 't', page.number(), back[0]);
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(2_500);
    System.out.println(checked + " characters of code pages checked with the JDK");
  }

  @Test
  void cjkText_isTheBytesOfTheJdk_andOfIconv() throws Exception {
    for (String[] row :
        new String[][] {
          {"GB18030", "GB18030", "龙井茶老面馒头合计㐀䶵"},
          {"GBK", "GBK", "龍井茶老麵饅頭鎔"},
          {"Big5", "BIG5", "龍井茶老麵饅頭謝謝惠顧"},
          {"EUC-KR", "EUC-KR", "커피한잔감사합니다"},
          {"Shift_JIS", "SHIFT_JIS", "珈琲一杯ありがとうコーヒー"}
        }) {
      PrinterProfile profile =
          row[0].equals("Shift_JIS")
              ? PrinterProfile.named("epson-tm-t88vi-japan").orElseThrow()
              : PrinterProfile.builder("cjk").wideCharset(row[0]).build();
      byte[] expected = row[2].getBytes(Charset.forName(row[0]));
      byte[] sent = body(profile, row[2]);
      byte[] bytes =
          profile.wideMode() == WideMode.ALWAYS
              ? sent
              : Arrays.copyOfRange(sent, 2, sent.length - 2);
      assertThat(bytes).as(row[0]).isEqualTo(expected);
      byte[] other = iconv(row[1], row[2]);
      if (other != null) {
        assertThat(bytes).as("iconv " + row[1]).isEqualTo(other);
      }
    }
  }

  private static byte @Nullable [] iconv(String charset, String text) throws Exception {
    Process process;
    try {
      process = new ProcessBuilder("iconv", "-f", "UTF-8", "-t", charset).start();
    } catch (IOException e) {
      System.out.println("skipped: iconv is not installed (Debian package libc-bin)");
      return null;
    }
    CompletableFuture<byte[]> out =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return process.getInputStream().readAllBytes();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return out.get(60, TimeUnit.SECONDS);
  }

  @Test
  void utf8Printers_getUtf8_withoutPagesOrModes() {
    PrinterProfile profile = PrinterProfile.named("sunmi-v2-utf8").orElseThrow();
    String text = "Café 龙井茶 커피 €5 ☕";
    assertThat(new String(job(profile, text), StandardCharsets.UTF_8))
        .isEqualTo("\u001b@\u001bR\0\u001c&\u001cC\uFFFD" + text + "\n\u001bd\u0004");
  }

  @Test
  void japaneseModels_takeKanjiAtAnyTime_andHalfWidthKanaFromTheirPage() {
    PrinterProfile profile = PrinterProfile.named("epson-tm-t88vi-japan").orElseThrow();
    assertThat(HexFormat.of().withUpperCase().formatHex(body(profile, "ｺｰﾋｰ 珈琲")))
        .isEqualTo("1B7401" + "BAB0CBB0" + "20" + "E0DBE0E8");
  }

  @Test
  void switches_areTheFewestThereCanBe() {
    CodePage[] pages = {
      CodePage.PC437,
      CodePage.PC850,
      CodePage.PC852,
      CodePage.PC866,
      CodePage.WPC1252,
      CodePage.PC858,
      new CodePage(46, "windows-1251"),
      new CodePage(15, "ISO-8859-7")
    };
    PrinterProfile profile = PrinterProfile.builder("many").paper(80, 960).codePages(pages).build();
    CharacterMap map = new CharacterMap(profile, false);
    String letters = "aé£Łžąж€Ωßяøñ–½Ÿő";
    long seed = 20_261_126;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(40); j >= 0; j--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      byte[] bytes = body(profile, text.toString());
      assertThat(decoded(bytes, pages)).as("seed %d", seed).isEqualTo(text.toString());
      assertThat(switches(bytes)).as("seed %d, %s", seed, text).isEqualTo(fewest(text, map, 8));
    }
  }

  private static int switches(byte[] bytes) {
    int count = 0;
    for (byte each : bytes) {
      count += each == 0x1B ? 1 : 0;
    }
    return count;
  }

  private static String decoded(byte[] bytes, CodePage[] pages) {
    StringBuilder text = new StringBuilder();
    Charset page = null;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0x1B) {
        int number = bytes[i + 2] & 0xFF;
        page =
            Arrays.stream(pages)
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow()
                .find()
                .orElseThrow();
        i += 2;
      } else if (bytes[i] > 0) {
        text.append((char) bytes[i]);
      } else {
        text.append(new String(new byte[] {bytes[i]}, page));
      }
    }
    return text.toString();
  }

  /** The naive way: the cheapest way to each page at each character. */
  private static int fewest(CharSequence text, CharacterMap map, int pages) {
    int[] cost = new int[pages];
    Arrays.fill(cost, 1);
    boolean begun = false;
    int best = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < 0x80) {
        continue;
      }
      int from = begun ? best + 1 : 1;
      best = Integer.MAX_VALUE;
      for (int page = 0; page < pages; page++) {
        boolean has = (map.pages(text.charAt(i)) >>> page & 1) != 0;
        cost[page] = has ? Math.min(cost[page], from) : 1_000;
        best = Math.min(best, cost[page]);
      }
      begun = true;
    }
    return begun ? best : 0;
  }

  @Test
  void signsThatLookTheSame_areNoSubstitution() {
    PrinterProfile profile = PrinterProfile.builder("x").codePages(CodePage.PC866).build();
    ReceiptEncoder encoder = new ReceiptEncoder(profile, null);
    Job job =
        encoder.encode(
            new ReceiptDocument(List.of(new Text("1\u202F000\u2212\u200B5", LEFT, NORMAL))));
    assertThat(job.substituted()).isZero();
    assertThat(new String(job.bytes(), StandardCharsets.US_ASCII)).contains("1 000-5\n");
  }

  @Test
  void yenAndEuro_withoutAPage_goThroughTheWideSet_neverAsFourBytesOfNothing() {
    PrinterProfile cyrillic =
        PrinterProfile.builder("x").codePages(CodePage.PC866).wideCharset("GB18030").build();
    // The yen sign has four bytes in GB18030 that no printer's font has: its full-width form has
    // two.
    assertThat(HexFormat.of().withUpperCase().formatHex(body(cyrillic, "¥€")))
        .isEqualTo("1C26" + "A3A4" + "A2E3" + "1C2E");
    assertThat(new CharacterMap(cyrillic, false).width('¥')).isEqualTo(2);
    PrinterProfile kanji =
        PrinterProfile.builder("x").codePages(CodePage.PC866).wideCharset("Shift_JIS").build();
    Job job =
        new ReceiptEncoder(kanji, null)
            .encode(new ReceiptDocument(List.of(new Text("€5", LEFT, NORMAL))));
    assertThat(job.substituted()).isEqualTo(1);
  }

  @Test
  void rasterise_drawsInTheLine_andCounts_andFallsBackToAQuestionMark() {
    GlyphSource boxes =
        (codePoint, width, height) ->
            codePoint == 'Ω'
                ? Optional.empty()
                : Optional.of(Bitmap.of(width, height, (x, y) -> x == 0 || y == 0));
    PrinterProfile profile = PrinterProfile.builder("x").codePages(CodePage.PC437).build();
    ReceiptEncoder encoder = new ReceiptEncoder(profile, boxes);
    PrinterProfile narrow = PrinterProfile.builder("y").codePages(CodePage.PC866).build();
    Job job =
        new ReceiptEncoder(narrow, boxes)
            .encode(new ReceiptDocument(List.of(new Text("x茶éΩ", LEFT, NORMAL))));
    assertThat(job.rasterised()).isEqualTo(2);
    assertThat(job.substituted()).isEqualTo(1);
    ByteArrayOutputStream wide = new ByteArrayOutputStream();
    wide.writeBytes(new byte[] {'x', 0x1B, '*', 33, 24, 0, -1, -1, -1});
    for (int i = 1; i < 24; i++) {
      wide.writeBytes(new byte[] {(byte) 0x80, 0, 0});
    }
    wide.writeBytes(new byte[] {0x1B, '*', 33, 12, 0});
    assertThat(HexFormat.of().formatHex(job.bytes()))
        .contains(HexFormat.of().formatHex(wide.toByteArray()));
    // In double size a character keeps its own and stands in the middle of a cell twice as wide.
    Job large = encoder.encode(new ReceiptDocument(List.of(new Text("茶", LEFT, LARGE))));
    assertThat(HexFormat.of().formatHex(large.bytes()))
        .contains("1b2a213000" + "000000".repeat(12) + "ffffff" + "800000".repeat(23));
  }

  @Test
  void aRasterisingPrinter_needsASource() {
    assertThatThrownBy(
            () ->
                EscPosPrinter.builder("p", new MemoryTransport())
                    .unencodable(Unencodable.RASTERISE)
                    .build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
