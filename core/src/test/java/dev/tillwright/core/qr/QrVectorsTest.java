package dev.tillwright.core.qr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tillwright.core.money.Money;
import java.io.IOException;
import java.io.InputStream;
import java.util.Currency;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Published codes (A5); the file says where each is from. */
class QrVectorsTest {
  private final JsonNode file = file();

  @Test
  void merchantCodes_readAsPublished_orAreRefused() {
    int rows = 0;
    for (JsonNode row : file.path("merchant")) {
      String text = row.path("text").textValue();
      rows++;
      if (row.has("error")) {
        assertThatThrownBy(() -> MerchantQr.parse(text))
            .isInstanceOfSatisfying(
                QrFormatException.class,
                e -> assertThat(e.path()).isEqualTo(row.path("error").textValue()));
        continue;
      }
      MerchantQr code = MerchantQr.parse(text);
      Currency currency = Currency.getInstance(row.path("currency").textValue());
      assertThat(code.text()).isEqualTo(text);
      assertThat(code.amount()).contains(Money.parse(row.path("amount").textValue(), currency));
      assertThat(code.category()).isEqualTo(row.path("category").textValue());
      assertThat(code.country()).isEqualTo(row.path("country").textValue());
      assertThat(code.name()).isEqualTo(row.path("name").textValue());
      assertThat(code.city()).isEqualTo(row.path("city").textValue());
      assertThat(code.isDynamic()).isEqualTo(row.path("dynamic").booleanValue());
      row.path("fields")
          .properties()
          .forEach(
              each ->
                  assertThat(valueAt(code.fields(), each.getKey()))
                      .as(each.getKey())
                      .isEqualTo(each.getValue().textValue()));
    }
    assertThat(rows).isEqualTo(2);
  }

  private static String valueAt(QrFields fields, String path) {
    QrFields in = path.length() == 2 ? fields : fields.template(path.substring(0, 2)).orElseThrow();
    return in.value(path.substring(path.length() - 2)).orElseThrow();
  }

  @Test
  void customerCodes_readAsPublished() {
    for (JsonNode row : file.path("customer")) {
      String text = row.path("text").textValue();
      try (CustomerQr code = CustomerQr.parse(text)) {
        assertThat(code.text()).isEqualTo(text);
        assertThat(code.applications())
            .extracting(each -> each.name() + " " + each.label())
            .containsExactly(
                row.path("applications").get(0).textValue(),
                row.path("applications").get(1).textValue());
        assertThat(HexFormat.of().withUpperCase().formatHex(code.objects().toBytes()))
            .isEqualTo(row.path("hex").textValue());
        assertThat(code.toString()).doesNotContain("1234567890123458", "CARDHOLDER");
      }
    }
  }

  @Test
  void codesOfWallets_areRecognised() {
    int rows = 0;
    for (JsonNode row : file.path("wallets")) {
      PaymentCode code = PaymentCode.of(row.path("code").textValue());
      assertThat(WalletRules.usual().walletOf(code).orElse(null))
          .as(row.toString())
          .isEqualTo(row.path("wallet").textValue());
      rows++;
    }
    assertThat(rows).isGreaterThan(10);
  }

  private static JsonNode file() {
    try (InputStream in = QrVectorsTest.class.getResourceAsStream("/vectors/qr.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
