package dev.tillwright.core.tlv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rows of tlv.json that are TLV or DOL; {@code -Dvectors.dir} names another folder. */
class TlvVectorsTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  @Test
  void everyRow_readsAsItSays_orIsRefused() throws IOException {
    int checked = 0;
    for (JsonNode row : file().path("rows")) {
      if (row.has("hex") || row.has("dol")) {
        check(row);
        checked++;
      }
    }
    System.out.println("tlv.json: " + checked + " rows checked");
    assertThat(checked).isPositive();
  }

  private static void check(JsonNode row) {
    byte[] bytes = HEX.parseHex(row.path(row.has("hex") ? "hex" : "dol").textValue());
    if (row.has("error")) {
      assertThatThrownBy(() -> read(row, bytes))
          .as(row.toString())
          .isInstanceOf(TlvFormatException.class);
    } else {
      assertThat(read(row, bytes))
          .isEqualTo(row.path(row.has("hex") ? "tags" : "entries").toString());
    }
  }

  private static String read(JsonNode row, byte[] bytes) {
    List<String> items =
        row.has("hex")
            ? TlvObjects.parse(bytes).all().stream().map(it -> "\"" + it.tag() + "\"").toList()
            : DataObjectList.parse(bytes).entries().stream()
                .map(it -> "[\"" + it.tag() + "\"," + it.length() + "]")
                .toList();
    return "[" + String.join(",", items) + "]";
  }

  private static JsonNode file() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    String folder = System.getProperty("vectors.dir");
    Path outside = folder == null ? null : Path.of(folder, "devices", "tlv.json");
    if (outside != null && Files.exists(outside)) {
      return mapper.readTree(outside.toFile());
    }
    try (InputStream in = TlvVectorsTest.class.getResourceAsStream("/vectors/tlv.json")) {
      return mapper.readTree(in);
    }
  }
}
