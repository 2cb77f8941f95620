package dev.tillwright.crypto.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.Vectors;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PinTypesTest {
  private static final SecretAccess WHY = SecretAccess.forPurpose("test");

  @Test
  void clearPin_isReadWithAccessOnly_andWipedOnClose() {
    ClearPin pin = ClearPin.of("123456789012");
    assertThat(pin).hasToString("****");
    assertThat(pin.reveal(WHY)).isEqualTo(Vectors.ascii("123456789012"));
    ClearPin same = ClearPin.of("123456789012");
    assertThat(pin).isEqualTo(same).hasSameHashCodeAs(ClearPin.of("9999"));
    assertThat(pin).isNotEqualTo(ClearPin.of("123456789013")).isNotEqualTo("123456789012");
    pin.close();
    pin.close();
    assertThatIllegalStateException().isThrownBy(() -> pin.reveal(WHY));
    assertThat(pin).isNotEqualTo(same).isEqualTo(pin);
  }

  @Test
  void whatIsNoPin_isRefusedWithoutShowingIt() {
    for (String text : List.of("", "123", "1234567890123", "12a4", "１２３４", "12 34")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ClearPin.of(text))
          .withMessageMatching("a PIN has (4 to 12 digits|only digits, not at position [0-9]+)");
    }
    assertThat(ClearPin.of("1234")).isNotNull();
  }

  @Test
  void account_takesOneToNineteenDigits() {
    for (String text : List.of("", "12345678901234567890", "4111x")) {
      assertThatIllegalArgumentException().isThrownBy(() -> PinAccount.ofDigits(text));
    }
    PinAccount account = PinAccount.ofDigits("1");
    assertThat(account).hasToString("PinAccount[hidden]");
    assertThat(account.length()).isEqualTo(1);
    account.close();
    assertThatIllegalStateException().isThrownBy(() -> account.reveal(WHY));
    PinAccount.none().close();
    assertThat(PinAccount.none().reveal(WHY)).isEmpty();
  }

  @Test
  void format_hasTheNumberOfTheStandard() {
    for (PinFormat format : PinFormat.values()) {
      assertThat(format).hasToString("ISO_" + format.number());
      assertThat(PinFormat.of(format.number())).contains(format);
    }
    assertThat(PinFormat.of(5)).isEmpty();
    assertThat(PinFormat.of(-1)).isEmpty();
  }

  @Test
  void block_isAValueThatPrintsNothing() {
    byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8};
    PinBlock block = PinBlock.of(PinFormat.ISO_0, bytes);
    bytes[0] = 9;
    assertThat(block.bytes()).isEqualTo(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    block.bytes()[0] = 9;
    assertThat(block)
        .isEqualTo(PinBlock.of(PinFormat.ISO_0, block.bytes()))
        .hasSameHashCodeAs(PinBlock.of(PinFormat.ISO_0, block.bytes()))
        .isNotEqualTo(PinBlock.of(PinFormat.ISO_3, block.bytes()))
        .isNotEqualTo(PinBlock.of(PinFormat.ISO_0, new byte[8]))
        .hasToString("PinBlock[ISO_0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PinBlock.of(PinFormat.ISO_0, new byte[0]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PinBlock.of(PinFormat.ISO_0, new byte[65]));
  }

  @Test
  void noneIsWritten_byJavaOrByJackson() throws Exception {
    ObjectMapper curious =
        new ObjectMapper()
            .setVisibility(PropertyAccessor.ALL, Visibility.ANY)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
    for (Object secret :
        List.of(
            ClearPin.of("9876543"),
            PinAccount.ofDigits("5555555555554444"),
            PinBlock.of(PinFormat.ISO_0, new byte[] {0x41, 0x42, 0x43}))) {
      assertThatThrownBy(
              () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(secret))
          .isInstanceOf(NotSerializableException.class);
      String json = curious.writeValueAsString(secret);
      assertThat(json)
          .doesNotContain("9876543")
          .doesNotContain("4444")
          .doesNotContain("QUJD")
          .doesNotContain("OTg3");
    }
  }
}
