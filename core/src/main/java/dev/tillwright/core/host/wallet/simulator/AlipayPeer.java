package dev.tillwright.core.host.wallet.simulator;

import dev.tillwright.core.host.wallet.simulator.WalletAsk.Kind;
import dev.tillwright.core.host.wallet.simulator.WalletLedger.Ruling;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Alipay's side of the gateway, written from its pages and not from our dialect. */
final class AlipayPeer implements Peer {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final Map<String, Kind> METHODS =
      Map.of(
          "alipay.trade.pay", Kind.PAY,
          "alipay.trade.precreate", Kind.SHOW,
          "alipay.trade.query", Kind.QUERY,
          "alipay.trade.cancel", Kind.CANCEL,
          "alipay.trade.refund", Kind.REFUND,
          "alipay.trade.fastpay.refund.query", Kind.QUERY_REFUND,
          "alipay.data.dataservice.bill.downloadurl.query", Kind.BILL);

  private final WalletKeys keys;
  private final PrivateKey forger;
  private final WalletLedger ledger;
  private final String app;
  private final Currency currency;
  private final String bills;

  AlipayPeer(
      WalletKeys keys,
      PrivateKey forger,
      WalletLedger ledger,
      String app,
      Currency currency,
      String bills) {
    this.keys = keys;
    this.forger = forger;
    this.ledger = ledger;
    this.app = app;
    this.currency = currency;
    this.bills = bills;
  }

  @Override
  public WalletAsk asked(Came came) {
    if (came.path().startsWith("/bill")) {
      return new WalletAsk("alipay", Kind.BILL, "");
    }
    Map<String, String> fields = fields(came);
    Kind kind = METHODS.getOrDefault(fields.getOrDefault("method", ""), Kind.BILL);
    String number =
        JsonIn.parse(fields.getOrDefault("biz_content", "{}"))
            .optionalText("out_trade_no")
            .orElse("");
    return new WalletAsk("alipay", kind, number);
  }

  private static Map<String, String> fields(Came came) {
    Map<String, String> fields = new TreeMap<>();
    for (String each : came.body().split("&", -1)) {
      String[] parts = each.split("=", 2);
      if (parts.length == 2) {
        fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return fields;
  }

  @Override
  public Goes answer(Came came, WalletAsk asked, WalletBehaviour how) {
    if (came.path().startsWith("/bill")) {
      LocalDate day = LocalDate.parse(came.query().substring("day=".length()));
      return new Goes(200, Map.of(), PeerBills.alipay(ledger.of("alipay", day)));
    }
    Map<String, String> fields = fields(came);
    String method = fields.getOrDefault("method", "");
    String signed =
        fields.entrySet().stream()
            .filter(each -> !each.getKey().equals("sign") && !each.getValue().isEmpty())
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&"));
    boolean its = app.equals(fields.get("app_id"));
    String said =
        its && keys.isShops(signed, fields.getOrDefault("sign", ""))
            ? said(asked, JsonIn.parse(fields.getOrDefault("biz_content", "{}")), how)
            : refusal("40002", "isv.invalid-signature");
    if (how.line() == WalletBehaviour.Line.ANSWER_OF_OTHER) {
      said = said.replace(asked.number(), "X1_other_1_1");
    }
    String sign = WalletKeys.sign(keys.wallet().getPrivate(), said);
    if (how.line() == WalletBehaviour.Line.ALTER_ANSWER) {
      said = said.replace("\"code\":\"", "\"msg\":\"x\",\"code\":\"");
    }
    String text =
        "{\"" + method.replace('.', '_') + "_response\":" + said + ",\"sign\":\"" + sign + "\"}";
    return new Goes(200, Map.of(), text.getBytes(StandardCharsets.UTF_8));
  }

  private String said(WalletAsk asked, JsonIn in, WalletBehaviour how) {
    String number = asked.number();
    return switch (asked.kind()) {
      case PAY -> begun(number, in, in.text("auth_code"), how);
      case SHOW -> begun(number, in, null, how);
      case QUERY ->
          ledger
              .query("alipay", number)
              .map(trade -> trade(trade, status(trade)))
              .orElseGet(() -> refusal("40004", "ACQ.TRADE_NOT_EXIST"));
      case CANCEL ->
          ledger
              .cancel("alipay", number)
              .map(
                  trade ->
                      done(
                          out ->
                              out.put("out_trade_no", number)
                                  .put("retry_flag", "N")
                                  .put("action", trade.wasPaid ? "refund" : "close")))
              .orElseGet(() -> refusal("40004", "ACQ.REASON_TRADE_STATUS_INVALID"));
      case REFUND -> refund(number, in);
      case QUERY_REFUND -> refundStatus(in);
      case BILL ->
          done(out -> out.put("bill_download_url", bills + "?day=" + in.text("bill_date")));
    };
  }

  private String begun(
      String number,
      JsonIn in,
      @org.jspecify.annotations.Nullable String code,
      WalletBehaviour how) {
    Money amount = Money.parse(in.text("total_amount"), currency);
    Ruling ruling = ledger.begin("alipay", number, amount, code, how);
    WalletTrade trade = ruling.trade();
    if (trade == null) {
      return refusal(
          "40004",
          switch (ruling.refusal()) {
            case WalletLedger.CLOSED -> "ACQ.TRADE_HAS_CLOSE";
            case WalletLedger.OTHER -> "ACQ.CONTEXT_INCONSISTENT";
            case WalletLedger.CODE_USED -> "ACQ.PAYMENT_AUTH_CODE_INVALID";
            case WalletLedger.TOO_MUCH -> "ACQ.BUYER_BALANCE_NOT_ENOUGH";
            case WalletLedger.DECLINED -> "ACQ.BUYER_PAYMENT_REFUSED";
            default -> "ACQ.SYSTEM_ERROR";
          });
    }
    if (code == null) {
      return done(
          out ->
              out.put("out_trade_no", number)
                  .put("qr_code", "https://qr.alipay.example/" + trade.trade));
    }
    return trade.state == WalletTrade.State.PAID
        ? trade(trade, "")
        : JsonOut.object(
            out ->
                out.put("code", "10003")
                    .put("msg", "order success pay inprocess")
                    .put("out_trade_no", number)
                    .put("trade_no", trade.trade));
  }

  private static String status(WalletTrade trade) {
    return switch (trade.state) {
      case WAITING -> "WAIT_BUYER_PAY";
      case PAID -> trade.refunded() == trade.amount().minor() ? "TRADE_CLOSED" : "TRADE_SUCCESS";
      case CLOSED -> "TRADE_CLOSED";
    };
  }

  private static String trade(WalletTrade trade, String status) {
    return done(
        out -> {
          out.put("out_trade_no", trade.number)
              .put("trade_no", trade.trade)
              .put("total_amount", trade.amount().decimal())
              .put("buyer_logon_id", "159****5620");
          if (!status.isEmpty()) {
            out.put("trade_status", status);
          }
        });
  }

  private String refund(String number, JsonIn in) {
    String refund = in.text("out_request_no");
    boolean known = ledger.refunded("alipay", refund).isPresent();
    Money amount = Money.parse(in.text("refund_amount"), currency);
    Ruling ruling = ledger.refund("alipay", number, refund, amount);
    WalletTrade trade = ruling.trade();
    if (trade == null) {
      return refusal(
          "40004",
          switch (ruling.refusal()) {
            case WalletLedger.UNKNOWN -> "ACQ.TRADE_NOT_EXIST";
            case WalletLedger.TOO_MUCH -> "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL";
            default -> "ACQ.REASON_TRADE_STATUS_INVALID";
          });
    }
    long back = ledger.back(trade);
    return done(
        out ->
            out.put("out_trade_no", number)
                .put("trade_no", trade.trade)
                .put("fund_change", known ? "N" : "Y")
                .put("refund_fee", Money.ofMinor(back, currency).decimal()));
  }

  private String refundStatus(JsonIn in) {
    String refund = in.text("out_request_no");
    Optional<Money> back = ledger.refunded("alipay", refund);
    return done(
        out ->
            back.ifPresent(
                amount ->
                    out.put("out_trade_no", in.text("out_trade_no"))
                        .put("out_request_no", refund)
                        .put("refund_amount", amount.decimal())
                        .put("refund_status", "REFUND_SUCCESS")));
  }

  private static String done(Consumer<JsonOut> fields) {
    return JsonOut.object(
        out -> {
          out.put("code", "10000").put("msg", "Success");
          fields.accept(out);
        });
  }

  private static String refusal(String code, String sub) {
    return JsonOut.object(
        out -> out.put("code", code).put("msg", "Business Failed").put("sub_code", sub));
  }

  @Override
  public Came notice(WalletTrade trade, boolean forged, boolean altered) {
    Instant now = ledger.now();
    Map<String, String> fields = new TreeMap<>();
    fields.put("notify_time", TIME.format(now.atZone(WalletLedger.CHINA)));
    fields.put("notify_type", "trade_status_sync");
    fields.put("notify_id", "N" + trade.trade);
    fields.put("app_id", app);
    fields.put("charset", "utf-8");
    fields.put("version", "1.0");
    fields.put("trade_no", trade.trade);
    fields.put("out_trade_no", altered ? "X1_other_1_1" : trade.number);
    fields.put("trade_status", "TRADE_SUCCESS");
    fields.put("total_amount", trade.amount().decimal());
    String signed =
        fields.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&"));
    fields.put("sign_type", "RSA2");
    fields.put("sign", WalletKeys.sign(forged ? forger : keys.wallet().getPrivate(), signed));
    fields.put("out_trade_no", trade.number);
    String body =
        fields.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return new Came(
        "POST", "", "", Map.of("Content-Type", "application/x-www-form-urlencoded"), body);
  }
}
