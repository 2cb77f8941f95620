package dev.tillwright.core.host.wallet;

import dev.tillwright.core.host.wallet.WalletBill.Line;
import dev.tillwright.core.host.wallet.WalletBill.Movement;
import dev.tillwright.core.payment.PaymentKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Alipay's bill of a day: a zip with tables in GBK, the one with lines being that of details.
 * Remarks begin with a number sign; the last ones have the sums.
 */
final class AlipayBill {
  private static final int MAX_BYTES = 100_000_000;
  private static final int MAX_FILES = 16;
  private static final String SUM = "合计";
  private static final String HEADER = "支付宝交易号";

  private AlipayBill() {}

  static WalletBill read(byte[] file, WalletNumbers numbers, LocalDate day, Currency currency) {
    BillTable table = new BillTable(day, currency);
    boolean ended = false;
    long position = 0;
    for (String line : text(file).split("\n", -1)) {
      position++;
      String text = line.strip();
      if (text.startsWith("#")) {
        ended |= table.hasHeader() && text.contains(SUM);
      } else if (text.startsWith(HEADER)) {
        table.header(text);
      } else if (!text.isEmpty() && table.hasHeader()) {
        long at = position;
        table.line(at, text, from -> line(from, at, numbers));
      }
    }
    return table.bill(ended);
  }

  private static Line line(BillTable from, long at, WalletNumbers numbers) {
    boolean refund = from.field("业务类型").contains("退款");
    Optional<PaymentKey> payment = numbers.keyOf(from.field("商户订单号"));
    Optional<PaymentKey> refunded =
        refund ? numbers.keyOf(from.field("退款批次号/请求号")) : Optional.empty();
    Movement movement =
        !refund
            ? Movement.PAID
            // Without a number of its own it is the undoing of the payment.
            : refunded.isEmpty() || refunded.equals(payment) ? Movement.UNDONE : Movement.REFUNDED;
    return new Line(
        at,
        movement,
        (movement == Movement.REFUNDED ? refunded : payment).orElse(null),
        from.field("支付宝交易号"),
        from.time("完成时间"),
        from.amount("订单金额（元）"));
  }

  private static String text(byte[] file) {
    Charset gbk = Charset.isSupported("GBK") ? Charset.forName("GBK") : StandardCharsets.UTF_8;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file), gbk)) {
      for (int i = 0; i < MAX_FILES; i++) {
        ZipEntry entry = zip.getNextEntry();
        if (entry == null) {
          break;
        }
        String text = new String(zip.readNBytes(MAX_BYTES), gbk);
        if (text.contains("\n" + HEADER) && !entry.getName().contains("汇总")) {
          return text;
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      return ""; // no zip: then there is no table, and the bill is not whole
    }
    return "";
  }
}
