package dev.tillwright.core.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

  private static final Map<String, Framing> ALL =
      Map.of(
          "binary", Framing.binary(),
          "ascii", Framing.ascii(),
          "bcd", Framing.bcd(),
          "binary tpdu", Framing.binary().withTpdu("6000010000"),
          "bcd tpdu", Framing.bcd().withTpdu("6000010000"),
          "ascii header", Framing.ascii().withHeader(new byte[] {'I', 'S', 'O'}),
          "binary self", Framing.binary().countingItself(),
          "ascii self header", Framing.ascii().withHeader(new byte[2]).countingItself());

  @ParameterizedTest
  @CsvSource({
    "binary, 0003AABBCC",
    "ascii, 30303033AABBCC",
    "bcd, 0003AABBCC",
    "binary tpdu, 00086000010000AABBCC",
    "bcd tpdu, 00086000010000AABBCC",
    "ascii header, 3030303649534FAABBCC",
    "binary self, 0005AABBCC",
    "ascii self header, 303030390000AABBCC",
  })
  void message_isFramedAsItSays(String form, String frame) throws IOException {
    Framing framing = framing(form);
    byte[] message = HEX.parseHex("AABBCC");

    assertThat(HEX.formatHex(framing.frame(message))).isEqualTo(frame);

    assertThat(message).as("wiped").containsOnly(0);
    byte[] buffer = Framing.buffer();
    assertThat(framing.read(new ByteArrayInputStream(HEX.parseHex(frame)), buffer)).isEqualTo(3);
    assertThat(HEX.formatHex(Arrays.copyOf(buffer, 3))).isEqualTo("AABBCC");
  }

  @Test
  void streamOfMessages_ofAnyLength_comesApartAgain() throws IOException {
    System.out.println("framing: seed " + SEED);
    RandomGenerator random = new SplittableRandom(SEED);
    for (Framing framing : ALL.values()) {
      List<byte[]> messages =
          List.of(bytes(random, 1), bytes(random, 8_192), bytes(random, random.nextInt(1, 8_192)));
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      for (byte[] message : messages) {
        if (framing.toString().contains("header 0")) {
          stream.writeBytes(keepAlive(framing));
        }
        stream.writeBytes(framing.frame(message.clone()));
      }
      ByteArrayInputStream in = new ByteArrayInputStream(stream.toByteArray());
      byte[] buffer = Framing.buffer();
      for (byte[] message : messages) {
        int length = framing.read(in, buffer);
        assertThat(Arrays.copyOf(buffer, length)).as("%s", framing).isEqualTo(message);
      }
      assertThatThrownBy(() -> framing.read(in, buffer)).isInstanceOf(EOFException.class);
    }
  }

  private static Framing framing(String form) {
    return Objects.requireNonNull(ALL.get(form), form);
  }

  private static byte[] keepAlive(Framing framing) {
    return framing.toString().contains("ascii") ? new byte[] {'0', '0', '0', '0'} : new byte[2];
  }

  private static byte[] bytes(RandomGenerator random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "binary, FFFF00", "binary, 2001", "ascii, 39393939", "ascii, 3030303A", "ascii, 30FF3030",
    "bcd, 9999", "bcd, 000A", "bcd, F000", "binary tpdu, 0004", "binary self, 0001",
  })
  void lengthThatNoMessageHas_isRefused(String form, String bytes) {
    assertThatThrownBy(
            () ->
                framing(form).read(new ByteArrayInputStream(HEX.parseHex(bytes)), Framing.buffer()))
        .isInstanceOf(Framing.BadLengthException.class)
        .hasMessage("a length that no message has");
  }

  @ParameterizedTest
  @CsvSource({"binary, 0003AABB", "binary, 00", "ascii, 3030", "binary tpdu, 0008600001"})
  void streamThatEndsWithinAMessage_isAnEnd(String form, String bytes) {
    assertThatThrownBy(
            () ->
                framing(form).read(new ByteArrayInputStream(HEX.parseHex(bytes)), Framing.buffer()))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void headers_areBounded_andNotPrinted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Framing.binary().withHeader(new byte[65]));
    assertThatIllegalArgumentException().isThrownBy(() -> Framing.binary().withTpdu("600001"));
    assertThatIllegalArgumentException().isThrownBy(() -> Framing.binary().withTpdu("60000100zz"));
    assertThat(framing("bcd tpdu")).hasToString("Framing[bcd, header 5]");
  }
}
