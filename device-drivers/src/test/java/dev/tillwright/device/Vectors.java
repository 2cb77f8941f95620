package dev.tillwright.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rows of test vectors: from {@code -Dvectors.dir} where given, else from the test resources. */
public final class Vectors {
  private Vectors() {}

  public static JsonNode rows(String name) throws IOException {
    return rows(name, "rows");
  }

  /** The rows of the field that this kind of file keeps them in. */
  public static JsonNode rows(String name, String field) throws IOException {
    JsonNode rows = file(name).get(field);
    assertThat(rows).as(name).isNotEmpty();
    System.out.println("vectors " + name + ": " + rows.size() + " rows");
    return rows;
  }

  public static JsonNode file(String name) throws IOException {
    String dir = System.getProperty("vectors.dir");
    Path outside = dir == null ? null : Path.of(dir, "devices", name);
    boolean elsewhere = outside != null && Files.exists(outside);
    try (InputStream in =
        elsewhere
            ? Files.newInputStream(outside)
            : Vectors.class.getResourceAsStream("/vectors/" + name)) {
      return new ObjectMapper().readTree(in);
    }
  }
}
