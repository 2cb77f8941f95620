package dev.tillwright.examples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tillwright.core.TillwrightException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetailFileTest {
  static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
  private static final String LINE = "536365,85123A,Holder,6,2010-12-01 08:26:00,2.55,17850.0,UK\n";

  @TempDir Path dir;

  @Test
  void line_isReadWhole() throws IOException {
    RetailLine line = one(HEADER + LINE);

    assertThat(line)
        .isEqualTo(
            new RetailLine(
                2,
                "536365",
                "85123A",
                "Holder",
                6,
                LocalDateTime.of(2010, 12, 1, 8, 26),
                new BigDecimal("2.55"),
                "17850",
                "UK"));
  }

  @Test
  void originalForm_monthFirstAndPlainCustomer_isReadTheSame() throws IOException {
    RetailLine line = one(HEADER + "536365,85123A,Holder,6,12/1/2010 8:26,2.55,17850,UK\n");

    assertThat(line).isEqualTo(one(HEADER + LINE));
  }

  @Test
  void byteOrderMarkAndCrLf_areTheSame() throws IOException {
    String dos = "\uFEFF" + (HEADER + LINE + LINE).replace("\n", "\r\n");

    assertThat(all(write("dos.csv", dos))).isEqualTo(all(write("a.csv", HEADER + LINE + LINE)));
  }

  @Test
  void lastLineWithoutEnd_andBlankLines_areRead() throws IOException {
    assertThat(all(write("a.csv", HEADER + "\n" + LINE + "\r\n" + LINE.strip()))).hasSize(2);
  }

  @Test
  void quotedFields_holdCommasQuotesAndLineEnds() throws IOException {
    Path file = write("a.csv", HEADER + LINE.replace("Holder", "\"A \"\"7\"\", or\r\nB\"") + LINE);

    List<RetailLine> lines = all(file);

    assertThat(lines.get(0).description()).isEqualTo("A \"7\", or\r\nB");
    assertThat(lines.get(1).line()).isEqualTo(4); // the quoted field took a line of its own
  }

  @Test
  void columnsInAnotherOrder_andOthersBetween_areFound() throws IOException {
    String other =
        "Row,Country,CustomerID,UnitPrice,InvoiceDate,Quantity,Description,StockCode,InvoiceNo\n"
            + "0,UK,17850,2.55,2010-12-01 08:26:00,6,Holder,85123A,536365\n";

    assertThat(one(other)).isEqualTo(one(HEADER + LINE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "536365,85123A,H,six,2010-12-01 08:26:00,2.55,17850,UK | Quantity | whole number",
        "536365,85123A,H,6.5,2010-12-01 08:26:00,2.55,17850,UK | Quantity | whole number",
        "536365,85123A,H,,2010-12-01 08:26:00,2.55,17850,UK | Quantity | whole number",
        "536365,85123A,H,9999999999,2010-12-01 08:26:00,2.55,17850,UK | Quantity | nine digits",
        "536365,85123A,H,6,2010-13-01 08:26:00,2.55,17850,UK | InvoiceDate | a time such as",
        "536365,85123A,H,6,2011-02-29 08:26:00,2.55,17850,UK | InvoiceDate | a time such as",
        "536365,85123A,H,6,13/1/2010 8:26,2.55,17850,UK | InvoiceDate | a time such as",
        "536365,85123A,H,6,yesterday,2.55,17850,UK | InvoiceDate | a time such as",
        "536365,85123A,H,6,2010-12-01 08:26:00,2_55,17850,UK | UnitPrice | a price with a dot",
        "536365,85123A,H,6,2010-12-01 08:26:00,1e3,17850,UK | UnitPrice | a price with a dot",
        "536365,85123A,H,6,2010-12-01 08:26:00,,17850,UK | UnitPrice | a price with a dot",
        "536365,85123A,H,6,2010-12-01 08:26:00,0.1234567,17850,UK | UnitPrice | six decimals",
        "536365,85123A,H,6,2010-12-01 08:26:00,2.55,178x0,UK | CustomerID | six digits",
        "536365,85123A,H,6,2010-12-01 08:26:00,2.55,17850.5,UK | CustomerID | six digits",
        "536365,85123A,H,6,2010-12-01 08:26:00,2.55,1234567,UK | CustomerID | six digits",
        ",85123A,H,6,2010-12-01 08:26:00,2.55,17850,UK | InvoiceNo | empty",
        "536365, ,H,6,2010-12-01 08:26:00,2.55,17850,UK | StockCode | empty",
        "123456789012345678901,8,H,6,2010-12-01 08:26:00,2.55,1,UK | InvoiceNo | longer than 20",
        "536365,85123A,H,6,2010-12-01 08:26:00,2.55,17850 | Country | missing",
        "536365,85123A,H,6 | InvoiceDate | missing",
        "536365,85123A,a \"quoted\" one,6,2010-12-01 08:26:00,2.55,1,UK | Description | quote",
        "536365,85123A,\"a\" one,6,2010-12-01 08:26:00,2.55,1,UK | Description | after the closing",
        "536365,85123A,\"a one,6,2010-12-01 08:26:00,2.55,17850,UK | Description | never closed",
      })
  void malformedLine_isOneErrorThatNamesFileLineAndColumn(String line, String column, String what)
      throws IOException {
    Path file = write("shop.csv", HEADER + LINE + line + "\n");

    RetailFileException error = catchThrowableOfType(RetailFileException.class, () -> all(file));

    assertThat(error.code()).isEqualTo("retail.malformed");
    assertThat(error.line()).isEqualTo(3);
    assertThat(error.column()).isEqualTo(column);
    assertThat(error)
        .hasMessageStartingWith("shop.csv, line 3, column " + column + ": ")
        .hasMessageContaining(what);
    assertThat(error.getMessage()).doesNotContain("\n").doesNotContain("17850");
  }

  @Test
  void moreFieldsThanColumns_areRefused() throws IOException {
    Path file = write("shop.csv", HEADER + LINE.strip() + ",more\n");

    assertThatThrownBy(() -> all(file))
        .hasMessage("shop.csv, line 2: more fields than the header's 8");
  }

  @Test
  void carriageReturnAlone_isRefused() throws IOException {
    Path file = write("shop.csv", HEADER + LINE.strip() + "\r" + LINE);

    assertThatThrownBy(() -> all(file)).hasMessageContaining("without a line feed");
  }

  @Test
  void textThatIsNotUtf8_isRefusedAtItsLine() throws IOException {
    Path file = dir.resolve("latin.csv");
    Files.write(
        file,
        (HEADER + LINE + LINE.replace("Holder", "5\u00a3 Holder"))
            .getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> all(file))
        .hasMessageStartingWith("latin.csv, line 3, column Description: not UTF-8");
  }

  @Test
  void fieldAndRecordBeyondTheirBounds_areRefused() throws IOException {
    Path wide = write("wide.csv", HEADER + LINE.replace("Holder", "x".repeat(4_001)));
    Path many = write("many.csv", HEADER + LINE.strip() + ("," + "x".repeat(3_999)).repeat(6));
    Path columns = write("columns.csv", "c,".repeat(70) + "c\n");

    assertThatThrownBy(() -> all(wide))
        .hasMessage("wide.csv, line 2, column Description: longer than 4000 characters");
    assertThatThrownBy(() -> all(many)).hasMessageContaining("longer than 20000 characters");
    assertThatThrownBy(() -> all(columns)).hasMessageContaining("more than 64 columns");
  }

  @Test
  void headers_mustNameEachColumnOnce() throws IOException {
    Path none = write("none.csv", "");
    Path other = write("other.csv", HEADER.replace("UnitPrice", "Price") + LINE);
    Path twice = write("twice.csv", HEADER.replace("Country", "Quantity") + LINE);

    assertThatThrownBy(() -> all(none)).hasMessage("none.csv, line 1: the header is missing");
    assertThatThrownBy(() -> all(other))
        .hasMessage("other.csv, line 1, column UnitPrice: the header does not name it");
    assertThatThrownBy(() -> all(twice)).hasMessageContaining("names a column twice");
  }

  @Test
  void gzip_isReadTheSame() throws IOException {
    Path plain = write("a.csv", HEADER + LINE + LINE);
    Path packed = dir.resolve("a.csv.gz");
    Files.write(packed, gzip(HEADER + LINE + LINE));

    assertThat(all(packed)).isEqualTo(all(plain));
  }

  @Test
  void gzipCutShortAnywhere_isRefused() throws IOException {
    byte[] whole = gzip(HEADER + noise());
    int full = all(write("whole.csv", HEADER + noise())).size();
    assertThat(full).isEqualTo(200);
    for (int length = 0; length < whole.length; length += 97) {
      Path cut = dir.resolve("cut.csv.gz");
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> all(cut))
          .as("cut to %d of %d bytes", length, whole.length)
          .isInstanceOf(RetailFileException.class)
          .hasMessageMatching(
              "cut\\.csv\\.gz(: not a gzip file|, line \\d+: the compressed file ends too early)");
    }
  }

  @Test
  void gzipWithFlippedByte_isRefused() throws IOException {
    byte[] packed = gzip(HEADER + noise());
    packed[packed.length - 6] ^= 1; // in the checksum
    Path file = dir.resolve("bent.csv.gz");
    Files.write(file, packed);

    assertThatThrownBy(() -> all(file)).hasMessageContaining("the compressed file is damaged");
  }

  @Test
  void plainTextNamedGz_isRefused() throws IOException {
    Path file = write("plain.csv.gz", HEADER + LINE);

    assertThatThrownBy(() -> all(file)).hasMessage("plain.csv.gz: not a gzip file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent.csv", "absent.csv.gz"})
  void absentFile_isOneClearLine(String name) {
    assertThatThrownBy(() -> RetailFile.open(dir.resolve(name)))
        .isInstanceOf(TillwrightException.class)
        .hasMessage(name + ": there is no such file");
  }

  @Test
  void folder_cannotBeRead() {
    assertThatThrownBy(() -> all(dir)).hasMessageContaining("reading failed");
  }

  private RetailLine one(String text) throws IOException {
    List<RetailLine> lines = all(write("one.csv", text));
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  private static List<RetailLine> all(Path path) {
    List<RetailLine> lines = new ArrayList<>();
    try (RetailFile file = RetailFile.open(path)) {
      for (RetailLine line = file.next(); line != null; line = file.next()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static String noise() {
    Random random = new Random(7);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      lines.append(LINE.replace("Holder", Long.toString(random.nextLong(), 36)));
    }
    return lines.toString();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
