package dev.tillwright.core.dispute;

import dev.tillwright.core.checkpoint.CheckpointBook;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Checkpoints;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AcquirerIds;
import dev.tillwright.core.payment.CardholderCheck;
import dev.tillwright.core.payment.ChipFacts;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.receipt.CardFacts;
import dev.tillwright.core.receipt.Labels;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.receipt.PastSales;
import dev.tillwright.core.receipt.ReceiptFacts;
import dev.tillwright.core.receipt.SaleReceipt;
import dev.tillwright.core.receipt.ShopSales;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.core.receipt.Signed;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** A journal with sales by card, among them one that somebody comes back about. */
final class CaseBench implements AutoCloseable {
  static final Duration AMPLE = Duration.ofSeconds(30);
  static final Instant NOW = Instant.parse("2026-11-24T12:06:37Z");
  static final Merchant SHOP =
      new Merchant("Corner Shop", List.of("1 High Street"), "GB 1", null, "Within 28 days.");
  static final Signature INK =
      new Signature(
          300,
          100,
          List.of(
              new Signature.Stroke(
                  List.of(new Signature.Point(10, 10, 0), new Signature.Point(20, 12, 16)))));

  private static final ChipFacts CHIP =
      new ChipFacts(
          "A0000000031010",
          "VISA CREDIT",
          "",
          CardholderCheck.PIN,
          "0000048000",
          "E800",
          "1122334455667788",
          "TC",
          "00AB");

  final Ed25519Signer signer = Ed25519Signer.of(Ed25519Signer.newPair(new SecureRandom()));
  final CheckpointKeys keys = CheckpointKeys.of(signer.publicKey());
  final Database database;
  final Journal journal;
  final Cases cases;
  final List<Entry> sold = new ArrayList<>();

  CaseBench(Path folder) {
    this(Database.sqlite(folder.resolve("till.db")));
  }

  CaseBench(Database database) {
    this.database = database;
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    journal = Journal.open(database, "till-01", clock);
    journal.follow(new CaseBook());
    journal.follow(new PastSales());
    journal.follow(new CheckpointBook());
    cases = new Cases(journal, clock, AMPLE);
  }

  /** Finishes sales by card, each with entries of its own and of others around it. */
  void sell(int count) {
    ShopSales shop = new ShopSales(new Random(42));
    while (sold.size() < count) {
      CompletedSale sale = shop.next();
      boolean byCard = sale.tenders().stream().anyMatch(it -> it.card() != null);
      Entry entry = journal.append(sale.toDraft(), AMPLE);
      if (byCard && sale.kind().sells()) {
        sold.add(entry);
      }
      journal.append(
          new Draft("till.noise", JsonOut.object(out -> out.put("n", sold.size()))), AMPLE);
    }
  }

  CompletedSale sale(int index) {
    return CompletedSale.read(sold.get(index));
  }

  PaymentKey payment(int index) {
    TenderLine card =
        sale(index).tenders().stream().filter(it -> it.card() != null).findFirst().orElseThrow();
    return PaymentKey.parse(keyOf(card));
  }

  // Tenders of the sample sales name their keys with dots.
  private static String keyOf(TenderLine tender) {
    String[] parts = Objects.requireNonNull(tender.payment()).split("\\.", -1);
    return parts[0] + "/" + parts[1] + "/" + parts[2];
  }

  CaseIntake dispute(int index, String reference) {
    return new CaseIntake(
        CaseKind.DISPUTE,
        sale(index).id(),
        payment(index),
        "10.4",
        sale(index).total(),
        NOW.plus(Duration.ofDays(10)),
        reference,
        "does not know the purchase");
  }

  CaseIntake complaint(int index) {
    return new CaseIntake(
        CaseKind.COMPLAINT,
        sale(index).id(),
        null,
        "broken",
        Money.zero(ShopSales.GBP),
        NOW.plus(Duration.ofDays(2)),
        "",
        "");
  }

  /** Writes down that the sale was signed, as a till does. */
  void sign(int index) {
    Entry entry = sold.get(index);
    journal.append(
        new Draft(
            "sale.signed",
            JsonOut.object(
                out ->
                    out.put("sale", sale(index).id().toString())
                        .put("operator", "ann")
                        .put("entry", entry.seq())
                        .put("entryHash", entry.hash())
                        .put("bound", Signature.bound(entry.hash(), INK.bytes()))
                        .put("sealed", "AAAA"))),
        AMPLE);
  }

  void checkpoint() {
    Checkpoints.open(journal, signer, Clock.fixed(NOW, ZoneOffset.UTC), AMPLE).sign();
  }

  EvidenceParts parts(CaseFile file, int index, Signed signed) {
    CompletedSale sale = sale(index);
    CardFacts facts =
        new CardFacts(new AcquirerIds("M1", "T1", "000001"), "525000000018", "", CHIP);
    String payment =
        Objects.requireNonNull(
            sale.tenders().stream()
                .filter(it -> it.card() != null)
                .findFirst()
                .orElseThrow()
                .payment());
    ReceiptFacts all = new ReceiptFacts(sale, sold.get(index), signed, Map.of(payment, facts));
    SaleReceipt receipts = SaleReceipt.of(SHOP, ZoneOffset.UTC, Labels.ENGLISH);
    ReceiptFacts shown = new ReceiptFacts(sale, sold.get(index), Signed.NOT, all.cards());
    return EvidenceParts.of(file, all, receipts.copy(shown), SHOP);
  }

  Evidence evidence() {
    return new Evidence(journal, signer, AMPLE);
  }

  @Override
  public void close() {
    journal.close();
    database.close();
  }
}
