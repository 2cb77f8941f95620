package dev.tillwright.examples;

import dev.tillwright.core.host.wallet.NoticeReply;
import dev.tillwright.core.host.wallet.NoticeVerifier;
import dev.tillwright.core.host.wallet.WalletDialect;
import dev.tillwright.core.host.wallet.WalletDisplay;
import dev.tillwright.core.host.wallet.WalletHost;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.qr.MerchantQr;
import dev.tillwright.core.qr.QrFields;
import dev.tillwright.core.qr.WalletRules;
import dev.tillwright.core.reconcile.SettlementFile;
import dev.tillwright.core.reconcile.WalletSettlement;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import dev.tillwright.crypto.notice.Sm2NoticeVerifier;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;

/** Wallets on telephones. The page docs/wallets.md shows it, and a test runs it. */
public final class WalletsTour {
  private WalletsTour() {}

  /** A till that takes wallets. */
  public static WalletHost prepared(
      TillBuilder builder, WalletDialect alipay, WalletDialect wechat, WalletDisplay display) {
    // docs: prepare
    WalletHost wallets =
        WalletHost.builder("S3") // this shop's prefix: others of the merchant have others
            .wallet("alipay", alipay)
            .wallet("wechat", wechat)
            .subject("Tea house")
            .display(display) // where a code is shown that the customer's phone reads
            .build();
    builder.host(TenderKind.WALLET, wallets).wallets(WalletRules.usual());
    // docs: end
    return wallets;
  }

  /** A customer shows his phone, or reads a code that the shop shows. */
  public static Outcome pay(Till till, Ticket ticket, String scanned) {
    // docs: pay
    Outcome outcome =
        scanned.isEmpty()
            ? till.pay(ticket, Tender.walletShown("alipay"))
            : till.pay(ticket, Tender.wallet(scanned));
    // docs: end
    return outcome;
  }

  /** A notice came to the merchant's server. */
  public static NoticeReply notice(
      WalletHost wallets, String wallet, Map<String, String> headers, byte[] body) {
    // docs: notice
    NoticeReply reply = wallets.notices().receive(wallet, headers, body);
    // answer with reply.status() and reply.body()
    // docs: end
    return reply;
  }

  /** The bill of a day, to be laid beside the journal. */
  public static SettlementFile bill(WalletHost wallets, LocalDate day) {
    // docs: bill
    SettlementFile file =
        WalletSettlement.of("alipay-" + day, wallets.bill("alipay", day, Duration.ofMinutes(1)));
    // docs: end
    return file;
  }

  /** Keys of a wallet that signs with SM2. */
  public static NoticeVerifier sm2(String serial, byte[] point) {
    // docs: sm2
    NoticeVerifier keys = Sm2NoticeVerifier.of(Map.of(serial, point)); // crypto
    // docs: end
    return keys;
  }

  /** A code of the shop's own for EMVCo wallets. */
  public static MerchantQr code(Money amount, String reference) {
    // docs: code
    MerchantQr code =
        MerchantQr.builder("5812", amount.currency(), "CN", "TEA HOUSE", "XIAN")
            .account("26", QrFields.of("00", "com.example", "01", "shop-7"))
            .amount(amount)
            .dynamic()
            .additional(QrFields.of("05", reference))
            .otherLanguage("zh", "茶馆", "西安")
            .build();
    // docs: end
    return code;
  }
}
