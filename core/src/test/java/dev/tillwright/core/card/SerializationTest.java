package dev.tillwright.core.card;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.StringWriter;
import java.time.YearMonth;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Row D1: what writes objects refuses a secret of the card. */
class SerializationTest {
  private static final String VISA = "4012888888881881";

  private final Pan pan = Pan.of(VISA);
  private final SecretBytes secret = SecretBytes.copyOf(VISA.getBytes(US_ASCII));
  private final Cvv cvv = Cvv.of("4012");
  private final Track track = Track.of(Track.Kind.TWO, VISA + "=30121010000000000");
  private final GiftNumber gift = GiftNumber.of(VISA + "0000");
  private final CardRead read = CardRead.of(Pan.of(VISA), YearMonth.of(2030, 12), EntryMode.CHIP);

  @Test
  void javaSerialization_ofAnySecret_isRefusedAndWritesNoDigit() throws Exception {
    for (Object each : List.of(pan, secret, cvv, track, gift, read, read.card())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        assertThatThrownBy(() -> out.writeObject(each))
            .isInstanceOf(NotSerializableException.class)
            .satisfies(e -> assertThat(e.getMessage()).doesNotContain("4012"));
      }
      assertThat(bytes.toString(ISO_8859_1)).doesNotContain("4012888888");
    }
  }

  @Test
  void jackson_writingAnySecret_failsAndSaysWhy() {
    JsonMapper everything =
        JsonMapper.builder()
            .visibility(PropertyAccessor.ALL, Visibility.ANY)
            .enable(MapperFeature.CAN_OVERRIDE_ACCESS_MODIFIERS)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();
    JsonMapper fieldsAndTransients =
        everything.rebuild().enable(MapperFeature.PROPAGATE_TRANSIENT_MARKER).build();
    JsonMapper plain = new JsonMapper();
    for (JsonMapper mapper : List.of(everything, fieldsAndTransients, plain)) {
      for (Object each :
          List.of(
              pan,
              secret,
              cvv,
              track,
              gift,
              Map.of("card", pan),
              List.of(secret),
              new Holder(track))) {
        assertThat(refused(mapper, each)).contains("is never written as JSON");
      }
    }
    for (JsonMapper mapper : List.of(everything, fieldsAndTransients)) {
      assertThat(refused(mapper, read)).contains("a card number is never written as JSON");
      assertThat(refused(mapper, read.card())).contains("a card number is never written as JSON");
    }
    refused(plain, read);
  }

  @Test
  void jackson_deafToAnnotations_stillShowsNoDigit() throws JsonProcessingException {
    JsonMapper deaf =
        JsonMapper.builder()
            .disable(MapperFeature.USE_ANNOTATIONS)
            .visibility(PropertyAccessor.ALL, Visibility.ANY)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();
    for (Object each : List.of(pan, secret, cvv, track, gift)) {
      assertHidden(deaf.writeValueAsString(each));
    }
    assertThat(deaf.writeValueAsString(pan)).as("the test sees fields").contains("********1881");
  }

  /** What an application might write without thinking. */
  record Holder(Track track) {}

  private static String refused(JsonMapper mapper, Object value) {
    StringWriter written = new StringWriter();
    String message =
        String.valueOf(
            catchThrowableOfType(
                    JsonProcessingException.class, () -> mapper.writeValue(written, value))
                .getMessage());
    assertHidden(written.toString());
    assertHidden(message);
    return message;
  }

  private static void assertHidden(String text) {
    byte[] digits = VISA.getBytes(US_ASCII);
    assertThat(text)
        .doesNotContain(VISA)
        .doesNotContain("40128888")
        .doesNotContain(Base64.getEncoder().encodeToString(digits).substring(0, 12))
        .doesNotContain(HexFormat.of().formatHex(digits))
        .doesNotContain("52,48,49,50");
  }
}
