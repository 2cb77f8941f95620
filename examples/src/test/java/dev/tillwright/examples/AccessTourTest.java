package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.AccessRefusal;
import dev.tillwright.core.access.LogOn;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Revocable;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Outcome;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/access.md and docs/incident.md show is compiled and run, each step of it. */
class AccessTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");

  @TempDir Path folder;
  private final Ed25519Signer office = Ed25519Signer.of(Ed25519Signer.newPair(new SecureRandom()));

  private Till till(String name) {
    Till till =
        Till.builder(name)
            .database(Database.sqlite(folder.resolve(name + ".db")))
            .merchant(Merchant.named("Test shop"))
            .currency(GBP)
            .secrets(new Argon2idHasher())
            .guards(AccessTour.guards(CheckpointKeys.of(office.publicKey())))
            .checkpoints(office)
            .background(false)
            .open();
    till.access().enrolFirst(new Operator("ann", "Ann", "manager"), pin());
    OperatorSession ann = on(till, "ann");
    till.access().enrol(ann, new Operator("bob", "Bob", "cashier"), pin());
    return till;
  }

  private static char[] pin() {
    return "4711".toCharArray();
  }

  private static OperatorSession on(Till till, String who) {
    return till.logOn(who, pin()).orThrow();
  }

  private static Ticket basket(Till till, OperatorSession by, long pieces) {
    Item vase =
        new Item(
            "vase",
            "vase",
            "",
            UnitPrice.parse("100.00", GBP),
            TaxRate.included("A", Percent.of(20)));
    return till.sale(by).add(vase, Quantity.of(pieces));
  }

  @Test
  void access_asThePageSays() {
    try (Till till = till("till-01")) {
      AccessTour tour = new AccessTour(till);
      OperatorSession ann = on(till, "ann");
      OperatorSession bob = on(till, "bob");
      Ticket reduced = tour.override(bob, basket(till, bob, 1), pin());
      assertThat(reduced.totals().total()).isEqualTo(Money.parse("80.00", GBP));
      till.access().customers().setPin(ann, "m-1", "2580".toCharArray());
      Ticket large = basket(till, bob, 3).member("m-1");
      Outcome paid =
          tour.stepUp(large, Tender.cash(Money.parse("300.00", GBP)), "2580".toCharArray());
      assertThat(paid).isInstanceOf(Outcome.Approved.class);
      assertThat(tour.acts(ann, Instant.EPOCH, LATER)).isNotEmpty();
    }
  }

  @Test
  void incident_eachStepAsTheRunbookSays() throws IOException {
    try (Till till = till("till-01");
        Till other = till("till-02")) {
      AccessTour tour = new AccessTour(till);
      OperatorSession ann = on(till, "ann");
      tour.operator(ann);
      assertThat(till.logOn("bob", pin()))
          .isEqualTo(new LogOn.Refused(AccessRefusal.REVOKED, null));
      tour.things(ann);
      assertThat(till.access().incidents().isRevoked(Revocable.KEY, "card-key-3")).isTrue();
      tour.freeze(ann);
      assertThat(till.access().incidents().isFrozen()).isTrue();

      String list = tour.issue(ann, office, 1);
      AccessTour there = new AccessTour(other);
      assertThat(there.take(list)).isEmpty();
      assertThat(other.logOn("bob", pin()))
          .isEqualTo(new LogOn.Refused(AccessRefusal.REVOKED, null));
      assertThat(there.take(list)).contains("list.rolledBack");
      assertThat(there.take(list.replace("bob", "eve"))).contains("list.notSigned");

      Path kept = Files.createDirectory(folder.resolve("evidence"));
      long acts = tour.evidence(ann, kept, Instant.EPOCH, LATER);
      assertThat(Files.readString(kept.resolve("acts.csv")))
          .contains("incident.revoked", "incident.frozen")
          .satisfies(csv -> assertThat(csv.lines()).hasSize((int) acts + 1));
      assertThat(kept).isNotEmptyDirectory();

      tour.over(ann);
      assertThat(on(till, "bob").role().name()).isEqualTo("cashier");
      assertThat(till.access().incidents().isFrozen()).isFalse();
    }
  }

  @Test
  void thePages_showTheCodeAsItIsCompiled() throws IOException {
    DocPages.show("AccessTour", 13, "access.md", "incident.md");
  }
}
