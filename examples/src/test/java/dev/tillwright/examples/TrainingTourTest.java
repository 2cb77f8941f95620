package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Till;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/training.md shows is compiled and run. */
class TrainingTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");

  @TempDir Path folder;

  @Test
  void tour_trains() {
    List<String> printed = new ArrayList<>();
    Item tea =
        new Item(
            "tea", "Tea", "", UnitPrice.parse("1.50", GBP), TaxRate.included("A", Percent.of(20)));
    try (Till till =
        Till.builder("till-01")
            .database(Database.sqlite(folder.resolve("till.db")))
            .merchant(Merchant.named("Tea house"))
            .currency(GBP)
            .secrets(new Argon2idHasher())
            .items(code -> code.equals("tea") ? Optional.of(tea) : Optional.empty())
            .receipts(
                (job, document, deadline) -> {
                  printed.add(new TextRenderer(42).render(document));
                  return PrintResult.PRINTED;
                })
            .background(false)
            .open()) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
      OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();
      try (Till training = TrainingTour.begin(till, ann, folder)) {
        SaleId sale = TrainingTour.sell(training, "4711".toCharArray(), "tea");
        assertThat(sale.toString()).isEqualTo("TRAINING-till-01.1.1");
        assertThat(printed.get(0)).contains("*** TRAINING ***", "Nothing was sold or paid.");
      }
    }
    assertThat(verified(folder.resolve("training.db")))
        .contains("TRAINING-till-01: books of TRAINING: nothing in them was sold or paid");
    assertThat(verified(folder.resolve("till.db"))).doesNotContain("TRAINING");
  }

  private static String verified(Path file) {
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(new picocli.CommandLine(new VerifyJournal()).execute("--db", file.toString()))
          .isZero();
    } finally {
      System.setOut(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void thePage_showsIt() throws IOException {
    DocPages.show("TrainingTour", 2, "training.md");
  }
}
