package dev.tillwright.device.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tillwright.device.Vectors;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What codes say, by the shared vectors, and what must be refused (F7). */
class BarcodeTest {
  private static final char GS = 0x1d;

  private static Barcode code(String text) {
    return Barcode.parse(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void vectors() throws IOException {
    int checked = 0;
    for (JsonNode row : Vectors.rows("barcodes.json", "scans")) {
      Barcode code = Barcode.parse(HexFormat.of().parseHex(row.get("hex").textValue()));
      for (Iterator<Map.Entry<String, JsonNode>> all = row.get("expect").fields();
          all.hasNext(); ) {
        Map.Entry<String, JsonNode> expect = all.next();
        check(code, expect.getKey(), expect.getValue());
        checked++;
      }
    }
    System.out.println("barcodes.json: " + checked + " fields checked");
  }

  private static void check(Barcode code, String field, JsonNode value) {
    switch (field) {
      case "aim" -> assertThat(code.aimId()).isEqualTo(value.isNull() ? "" : value.textValue());
      case "symbology" -> assertThat(code.symbology().label()).isEqualTo(value.textValue());
      case "gtin" -> assertThat(code.gtin()).contains(value.textValue());
      case "checkOk" -> assertThat(code.checkDigit()).contains(value.booleanValue());
      case "upcA" -> assertThat(code.upcA()).contains(value.textValue());
      case "ai" -> {
        assertThat(code.elements().values()).hasSize(value.size());
        value
            .fields()
            .forEachRemaining(
                ai ->
                    assertThat(code.elements().value(ai.getKey()))
                        .contains(ai.getValue().textValue()));
      }
      case "netKg" ->
          assertThat(code.elements().netKilograms()).contains(new BigDecimal(value.textValue()));
      case "amount" ->
          assertThat(code.elements().amount()).contains(new BigDecimal(value.textValue()));
      case "currency" -> assertThat(code.elements().currency()).contains(value.textValue());
      case "error" ->
          assertThatThrownBy(code::elements)
              .isInstanceOf(Gs1Exception.class)
              .hasMessageContaining(value.textValue());
      default -> throw new AssertionError("a field of another kind of file: " + field);
    }
  }

  @Test
  void aCode_printsNothingOfItself() {
    Barcode code = code("]E04006381333931");
    assertThat(code.toString()).doesNotContain("40063813");
    assertThat(code("]C1010952123454321317301231").elements().toString()).doesNotContain("0952123");
    assertThat(code.gtin()).contains("4006381333931");
  }

  @Test
  void withoutASymbology_nothingIsGuessed() {
    assertThat(code("4006381333931").gtin()).contains("4006381333931");
    assertThat(code("4006381333930").gtin()).isEmpty();
    assertThat(code("123456789").checkDigit()).isEmpty();
    assertThat(code("ABCDEFGHIJKLM").checkDigit()).isEmpty();
    assertThat(code("]Q34006381333931").checkDigit()).isEmpty();
    assertThat(code("] 4006").aimId()).isEmpty();
  }

  @Test
  void dates_dayNoughtIsTheLastOfTheMonth() {
    ElementStrings strings = code("]C117240200").elements();
    LocalDate today = LocalDate.of(2026, 11, 26);
    assertThat(strings.endOfLife(today)).contains(LocalDate.of(2024, 2, 29));
    // 49 years back and 50 ahead, whatever year it is.
    for (int year : List.of(1977, 1999, 2026, 2050, 2051, 2076)) {
      String code = String.format(Locale.ROOT, "]C117%02d0101", year % 100);
      assertThat(code(code).elements().endOfLife(today)).contains(LocalDate.of(year, 1, 1));
    }
    assertThat(code("]C117500101").elements().endOfLife(LocalDate.of(2099, 1, 1)))
        .contains(LocalDate.of(2050, 1, 1));
    assertThat(code("]C117490101").elements().endOfLife(LocalDate.of(2099, 1, 1)))
        .contains(LocalDate.of(2149, 1, 1));
  }

  @Test
  void wrongElementStrings_areRefused_withThePlace() {
    refused("", 0);
    refused("0109521234543213" + "X", 16);
    refused("99", 0);
    refused("10" + "A".repeat(21), 22);
    refused("10AB" + (char) 0x07, 4);
    refused("3102" + "00007A", 9);
    refused("10A" + GS + "10B", 4);
    refused("17240230", 0);
    refused("010950600013435", 0);
    // The same twice with the same value says nothing new.
    assertThat(ElementStrings.parse("10A" + GS + "10A").values()).hasSize(1);
    assertThat(ElementStrings.parse(GS + "10A").value("10")).contains("A");
  }

  private static void refused(String text, int position) {
    assertThatThrownBy(() -> ElementStrings.parse(text))
        .isInstanceOfSatisfying(
            Gs1Exception.class, e -> assertThat(e.position()).as(text).isEqualTo(position));
  }

  @Test
  void anIdentifier_isOfLettersAndDigitsOfAscii() {
    byte[] arabic = "]C\u06601234".getBytes(StandardCharsets.UTF_8);
    assertThat(Barcode.parse(arabic).aimId()).isEmpty();
    assertThat(Barcode.parse("]C01234".getBytes(StandardCharsets.UTF_8)).aimId()).isEqualTo("]C0");
  }

  @Test
  void digitalLinks() {
    ElementStrings link =
        DigitalLink.parse("https://id.gs1.org/01/09506000134352/10/A%2F1?17=301231&linkType=all");
    assertThat(link.values())
        .containsExactly(
            Map.entry("01", "09506000134352"), Map.entry("10", "A/1"), Map.entry("17", "301231"));
    assertThat(DigitalLink.parse("https://example.com/x/y/gtin/4006381333931").value("01"))
        .contains("04006381333931");
    assertThat(DigitalLink.looksSo("https://example.com/about")).isFalse();
    assertThat(DigitalLink.looksSo("4006381333931")).isFalse();
    for (String bad :
        List.of(
            "https://example.com/01/09506000134353",
            "https://example.com/01/0950600013435",
            "https://example.com/01/09506000134352/10",
            "https://example.com/01/09506000134352/zz/1",
            "https://example.com/01/09506000134352/10/A%2",
            "https://example.com/01/09506000134352/10/A\uD83D\uDE00B",
            "https://example.com/01/09506000134352?17=301331")) {
      if (bad.endsWith("/10")) {
        assertThat(DigitalLink.parse(bad).values()).as("a path may end early").hasSize(1);
      } else {
        assertThatThrownBy(() -> DigitalLink.parse(bad)).as(bad).isInstanceOf(Gs1Exception.class);
      }
    }
  }

  @Test
  void routes_theFirstThatHolds() {
    CodeRoutes routes =
        CodeRoutes.of(
            List.of(
                CodeRoutes.Route.digits("wechat", 18, 18, "10", "15"),
                CodeRoutes.Route.digits("alipay", 16, 24, "25", "30"),
                CodeRoutes.Route.kinds("item", Symbology.EAN_13, Symbology.EAN_8)));
    assertThat(routes.route(code("134567890123456789"))).contains("wechat");
    assertThat(routes.route(code("2834567890123456"))).contains("alipay");
    assertThat(routes.route(code("3134567890123456"))).isEmpty();
    assertThat(routes.route(code("]E04006381333931"))).contains("item");
    assertThat(routes.route(code("]Q1https://example.com"))).isEmpty();
  }

  /** A value or a typed error, whatever comes; the campaign's counts are larger. */
  @Test
  void noise_isAValueOrATypedError() {
    fuzz(100_000);
  }

  @Test
  @Tag("campaign-fuzz")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void tenMillionCodes_areReadOrRefusedWithATypedError() {
    fuzz(10_000_000);
  }

  private static void fuzz(long usual) {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    long codes = Long.getLong("fuzz.count", usual);
    System.out.println("AIM, GS1 and Digital Link fuzz: seed " + seed + ", " + codes + " codes");
    Random random = new Random(seed);
    String[] seeds = {
      "]C1010952123454321317301231" + "10ABC123" + GS + "21S001",
      "https://id.gs1.org/01/09506000134352/10/A1?17=301231",
      "]d20109506000134352310200007539329780450" + GS + "10A/1"
    };
    long refused = 0;
    for (long n = 0; n < codes; n++) {
      StringBuilder text = new StringBuilder(seeds[random.nextInt(seeds.length)]);
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, (char) random.nextInt(256));
          case 1 -> text.deleteCharAt(at);
          default -> text.insert(at, (char) random.nextInt(128));
        }
      }
      try {
        Barcode code = code(text.toString());
        assertThat(code.symbology()).isNotNull();
        var unused =
            DigitalLink.looksSo(code.text()) ? DigitalLink.parse(code.text()) : code.elements();
      } catch (Gs1Exception e) {
        refused++;
      }
    }
    System.out.println("AIM, GS1 and Digital Link fuzz: " + refused + " refused");
    assertThat(refused).as("seed " + seed).isBetween(1L, codes - 1);
  }
}
