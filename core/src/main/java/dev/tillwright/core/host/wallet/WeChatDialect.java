package dev.tillwright.core.host.wallet;

import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HostReply.Cause;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * WeChat Pay as the pages of its API v3 describe it: payment by code, native payment, query,
 * reverse, close, refund and the trade bill; requests signed in {@code Authorization}, answers and
 * notices signed in their headers, what a notice says sealed with the API key. <b>Not</b> tested
 * against a live system.
 */
public final class WeChatDialect implements WalletDialect {
  /** How far a signed time may be from ours. */
  static final Duration CLOCKS = Duration.ofMinutes(5);

  private static final String ORDERS = "/v3/pay/transactions/out-trade-no/";
  private static final String REFUNDS = "/v3/refund/domestic/refunds";

  /** After these nobody knows whether the money moved. */
  private static final Set<String> UNCLEAR =
      Set.of(
          "SYSTEM_ERROR",
          "SYSTEMERROR",
          "BANK_ERROR",
          "BANKERROR",
          "ORDERPAID",
          "ORDER_PAID",
          "FREQUENCY_LIMITED",
          "RATELIMIT_EXCEEDED",
          "FREQUENCY_LIMIT_EXCEED");

  private final Builder parts;
  private final WeChatSeal seal;

  private WeChatDialect(Builder parts, SecretBytes apiKey) {
    this.parts = parts;
    this.seal = new WeChatSeal(apiKey);
  }

  /**
   * Begins an account in yuan, without notices.
   *
   * @param api such as {@code https://api.mch.weixin.qq.com}
   * @param app the shop's app id
   * @param merchant the shop's merchant id
   */
  public static Builder builder(URI api, String app, String merchant) {
    return new Builder(api, app, merchant);
  }

  @Override
  public boolean takes(Money amount) {
    return amount.currency().equals(parts.currency);
  }

  @Override
  public boolean refundsNeedTotal() {
    return true;
  }

  @Override
  public HttpQuestion write(WalletQuestion question, Instant at, String nonce) {
    String path = path(question);
    boolean gets =
        question instanceof WalletQuestion.Query
            || question instanceof WalletQuestion.QueryRefund
            || question instanceof WalletQuestion.Bill
            || question instanceof WalletQuestion.BillFile;
    String method = gets ? "GET" : "POST";
    String body = gets ? "" : content(question);
    String time = Long.toString(at.getEpochSecond());
    String signed = method + "\n" + path + "\n" + time + "\n" + nonce + "\n" + body + "\n";
    byte[] signature = parts.signer().sign(signed.getBytes(StandardCharsets.UTF_8));
    String scheme =
        parts.signer().algorithm().equals("SM3withSM2")
            ? "WECHATPAY2-SM2-WITH-SM3"
            : "WECHATPAY2-SHA256-RSA2048";
    String authorization =
        scheme
            + " mchid=\""
            + parts.merchant
            + "\",nonce_str=\""
            + nonce
            + "\",timestamp=\""
            + time
            + "\",serial_no=\""
            + parts.serial
            + "\",signature=\""
            + Base64.getEncoder().encodeToString(signature)
            + "\"";
    URI to = question instanceof WalletQuestion.BillFile file ? file.at() : parts.api.resolve(path);
    return new HttpQuestion(
        method,
        to,
        Map.of(
            "Authorization", authorization,
            "Accept", "application/json",
            "Content-Type", "application/json",
            "User-Agent", "tillwright"),
        body);
  }

  private String path(WalletQuestion question) {
    if (question instanceof WalletQuestion.Pay) {
      return "/v3/pay/transactions/codepay";
    } else if (question instanceof WalletQuestion.Show) {
      return "/v3/pay/transactions/native";
    } else if (question instanceof WalletQuestion.Query query) {
      return ORDERS + query.number() + "?mchid=" + parts.merchant;
    } else if (question instanceof WalletQuestion.Cancel cancel) {
      return ORDERS + cancel.number() + (cancel.shown() ? "/close" : "/reverse");
    } else if (question instanceof WalletQuestion.Refund) {
      return REFUNDS;
    } else if (question instanceof WalletQuestion.QueryRefund query) {
      return REFUNDS + "/" + query.refund();
    } else if (question instanceof WalletQuestion.Bill bill) {
      return "/v3/bill/tradebill?bill_date=" + bill.day() + "&bill_type=ALL";
    }
    URI at = ((WalletQuestion.BillFile) question).at();
    return at.getRawPath() + (at.getRawQuery() == null ? "" : "?" + at.getRawQuery());
  }

  private String content(WalletQuestion question) {
    return JsonOut.object(
        out -> {
          if (question instanceof WalletQuestion.Pay pay) {
            order(out, pay.order());
            out.put("payer", payer -> payer.put("auth_code", AuthCode.of(pay.code())))
                .put("scene_info", scene -> scene.put("store_info", s -> s.put("id", parts.store)));
          } else if (question instanceof WalletQuestion.Show show) {
            order(out, show.order());
            if (parts.notices != null) {
              out.put("notify_url", parts.notices.toString());
            }
          } else if (question instanceof WalletQuestion.Cancel cancel) {
            if (!cancel.shown()) {
              out.put("appid", parts.app);
            }
            out.put("mchid", parts.merchant);
          } else if (question instanceof WalletQuestion.Refund refund) {
            out.put("out_trade_no", refund.number())
                .put("out_refund_no", refund.refund())
                .put(
                    "amount",
                    amount ->
                        amount
                            .put("refund", refund.amount().minor())
                            .put("total", refund.total().minor())
                            .put("currency", parts.currency.getCurrencyCode()));
          }
        });
  }

  private void order(JsonOut out, WalletOrder order) {
    out.put("appid", parts.app)
        .put("mchid", parts.merchant)
        .put("description", order.subject())
        .put("out_trade_no", order.number())
        .put(
            "amount",
            amount ->
                amount
                    .put("total", order.amount().minor())
                    .put("currency", parts.currency.getCurrencyCode()));
  }

  @Override
  public WalletAnswer read(WalletQuestion question, HttpAnswer answer, Instant now) {
    if (!isSigned(answer, now)) {
      return garbled();
    }
    try {
      if (answer.status() >= 500) {
        return garbled();
      } else if (answer.status() >= 400) {
        return failed(question, answer.status(), JsonIn.parse(answer.text()).text("code"));
      }
      return question instanceof WalletQuestion.Cancel cancel
          ? cancelled(cancel, answer)
          : done(question, JsonIn.parse(answer.text()));
    } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
      return garbled();
    }
  }

  private boolean isSigned(HttpAnswer heard, Instant now) {
    String time = heard.header("Wechatpay-Timestamp");
    if (!time.matches("[0-9]{1,12}")) {
      return false;
    }
    Instant at = Instant.ofEpochSecond(Long.parseLong(time));
    if (Duration.between(at, now).abs().compareTo(CLOCKS) > 0) {
      return false;
    }
    String signed = time + "\n" + heard.header("Wechatpay-Nonce") + "\n" + heard.text() + "\n";
    try {
      byte[] signature = Base64.getDecoder().decode(heard.header("Wechatpay-Signature"));
      return parts
          .verifier()
          .verify(
              heard.header("Wechatpay-Serial"), signed.getBytes(StandardCharsets.UTF_8), signature);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static WalletAnswer cancelled(WalletQuestion.Cancel cancel, HttpAnswer answer) {
    if (answer.status() == 204) {
      return new WalletAnswer.Undone();
    }
    JsonIn in = JsonIn.parse(answer.text());
    boolean its =
        in.optionalText("out_trade_no").filter(no -> !no.equals(cancel.number())).isEmpty();
    boolean again = in.optionalText("recall").filter("Y"::equals).isPresent();
    return its && !again ? new WalletAnswer.Undone() : garbled();
  }

  private WalletAnswer done(WalletQuestion question, JsonIn in) {
    if (question instanceof WalletQuestion.Show) {
      return new WalletAnswer.Shown(in.text("code_url"));
    } else if (question instanceof WalletQuestion.Refund refund) {
      return refunded(in, refund.refund());
    } else if (question instanceof WalletQuestion.QueryRefund query) {
      return refunded(in, query.refund());
    } else if (question instanceof WalletQuestion.Bill) {
      return new WalletAnswer.BillAt(
          URI.create(in.text("download_url")), in.optionalText("hash_value").orElse(""));
    }
    return order(in);
  }

  private WalletAnswer order(JsonIn in) {
    return switch (in.text("trade_state")) {
      // REFUND: some of it went back since; it was paid all the same.
      case "SUCCESS", "REFUND" -> paid(in);
      case "USERPAYING", "NOTPAY", "ACCEPT" -> new WalletAnswer.Pending();
      case "CLOSED", "REVOKED", "PAYERROR" -> new WalletAnswer.Refused(in.text("trade_state"));
      default -> garbled();
    };
  }

  private WalletAnswer.Paid paid(JsonIn in) {
    JsonIn amount = in.object("amount");
    if (!amount.text("currency").equals(parts.currency.getCurrencyCode())) {
      throw amount.wrong("currency", "not that of the account");
    }
    return new WalletAnswer.Paid(
        in.text("out_trade_no"),
        in.text("transaction_id"),
        Money.ofMinor(amount.number("total"), parts.currency));
  }

  private WalletAnswer refunded(JsonIn in, String refund) {
    if (!in.text("out_refund_no").equals(refund)) {
      return garbled();
    }
    return switch (in.text("status")) {
      case "SUCCESS" ->
          new WalletAnswer.Refunded(
              refund, Money.ofMinor(in.object("amount").number("refund"), parts.currency));
      case "PROCESSING" -> new WalletAnswer.Pending();
      case "CLOSED" -> new WalletAnswer.Refused("CLOSED");
      default -> garbled(); // ABNORMAL: a person at the wallet's pages must choose
    };
  }

  private static WalletAnswer failed(WalletQuestion question, int status, String code) {
    boolean money =
        question instanceof WalletQuestion.Pay
            || question instanceof WalletQuestion.Show
            || question instanceof WalletQuestion.Refund;
    if (question instanceof WalletQuestion.Pay && code.equals("USERPAYING")) {
      return new WalletAnswer.Pending();
    } else if (question instanceof WalletQuestion.Cancel
        && (code.equals("ORDERPAID") || code.equals("ORDER_PAID"))) {
      return new WalletAnswer.PaidAlready();
    } else if (status == 429 || UNCLEAR.contains(code)) {
      return garbled();
    } else if (!money
        && Set.of("ORDER_NOT_EXIST", "ORDERNOTEXIST", "RESOURCE_NOT_EXISTS").contains(code)) {
      return new WalletAnswer.NotFound();
    }
    return money ? new WalletAnswer.Refused(code) : garbled();
  }

  private static WalletAnswer garbled() {
    return new WalletAnswer.Unclear(Cause.GARBLED);
  }

  @Override
  public HeardNotice hear(HttpAnswer notice, Instant now) {
    if (!isSigned(notice, now)) {
      return HeardNotice.not(NoticeVerdict.FORGED);
    }
    try {
      JsonIn in = JsonIn.parse(notice.text());
      String id = in.text("id");
      Instant at = java.time.OffsetDateTime.parse(in.text("create_time")).toInstant();
      if (!in.text("event_type").equals("TRANSACTION.SUCCESS")) {
        return HeardNotice.of(new WalletNotice(id, at, null));
      }
      JsonIn said = JsonIn.parse(seal.open(in.object("resource")));
      if (!said.text("mchid").equals(parts.merchant) || !said.text("appid").equals(parts.app)) {
        return HeardNotice.not(NoticeVerdict.NOT_OURS);
      }
      boolean paid = said.text("trade_state").equals("SUCCESS");
      return HeardNotice.of(new WalletNotice(id, at, paid ? paid(said) : null));
    } catch (JsonException
        | IllegalArgumentException
        | ArithmeticException
        | java.time.DateTimeException e) {
      return HeardNotice.not(NoticeVerdict.UNREADABLE);
    }
  }

  @Override
  public NoticeReply reply(NoticeVerdict verdict) {
    return verdict.isTaken()
        ? new NoticeReply(verdict, 204, "")
        : new NoticeReply(verdict, 401, "{\"code\":\"FAIL\",\"message\":\"not taken\"}");
  }

  @Override
  public WalletBill bill(HttpAnswer file, WalletNumbers numbers, LocalDate day) {
    return WeChatBill.read(file.body(), numbers, day, parts.currency);
  }

  /** The merchant's id; the keys stay unsaid. */
  @Override
  public String toString() {
    return "WeChatDialect[" + parts.merchant + "]";
  }

  /**
   * Puts an account together. Must be given: {@link #signedBy}, {@link #verifiedBy} and {@link
   * #apiKey}. Not for several threads.
   */
  public static final class Builder {
    private final URI api;
    private final String app;
    private final String merchant;
    private String serial = "";
    private String store = "1";
    private @Nullable RequestSigner signer;
    private @Nullable NoticeVerifier verifier;
    private @Nullable SecretBytes apiKey;
    private @Nullable URI notices;
    private Currency currency = Currency.getInstance("CNY");

    private Builder(URI api, String app, String merchant) {
      this.api = Objects.requireNonNull(api, "api");
      this.app = Objects.requireNonNull(app, "app");
      this.merchant = Objects.requireNonNull(merchant, "merchant");
      if (!merchant.matches("[0-9]{1,32}")) {
        throw new IllegalArgumentException("a merchant's id is a number");
      }
    }

    /**
     * By the shop's key.
     *
     * @param certificate the serial number of its certificate
     */
    public Builder signedBy(RequestSigner key, String certificate) {
      this.signer = Objects.requireNonNull(key, "key");
      this.serial = Objects.requireNonNull(certificate, "certificate");
      return this;
    }

    /** By the wallet's keys, by the serial numbers of their certificates. */
    public Builder verifiedBy(NoticeVerifier keys) {
      this.verifier = Objects.requireNonNull(keys, "keys");
      return this;
    }

    /** The 32 bytes that seal notices; the key stays the caller's to close. */
    public Builder apiKey(SecretBytes key) {
      this.apiKey = Objects.requireNonNull(key, "key");
      return this;
    }

    /** Where the wallet sends its notices. */
    public Builder noticesTo(URI to) {
      this.notices = Objects.requireNonNull(to, "to");
      return this;
    }

    /** What the wallet calls this shop's store. */
    public Builder store(String id) {
      this.store = Objects.requireNonNull(id, "id");
      return this;
    }

    /** An account in another currency. */
    public Builder in(Currency other) {
      this.currency = Objects.requireNonNull(other, "other");
      return this;
    }

    /** The account. */
    public WeChatDialect build() {
      signer();
      verifier();
      SecretBytes key = need(apiKey, "apiKey");
      if (key.length() != 32) {
        throw new IllegalArgumentException("the API key has 32 bytes");
      }
      return new WeChatDialect(copy(), key);
    }

    private Builder copy() {
      Builder same = new Builder(api, app, merchant);
      same.serial = serial;
      same.store = store;
      same.signer = signer;
      same.verifier = verifier;
      same.notices = notices;
      same.currency = currency;
      return same;
    }

    private RequestSigner signer() {
      return need(signer, "signedBy");
    }

    private NoticeVerifier verifier() {
      return need(verifier, "verifiedBy");
    }

    private static <T> T need(@Nullable T part, String name) {
      if (part == null) {
        throw new IllegalStateException("the builder was not given: " + name);
      }
      return part;
    }
  }
}
