package dev.tillwright.core.host.wallet.simulator;

import dev.tillwright.core.money.Money;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The bills of the simulated wallets, as their pages show them; fewer columns, the same names. */
final class PeerBills {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private PeerBills() {}

  private static String time(WalletTrade trade) {
    return TIME.format(trade.at.atZone(WalletLedger.CHINA));
  }

  static byte[] alipay(List<WalletTrade> trades) {
    StringBuilder out =
        new StringBuilder("#支付宝业务明细查询\n#账号：[simulator]\n")
            .append("支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,")
            .append("订单金额（元）,商家实收（元）,退款批次号/请求号,备注\n");
    for (WalletTrade trade : trades) {
      String amount = trade.amount().decimal();
      alipay(out, trade, "交易", amount, "");
      trade.refunds.forEach(
          (refund, back) -> alipay(out, trade, "退款", "-" + back.decimal(), refund));
      if (trade.state == WalletTrade.State.CLOSED) {
        alipay(out, trade, "退款", "-" + amount, "");
      }
    }
    out.append("#业务明细列表结束\n#合计：").append(trades.size()).append("笔\n");
    Charset gbk = Charset.isSupported("GBK") ? Charset.forName("GBK") : StandardCharsets.UTF_8;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, gbk)) {
      zip.putNextEntry(new ZipEntry("业务明细(汇总).csv"));
      zip.write("#汇总\n".getBytes(gbk));
      zip.putNextEntry(new ZipEntry("业务明细.csv"));
      zip.write(out.toString().getBytes(gbk));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void alipay(
      StringBuilder out, WalletTrade trade, String type, String amount, String refund) {
    out.append(trade.trade).append("\t,").append(trade.number).append("\t,").append(type);
    out.append(",goods,").append(time(trade)).append(',').append(time(trade)).append(",1,");
    out.append(amount).append(',').append(amount).append(',').append(refund).append("\t,\n");
  }

  static byte[] wechat(List<WalletTrade> trades) {
    StringBuilder out =
        new StringBuilder("\uFEFF交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易状态,货币种类,")
            .append("微信退款单号,商户退款单号,退款金额,订单金额\r\n");
    int lines = 0;
    for (WalletTrade trade : trades) {
      wechat(out, trade, "SUCCESS", "", "0.00");
      lines++;
      for (Map.Entry<String, Money> back : trade.refunds.entrySet()) {
        wechat(out, trade, "REFUND", back.getKey(), back.getValue().decimal());
        lines++;
      }
      if (trade.state == WalletTrade.State.CLOSED) {
        wechat(out, trade, "REVOKED", "", "0.00");
        lines++;
      }
    }
    out.append("总交易单数,应结订单总金额,退款总金额\r\n`").append(lines).append(",`0.00,`0.00\r\n");
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void wechat(
      StringBuilder out, WalletTrade trade, String state, String refund, String back) {
    String[] fields = {
      time(trade),
      "app",
      "1900000109",
      trade.trade,
      trade.number,
      state,
      trade.amount().currency().getCurrencyCode(),
      refund.isEmpty() ? "" : "R" + refund,
      refund,
      back,
      trade.amount().decimal()
    };
    out.append('`').append(String.join(",`", fields)).append("\r\n");
  }
}
