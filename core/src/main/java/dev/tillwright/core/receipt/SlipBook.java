package dev.tillwright.core.receipt;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.ChipFacts;
import dev.tillwright.core.payment.PaymentEntries;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The follower that knows what stands on slips beside sales: of each payment the newest entry, the
 * host's reference and what its chip said last; of each slip how often it may be on paper.
 *
 * <p>Its own entries are {@code slip.printing} with {@code slip, job, copy}, before the printer is
 * touched, and {@code slip.printed} with {@code slip, job, result}. {@code slip} is {@code
 * merchant/} and a sale, or {@code payment/} and a payment's key. Such entries of layaways have
 * {@code sale} in its place and are not counted: each of those slips is a new one.
 */
public final class SlipBook implements Follower {
  /** The follower's name. */
  public static final String NAME = "slips";

  private static final String PRINTING = "slip.printing";
  private static final String PRINTED = "slip.printed";

  private static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "CREATE TABLE payment_slip (payment TEXT PRIMARY KEY, seq BIGINT NOT NULL,"
                  + " reference TEXT NOT NULL, code TEXT NOT NULL, chip TEXT)",
              "CREATE TABLE slip_print (slip TEXT PRIMARY KEY, prints BIGINT NOT NULL)"),
          Migration.of(2, "CREATE TABLE slip_begun (job TEXT PRIMARY KEY, seq BIGINT NOT NULL)"));

  /** As receipts of sales are printed; {@code till} is above and not imported. */
  private static final String RECEIPT_PRINTING = "receipt.printing";

  private static final String RECEIPT_PRINTED = "receipt.printed";

  /** A follower that knows nothing yet. */
  public SlipBook() {}

  /** That a slip is about to be printed. */
  public static Draft printing(String slip, String job, boolean copy) {
    return new Draft(
        PRINTING, JsonOut.object(out -> out.put("slip", slip).put("job", job).put("copy", copy)));
  }

  /** What became of it. */
  public static Draft printed(String slip, String job, PrintResult result) {
    return new Draft(
        PRINTED,
        JsonOut.object(out -> out.put("slip", slip).put("job", job).put("result", result.name())));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    switch (entry.kind()) {
      case RECEIPT_PRINTING -> begun(entry, tx);
      case RECEIPT_PRINTED -> ended(entry, tx);
      case PRINTING -> {
        begun(entry, tx);
        counted(entry, 1, tx);
      }
      case PRINTED -> {
        ended(entry, tx);
        if (JsonIn.parse(entry.payload()).text("result").equals(PrintResult.NOT_PRINTED.name())) {
          counted(entry, -1, tx);
        }
      }
      case PaymentEntries.CHIP -> {
        JsonIn in = JsonIn.parse(entry.payload());
        String chip = JsonOut.object(ChipFacts.read(in.object("chip"))::write);
        tx.update("UPDATE payment_slip SET chip = ? WHERE payment = ?", chip, in.text("key"));
      }
      default -> PaymentEntries.read(entry).ifPresent(event -> moved(entry, event, tx));
    }
  }

  private static void begun(Entry entry, Tx tx) {
    tx.insertIfAbsent(
        "INSERT INTO slip_begun (job, seq) VALUES (?, ?)",
        JsonIn.parse(entry.payload()).text("job"),
        entry.seq());
  }

  private static void ended(Entry entry, Tx tx) {
    tx.update("DELETE FROM slip_begun WHERE job = ?", JsonIn.parse(entry.payload()).text("job"));
  }

  /** How many prints began of which nobody knows whether they are on paper. */
  public static long begun(Tx tx) {
    return tx.first("SELECT count(*) FROM slip_begun", row -> row.number(1)).orElse(0L);
  }

  private static void counted(Entry entry, long more, Tx tx) {
    Optional<String> slip = JsonIn.parse(entry.payload()).optionalText("slip");
    if (slip.isPresent()) {
      tx.insertIfAbsent("INSERT INTO slip_print (slip, prints) VALUES (?, 0)", slip.get());
      tx.update("UPDATE slip_print SET prints = prints + ? WHERE slip = ?", more, slip.get());
    }
  }

  private static void moved(Entry entry, AttemptEvent event, Tx tx) {
    String key = event.key().toString();
    tx.insertIfAbsent(
        "INSERT INTO payment_slip (payment, seq, reference, code) VALUES (?, ?, '', '')",
        key,
        entry.seq());
    tx.update("UPDATE payment_slip SET seq = ? WHERE payment = ?", entry.seq(), key);
    String reference = reference(event);
    if (!reference.isEmpty()) {
      tx.update("UPDATE payment_slip SET reference = ? WHERE payment = ?", reference, key);
    }
    if (event instanceof AttemptEvent.Declined declined) {
      tx.update("UPDATE payment_slip SET code = ? WHERE payment = ?", declined.code(), key);
    }
  }

  private static String reference(AttemptEvent event) {
    if (event instanceof AttemptEvent.Approved it) {
      return it.reference();
    } else if (event instanceof AttemptEvent.PartiallyApproved it) {
      return it.reference();
    }
    return event instanceof AttemptEvent.LateApproval it ? it.reference() : "";
  }

  @Override
  public void reset(Tx tx) {
    tx.update("DELETE FROM slip_begun");
    tx.update("DELETE FROM payment_slip");
    tx.update("DELETE FROM slip_print");
  }

  /** How often a slip may be on paper. */
  public static long prints(String slip, Tx tx) {
    return tx.first("SELECT prints FROM slip_print WHERE slip = ?", row -> row.number(1), slip)
        .orElse(0L);
  }

  /** What is known of a payment beside its attempt. */
  public static Optional<Known> of(String payment, Tx tx) {
    return tx.first(
        "SELECT seq, reference, code, chip FROM payment_slip WHERE payment = ?",
        row ->
            new Known(
                row.number(1),
                row.text(2),
                row.text(3),
                row.optionalText(4).map(JsonIn::parse).map(ChipFacts::read).orElse(null)),
        payment);
  }

  /**
   * Of one payment.
   *
   * @param seq the newest entry that moved it
   * @param reference the host's; empty for none
   * @param responseCode with which the host said no; empty when it did not
   * @param chip what the chip said after the answer; {@code null} when it said nothing more
   */
  public record Known(long seq, String reference, String responseCode, @Nullable ChipFacts chip) {}
}
