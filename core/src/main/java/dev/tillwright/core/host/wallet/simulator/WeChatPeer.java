package dev.tillwright.core.host.wallet.simulator;

import dev.tillwright.core.host.wallet.simulator.WalletAsk.Kind;
import dev.tillwright.core.host.wallet.simulator.WalletLedger.Ruling;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Currency;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** WeChat Pay's side of API v3, written from its pages and not from our dialect. */
final class WeChatPeer implements Peer {
  static final String SERIAL = "7132D72A03E93CDDF8C03BBD1F37EEDF";

  private static final Pattern ORDER =
      Pattern.compile("/v3/pay/transactions/out-trade-no/([^/]+)(/reverse|/close)?");
  private static final Pattern REFUND = Pattern.compile("/v3/refund/domestic/refunds/([^/]+)");
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "WECHATPAY2-SHA256-RSA2048 mchid=\"([0-9]+)\",nonce_str=\"([0-9A-Za-z]+)\","
              + "timestamp=\"([0-9]+)\",serial_no=\"([^\"]*)\",signature=\"([^\"]+)\"");

  private final WalletKeys keys;
  private final PrivateKey forger;
  private final WalletLedger ledger;
  private final String app;
  private final String merchant;
  private final Currency currency;
  private final String bills;

  WeChatPeer(
      WalletKeys keys,
      PrivateKey forger,
      WalletLedger ledger,
      String app,
      String merchant,
      Currency currency,
      String bills) {
    this.keys = keys;
    this.forger = forger;
    this.ledger = ledger;
    this.app = app;
    this.merchant = merchant;
    this.currency = currency;
    this.bills = bills;
  }

  @Override
  public WalletAsk asked(Came came) {
    String path = came.path();
    Matcher order = ORDER.matcher(path);
    Matcher refund = REFUND.matcher(path);
    if (order.matches()) {
      return ask(order.group(2) == null ? Kind.QUERY : Kind.CANCEL, order.group(1));
    } else if (refund.matches()) {
      return ask(Kind.QUERY_REFUND, refund.group(1));
    }
    return switch (path) {
      case "/v3/pay/transactions/codepay" -> ask(Kind.PAY, number(came));
      case "/v3/pay/transactions/native" -> ask(Kind.SHOW, number(came));
      case "/v3/refund/domestic/refunds" -> ask(Kind.REFUND, number(came));
      default -> ask(Kind.BILL, "");
    };
  }

  private static WalletAsk ask(Kind kind, String number) {
    return new WalletAsk("wechat", kind, number);
  }

  private static String number(Came came) {
    return JsonIn.parse(text(came)).text("out_trade_no");
  }

  private static String text(Came came) {
    return came.body();
  }

  /** An answer before it is signed. */
  private record Said(int status, String body) {}

  @Override
  public Goes answer(Came came, WalletAsk asked, WalletBehaviour how) {
    if (!isShops(came)) {
      return signed(error(401, "SIGN_ERROR"), how);
    }
    if (came.path().startsWith("/v3/billdownload")) {
      LocalDate day = LocalDate.parse(came.query().substring("day=".length()));
      return new Goes(200, Map.of(), PeerBills.wechat(ledger.of("wechat", day)));
    }
    Said said = said(came, asked, how);
    if (how.line() == WalletBehaviour.Line.ANSWER_OF_OTHER) {
      said = new Said(said.status(), said.body().replace(asked.number(), "X1_other_1_1"));
    }
    return signed(said, how);
  }

  private boolean isShops(Came came) {
    Matcher parts = AUTHORIZATION.matcher(came.headers().getOrDefault("authorization", ""));
    if (!parts.matches() || !parts.group(1).equals(merchant)) {
      return false;
    }
    String path = came.path() + (came.query().isEmpty() ? "" : "?" + came.query());
    String signed =
        came.method()
            + "\n"
            + path
            + "\n"
            + parts.group(3)
            + "\n"
            + parts.group(2)
            + "\n"
            + text(came)
            + "\n";
    return keys.isShops(signed, parts.group(5));
  }

  private Goes signed(Said said, WalletBehaviour how) {
    String time = Long.toString(ledger.now().getEpochSecond());
    String nonce = "n" + said.body().length() + "x" + time;
    String signature =
        WalletKeys.sign(
            keys.wallet().getPrivate(), time + "\n" + nonce + "\n" + said.body() + "\n");
    String body = how.line() == WalletBehaviour.Line.ALTER_ANSWER ? said.body() + " " : said.body();
    return new Goes(
        said.status(),
        Map.of(
            "Wechatpay-Timestamp", time,
            "Wechatpay-Nonce", nonce,
            "Wechatpay-Serial", SERIAL,
            "Wechatpay-Signature", signature),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private Said said(Came came, WalletAsk asked, WalletBehaviour how) {
    String number = asked.number();
    return switch (asked.kind()) {
      case PAY -> {
        JsonIn in = JsonIn.parse(text(came));
        yield begun(number, in, in.object("payer").text("auth_code"), how);
      }
      case SHOW -> begun(number, JsonIn.parse(text(came)), null, how);
      case QUERY ->
          ledger
              .query("wechat", number)
              .map(this::order)
              .orElseGet(() -> error(404, "ORDER_NOT_EXIST"));
      case CANCEL -> came.path().endsWith("/close") ? closed(number) : reversed(number);
      case REFUND -> refund(number, JsonIn.parse(text(came)));
      case QUERY_REFUND ->
          ledger
              .refunded("wechat", number)
              .map(amount -> refunded(number, amount))
              .orElseGet(() -> error(404, "RESOURCE_NOT_EXISTS"));
      case BILL -> bill(came);
    };
  }

  private Said begun(String number, JsonIn in, @Nullable String code, WalletBehaviour how) {
    Money amount = Money.ofMinor(in.object("amount").number("total"), currency);
    Ruling ruling = ledger.begin("wechat", number, amount, code, how);
    WalletTrade trade = ruling.trade();
    if (trade == null) {
      return switch (ruling.refusal()) {
        case WalletLedger.CLOSED -> error(400, "ORDERCLOSED");
        case WalletLedger.OTHER -> error(403, "OUT_TRADE_NO_USED");
        case WalletLedger.CODE_USED -> error(400, "AUTH_CODE_INVALID");
        case WalletLedger.TOO_MUCH -> error(403, "NOT_ENOUGH");
        case WalletLedger.DECLINED -> error(403, "TRADE_ERROR");
        default -> error(500, "SYSTEM_ERROR");
      };
    }
    if (code == null) {
      return new Said(
          200,
          JsonOut.object(out -> out.put("code_url", "weixin://wxpay/bizpayurl?pr=" + trade.trade)));
    }
    return trade.state == WalletTrade.State.WAITING ? error(400, "USERPAYING") : order(trade);
  }

  private Said order(WalletTrade trade) {
    String state =
        switch (trade.state) {
          case WAITING -> trade.shown ? "NOTPAY" : "USERPAYING";
          case PAID -> trade.refunds.isEmpty() ? "SUCCESS" : "REFUND";
          case CLOSED -> trade.wasPaid ? "REVOKED" : "CLOSED";
        };
    return new Said(200, order(trade, state));
  }

  private String order(WalletTrade trade, String state) {
    return JsonOut.object(
        out -> {
          out.put("appid", app)
              .put("mchid", merchant)
              .put("out_trade_no", trade.number)
              .put("trade_type", trade.shown ? "NATIVE" : "MICROPAY")
              .put("trade_state", state);
          if (trade.wasPaid || state.equals("SUCCESS")) {
            out.put("transaction_id", trade.trade);
          }
          out.put(
              "amount",
              amount ->
                  amount
                      .put("total", trade.amount().minor())
                      .put("currency", currency.getCurrencyCode()));
        });
  }

  private Said reversed(String number) {
    return ledger.cancel("wechat", number).isPresent()
        ? new Said(
            200,
            JsonOut.object(
                out -> out.put("out_trade_no", number).put("mchid", merchant).put("recall", "N")))
        : error(400, "TRADE_ERROR");
  }

  private Said closed(String number) {
    return ledger.close("wechat", number).trade() == null
        ? error(400, "ORDER_PAID")
        : new Said(204, "");
  }

  private Said refund(String number, JsonIn in) {
    JsonIn money = in.object("amount");
    String refund = in.text("out_refund_no");
    Money amount = Money.ofMinor(money.number("refund"), currency);
    Optional<WalletTrade> trade = ledger.query("wechat", number);
    if (trade.isPresent() && money.number("total") != trade.get().amount().minor()) {
      return error(400, "INVALID_REQUEST");
    }
    Ruling ruling = ledger.refund("wechat", number, refund, amount);
    return ruling.trade() == null
        ? switch (ruling.refusal()) {
          case WalletLedger.UNKNOWN -> error(404, "RESOURCE_NOT_EXISTS");
          case WalletLedger.TOO_MUCH -> error(403, "NOT_ENOUGH");
          default -> error(400, "INVALID_REQUEST");
        }
        : refund(refund, amount, "PROCESSING");
  }

  private Said refunded(String refund, Money amount) {
    return refund(refund, amount, "SUCCESS");
  }

  private Said refund(String refund, Money amount, String status) {
    return new Said(
        200,
        JsonOut.object(
            out ->
                out.put("out_refund_no", refund)
                    .put("refund_id", "5030" + refund.hashCode())
                    .put("status", status)
                    .put(
                        "amount",
                        it ->
                            it.put("refund", amount.minor())
                                .put("currency", currency.getCurrencyCode()))));
  }

  private Said bill(Came came) {
    Matcher day = Pattern.compile("bill_date=([0-9-]{10}).*").matcher(came.query());
    if (!day.matches()) {
      return error(400, "PARAM_ERROR");
    }
    byte[] file = PeerBills.wechat(ledger.of("wechat", LocalDate.parse(day.group(1))));
    try {
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(file));
      return new Said(
          200,
          JsonOut.object(
              out ->
                  out.put("hash_type", "SHA1")
                      .put("hash_value", hash)
                      .put("download_url", bills + "?day=" + day.group(1))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has SHA-1", e);
    }
  }

  private static Said error(int status, String code) {
    return new Said(
        status, JsonOut.object(out -> out.put("code", code).put("message", "see the pages")));
  }

  @Override
  public Came notice(WalletTrade trade, boolean forged, boolean altered) {
    String time = Long.toString(ledger.now().getEpochSecond());
    String nonce = "abcdefghijkl";
    String about = order(trade, "SUCCESS");
    String body =
        JsonOut.object(
            out ->
                out.put("id", "N" + trade.trade)
                    .put(
                        "create_time",
                        OffsetDateTime.ofInstant(ledger.now(), WalletLedger.CHINA).toString())
                    .put("event_type", "TRANSACTION.SUCCESS")
                    .put("resource_type", "encrypt-resource")
                    .put(
                        "resource",
                        it ->
                            it.put("algorithm", "AEAD_AES_256_GCM")
                                .put("ciphertext", sealed(about, nonce))
                                .put("associated_data", "transaction")
                                .put("nonce", nonce)));
    String signature =
        WalletKeys.sign(
            forged ? forger : keys.wallet().getPrivate(), time + "\n" + nonce + "\n" + body + "\n");
    return new Came(
        "POST",
        "",
        "",
        Map.of(
            "Content-Type", "application/json",
            "Wechatpay-Timestamp", time,
            "Wechatpay-Nonce", nonce,
            "Wechatpay-Serial", SERIAL,
            "Wechatpay-Signature", signature),
        altered ? body.replaceFirst("\"id\":\"N", "\"id\":\"M") : body);
  }

  private String sealed(String text, String nonce) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(keys.apiKey().getBytes(StandardCharsets.UTF_8), "AES"),
          new GCMParameterSpec(128, nonce.getBytes(StandardCharsets.UTF_8)));
      cipher.updateAAD("transaction".getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder()
          .encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has AES-GCM", e);
    }
  }
}
