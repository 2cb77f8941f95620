package dev.tillwright.core.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields within a field that stand in order, without a bitmap. */
class NestedFieldsTest {
  private static final MessageSpec SPEC =
      MessageSpec.parse(
          ("{'name':'own','extends':'87A','fields':{'3':'nested6 processing code',"
                  + "'48':'nested...99 additional data'},'nested':{"
                  + "'3':{'name':'code','bitmap':'none',"
                  + "'fields':{'1':'n2 kind','2':'n2 from','3':'n2 to'}},"
                  + "'48':{'name':'data','bitmap':'none',"
                  + "'fields':{'1':'n..9 a','2':'ans..20 b','3':'ans3 c'}}}}")
              .replace('\'', '"'));

  private static IsoMessage code(String kind, String from, String to) {
    return IsoMessage.within().set(1, kind).set(2, from).set(3, to).build();
  }

  private static IsoMessage message(int field, IsoMessage within) {
    return IsoMessage.of("0200").set(field, within).build();
  }

  @Test
  void subFields_areWrittenOneAfterTheOther() {
    IsoMessage message = message(3, code("20", "00", "30"));

    byte[] packed = SPEC.pack(message);

    assertThat(new String(packed, StandardCharsets.US_ASCII))
        .isEqualTo("02002000000000000000200030");
    assertThat(SPEC.unpack(packed)).isEqualTo(message);
    assertThat(MessageSpec.ascii1987().unpack(packed).text(3)).isEqualTo("200030");
    assertThat(message.describe()).isEqualTo("mti 0200\n3.1 20\n3.2 00\n3.3 30");
  }

  @Test
  void lastSubFields_mayBeMissing_whereTheFieldIsVariable() {
    IsoMessage message = message(48, IsoMessage.within().set(1, "12").build());

    byte[] packed = SPEC.pack(message);

    assertThat(new String(packed, StandardCharsets.US_ASCII)).endsWith("0040212");
    assertThat(SPEC.unpack(packed)).isEqualTo(message);
  }

  @Test
  void gaps_andWhatIsTooShort_areRefusedWithThePath() {
    assertThatThrownBy(() -> SPEC.pack(message(48, IsoMessage.within().set(3, "abc").build())))
        .isInstanceOf(IsoFormatException.class)
        .hasMessageContaining("field 48.1 ")
        .hasMessageEndingWith("missing before one that is there");
    assertThatThrownBy(
            () -> SPEC.pack(message(3, IsoMessage.within().set(1, "20").set(2, "00").build())))
        .hasMessageContaining("field 3 ")
        .hasMessageEndingWith("too short");
    assertThatThrownBy(
            () -> SPEC.pack(message(3, code("20", "00", "30").toBuilder().set(4, "1").build())))
        .hasMessageContaining("field 3.4 ");
  }

  @ParameterizedTest
  @CsvSource({
    "20000000000000002000XX, 3.3",
    "200000000000000020003, 3",
    "000000000001000000504123, 48.1",
    "0000000000010000010021200xyz9, 48.message",
    "00000000000100000050412, 48",
  })
  void bytesThatDoNotFit_areRefusedWithThePath(String text, String field) {
    assertThatThrownBy(() -> SPEC.unpack(("0200" + text).getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOfSatisfying(
            IsoFormatException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'name':'x','extends':'87A','bitmap':'none'}",
        "{'name':'x','extends':'87A','fields':{'3':'nested6 a'},"
            + "'nested':{'3':{'name':'y','fields':{'1':'n2 a'}}}}",
        "{'name':'x','extends':'87A','fields':{'3':'nested6 a'},"
            + "'nested':{'3':{'name':'y','fields':{'65':'n2 a'}}}}",
        "{'name':'x','extends':'87A','fields':{'3':'nested6 a'},"
            + "'nested':{'3':{'name':'y','bitmap':'none','fields':{'0':'n2 a'}}}}",
      })
  void dialectThatMakesNoSense_isRefused(String json) {
    assertThatThrownBy(() -> MessageSpec.parse(json.replace('\'', '"')))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void fieldOne_isTheBitmapOfAMessage() {
    assertThatThrownBy(() -> IsoMessage.of("0200").set(1, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(code("20", "00", "30").numbers()).containsExactly(1, 2, 3);
  }

  @Test
  void dialectOfTheDocumentation_isOne() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "iso8583.md"));
    int begin = page.indexOf("```json\n") + 8;
    MessageSpec spec = MessageSpec.parse(page.substring(begin, page.indexOf("```", begin)));

    IsoMessage message = message(3, code("20", "00", "30"));

    assertThat(spec.unpack(spec.pack(message))).isEqualTo(message);
    assertThat(MessageSpec.names()).allMatch(name -> page.contains("`" + name + "`"));
  }
}
