package dev.tillwright.core.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.json.JsonIn;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Messages of other implementations, byte by byte, both ways. {@code -Dvectors.dir} reads others.
 */
class VectorsTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  @Test
  void everyMessage_isReadAndWrittenToTheSameBytes() throws IOException {
    Map<String, Integer> checked = new TreeMap<>();
    for (JsonIn row : vectors().objects("messages")) {
      MessageSpec spec = MessageSpec.named(row.text("dialect"));
      byte[] raw = HEX.parseHex(row.text("raw_hex"));
      IsoMessage expected = message(row.object("fields"), IsoMessage.of(mti(row)));

      assertThat(spec.unpack(raw)).as(row.text("id")).isEqualTo(expected);
      assertThat(spec.pack(expected)).as(row.text("id")).isEqualTo(raw);
      checked.merge(spec.name(), 1, Integer::sum);
    }
    System.out.println("iso8583 vectors: " + checked + " messages by dialect, both ways");
    assertThat(checked).isNotEmpty();
  }

  @Test
  void everyMessageToReject_isRefusedWithItsField() throws IOException {
    int refused = 0;
    for (JsonIn row : vectors().objects("must_reject")) {
      MessageSpec spec = MessageSpec.named(row.text("dialect"));
      byte[] raw = HEX.parseHex(row.text("raw_hex"));
      assertThatThrownBy(() -> spec.unpack(raw))
          .as(row.text("id"))
          .isInstanceOf(IsoFormatException.class);
      refused++;
    }
    System.out.println("iso8583 vectors: " + refused + " refused");
    assertThat(refused).isPositive();
  }

  @Test
  void everyDialectOfTheFile_isShipped() throws IOException {
    assertThat(MessageSpec.names()).containsAll(vectors().object("dialects").names());
  }

  static JsonIn vectors() throws IOException {
    String folder = System.getProperty("vectors.dir");
    if (folder != null) {
      return JsonIn.parse(Files.readString(Path.of(folder, "iso8583.json")));
    }
    try (InputStream in = VectorsTest.class.getResourceAsStream("/vectors/iso8583.json")) {
      return JsonIn.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static String mti(JsonIn row) {
    return row.object("fields").text("0");
  }

  private static IsoMessage message(JsonIn fields, IsoMessage.Builder message) {
    for (String name : fields.names()) {
      int number = Integer.parseInt(name);
      if (number == 0) {
        continue;
      }
      if (isText(fields, name)) {
        message.set(number, fields.text(name));
      } else if (fields.object(name).has("hex")) {
        message.set(number, HEX.parseHex(fields.object(name).text("hex")));
      } else {
        message.set(number, message(fields.object(name), IsoMessage.within()));
      }
    }
    return message.build();
  }

  private static boolean isText(JsonIn fields, String name) {
    try {
      fields.object(name);
      return false;
    } catch (dev.tillwright.core.json.JsonException e) {
      return true;
    }
  }
}
