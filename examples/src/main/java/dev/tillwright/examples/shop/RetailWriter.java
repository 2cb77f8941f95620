package dev.tillwright.examples.shop;

import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes retail lines in the columns of UCI Online Retail (RFC 4180, lines end with LF). */
final class RetailWriter {
  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final int PENCE = 2;

  private RetailWriter() {}

  static void write(List<RetailLine> lines, Appendable out) throws IOException {
    out.append(HEADER);
    for (RetailLine line : lines) {
      String customer = line.customer();
      out.append(quoted(line.invoice())).append(',');
      out.append(quoted(line.code())).append(',');
      out.append(quoted(line.description())).append(',');
      out.append(Long.toString(line.quantity())).append(',');
      out.append(TIME.format(line.at())).append(',');
      out.append(line.price().setScale(Math.max(PENCE, line.price().scale())).toPlainString());
      out.append(',').append(customer == null ? "" : customer).append(',');
      out.append(quoted(line.country())).append('\n');
    }
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
