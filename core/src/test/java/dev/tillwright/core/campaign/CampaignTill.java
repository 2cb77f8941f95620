package dev.tillwright.core.campaign;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.SecretHasher;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.checkpoint.CheckpointPolicy;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.host.Iso8583Config;
import dev.tillwright.core.host.Iso8583Host;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.payment.OfflineLimits;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.receipt.ReceiptSink;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;

/** The till that campaigns work at: a real file, a real socket, an impatient host deadline. */
final class CampaignTill {
  static final String TERMINAL = "till-01";
  static final Currency GBP = Currency.getInstance("GBP");
  static final Duration HOST_DEADLINE = Duration.ofMillis(250);
  static final List<Item> ITEMS =
      List.of(
          item("1", "0.99", 20), item("2", "3.33", 5), item("3", "7.05", 0), item("4", "12.5", 20));
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  private CampaignTill() {}

  static Till open(Path file, int port, HostKind host, boolean background, ReceiptSink printer) {
    return builder(file, port, host).receipts(printer).background(background).open();
  }

  static TillBuilder builder(Path file, int port, HostKind kind) {
    FixedCards cards = new FixedCards();
    Iso8583Config host =
        Iso8583Config.builder(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), cards, "T1", "M1")
            .zone(LONDON)
            .capabilities(kind.can())
            .connectDeadline(Duration.ofSeconds(2))
            .backOff(Duration.ofMillis(40))
            .build();
    return Till.builder(TERMINAL)
        .database(Database.sqlite(file))
        .merchant(Merchant.named("Test shop"))
        .currency(GBP)
        .zone(LONDON)
        .cards(cards)
        .secrets(new CheapHasher())
        .host(TenderKind.CARD, Iso8583Host.connect(host))
        .times(new PaymentTimes(HOST_DEADLINE, Duration.ofSeconds(20)))
        .offline(OfflineLimits.upTo(pounds(60_00), 6, pounds(150_00)))
        .checkpoints(
            Ed25519Signer.inFile(file.resolveSibling("signing"), new SecureRandom()),
            new CheckpointPolicy(40, Duration.ofMinutes(1)))
        .items(code -> ITEMS.stream().filter(item -> item.code().equals(code)).findFirst());
  }

  /** The manager, enrolled by the first opening. */
  static OperatorSession manager(Till till) {
    till.access().enrolFirst(new Operator("max", "Max", "manager"), "secret".toCharArray());
    return till.logOn("max", "secret".toCharArray()).orThrow();
  }

  static Money pounds(long minor) {
    return Money.ofMinor(minor, GBP);
  }

  private static Item item(String code, String price, int tax) {
    TaxRate rate = TaxRate.included("T" + tax, Percent.of(tax));
    return new Item(code, "Item " + code, "things", UnitPrice.parse(price, GBP), rate);
  }

  /** Not a hash; tests of access use the real one. */
  private static final class CheapHasher implements SecretHasher {
    @Override
    public String hash(char[] secret) {
      return "cheap:" + Arrays.hashCode(secret);
    }

    @Override
    public boolean verify(char[] secret, String stored) {
      return hash(secret).equals(stored);
    }

    @Override
    public boolean needsRehash(String stored) {
      return false;
    }
  }
}
