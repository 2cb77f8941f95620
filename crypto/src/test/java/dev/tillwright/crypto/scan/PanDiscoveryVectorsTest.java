package dev.tillwright.crypto.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The discovery rows of pan.json; {@code -Dvectors.dir} names another folder of vectors. */
class PanDiscoveryVectorsTest {
  private static final List<String> BRANDS =
      List.of("visa", "mastercard", "amex", "discover", "diners", "jcb", "unionpay", "maestro");

  @Test
  void discoveryRows_giveTheMatchesOfThePolicy() throws IOException {
    JsonNode file = read();
    int rows = 0;
    for (JsonNode row : file.path("discovery")) {
      String text = row.get("text").textValue();
      List<String> wanted = new ArrayList<>();
      row.get("panMatches").forEach(match -> wanted.add(match.textValue()));
      List<String> found = new ArrayList<>();
      for (PanMatch match : PanScanner.standard().scan(text)) {
        int from = Math.toIntExact(match.offset());
        found.add(text.substring(from, from + match.length()));
      }
      if (row.path("optional").asBoolean()) {
        System.out.println(
            "pan.json discovery, optional row: " + (found.equals(wanted) ? "passed" : "skipped"));
        continue;
      }
      assertThat(found).as("row %d", rows).isEqualTo(wanted);
      rows++;
    }
    for (JsonNode row : file.path("valid")) {
      String brand = row.path("brand").asText();
      if (BRANDS.contains(brand) && row.get("pan").textValue().length() >= 13) {
        assertThat(PanScanner.standard().scan(row.get("pan").textValue()))
            .as("valid row")
            .singleElement()
            .satisfies(
                match -> {
                  assertThat(match.brand()).isEqualTo(brand);
                  assertThat(match.masked().text()).isEqualTo(row.get("maskedLast4").textValue());
                });
        rows++;
      }
    }
    for (JsonNode row : file.path("invalid")) {
      assertThat(PanScanner.standard().scan(row.get("value").textValue())).isEmpty();
      rows++;
    }
    System.out.println("pan.json: " + rows + " rows checked by the scanner");
    assertThat(rows).isPositive();
  }

  private static JsonNode read() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    String folder = System.getProperty("vectors.dir");
    if (folder != null && Files.exists(Path.of(folder, "pan.json"))) {
      return mapper.readTree(Path.of(folder, "pan.json").toFile());
    }
    try (InputStream in = PanDiscoveryVectorsTest.class.getResourceAsStream("/vectors/pan.json")) {
      return mapper.readTree(in);
    }
  }
}
