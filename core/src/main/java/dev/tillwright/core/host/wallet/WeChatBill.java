package dev.tillwright.core.host.wallet;

import dev.tillwright.core.host.wallet.WalletBill.Line;
import dev.tillwright.core.host.wallet.WalletBill.Movement;
import dev.tillwright.core.payment.PaymentKey;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;

/** WeChat Pay's trade bill of a day: a table in UTF-8, then a header and a line with the sums. */
final class WeChatBill {
  private static final String HEADER = "交易时间";
  private static final String SUMS = "总交易单数";

  private WeChatBill() {}

  static WalletBill read(byte[] file, WalletNumbers numbers, LocalDate day, Currency currency) {
    BillTable table = new BillTable(day, currency);
    long position = 0;
    boolean sums = false;
    boolean whole = false;
    for (String line : new String(file, StandardCharsets.UTF_8).split("\n", -1)) {
      position++;
      String text = line.strip().replace("\uFEFF", "");
      if (text.startsWith(HEADER)) {
        table.header(text);
      } else if (text.startsWith(SUMS)) {
        sums = true;
      } else if (sums && text.startsWith("`")) {
        whole = text.substring(1).split(",", 2)[0].equals(Integer.toString(table.lines().size()));
      } else if (!text.isEmpty() && table.hasHeader()) {
        long at = position;
        table.line(at, text, from -> line(from, at, numbers));
      }
    }
    return table.bill(whole);
  }

  private static Line line(BillTable from, long at, WalletNumbers numbers) {
    Movement movement =
        switch (from.field("交易状态")) {
          case "SUCCESS" -> Movement.PAID;
          case "REFUND" -> Movement.REFUNDED;
          case "REVOKED" -> Movement.UNDONE;
          default -> throw new IllegalArgumentException("an unknown state");
        };
    Optional<PaymentKey> payment = numbers.keyOf(from.field("商户订单号"));
    boolean refund = movement == Movement.REFUNDED;
    Optional<PaymentKey> refunded = refund ? numbers.keyOf(from.field("商户退款单号")) : Optional.empty();
    if (refund && refunded.isEmpty() && payment.isPresent()) {
      movement = Movement.UNDONE; // given back whole, to undo it
    }
    return new Line(
        at,
        movement,
        (refunded.isPresent() ? refunded : payment).orElse(null),
        from.field("微信订单号"),
        from.time("交易时间"),
        from.amount(refund ? "退款金额" : "订单金额"));
  }
}
