package dev.tillwright.examples.conformance;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tillwright.examples.ExampleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * One file of a folder of vectors.
 *
 * @param name its path in the folder
 * @param root the whole of it
 */
record VectorFile(String name, Row root) {
  /** The longest file that is read. */
  static final long MAX_BYTES = 64L * 1024 * 1024;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads a file.
   *
   * @throws ExampleException with its name and the place when it is not one JSON object
   */
  static VectorFile read(Path folder, Path file) {
    String name = folder.relativize(file).toString();
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ExampleException("longer than 64 MiB");
      }
      JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
      if (!root.isObject()) {
        throw new ExampleException("not a JSON object");
      }
      return new VectorFile(name, new Row(root, ""));
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      // The parser's own message may quote the file.
      throw new ExampleException(
          "not well-formed JSON"
              + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()));
    } catch (IOException e) {
      throw new ExampleException("not readable: " + e.getClass().getSimpleName());
    }
  }

  /** The file's own name in small letters, without its folder and {@code .json}. */
  String stem() {
    String last = Path.of(name).getFileName().toString().toLowerCase(Locale.ROOT);
    return last.endsWith(".json") ? last.substring(0, last.length() - 5) : last;
  }

  /** The rows of a list; none when the file does not have it. */
  List<Row> rows(String list) {
    return root.rows(list);
  }
}
