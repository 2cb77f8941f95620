package dev.tillwright.core.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The published numbers of pan.json; {@code -Dvectors.dir} names another folder of vectors. */
class PanVectorsTest {

  @Test
  void vectors_ofPanJson_areTakenMaskedOrRefused() throws IOException {
    JsonNode file = read();
    int valid = 0;
    for (JsonNode row : file.path("valid")) {
      String number = row.get("pan").textValue();
      try (Pan pan = Pan.of(number)) {
        assertThat(pan.masked().text()).as("row %d", valid).isEqualTo(text(row, "maskedLast4"));
        assertThat(pan.masked().text()).as("row %d", valid).hasSize(row.get("length").intValue());
      }
      valid++;
    }
    int invalid = 0;
    for (JsonNode row : file.path("invalid")) {
      String number = text(row, "value");
      assertThatIllegalArgumentException()
          .as("row %d", invalid)
          .isThrownBy(() -> Pan.of(number))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain(number));
      invalid++;
    }
    System.out.printf(
        "pan.json (%s): %d valid and %d invalid rows checked; discovery rows are not run here%n",
        source(), valid, invalid);
    assertThat(valid + invalid).as("rows").isPositive();
  }

  private static String text(JsonNode row, String name) {
    return Objects.requireNonNull(row.get(name), name).textValue();
  }

  private static JsonNode read() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    if (fromFolder()) {
      return mapper.readTree(Path.of(source()).toFile());
    }
    try (InputStream in = PanVectorsTest.class.getResourceAsStream("/vectors/pan.json")) {
      return mapper.readTree(in);
    }
  }

  private static boolean fromFolder() {
    String folder = System.getProperty("vectors.dir");
    return folder != null && Files.exists(Path.of(folder, "pan.json"));
  }

  private static String source() {
    return fromFolder()
        ? Path.of(System.getProperty("vectors.dir"), "pan.json").toString()
        : "shipped with the tests";
  }
}
