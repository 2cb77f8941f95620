package dev.tillwright.examples.shop;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a {@code .csv} or {@code .csv.gz} file with the columns of UCI Online Retail, in the
 * file's order, one at a time: memory does not grow with the file. Other columns are ignored.
 *
 * <p>Every value is checked. What is malformed is one {@link RetailFileException} that names file,
 * line and column; nothing is guessed. Not for several threads.
 */
final class RetailFile implements AutoCloseable {
  private static final Pattern QUANTITY = Pattern.compile("-?\\d{1,9}");
  private static final Pattern PRICE = Pattern.compile("-?\\d{1,9}(\\.\\d{1,6})?");
  private static final Pattern CUSTOMER = Pattern.compile("(\\d{1,6})(\\.0)?");
  private static final DateTimeFormatter ISO = strict("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter ORIGINAL = strict("M/d/uuuu H:mm");
  private static final int MAX_NUMBER = 20;
  private static final int MAX_CODE = 64;
  private static final int MAX_POOLED = 100_000;

  private final CsvReader csv;
  private final int invoice;
  private final int code;
  private final int description;
  private final int quantity;
  private final int date;
  private final int price;
  private final int customer;
  private final int country;
  // A shop says the same codes, names and prices again and again: kept once, up to a bound.
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, BigDecimal> prices = new HashMap<>();
  private String lastDate = "";
  private LocalDateTime lastAt = LocalDateTime.MIN;

  private RetailFile(CsvReader csv) {
    this.csv = csv;
    this.invoice = csv.column("InvoiceNo");
    this.code = csv.column("StockCode");
    this.description = csv.column("Description");
    this.quantity = csv.column("Quantity");
    this.date = csv.column("InvoiceDate");
    this.price = csv.column("UnitPrice");
    this.customer = csv.column("CustomerID");
    this.country = csv.column("Country");
  }

  /**
   * Opens the file and reads its header.
   *
   * @throws RetailFileException when it cannot be read, or its header is not that of the set
   */
  static RetailFile open(Path path) {
    String file = String.valueOf(path.getFileName());
    InputStream bytes = bytes(path, file);
    try {
      return new RetailFile(
          new CsvReader(
              new InputStreamReader(
                  bytes,
                  StandardCharsets.UTF_8
                      .newDecoder()
                      .onMalformedInput(CodingErrorAction.REPLACE)
                      .onUnmappableCharacter(CodingErrorAction.REPLACE)),
              file));
    } catch (RuntimeException e) {
      closeQuietly(bytes);
      throw e;
    }
  }

  /** The next line, or {@code null} at the end. */
  @Nullable RetailLine next() {
    if (!csv.next()) {
      return null;
    }
    return new RetailLine(
        csv.line(),
        pooled(text(invoice, 1, MAX_NUMBER)),
        pooled(text(code, 1, MAX_CODE)),
        pooled(csv.field(description).strip()),
        quantity(),
        at(),
        price(),
        customer(),
        pooled(csv.field(country)));
  }

  @Override
  public void close() {
    csv.close();
  }

  private String text(int column, int min, int max) {
    String text = csv.field(column);
    if (text.isBlank()) {
      throw wrong(column, "empty");
    }
    if (text.length() < min || text.length() > max) {
      throw wrong(column, "longer than " + max + " characters");
    }
    return text;
  }

  private long quantity() {
    String text = csv.field(quantity);
    if (!QUANTITY.matcher(text).matches()) {
      throw wrong(quantity, "a whole number of at most nine digits was expected");
    }
    return Long.parseLong(text);
  }

  private BigDecimal price() {
    String text = csv.field(price);
    BigDecimal known = prices.get(text);
    if (known != null) {
      return known;
    }
    if (!PRICE.matcher(text).matches()) {
      throw wrong(price, "a price with a dot and at most six decimals was expected");
    }
    BigDecimal stripped = new BigDecimal(text).stripTrailingZeros();
    BigDecimal value = stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    if (prices.size() < MAX_POOLED) {
      prices.put(text, value);
    }
    return value;
  }

  private LocalDateTime at() {
    String text = csv.field(date);
    if (!text.equals(lastDate)) {
      try {
        lastAt = LocalDateTime.parse(text, text.indexOf('/') < 0 ? ISO : ORIGINAL);
        lastDate = text;
      } catch (DateTimeException e) {
        throw wrong(date, "a time such as 2010-12-01 08:26:00 or 12/1/2010 8:26 was expected");
      }
    }
    return lastAt;
  }

  private @Nullable String customer() {
    String text = csv.field(customer);
    if (text.isEmpty()) {
      return null;
    }
    var digits = CUSTOMER.matcher(text);
    if (!digits.matches()) {
      throw wrong(customer, "a number of at most six digits, or nothing, was expected");
    }
    return pooled(Integer.toString(Integer.parseInt(digits.group(1))));
  }

  private RetailFileException wrong(int column, String what) {
    return csv.malformed(csv.header().get(column), what);
  }

  private String pooled(String text) {
    if (texts.size() < MAX_POOLED) {
      String known = texts.putIfAbsent(text, text);
      return known == null ? text : known;
    }
    return texts.getOrDefault(text, text);
  }

  private static InputStream bytes(Path path, String file) {
    InputStream raw = null;
    try {
      raw = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
      return file.toLowerCase(Locale.ROOT).endsWith(".gz") ? new GZIPInputStream(raw) : raw;
    } catch (IOException e) {
      if (raw != null) {
        closeQuietly(raw);
      }
      throw RetailFileException.unreadable(file, reason(e), e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof ZipException || e instanceof java.io.EOFException) {
      return "not a gzip file";
    }
    String said = e instanceof FileSystemException named ? named.getReason() : null;
    return "cannot be read" + (said == null ? "" : " (" + said + ")");
  }

  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      // The first failure is the one to tell.
    }
  }

  private static DateTimeFormatter strict(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
