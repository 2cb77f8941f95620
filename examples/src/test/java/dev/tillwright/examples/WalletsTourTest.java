package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.host.wallet.NoticeVerdict;
import dev.tillwright.core.host.wallet.WalletDisplay;
import dev.tillwright.core.host.wallet.WalletHost;
import dev.tillwright.core.host.wallet.simulator.WalletSimulator;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.qr.MerchantQr;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.reconcile.SettlementFile;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/wallets.md shows is compiled and run. */
class WalletsTourTest {
  private static final Currency CNY = Currency.getInstance("CNY");

  @TempDir Path folder;
  private final List<String> shown = new ArrayList<>();

  @Test
  void theTour_isRun() {
    try (WalletSimulator simulator = WalletSimulator.start(0)) {
      TillBuilder builder =
          Till.builder("till-01")
              .database(Database.sqlite(folder.resolve("till.db")))
              .merchant(Merchant.named("Tea house"))
              .currency(CNY)
              .secrets(new Argon2idHasher())
              .background(false);
      WalletHost wallets =
          WalletsTour.prepared(builder, simulator.alipay(), simulator.wechat(), display());
      try (Till till = builder.open()) {
        till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
        OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();

        assertThat(WalletsTour.pay(till, tea(till, ann), "281234567890123456"))
            .isInstanceOf(Outcome.Approved.class);
        assertThat(WalletsTour.pay(till, tea(till, ann), "")).isInstanceOf(Outcome.Approved.class);
        assertThat(shown).hasSize(2);

        SettlementFile file = WalletsTour.bill(wallets, LocalDate.now(ZoneId.of("Asia/Shanghai")));
        assertThat(file.isWhole()).isTrue();
        assertThat(file.lines()).hasSize(2).allMatch(line -> line.amount().equals(yuan("8.50")));
        assertThat(file.lines().get(0).key()).startsWith("till-01/1/");
        assertThat(WalletsTour.notice(wallets, "alipay", Map.of(), new byte[] {'x'}).verdict())
            .isNotEqualTo(NoticeVerdict.TOLD);
      }
    }
  }

  @Test
  void theOtherParts_areRun() {
    MerchantQr code = WalletsTour.code(yuan("8.50"), "till-01/1/7");
    assertThat(MerchantQr.parse(code.text()).amount()).contains(yuan("8.50"));

    byte[] point =
        HexFormat.of()
            .parseHex(
                "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
                    + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13");
    assertThat(WalletsTour.sm2("K1", point).verify("K1", new byte[1], new byte[1])).isFalse();
  }

  @Test
  void thePage_showsIt() throws Exception {
    DocPages.show("WalletsTour", 6, "wallets.md");
  }

  private static Ticket tea(Till till, OperatorSession ann) {
    TaxRate tax = TaxRate.included("A", Percent.of(6));
    Item tea = new Item("tea", "Tea", "", UnitPrice.parse("8.50", CNY), tax);
    return till.sale(ann).add(tea, Quantity.of(1));
  }

  private static Money yuan(String decimal) {
    return Money.parse(decimal, CNY);
  }

  private WalletDisplay display() {
    return new WalletDisplay() {
      @Override
      public void show(PaymentKey payment, String wallet, Money amount, String content) {
        shown.add(content);
      }

      @Override
      public void clear(PaymentKey payment) {
        shown.add("clear");
      }
    };
  }
}
