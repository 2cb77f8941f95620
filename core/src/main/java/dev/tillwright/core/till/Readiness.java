package dev.tillwright.core.till;

import dev.tillwright.core.backup.BackupBook;
import dev.tillwright.core.central.ShippingState;
import dev.tillwright.core.journal.FollowerLag;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.receipt.SlipBook;
import dev.tillwright.core.report.DayClose;
import dev.tillwright.core.report.SalesReport;
import dev.tillwright.core.till.UpdateReadiness.Finding;
import dev.tillwright.core.till.UpdateReadiness.Verdict;
import dev.tillwright.core.till.UpdateReadiness.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks at everything that an update could tear apart; changes nothing. */
final class Readiness {
  private final Opened opened;
  private final Journal journal;
  private final List<Finding> findings = new ArrayList<>();

  Readiness(Opened opened) {
    this.opened = opened;
    this.journal = opened.books().journal();
  }

  UpdateReadiness look() {
    payments();
    openSales();
    followers();
    prints();
    shipping();
    checkpoint();
    backup();
    archives();
    versions();
    return new UpdateReadiness(findings);
  }

  private void add(What what, boolean ok, Verdict otherwise, String good, String bad) {
    // What is not settled before the update is not settled after the way back either.
    Verdict verdict = ok ? Verdict.OK : otherwise;
    findings.add(new Finding(what, verdict, verdict, ok ? good : bad));
  }

  private void payments() {
    List<Attempt> all = opened.payments().unfinished();
    long unknown = all.stream().filter(it -> it.state().unresolved()).count();
    add(
        What.UNRESOLVED_PAYMENTS,
        unknown == 0,
        Verdict.NOT_READY,
        "the end of every payment is known",
        unknown + " payments have no known end: resolve them, or settle them by hand");
    long waiting = all.size() - unknown;
    add(
        What.WAITING_PAYMENTS,
        waiting == 0,
        Verdict.NOT_READY,
        "no payment waits for its host",
        waiting + " payments wait for their host: forward them first");
  }

  private void openSales() {
    int open = opened.books().read(SalesBook.NAME, SalesBook::open).size();
    int aside = opened.books().read(SalesBook.NAME, SalesBook::aside).size();
    add(
        What.OPEN_SALES,
        open + aside == 0,
        Verdict.NOTE,
        "no sale stands open",
        open
            + " sales stand open or are put aside; they are taken up after the update"
            + (aside == 0 ? "" : "; " + aside + " do not replay and wait for a person"));
  }

  private void followers() {
    List<FollowerLag> behind =
        journal.lags().stream().filter(it -> it.behind() > 0 || it.failures() > 0).toList();
    boolean failing = behind.stream().anyMatch(it -> it.failures() > 0);
    add(
        What.FOLLOWERS,
        behind.isEmpty(),
        failing ? Verdict.NOT_READY : Verdict.NOTE,
        "every view has seen every entry",
        "views are behind the journal"
            + (failing ? ", and one fails: " : ": ")
            + behind.stream()
                .map(it -> it.name() + " by " + it.behind())
                .collect(Collectors.joining(", ")));
  }

  private void prints() {
    long begun = opened.books().read(SlipBook.NAME, SlipBook::begun);
    add(
        What.PRINTS,
        begun == 0,
        Verdict.NOTE,
        "every receipt that was begun is on paper, or is known not to be",
        begun
            + " receipts began to be printed and nobody knows whether they came out; reprint them");
  }

  private void shipping() {
    Shipping shipping = opened.shipping();
    if (shipping == null) {
      findings.add(new Finding(What.SHIPPING, Verdict.OK, Verdict.OK, "there is no central store"));
      return;
    }
    ShippingState state = shipping.shipper().state();
    add(
        What.SHIPPING,
        state.complete(),
        Verdict.NOT_READY,
        "the central store has every entry",
        state.fork().isPresent()
            ? "the central store has another journal of this till: see docs/central-store.md"
            : state.unshipped() + " entries are not at the central store: ship them first");
  }

  private void checkpoint() {
    Notary notary = opened.notary();
    if (notary == null) {
      findings.add(
          new Finding(
              What.CHECKPOINT, Verdict.NOTE, Verdict.NOTE, "nobody signs the journal's head"));
      return;
    }
    long unsigned = notary.unsigned();
    add(
        What.CHECKPOINT,
        unsigned <= 1, // the checkpoint's own entry
        Verdict.NOTE,
        "the journal's head is signed",
        unsigned + " entries are not signed yet: sign them, and keep the checkpoint elsewhere");
  }

  private void backup() {
    String terminal = journal.terminal();
    SalesReport report = new SalesReport(opened.zone());
    List<DayClose> closes =
        opened.books().read(SalesReport.NAME, tx -> report.closes(tx, terminal));
    long closed = closes.isEmpty() ? 0 : closes.get(closes.size() - 1).toSeq();
    Optional<BackupBook.Taken> newest =
        opened.books().read(BackupBook.NAME, tx -> BackupBook.newest(terminal, tx));
    add(
        What.BACKUP,
        newest.filter(it -> it.size() >= closed).isPresent(),
        Verdict.NOT_READY,
        newest.map(it -> it.file() + " holds the entries 1 to " + it.size()).orElse(""),
        newest.isEmpty()
            ? "no verified backup was ever taken: take one"
            : "no verified backup was taken since the last day close: take one");
  }

  private void archives() {
    if (journal.archives().isEmpty()) {
      return;
    }
    Optional<String> missed = journal.missedArchive();
    findings.add(
        new Finding(
            What.ARCHIVES,
            Verdict.OK,
            missed.isEmpty() ? Verdict.OK : Verdict.NOT_READY,
            missed.orElse(journal.archives().size() + " archives are at hand")));
  }

  /** Tables only grow, so an older program refuses newer ones: then the journal alone goes back. */
  private void versions() {
    String all =
        journal.database().versions().entrySet().stream()
            .map(it -> it.getKey() + " " + it.getValue())
            .collect(Collectors.joining(", "));
    findings.add(
        new Finding(
            What.VERSIONS,
            Verdict.OK,
            Verdict.OK,
            "tables: "
                + all
                + "; a program that knows fewer takes the journal alone, by exportJournal"));
  }
}
