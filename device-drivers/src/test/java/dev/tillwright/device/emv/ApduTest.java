package dev.tillwright.device.emv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tillwright.core.tlv.DataObjectList;
import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.device.Vectors;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApduTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  @ParameterizedTest
  @CsvSource({
    "00A40400, 0, -1", // no data, nothing asked for
    "00B2010C00, 0, 256",
    "00B2010C10, 0, 16",
    "80A80000028300, 2, -1",
    "80A8000002830000, 2, 256",
    "00B2010C000000, 0, 65536",
    "00B2010C000123, 0, 291",
    "00D6000000000201020000, 2, 65536",
    "00D60000000002010203E8, 2, 1000",
  })
  void commandsOfEachCase_areRead_andWrittenBack(String hex, int data, int expected) {
    byte[] bytes = HEX.parseHex(hex);
    CommandApdu command = CommandApdu.parse(bytes);
    assertThat(command.data()).hasSize(data);
    assertThat(command.expected()).isEqualTo(expected);
    CommandApdu again = CommandApdu.parse(command.toBytes());
    assertThat(again.data()).isEqualTo(command.data());
    assertThat(again.expected()).isEqualTo(expected);
    // Short is written where it holds the command, whatever was read.
    assertThat(command.toBytes().length).isLessThanOrEqualTo(bytes.length);
    assertThat(command.toString()).contains(hex.substring(0, 8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00A404",
        "00A4040007A0",
        "00A404000102030405",
        "00A4040000FF",
        "00A40400000000AA",
        "00A4040000000501",
        "00A40400000001AA00",
      })
  void others_areRefused_withThePlace(String hex) {
    assertThatThrownBy(() -> CommandApdu.parse(HEX.parseHex(hex)))
        .isInstanceOfSatisfying(
            ApduFormatException.class,
            e -> {
              assertThat(e.field()).isEqualTo("command");
              assertThat(e.position()).isBetween(0, hex.length() / 2);
            });
  }

  @Test
  void responses_haveTwoStatusBytes() {
    try (ResponseApdu response = ResponseApdu.parse(HEX.parseHex("41119000"))) {
      assertThat(response.isGood()).isTrue();
      assertThat(response.length()).isEqualTo(2);
      assertThat(response).hasToString("ResponseApdu[9000, 2]");
    }
    assertThatThrownBy(() -> ResponseApdu.parse(new byte[1]))
        .isInstanceOf(ApduFormatException.class);
    assertThatThrownBy(() -> CommandApdu.of(256, 0, 0, 0, new byte[0], -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CommandApdu.of(0, 0, 0, 0, new byte[0], 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyTraceOfARealCard_isRead() throws Exception {
    int pairs = 0;
    int objects = 0;
    for (Map.Entry<String, JsonNode> trace :
        Vectors.file("apdu-traces.json").get("traces").properties()) {
      for (JsonNode pair : trace.getValue().get("pairs")) {
        if (pair.path("skip").asBoolean()) {
          continue;
        }
        pairs++;
        byte[] command = HEX.parseHex(pair.get("c").asText());
        if (command.length > 0) {
          assertThat(CommandApdu.parse(command).toBytes())
              .as(trace.getKey() + " " + pair)
              .isEqualTo(command);
        }
        byte[] response = HEX.parseHex(pair.get("r").asText());
        if (response.length >= 2 && isObjects(ResponseApdu.parse(response))) {
          byte[] data = Arrays.copyOf(response, response.length - 2);
          assertThat(TlvObjects.parse(data).toBytes()).isEqualTo(data);
          objects++;
        }
      }
    }
    System.out.println("apdu-traces.json: " + pairs + " pairs checked, " + objects + " read");
    assertThat(objects).isPositive();
  }

  private static boolean isObjects(ResponseApdu response) {
    boolean told = Set.of(0x90, 0x62, 0x63).contains(response.status() >> 8);
    byte[] data = response.data();
    return told && data.length > 0 && Set.of(0x6F, 0x70, 0x77, 0x80).contains(data[0] & 0xFF);
  }

  @Test
  void everyAnswerToResetAndList_isReadAsItSays() throws Exception {
    int checked = 0;
    for (JsonNode row : Vectors.rows("tlv.json")) {
      if (row.has("atr")) {
        answerToReset(row);
        checked++;
      } else if (row.has("cvmList")) {
        list(row);
        checked++;
      }
    }
    System.out.println("tlv.json: " + checked + " rows of cards checked");
    assertThat(checked).isPositive();
  }

  private static void answerToReset(JsonNode row) {
    AnswerToReset atr = AnswerToReset.parse(HEX.parseHex(row.get("atr").asText()));
    assertThat(atr.isAcceptedByEmv()).as(row.toString()).isEqualTo(row.get("emv").asBoolean());
    if (row.has("t")) {
      assertThat(atr.protocols().toString()).isEqualTo(row.get("t").toString().replace(",", ", "));
    }
  }

  private static void list(JsonNode row) {
    byte[] bytes = HEX.parseHex(row.get("cvmList").asText());
    if (row.has("error")) {
      assertThatThrownBy(() -> CvmList.parse(bytes)).isInstanceOf(ApduFormatException.class);
      return;
    }
    CvmList list = CvmList.parse(bytes);
    assertThat(list.x()).isEqualTo(row.get("x").asLong());
    assertThat(list.y()).isEqualTo(row.get("y").asLong());
    assertThat(list.rules())
        .extracting(CvmList.Rule::hex)
        .hasToString(row.get("rules").toString().replace("\"", "").replace(",", ", "));
    assertThat(list.rules()).noneMatch(CvmList.Rule::goesOn);
  }

  @Test
  void values_areCutAndFilledAsTheirFormatDemands() {
    // EMV book 3, 5.4: numeric on the left, compressed numeric with F on the right, else zeros.
    DolValues values =
        DolValues.builder()
            .set("9F02", HEX.parseHex("000000001234"), DolValues.Format.NUMERIC)
            .set("5A", HEX.parseHex("1234567F"), DolValues.Format.COMPRESSED_NUMERIC)
            .set("9F37", HEX.parseHex("A1B2C3D4"), DolValues.Format.BINARY)
            .build();
    assertThat(answer(values, "9F0204" + "5A06" + "9F3702" + "9F3706" + "7002" + "9F0208"))
        .isEqualTo(
            "00001234" + "1234567FFFFF" + "A1B2" + "A1B2C3D40000" + "0000" + "0000000000001234");
    assertThat(answer(values.toBuilder().type(1).build(), "9C01" + "5A02")).isEqualTo("011234");
    assertThatThrownBy(() -> DolValues.builder().country(10_000))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DolValues.builder().amount(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String answer(DolValues values, String list) {
    return HEX.formatHex(values.answer(DataObjectList.parse(HEX.parseHex(list))));
  }
}
