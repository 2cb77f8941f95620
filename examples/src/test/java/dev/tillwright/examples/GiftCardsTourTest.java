package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.card.GiftNumber;
import dev.tillwright.core.host.stored.StoredLedger;
import dev.tillwright.core.host.stored.StoredPolicy;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.payment.GiftCards;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Currency;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/gift-cards.md shows is compiled and run. */
class GiftCardsTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final KeyedIndex INDEX = GiftCardsTourTest::index;

  @TempDir Path folder;

  private static String index(String field, byte[] value) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(("a key of the test" + field).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(value));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theTour_isRun() {
    Path store = folder.resolve("stored.db");
    GiftNumber card = GiftNumber.random(new SecureRandom());
    TillBuilder builder =
        Till.builder("till-01")
            .database(Database.sqlite(folder.resolve("till.db")))
            .merchant(Merchant.named("Book shop"))
            .currency(GBP)
            .secrets(new Argon2idHasher())
            .background(false);
    GiftCardsTour.prepared(
        builder, () -> Database.sqlite(store), INDEX, pounds("20.00"), pounds("100.00"));
    try (Till till = builder.open()) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
      OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();

      Ticket selling = till.sale(ann);
      Outcome sold = GiftCardsTour.sell(till, ann, selling, card, pounds("25.00"), pounds("30.00"));
      assertThat(sold).isInstanceOf(Outcome.Approved.class);
      assertThat(
              GiftCardsTour.outstanding(
                  till,
                  ann,
                  selling.sale().completed().orElseThrow(),
                  GiftNumber.random(new SecureRandom())))
          .isEmpty();
      assertThat(GiftCardsTour.balance(till, ann, card)).contains("25.00");

      Ticket book = till.sale(ann).add(book(), Quantity.of(1));
      assertThat(GiftCardsTour.pay(till, book, card)).isInstanceOf(Outcome.Approved.class);
      assertThat(GiftCardsTour.owed(till, ann)).isEqualTo(pounds("13.00"));
    }
    try (StoredLedger ledger =
        StoredLedger.open(Database.sqlite(store), StoredPolicy.usual(), InstantSource.system())) {
      assertThat(GiftCardsTour.night(ledger, GiftCards.of(INDEX).protect(card).token()).isSound())
          .isTrue();
    }
  }

  @Test
  void thePage_showsIt() throws Exception {
    DocPages.show("GiftCardsTour", 7, "gift-cards.md");
  }

  private static Item book() {
    TaxRate tax = TaxRate.included("A", Percent.of(0));
    return new Item("book", "Book", "", UnitPrice.parse("12.00", GBP), tax);
  }

  private static Money pounds(String decimal) {
    return Money.parse(decimal, GBP);
  }
}
