package dev.tillwright.loyalty.insight;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Rows of the retail data that RETAIL_DATA names; a test without it is skipped and says so. */
public final class RetailRows {
  private RetailRows() {}

  public static void each(String file, Consumer<List<String>> row) throws IOException {
    String folder = System.getenv("RETAIL_DATA");
    if (folder == null || !Files.exists(Path.of(folder, file))) {
      System.out.println("skipped: RETAIL_DATA does not name the folder with " + file);
      Assumptions.abort("RETAIL_DATA does not name the folder with " + file);
      return;
    }
    try (InputStream raw = Files.newInputStream(Path.of(folder, file));
        InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        row.accept(cells(line));
      }
    }
  }

  /** Cells between commas; a cell in quotes may hold commas and doubled quotes. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
