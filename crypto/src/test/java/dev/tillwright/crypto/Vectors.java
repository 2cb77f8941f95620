package dev.tillwright.crypto;

import dev.tillwright.core.json.JsonIn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;

/** The published values, shipped with the tests; {@code -Dvectors.dir} names another folder. */
public final class Vectors {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Vectors() {}

  public static JsonIn file(String name) {
    String folder = System.getProperty("vectors.dir");
    try {
      if (folder != null && Files.exists(Path.of(folder, name))) {
        return JsonIn.parse(Files.readString(Path.of(folder, name)));
      }
      try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
        return JsonIn.parse(
            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prints the count that every file of values is to show. */
  public static void checked(String name, String what, int rows) {
    String folder = System.getProperty("vectors.dir");
    System.out.printf(
        "%s (%s): %d %s rows checked%n",
        name, folder == null ? "shipped with the tests" : folder, rows, what);
  }

  public static byte[] hex(String text) {
    return HEX.parseHex(text);
  }

  public static String hex(byte[] bytes) {
    return HEX.formatHex(bytes);
  }

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
