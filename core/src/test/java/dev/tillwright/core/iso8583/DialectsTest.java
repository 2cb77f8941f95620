package dev.tillwright.core.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.json.JsonException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dialects of integrators, and what cannot be written or read. */
class DialectsTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  @ParameterizedTest
  @CsvSource({
    // notation, wire, lengths, value, bytes of the field
    "n6, ascii left-zero, ascii, 42, 303030303432",
    "n5, bcd left-zero, ascii, 12345, 012345",
    "n5, bcd right-zero, ascii, 12345, 123450",
    "n5, bcd right-f, ascii, 12345, 12345F",
    "n..19, bcd right-f, bcd, 12345, 0512345F",
    "n..19, bcd right-f, bcd bytes, 12345, 0312345F",
    "n..5, bcd right-f, bcd bytes, 12345, 0312345F",
    "n..5, bcd left-zero, bcd bytes, 12345, 03012345",
    "n...99, bcd left-zero, binary, 1234, 00041234",
    "n..99, ascii, binary, 1234, 0431323334",
    "n......999999, ascii, bcd, 12, 0000023132",
    "z..37, bcd right-f, ascii, 12=34, 303512D34F",
    "x+n8, signed-bcd, ascii, D00000012, 4400000012",
    "an5, ascii right-space, ascii, ab, 6162202020",
    "ans..10, ebcdic1047, ebcdic1047, Ab1, F0F3C182F1",
    "ans..10, ebcdic037, ebcdic037, [|], F0F3BA4FBB",
    "b3, raw, ascii, 0A0B0C, 0A0B0C",
    "b3, hex, ascii, 0A0B0C, 304130423043",
    "b..9, hex, ascii, 0A0B, 303230413042",
    "b..9, hex, ascii bytes, 0A0B, 303430413042",
  })
  void everyCombination_isWrittenAsItSays_andReadBack(
      String notation, String wire, String lengths, String value, String bytes) {
    MessageSpec spec = MessageSpec.parse(dialect(notation, wire, lengths));
    IsoMessage message = IsoMessage.of("0100").set(2, value).build();

    String packed = HEX.formatHex(spec.pack(message));

    assertThat(packed).isEqualTo("30313030" + "4000000000000000" + bytes);
    String read = spec.unpack(HEX.parseHex(packed)).text(2);
    assertThat(read).contains(value);
    assertThat(HEX.formatHex(spec.pack(spec.unpack(HEX.parseHex(packed))))).isEqualTo(packed);
  }

  @ParameterizedTest
  @CsvSource({
    "n6, ascii left-zero, 1234567, too long",
    "n6, ascii left-zero, 12a, a character that the field may not hold",
    "n6, bcd right-zero, 123, too short",
    "n..5, ascii, 123456, too long",
    "z5, bcd left-zero, 12345X, too long",
    "z6, bcd left-zero, 1234?5, 'not a digit, so it cannot be packed'",
    "x+n3, ascii, E123, a character that the field may not hold",
    "b2, raw, 0A, too short",
    "b2, raw, 0AXX, bytes or hexadecimal digits were expected",
  })
  void valuesThatDoNotFit_areRefusedByNameAndPlace(
      String notation, String wire, String value, String words) {
    MessageSpec spec = MessageSpec.parse(dialect(notation, wire, "ascii"));

    assertThatThrownBy(() -> spec.pack(IsoMessage.of("0100").set(2, value).build()))
        .isInstanceOfSatisfying(
            IsoFormatException.class,
            e -> {
              assertThat(e.field()).isEqualTo("2");
              assertThat(e.offset()).isBetween(12, 14);
              assertThat(e.code()).isEqualTo("iso8583.format");
            })
        .hasMessageEndingWith(": " + words)
        .hasMessageNotContaining(value);
  }

  @ParameterizedTest
  @CsvSource({
    "n..19, ascii, ascii, 3230, longer than the field may be",
    "n..19, ascii, ascii, 3239, longer than the field may be",
    "n..19, ascii, ascii, 3031, the message ends too early",
    "n..19, ascii, ascii, 3A31, a length that is not digits",
    "n..19, ascii, ascii, 303178, a character that the field may not hold",
    "n..19, bcd right-zero, bcd, 031233, half a byte that should only fill holds a digit",
    "n..5, bcd right-f, bcd bytes, 03123456, half a byte that should only fill holds a digit",
    "n..5, bcd left-zero, bcd bytes, 03123456, half a byte that should only fill holds a digit",
    "n..19, bcd right-zero, bcd, 021C, half a byte that is no digit",
    "n..19, bcd right-zero, bcd, 0A, half a byte that is no digit",
    "n..19, bcd right-zero, binary, FF, longer than the field may be",
    "n4, bcd left-zero, ascii, 12D4, a character that the field may not hold",
    "n4, ascii left-zero, ascii, 313233, the message ends too early",
    "n4, ascii left-zero, ascii, 3132333435, bytes after the last field",
    "b..9, hex, ascii bytes, 3033304130, an odd number of hexadecimal digits",
    "b1, hex, ascii, 3047, not a hexadecimal digit",
  })
  void bytesThatAreNoField_areRefusedWithPlaceAndWithoutData(
      String notation, String wire, String lengths, String bytes, String words) {
    MessageSpec spec = MessageSpec.parse(dialect(notation, wire, lengths));

    assertThatThrownBy(() -> spec.unpack(HEX.parseHex("30313030" + "4000000000000000" + bytes)))
        .isInstanceOf(IsoFormatException.class)
        .hasMessageMatching("field (2|message) at byte (1[2-7]): " + words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "30313041",
        "30313030",
        "303130304000",
        "303130308000000000000000",
        "30313030C000000000000000" + "0000000000000000",
        "303130300000000000000001",
        "3031303080000000000000008000000000000000",
      })
  void messagesWithoutWhatTheyAnnounce_areRefused(String bytes) {
    MessageSpec spec = MessageSpec.parse(dialect("n..19", "ascii", "ascii"));

    assertThatThrownBy(() -> spec.unpack(HEX.parseHex(bytes)))
        .isInstanceOf(IsoFormatException.class);
  }

  @Test
  void hugeDeclaredLength_isRefusedBeforeAnythingIsAllocated() {
    MessageSpec spec = MessageSpec.named("post");
    byte[] message =
        ascii("0800").concat(bits(127)).concat(ascii("999999")).concat(ascii("x")).bytes();

    assertThatThrownBy(() -> spec.unpack(message))
        .isInstanceOf(IsoFormatException.class)
        .hasMessage("field 127 at byte 26: the message ends too early");
  }

  @Test
  void errorWithinAField_namesThePath() {
    MessageSpec spec = MessageSpec.named("post");
    byte[] message =
        ascii("0800")
            .concat(bits(127))
            .concat(ascii("000012"))
            .concat(HEX.parseHex("4000000000000000"))
            .concat(ascii("99ab"))
            .bytes();

    assertThatThrownBy(() -> spec.unpack(message))
        .isInstanceOfSatisfying(
            IsoFormatException.class, e -> assertThat(e.field()).isEqualTo("127.2"));
  }

  @Test
  void fieldsWithinAField_goNoFurtherThanTheirLength() {
    MessageSpec spec = MessageSpec.named("post");
    IsoMessage inner = IsoMessage.within().set(2, "LANE").build();
    IsoMessage message = IsoMessage.of("0800").set(127, inner).build();
    byte[] packed = spec.pack(message);
    packed[25] = '3'; // one byte less than its fields take

    assertThat(spec.unpack(spec.pack(message))).isEqualTo(message);
    assertThatThrownBy(() -> spec.unpack(packed)).isInstanceOf(IsoFormatException.class);
    assertThatThrownBy(
            () ->
                spec.pack(
                    IsoMessage.of("0800")
                        .set(127, IsoMessage.within().set(70, "1").build())
                        .build()))
        .hasMessageContaining("127.bitmap");
    assertThatThrownBy(() -> spec.pack(IsoMessage.of("0800").set(127, "text").build()))
        .hasMessageEndingWith("fields were expected");
  }

  @Test
  void messageLongerThanTheBound_isRefusedBothWays() {
    MessageSpec spec = MessageSpec.named("87A");
    IsoMessage.Builder message = IsoMessage.of("0800");
    for (int field = 104; field <= 127; field++) {
      message.set(field, "x".repeat(field == 104 ? 100 : 999));
    }

    assertThatThrownBy(() -> spec.pack(message.build()))
        .isInstanceOf(IsoFormatException.class)
        .hasMessageContaining("longer than 8192 bytes");
    assertThatThrownBy(() -> spec.unpack(new byte[MessageSpec.MAX_BYTES + 1]))
        .isInstanceOf(IsoFormatException.class);
  }

  @Test
  void fieldThatTheDialectLacks_isRefused() {
    MessageSpec spec = MessageSpec.parse(dialect("n6", "ascii", "ascii"));

    assertThatThrownBy(() -> spec.pack(IsoMessage.of("0100").set(3, "1").build()))
        .hasMessage("field 3 at byte 12: the dialect does not have this field");
  }

  @ParameterizedTest
  @ValueSource(strings = {"IBM1047", "IBM037"})
  void ebcdic_isThatOfTheJdk(String page) {
    MessageSpec spec =
        MessageSpec.parse(dialect("ans...300", page.replace("IBM", "ebcdic"), "ascii"));
    for (int c = 0x20; c <= 0xFF; c++) {
      if (c == 0x85) {
        continue; // next line, where code pages and the JDK differ
      }
      String value = String.valueOf((char) c);
      byte[] packed = spec.pack(IsoMessage.of("0100").set(2, value).build());
      assertThat(packed[packed.length - 1])
          .as("character %x", c)
          .isEqualTo(value.getBytes(Charset.forName(page))[0]);
      assertThat(spec.unpack(packed).text(2)).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'name':'x','surprise':1}",
        "{'name':'x','bitmap':'wide','mti':'ascii'}",
        "{'name':'x','bitmap':'hex','mti':'morse'}",
        "{'name':'x','bitmap':'hex','mti':'raw'}",
        "{'name':'x','extends':'nobody'}",
        "{'name':'x','bitmap':'hex','mti':'ascii','fields':{'1':'n6 a'}}",
        "{'name':'x','bitmap':'hex','mti':'ascii','fields':{'129':'n6 a'}}",
        "{'name':'x','bitmap':'hex','mti':'ascii','fields':{'two':'n6 a'}}",
        "{'name':'x','bitmap':'hex','mti':'ascii','fields':{'2':'n6 a'}}",
        "{'name':'x','extends':'87A','fields':{'2':'q6 a'}}",
        "{'name':'x','extends':'87A','fields':{'2':'n.6 a'}}",
        "{'name':'x','extends':'87A','fields':{'2':'n0 a'}}",
        "{'name':'x','extends':'87A','fields':{'2':'n9000 a'}}",
        "{'name':'x','extends':'87A','fields':{'2':'n..100 a'}}",
        "{'name':'x','extends':'87A','fields':{'2':'nested...100 a'}}",
        "{'name':'x','extends':'87A','fieldWire':{'2':'hex'}}",
        "{'name':'x','extends':'87A','fieldWire':{'2':'ascii middle'}}",
        "{'name':'x','extends':'87A','fieldWire':{'52':'ascii'}}",
        "{'name':'x','extends':'87A','fieldLengths':{'2':'ascii feet'}}",
        "{'name':'x','extends':'87A','fieldLengths':{'2':'roman'}}",
      })
  void dialectThatMakesNoSense_isRefusedAtItsPlace(String json) {
    assertThatThrownBy(() -> MessageSpec.parse(json.replace('\'', '"')))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void dialectsNestedTooDeep_areRefused() {
    String inner = "{'name':'x','bitmap':'binary','fields':{'2':'n2 a'}}";
    for (int i = 0; i < 5; i++) {
      inner =
          "{'name':'x','bitmap':'binary','fields':{'2':'nested..9 a'},'nested':{'2':"
              + inner
              + "}}";
    }
    String json = "{'name':'x','extends':'87A','nested':{'127':" + inner + "}}";

    assertThatThrownBy(() -> MessageSpec.parse(json.replace('\'', '"')))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void shippedDialects_areAllReadable_andUnknownOnesAreNot() {
    assertThat(MessageSpec.names()).allMatch(it -> MessageSpec.named(it).name().equals(it));
    assertThat(MessageSpec.ascii1987().edition()).isEqualTo(1987);
    assertThat(MessageSpec.binaryBitmap1987()).hasToString("MessageSpec[87Abb]");
    assertThat(MessageSpec.named("93A").edition()).isEqualTo(1993);
    assertThatThrownBy(() -> MessageSpec.named("../87A"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"03A", "03B"})
  void editionOf2003_isItsOwnTable(String dialect) {
    MessageSpec spec = MessageSpec.named(dialect);
    IsoMessage message =
        IsoMessage.of("2100").set(3, "000000").set(11, "000000000042").set(41, "T1").build();

    byte[] packed = spec.pack(message);

    assertThat(spec.edition()).isEqualTo(2003);
    assertThat(spec.unpack(packed).text(11)).isEqualTo("000000000042");
    assertThat(spec.unpack(packed).text(41)).isEqualTo("T1" + " ".repeat(14));
    assertThat(packed).hasSize(dialect.equals("03A") ? 4 + 16 + 6 + 12 + 16 : 2 + 8 + 3 + 6 + 16);
  }

  private static String dialect(String notation, String wire, String lengths) {
    String type = notation.replaceAll("[.0-9].*", "");
    String wireType = type.startsWith("an") ? "text" : type;
    return "{\"name\":\"own\",\"mti\":\"ascii\",\"bitmap\":\"binary\","
        + "\"lengths\":\"%s\",\"wire\":{\"%s\":\"%s\"},\"fields\":{\"2\":\"%s\"}}"
            .formatted(lengths, wireType, wire, notation);
  }

  private static Bytes ascii(String text) {
    return new Bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] bits(int field) {
    byte[] bits = new byte[16];
    bits[0] = (byte) 0x80;
    bits[(field - 1) / 8] |= (byte) (0x80 >> (field - 1) % 8);
    return bits;
  }

  private record Bytes(byte[] bytes) {
    Bytes concat(byte[] more) {
      byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
      System.arraycopy(more, 0, all, bytes.length, more.length);
      return new Bytes(all);
    }

    Bytes concat(Bytes more) {
      return concat(more.bytes);
    }
  }
}
