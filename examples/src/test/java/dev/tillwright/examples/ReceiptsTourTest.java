package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.dispute.CaseFile;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.receipt.JsonRenderer;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.receipt.PastSale;
import dev.tillwright.core.receipt.Proof;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.sale.CompletedSale;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/receipts.md and docs/disputes.md show is compiled, and what needs no card is run. */
class ReceiptsTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-25T10:15:30Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private final Ed25519Signer signer = Ed25519Signer.of(Ed25519Signer.newPair(new SecureRandom()));
  private Till till;
  private ReceiptsTour tour;
  private CompletedSale sale;

  @BeforeEach
  void open() {
    till =
        Till.builder("till-01")
            .database(Database.sqlite(folder.resolve("till.db")))
            .merchant(new Merchant("Test shop", List.of(), "", null, "Within 28 days."))
            .currency(GBP)
            .clock(CLOCK)
            .checkpoints(signer)
            .secrets(new Argon2idHasher())
            .open();
    till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
    OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();
    tour = new ReceiptsTour(till, ann);
    TaxRate tax = TaxRate.included("A", Percent.of(20));
    Item box = new Item("box", "Lunch box", "", UnitPrice.parse("12.50", GBP), tax);
    Ticket ticket = till.sale(ann).add(box, Quantity.of(1));
    Outcome paid = till.pay(ticket, Tender.cash(ticket.due()));
    sale =
        paid.match(
            approved -> approved.sale().orElseThrow(),
            declined -> {
              throw new AssertionError(declined.toString());
            },
            unknown -> {
              throw new AssertionError(unknown.toString());
            });
  }

  @AfterEach
  void close() {
    till.close();
  }

  @Test
  void forms_allSayTheSame_andThePageShowsACodeThatNeedsNothing() {
    List<String> forms = tour.forms(sale.id());
    assertThat(forms).allMatch(form -> form.contains("Lunch box") && form.contains("12.50"));
    assertThat(forms.get(0).lines()).allMatch(line -> line.length() <= 32);
    assertThat(forms.get(1))
        .contains("<svg", "aria-label=\"QR code\"")
        .doesNotContain("http:", "https:");
    ReceiptDocument read = JsonRenderer.parse(forms.get(2));
    assertThat(read).isEqualTo(till.receipt(sale.id()));
  }

  @Test
  void pastSale_isFound() {
    Money amount = Money.parse("12.50", GBP);
    assertThat(tour.found(LocalDate.of(2026, 11, 25), ZoneOffset.UTC, amount))
        .extracting(PastSale::sale)
        .containsExactly(sale.id());
  }

  @Test
  void slip_isHeldAgainstTheBooks() {
    Proof proof = till.journal().entry(till.journal().headSeq()).map(Proof::of).orElseThrow();
    String printed = proof.place() + " " + proof.code();
    Database books = till.journal().database();
    assertThat(tour.check(books, printed)).isTrue();
    assertThat(tour.check(books, proof.qr())).isTrue();
    assertThat(tour.check(books, proof.place() + " 0000-91bc-04de-77a1-c0de")).isFalse();
    assertThat(tour.check(books, "till-01/1/999 3f2a-91bc-04de-77a1-c0de")).isFalse();
    assertThat(tour.check(books, "till-02/1/1 3f2a-91bc-04de-77a1-c0de")).isFalse();
  }

  @Test
  void evidence_isVerifiedByOneCommand_withTheFileAndTheKeyAlone() throws Exception {
    CaseFile file =
        tour.complaint(sale.id(), sale.total(), CLOCK.instant().plus(Duration.ofDays(3)));
    assertThat(tour.complaint(sale.id(), sale.total(), CLOCK.instant())).isEqualTo(file);
    byte[] bundle = tour.evidence(file, new byte[] {1, 2, 3});

    Path zip = Files.write(folder.resolve("case.zip"), bundle);
    Path key =
        Files.writeString(folder.resolve("key.txt"), CheckpointKeys.text(signer.publicKey()));
    assertThat(verify(zip, key)).isZero();
    bundle[bundle.length / 2] ^= 1;
    Files.write(zip, bundle);
    assertThat(verify(zip, key)).isEqualTo(Main.TAMPERED);
    assertThat(verify(folder.resolve("none.zip"), key)).isEqualTo(Main.FAILED);
    assertThat(verify(zip, zip)).isEqualTo(Main.FAILED);
  }

  private static int verify(Path bundle, Path key) {
    return Main.run("verify-evidence", "--bundle", bundle.toString(), "--key", key.toString());
  }

  @Test
  void pages_showTheCodeAsItIsCompiled() throws IOException {
    DocPages.show("ReceiptsTour", 7, "receipts.md", "disputes.md");
  }
}
