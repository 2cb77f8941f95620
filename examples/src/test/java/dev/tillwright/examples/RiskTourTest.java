package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.risk.dry.DryReport;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.risk.rule.RuleFinding;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.core.till.TillBuilder;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Currency;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/risk.md shows is compiled and run, its rules included. */
class RiskTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final Pattern RULES = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);

  @TempDir Path folder;

  private static String rules() throws IOException {
    Matcher found = RULES.matcher(Files.readString(Path.of("..", "docs", "risk.md")));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  @Test
  void theRulesOnThePage_runAtATill_andInTheCommand() throws IOException {
    RiskRules set = RiskRules.parse(rules());
    assertThat(set.findings()).filteredOn(RuleFinding::isError).isEmpty();
    TillBuilder builder =
        Till.builder("till-01")
            .database(Database.sqlite(folder.resolve("till.db")))
            .merchant(Merchant.named("Test shop"))
            .currency(GBP)
            .secrets(new Argon2idHasher())
            .background(false);
    try (Till till = RiskTour.wire(builder, rules()).open()) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
      OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();
      till.access().enrol(ann, new Operator("bob", "Bob", "manager"), "4712".toCharArray());
      OperatorSession bob = till.logOn("bob", "4712".toCharArray()).orThrow();
      Item tea =
          new Item(
              "tea",
              "tea",
              "",
              UnitPrice.parse("2.50", GBP),
              TaxRate.included("A", Percent.of(20)));
      Ticket ticket = till.sale(ann).add(tea, Quantity.of(1));
      assertThat(RiskTour.pay(till, ticket, Tender.cash(Money.parse("2.50", GBP))))
          .isEqualTo("paid");
      for (int i = 0; i < 3; i++) {
        till.cash(ann).open("change");
      }
      assertThat(RiskTour.review(till, bob)).isEqualTo(1);

      RiskRules stricter =
          RiskRules.parse(
              set.toJson().replace("\"drawer-day\",\"atLeast\":3", "\"drawer-day\",\"atLeast\":2"));
      DryReport report = RiskTour.tryOut(till, ann, stricter);
      assertThat(report.rule("drawer-no-sale").hits()).isEqualTo(2);
      assertThat(till.risk(ann).rules()).isEqualTo(stricter);
    }
    Path file = Files.writeString(folder.resolve("rules.json"), rules());
    String told = command("risk", "--rules", file.toString(), "--journal", folder + "/till.db");
    assertThat(told).contains("drawer-no-sale v1", "REVIEW", "decided    4 acts");

    Files.writeString(file, rules().replace("\"atLeast\": 4", "\"atLeast\": 0"));
    assertThat(Main.run("risk", "--rules", file.toString(), "--journal", folder + "/till.db"))
        .isEqualTo(Main.FAILED);
  }

  private static String command(String... arguments) {
    PrintStream out = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(arguments)).isZero();
    } finally {
      System.setOut(out);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void thePage_showsTheCodeAsItIsCompiled() throws IOException {
    DocPages.show("RiskTour", 4, "risk.md");
  }
}
