package dev.tillwright.core.host.wallet;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HostReply.Cause;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Alipay as its open platform's pages describe it: {@code alipay.trade.pay}, {@code precreate},
 * {@code query}, {@code cancel}, {@code refund}, {@code fastpay.refund.query} and the bill, over
 * one gateway; fields signed in the order of their names (sign type RSA2), answers signed as they
 * are written. <b>Not</b> tested against a live system.
 */
public final class AlipayDialect implements WalletDialect {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final Set<String> NOT_IN_REQUESTS = Set.of("sign");
  private static final Set<String> NOT_IN_NOTICES = Set.of("sign", "sign_type");

  /** After these nobody knows whether the money moved. */
  private static final Set<String> UNCLEAR =
      Set.of(
          "ACQ.SYSTEM_ERROR",
          "ACQ.TRADE_HAS_SUCCESS",
          "aop.ACQ.SYSTEM_ERROR",
          "isp.unknow-error",
          "isp.unknown-error");

  private final URI gateway;
  private final String app;
  private final RequestSigner signer;
  private final NoticeVerifier verifier;
  private final Currency currency;
  private final @Nullable URI notices;

  private AlipayDialect(
      URI gateway,
      String app,
      RequestSigner signer,
      NoticeVerifier verifier,
      Currency currency,
      @Nullable URI notices) {
    this.gateway = Objects.requireNonNull(gateway, "gateway");
    this.app = Objects.requireNonNull(app, "app");
    this.signer = Objects.requireNonNull(signer, "signer");
    this.verifier = Objects.requireNonNull(verifier, "verifier");
    this.currency = Objects.requireNonNull(currency, "currency");
    this.notices = notices;
  }

  /**
   * An account in yuan, without notices.
   *
   * @param app the shop's app id
   * @param signer by the shop's key
   * @param verifier by the wallet's key
   */
  public static AlipayDialect of(
      URI gateway, String app, RequestSigner signer, NoticeVerifier verifier) {
    return new AlipayDialect(gateway, app, signer, verifier, Currency.getInstance("CNY"), null);
  }

  /** Where the wallet sends its notices. */
  public AlipayDialect noticesTo(URI to) {
    return new AlipayDialect(gateway, app, signer, verifier, currency, to);
  }

  /** An account in another currency. */
  public AlipayDialect in(Currency other) {
    return new AlipayDialect(gateway, app, signer, verifier, other, notices);
  }

  @Override
  public boolean takes(Money amount) {
    return amount.currency().equals(currency);
  }

  @Override
  public boolean refundsNeedTotal() {
    return false;
  }

  @Override
  public HttpQuestion write(WalletQuestion question, Instant at, String nonce) {
    if (question instanceof WalletQuestion.BillFile file) {
      return new HttpQuestion("GET", file.at(), Map.of(), "");
    }
    Map<String, String> fields = new TreeMap<>();
    fields.put("app_id", app);
    fields.put("method", method(question));
    fields.put("format", "JSON");
    fields.put("charset", "utf-8");
    fields.put("sign_type", signer.algorithm().equals("SM3withSM2") ? "SM2" : "RSA2");
    fields.put("timestamp", TIME.format(at.atZone(CHINA)));
    fields.put("version", "1.0");
    if (notices != null
        && (question instanceof WalletQuestion.Pay || question instanceof WalletQuestion.Show)) {
      fields.put("notify_url", notices.toString());
    }
    fields.put("biz_content", content(question));
    byte[] signature =
        signer.sign(Form.toSign(fields, NOT_IN_REQUESTS).getBytes(StandardCharsets.UTF_8));
    fields.put("sign", Base64.getEncoder().encodeToString(signature));
    return new HttpQuestion(
        "POST",
        gateway,
        Map.of("Content-Type", "application/x-www-form-urlencoded;charset=utf-8"),
        Form.encode(fields));
  }

  private static String method(WalletQuestion question) {
    if (question instanceof WalletQuestion.Pay) {
      return "alipay.trade.pay";
    } else if (question instanceof WalletQuestion.Show) {
      return "alipay.trade.precreate";
    } else if (question instanceof WalletQuestion.Query) {
      return "alipay.trade.query";
    } else if (question instanceof WalletQuestion.Cancel) {
      return "alipay.trade.cancel";
    } else if (question instanceof WalletQuestion.Refund) {
      return "alipay.trade.refund";
    } else if (question instanceof WalletQuestion.QueryRefund) {
      return "alipay.trade.fastpay.refund.query";
    }
    return "alipay.data.dataservice.bill.downloadurl.query";
  }

  private static String content(WalletQuestion question) {
    return JsonOut.object(
        out -> {
          if (question instanceof WalletQuestion.Pay pay) {
            order(out, pay.order());
            out.put("scene", "bar_code").put("auth_code", AuthCode.of(pay.code()));
          } else if (question instanceof WalletQuestion.Show show) {
            order(out, show.order());
          } else if (question instanceof WalletQuestion.Query query) {
            out.put("out_trade_no", query.number());
          } else if (question instanceof WalletQuestion.Cancel cancel) {
            out.put("out_trade_no", cancel.number());
          } else if (question instanceof WalletQuestion.Refund refund) {
            out.put("out_trade_no", refund.number())
                .put("out_request_no", refund.refund())
                .put("refund_amount", refund.amount().decimal());
          } else if (question instanceof WalletQuestion.QueryRefund query) {
            out.put("out_trade_no", query.number()).put("out_request_no", query.refund());
          } else if (question instanceof WalletQuestion.Bill bill) {
            out.put("bill_type", "trade").put("bill_date", bill.day().toString());
          }
        });
  }

  private static void order(JsonOut out, WalletOrder order) {
    out.put("out_trade_no", order.number())
        .put("total_amount", order.amount().decimal())
        .put("subject", order.subject())
        .put("timeout_express", Math.max(1, order.open().toMinutes()) + "m");
  }

  @Override
  public WalletAnswer read(WalletQuestion question, HttpAnswer answer, Instant now) {
    if (answer.status() != 200) {
      return garbled();
    }
    try {
      String text = answer.text();
      String name = method(question).replace('.', '_') + "_response";
      String raw =
          RawJson.object(text, name).or(() -> RawJson.object(text, "error_response")).orElse("");
      JsonIn whole = JsonIn.parse(text);
      byte[] signature = Base64.getDecoder().decode(whole.text("sign"));
      String keyId = whole.optionalText("alipay_cert_sn").orElse("");
      if (!verifier.verify(keyId, raw.getBytes(StandardCharsets.UTF_8), signature)) {
        return garbled();
      }
      return said(question, JsonIn.parse(raw));
    } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
      return garbled();
    }
  }

  private WalletAnswer said(WalletQuestion question, JsonIn in) {
    String code = in.text("code");
    return switch (code) {
      case "10000" -> done(question, in);
      case "10003" -> new WalletAnswer.Pending();
      case "40004", "40006" -> failed(question, in.optionalText("sub_code").orElse(code));
      case "40001", "40002" -> refused(question, in.optionalText("sub_code").orElse(code));
      default -> garbled();
    };
  }

  private WalletAnswer done(WalletQuestion question, JsonIn in) {
    if (question instanceof WalletQuestion.Pay) {
      return paid(in, "total_amount");
    } else if (question instanceof WalletQuestion.Show) {
      return new WalletAnswer.Shown(in.text("qr_code"));
    } else if (question instanceof WalletQuestion.Query) {
      return switch (in.text("trade_status")) {
        case "TRADE_SUCCESS", "TRADE_FINISHED" -> paid(in, "total_amount");
        case "WAIT_BUYER_PAY" -> new WalletAnswer.Pending();
        case "TRADE_CLOSED" -> new WalletAnswer.Refused("TRADE_CLOSED");
        default -> garbled();
      };
    } else if (question instanceof WalletQuestion.Cancel cancel) {
      boolean again = in.optionalText("retry_flag").filter("Y"::equals).isPresent();
      boolean its = in.optionalText("out_trade_no").filter(cancel.number()::equals).isPresent();
      return its && !again ? new WalletAnswer.Undone() : garbled();
    } else if (question instanceof WalletQuestion.Refund refund) {
      boolean its = in.text("out_trade_no").equals(refund.number());
      boolean moved = in.text("fund_change").equals("Y");
      // N: it had moved before, or did not; the wallet is asked about this refund then.
      return its && moved ? new WalletAnswer.Refunded(refund.refund(), refund.amount()) : garbled();
    } else if (question instanceof WalletQuestion.QueryRefund) {
      return in.optionalText("refund_status").filter("REFUND_SUCCESS"::equals).isPresent()
          ? new WalletAnswer.Refunded(
              in.text("out_request_no"), Money.parse(in.text("refund_amount"), currency))
          : new WalletAnswer.NotFound();
    }
    return new WalletAnswer.BillAt(URI.create(in.text("bill_download_url")), "");
  }

  private WalletAnswer paid(JsonIn in, String amount) {
    return new WalletAnswer.Paid(
        in.text("out_trade_no"), in.text("trade_no"), Money.parse(in.text(amount), currency));
  }

  private static WalletAnswer failed(WalletQuestion question, String code) {
    if (UNCLEAR.contains(code)) {
      return garbled();
    }
    return code.equals("ACQ.TRADE_NOT_EXIST") && !(question instanceof WalletQuestion.Refund)
        ? new WalletAnswer.NotFound()
        : refused(question, code);
  }

  /** A question that was refused says nothing of what it was about. */
  private static WalletAnswer refused(WalletQuestion question, String code) {
    boolean asks =
        question instanceof WalletQuestion.Query
            || question instanceof WalletQuestion.Cancel
            || question instanceof WalletQuestion.QueryRefund;
    return asks ? garbled() : new WalletAnswer.Refused(code);
  }

  private static WalletAnswer garbled() {
    return new WalletAnswer.Unclear(Cause.GARBLED);
  }

  @Override
  public HeardNotice hear(HttpAnswer notice, Instant now) {
    try {
      Map<String, String> fields = Form.decode(notice.text());
      byte[] signature = Base64.getDecoder().decode(fields.getOrDefault("sign", ""));
      byte[] signed = Form.toSign(fields, NOT_IN_NOTICES).getBytes(StandardCharsets.UTF_8);
      if (!verifier.verify(fields.getOrDefault("alipay_cert_sn", ""), signed, signature)) {
        return HeardNotice.not(NoticeVerdict.FORGED);
      }
      if (!app.equals(fields.get("app_id"))) {
        return HeardNotice.not(NoticeVerdict.NOT_OURS);
      }
      Instant at = LocalDateTime.parse(need(fields, "notify_time"), TIME).atZone(CHINA).toInstant();
      return HeardNotice.of(new WalletNotice(need(fields, "notify_id"), at, paid(fields)));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException e) {
      return HeardNotice.not(NoticeVerdict.UNREADABLE);
    }
  }

  private WalletAnswer.@Nullable Paid paid(Map<String, String> fields) {
    String status = fields.getOrDefault("trade_status", "");
    boolean refund = fields.containsKey("refund_fee");
    return !refund && (status.equals("TRADE_SUCCESS") || status.equals("TRADE_FINISHED"))
        ? new WalletAnswer.Paid(
            need(fields, "out_trade_no"),
            need(fields, "trade_no"),
            Money.parse(need(fields, "total_amount"), currency))
        : null;
  }

  private static String need(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("a notice lacks " + name);
    }
    return value;
  }

  @Override
  public NoticeReply reply(NoticeVerdict verdict) {
    return new NoticeReply(verdict, 200, verdict.isTaken() ? "success" : "failure");
  }

  @Override
  public WalletBill bill(HttpAnswer file, WalletNumbers numbers, LocalDate day) {
    return AlipayBill.read(file.body(), numbers, day, currency);
  }

  /** The app's id; the keys stay unsaid. */
  @Override
  public String toString() {
    return "AlipayDialect[" + app + "]";
  }
}
