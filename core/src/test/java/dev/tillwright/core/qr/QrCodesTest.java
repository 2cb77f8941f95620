package dev.tillwright.core.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.core.tlv.TlvTag;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Payment codes as they are built, read and refused (A5). */
class QrCodesTest {
  private static final Currency CNY = Currency.getInstance("CNY");

  private static MerchantQr.Builder tea() {
    return MerchantQr.builder("5812", CNY, "CN", "TEA HOUSE", "XIAN")
        .account("26", QrFields.of("00", "com.example", "01", "shop-7"));
  }

  @Test
  void builtCode_saysWhatWasGiven_inRisingOrder() {
    MerchantQr code =
        tea()
            .amount(Money.parse("8.50", CNY))
            .dynamic()
            .additional(QrFields.of("05", "till-01/1/7", "07", "till-01"))
            .otherLanguage("zh", "茶馆", "西安")
            .build();

    assertThat(code.text())
        .startsWith("00020101021226250011com.example")
        .endsWith(crc(code.text()));
    assertThat(code.amount()).contains(Money.parse("8.50", CNY));
    assertThat(code.currency()).contains(CNY);
    assertThat(code.additional().orElseThrow().value("07")).contains("till-01");
    assertThat(code.otherLanguage().orElseThrow().value("01")).contains("茶馆");
    assertThat(MerchantQr.parse(code.text())).isEqualTo(code);
    assertThat(code.accounts()).extracting(QrField::id).containsExactly("26");
    assertThat(code.toString()).doesNotContain("TEA", "8.50");
  }

  /** The check as the bits of ISO/IEC 13239 say, by long division of the message polynomial. */
  private static String crc(String text) {
    byte[] bytes = text.substring(0, text.length() - 4).getBytes(StandardCharsets.UTF_8);
    StringBuilder bits = new StringBuilder();
    for (byte each : bytes) {
      bits.append(Integer.toBinaryString((each & 0xFF) + 0x100).substring(1));
    }
    bits.append("0".repeat(16));
    char[] message = bits.toString().toCharArray();
    for (int i = 0; i < 16; i++) {
      message[i] = message[i] == '0' ? '1' : '0'; // begins with all ones
    }
    String divisor = "10001000000100001";
    for (int i = 0; i + 16 < message.length; i++) {
      boolean divides = message[i] == '1';
      for (int j = 0; divides && j < 17; j++) {
        message[i + j] = message[i + j] == divisor.charAt(j) ? '0' : '1';
      }
    }
    String rest = new String(message, message.length - 16, 16);
    return String.format("%04X", Integer.parseInt(rest, 2));
  }

  @Test
  void unknownAndDoubledFields_areKept() {
    String before =
        "000201"
            + "26150011com.example"
            + "52045812"
            + "5303156"
            + "5802CN"
            + "5902AB"
            + "6002XX"
            + "7003abc"
            + "7003def"
            + "5902CD"
            + "6304";
    MerchantQr code = MerchantQr.parse(before + MerchantQr.checkOf(before));

    assertThat(code.fields().text()).isEqualTo(code.text());
    assertThat(code.fields().list()).filteredOn(f -> f.id().equals("70")).hasSize(2);
    assertThat(code.name()).isEqualTo("AB");
  }

  @Test
  void whatIsMissingOrWrong_isNamed() {
    refused("00", "", "00020");
    refused("00", "000202", "");
    refused("63", "000201", "");
    String good = tea().build().text();
    refused("63", good.substring(0, good.length() - 1), good.endsWith("0") ? "1" : "0");
    for (String id : List.of("52", "53", "58", "59", "60")) {
      refused(id, without(id), "");
    }
    refused("", without("26"), "");
    refused("54", with("54", "1,50"), "");
    refused("54", with("54", ".5"), "");
    refused("55", with("55", "04"), "");
    refused("58", with("58", "cn"), "");
    refused("59", with("59", "N".repeat(26)), "");
    refused("26.00", with("26", "0101x"), "");
    refused("62.50.00", with("62", "500501011"), "");
    refused("62.05", with("62", "0509short"), "");
    refused("64.01", with("64", "0002zh"), "");
    refused("80.00", with("80", "0101x"), "");
    refused("", "0".repeat(513), "");
  }

  private static void refused(String path, String text, String more) {
    assertThatThrownBy(() -> MerchantQr.parse(text + more))
        .isInstanceOfSatisfying(QrFormatException.class, e -> assertThat(e.path()).isEqualTo(path))
        .hasMessageNotContaining("TEA");
  }

  private static String without(String id) {
    return checked(tea().build().fields().list().stream().filter(f -> !f.id().equals(id)).toList());
  }

  private static String with(String id, String value) {
    List<QrField> fields = new java.util.ArrayList<>(tea().build().fields().list());
    fields.removeIf(f -> f.id().equals(id));
    fields.add(fields.size() - 1, new QrField(id, value));
    return checked(fields);
  }

  private static String checked(List<QrField> fields) {
    String before =
        new QrFields(fields.stream().filter(f -> !f.id().equals("63")).toList()).text() + "6304";
    return before + MerchantQr.checkOf(before);
  }

  /** Whatever comes, it is read and given back, or refused with a typed error. */
  @Test
  void mutatedCodes_areReadOrRefused() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] seeds = {
      tea().amount(Money.parse("1.00", CNY)).otherLanguage("zh", "茶馆", "西安").build().text(),
      cpm().text()
    };
    for (int i = 0; i < 20_000; i++) {
      String text = mutated(seeds[i % 2], random);
      try {
        if (i % 2 == 0) {
          assertThat(MerchantQr.parse(text).text()).as("seed " + seed).isEqualTo(text);
        } else {
          CustomerQr.parse(text).close();
        }
      } catch (TillwrightException e) {
        // refused
      }
    }
  }

  private static String mutated(String text, Random random) {
    StringBuilder out = new StringBuilder(text);
    for (int n = 1 + random.nextInt(3); n > 0 && out.length() > 0; n--) {
      int at = random.nextInt(out.length());
      switch (random.nextInt(3)) {
        case 0 -> out.setCharAt(at, (char) (32 + random.nextInt(96)));
        case 1 -> out.deleteCharAt(at);
        default -> out.insert(at, random.nextInt(10));
      }
    }
    String mutant = out.toString();
    if (mutant.length() > 12 && random.nextBoolean() && mutant.startsWith("000201")) {
      String before = mutant.substring(0, mutant.length() - 8) + "6304";
      return before + MerchantQr.checkOf(before); // so that mutants get past the check
    }
    return mutant;
  }

  private static CustomerQr cpm() {
    TlvObjects union =
        TlvObjects.builder()
            .add(TlvTag.of("4F"), HexFormat.of().parseHex("A000000333010101"))
            .add(TlvTag.of("50"), "UnionPay".getBytes(StandardCharsets.US_ASCII))
            .add(TlvTag.of("63"), TlvObjects.builder().add(TlvTag.of("9F26"), new byte[8]).build())
            .build();
    return CustomerQr.of(List.of(union), Optional.empty());
  }

  @Test
  void customerCodeOfAScheme_isRecognisedByItsApplication() {
    PaymentCode code = PaymentCode.of(cpm().text());

    assertThat(WalletRules.usual().walletOf(code)).contains("unionpay");
    assertThat(code.toString()).isEqualTo("PaymentCode");
  }

  @Test
  void customerCodeWithoutFormatOrApplication_isRefused() {
    assertThatThrownBy(() -> CustomerQr.parse("not base64!")).isInstanceOf(QrFormatException.class);
    assertThatThrownBy(() -> CustomerQr.parse("YQA="))
        .isInstanceOfSatisfying(QrFormatException.class, e -> assertThat(e.path()).isEqualTo("85"));
    assertThatThrownBy(() -> CustomerQr.of(List.of(), Optional.empty()))
        .isInstanceOfSatisfying(QrFormatException.class, e -> assertThat(e.path()).isEqualTo("61"));
    assertThatThrownBy(() -> CustomerQr.parse("A".repeat(685)))
        .isInstanceOf(QrFormatException.class);
  }

  @Test
  void rules_goToJsonAndBack_andSayWhatOverlaps() {
    WalletRules usual = WalletRules.usual();

    assertThat(WalletRules.parse(usual.json())).isEqualTo(usual);
    assertThat(usual.overlaps()).isEmpty();
    assertThat(
            WalletRules.of(
                    WalletRule.digits("one", 16, 18, "20", "29"),
                    WalletRule.digits("two", 18, 18, "281", "285"))
                .overlaps())
        .containsExactly("rules 1 (one) and 2 (two) may hold for one code");
    assertThatThrownBy(
            () ->
                WalletRules.parse(
                    "{\"rules\":[{\"wallet\":\"A\",\"alphabet\":\"DIGITS\","
                        + "\"shortest\":1,\"longest\":2}]}"))
        .isInstanceOfSatisfying(
            JsonException.class, e -> assertThat(e.pointer()).isEqualTo("/rules/0/wallet"));
  }
}
