package dev.tillwright.device.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PrintOutcome;
import dev.tillwright.device.spi.PrinterStatus;
import dev.tillwright.device.spi.ReceiptPrinter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** What holds of a receipt printer: nothing twice on paper, and no lie about it. */
final class PrinterChecks {
  private PrinterChecks() {}

  static Deed act(PrinterBench bench, ReceiptPrinter printer, Duration limit) {
    return switch (printer.print(Ids.fresh(), document("usual"), limit).result()) {
      case PRINTED -> Deed.DONE;
      case ACCEPTED -> Deed.TOLD;
      case NOT_PRINTED -> Deed.NOT_DONE;
      case UNKNOWN -> Deed.UNKNOWN;
    };
  }

  private static ReceiptDocument document(String text) {
    return new ReceiptDocument(
        List.of(
            new ReceiptDocument.Text(
                text, ReceiptDocument.Align.LEFT, ReceiptDocument.Style.NORMAL),
            new ReceiptDocument.Feed(1)));
  }

  static void add(Checks<Scene<PrinterBench, ReceiptPrinter>> kit) {
    kit.addUnless(
            PrinterChecks::blind,
            "job_isOnPaperOnce",
            "a job that is printed or accepted is on paper once",
            PrinterChecks::once)
        .addUnless(
            PrinterChecks::blind,
            "sameId_isNotPrintedTwice",
            "the same id gives the same outcome and no second paper",
            PrinterChecks::repeated)
        .add(
            "printed_onlyWhenConfirmed",
            "a printer that cannot confirm says accepted, one that can says printed",
            PrinterChecks::honest)
        .add(
            "status_asDeclared",
            "a printer that declares no answers refuses to be asked; another says it is well",
            PrinterChecks::status)
        .addUnless(
            both(PrinterChecks::mute, Scene.needs(Trouble.PAPER_OUT)),
            "paperOut_isNotPrinted",
            "without paper a job is not printed, and its outcome says why",
            PrinterChecks::paperOut)
        .addUnless(
            both(PrinterChecks::blind, Scene.needs(Trouble.BREAKS_MID_JOB)),
            "brokenMidJob_isNeverPrintedTwice",
            "a job that broke is unknown or not printed, and its id never gives two papers",
            PrinterChecks::broken)
        .addUnless(
            both(PrinterChecks::mute, Scene.needs(Trouble.REPLY_LOST)),
            "lostReply_isUnknown",
            "a job whose confirmation was lost is unknown, and is not printed again",
            PrinterChecks::lostReply)
        .add(
            "outcome_isKept",
            "what became of a job can be asked for later, and of one that never came is empty",
            PrinterChecks::kept);
  }

  private static Function<Scene<PrinterBench, ReceiptPrinter>, Optional<String>> both(
      Function<Scene<PrinterBench, ReceiptPrinter>, Optional<String>> one,
      Function<Scene<PrinterBench, ReceiptPrinter>, Optional<String>> other) {
    return scene -> one.apply(scene).or(() -> other.apply(scene));
  }

  private static Optional<String> blind(Scene<PrinterBench, ReceiptPrinter> scene) {
    return scene.bench().papers("nothing").isPresent()
        ? Optional.empty()
        : Optional.of("the bench cannot look at the paper");
  }

  private static Optional<String> mute(Scene<PrinterBench, ReceiptPrinter> scene) {
    return scene.device().capabilities().answers()
        ? Optional.empty()
        : Optional.of("the printer declares that it does not answer");
  }

  private static PrintOutcome print(
      Scene<PrinterBench, ReceiptPrinter> scene, String id, String text) {
    Duration limit = scene.bench().deadline();
    return scene.timed(limit, () -> scene.device().print(id, document(text), limit));
  }

  private static void expectPapers(
      Scene<PrinterBench, ReceiptPrinter> scene, String text, int least, int most)
      throws InterruptedException {
    scene.until("the paper came out", () -> scene.bench().papers(text).orElse(least) >= least);
    OptionalInt papers = scene.bench().papers(text);
    Expect.that(
        papers.orElse(0) <= most, "a job is on paper " + papers.orElse(0) + " times, not " + most);
  }

  private static void once(Scene<PrinterBench, ReceiptPrinter> scene) throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      String text = Ids.fresh();
      PrintOutcome outcome = print(scene, Ids.fresh(), text);
      Expect.that(
          outcome.result() == PrintResult.PRINTED || outcome.result() == PrintResult.ACCEPTED,
          "a job without trouble is " + outcome.result());
      expectPapers(scene, text, 1, 1);
    }
  }

  private static void repeated(Scene<PrinterBench, ReceiptPrinter> scene)
      throws InterruptedException {
    String id = Ids.fresh();
    String text = Ids.fresh();
    PrintOutcome first = print(scene, id, text);
    PrintOutcome second = print(scene, id, text);
    Expect.equal(second.result(), first.result(), "the result of the same id");
    // A later job comes out later: when it is there, a second paper would be, too.
    String after = Ids.fresh();
    print(scene, Ids.fresh(), after);
    expectPapers(scene, after, 1, 1);
    expectPapers(scene, text, 1, 1);
  }

  private static void honest(Scene<PrinterBench, ReceiptPrinter> scene) {
    PrintResult result = print(scene, Ids.fresh(), "honest").result();
    boolean confirms = scene.device().capabilities().confirms();
    Expect.equal(
        result,
        confirms ? PrintResult.PRINTED : PrintResult.ACCEPTED,
        "the result of a printer that declares confirms=" + confirms);
  }

  private static void status(Scene<PrinterBench, ReceiptPrinter> scene) {
    Duration limit = scene.bench().deadline();
    if (!scene.device().capabilities().answers()) {
      scene.fails("status", limit, () -> scene.device().status(limit), Fault.UNSUPPORTED);
      return;
    }
    PrinterStatus status = scene.timed(limit, () -> scene.device().status(limit));
    Expect.that(status.ready(), "a printer without trouble is not ready");
  }

  private static void paperOut(Scene<PrinterBench, ReceiptPrinter> scene) {
    scene.bench().begin(Trouble.PAPER_OUT);
    String id = Ids.fresh();
    PrintOutcome outcome = print(scene, id, "without paper");
    Expect.equal(outcome.result(), PrintResult.NOT_PRINTED, "a job without paper");
    Expect.that(
        outcome.conditions().contains(Condition.PAPER_OUT), "the outcome does not say paper out");
    Expect.that(
        scene.device().health().conditions().contains(Condition.PAPER_OUT),
        "the health does not say paper out");
    scene.bench().end();
    Expect.that(
        print(scene, id, "without paper").result() != PrintResult.NOT_PRINTED,
        "with paper again, the job is printed");
  }

  private static void broken(Scene<PrinterBench, ReceiptPrinter> scene)
      throws InterruptedException {
    scene.works("before");
    scene.bench().begin(Trouble.BREAKS_MID_JOB);
    String id = Ids.fresh();
    String text = Ids.fresh();
    PrintOutcome first = print(scene, id, text);
    Expect.that(
        first.result() == PrintResult.UNKNOWN || first.result() == PrintResult.NOT_PRINTED,
        "a job that broke is " + first.result());
    scene.bench().end();
    PrintOutcome second = print(scene, id, text);
    if (first.result() == PrintResult.UNKNOWN) {
      Expect.equal(second.result(), PrintResult.UNKNOWN, "the job that broke, asked again");
    }
    scene.works("after a job that broke");
    expectPapers(scene, text, 0, 1);
  }

  private static void lostReply(Scene<PrinterBench, ReceiptPrinter> scene)
      throws InterruptedException {
    scene.works("before");
    scene.bench().begin(Trouble.REPLY_LOST);
    String id = Ids.fresh();
    String text = Ids.fresh();
    PrintOutcome first = print(scene, id, text);
    Expect.equal(first.result(), PrintResult.UNKNOWN, "a job whose confirmation was lost");
    Expect.that(!first.mayRetry(), "such a job may not be sent again");
    scene.bench().end();
    Expect.equal(print(scene, id, text).result(), PrintResult.UNKNOWN, "the same, asked again");
    scene.works("after a lost confirmation");
    expectPapers(scene, text, 0, 1);
  }

  private static void kept(Scene<PrinterBench, ReceiptPrinter> scene) {
    String id = Ids.fresh();
    Expect.equal(scene.device().outcome(id), Optional.empty(), "the outcome before the job");
    PrintOutcome outcome = print(scene, id, "kept");
    Expect.equal(
        scene.device().outcome(id).map(PrintOutcome::result),
        Optional.of(outcome.result()),
        "the outcome that is kept");
  }
}
