package dev.tillwright.device.contract;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.spi.Condition;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PrintOutcome;
import dev.tillwright.device.spi.PrinterCapabilities;
import dev.tillwright.device.spi.PrinterStatus;
import dev.tillwright.device.spi.ReceiptPrinter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A printer that prints into a list. */
final class ToyPrinter extends Toy implements ReceiptPrinter {
  private final List<String> paper;
  private final Map<String, PrintOutcome> outcomes = new HashMap<>();

  ToyPrinter(ToyCable cable, Defect defect, List<String> paper) {
    super(DeviceKind.RECEIPT_PRINTER, cable, defect);
    this.paper = paper;
  }

  @Override
  public PrinterCapabilities capabilities() {
    return Capable.PRINTER;
  }

  @Override
  public PrintOutcome print(String jobId, ReceiptDocument document, Duration limit) {
    PrintOutcome before = outcomes.get(jobId);
    if (before != null && !broken(Defect.PRINTS_AN_ID_AGAIN) && !broken(Defect.RETRIES_BLINDLY)) {
      return before;
    }
    PrintOutcome outcome;
    try {
      outcome = ask(limit, () -> onPaper(document));
    } catch (DeviceException e) {
      if (e.fault() == Fault.CLOSED) {
        throw e;
      }
      outcome = outcome(e.outcomeKnown() ? PrintResult.NOT_PRINTED : PrintResult.UNKNOWN, Set.of());
      if (broken(Defect.RETRIES_BLINDLY) && !e.outcomeKnown()) {
        outcome = ask(limit, () -> onPaper(document));
      }
    }
    if (!outcome.mayRetry()) {
      outcomes.put(jobId, outcome);
    }
    return outcome;
  }

  private PrintOutcome onPaper(ReceiptDocument document) {
    boolean out = cable.has(Trouble.PAPER_OUT);
    loop().conditions(out ? Set.of(Condition.PAPER_OUT) : Set.of());
    if (out && !broken(Defect.PRINTS_ON_NO_PAPER)) {
      return outcome(PrintResult.NOT_PRINTED, Set.of(Condition.PAPER_OUT));
    }
    paper.add(document.toString());
    if (broken(Defect.PRINTS_TWICE)) {
      paper.add(document.toString());
    }
    return outcome(
        broken(Defect.SAYS_PRINTED_UNCONFIRMED) ? PrintResult.ACCEPTED : PrintResult.PRINTED,
        Set.of());
  }

  private static PrintOutcome outcome(PrintResult result, Set<Condition> conditions) {
    return Capable.outcome(result, conditions);
  }

  @Override
  public Optional<PrintOutcome> outcome(String jobId) {
    return broken(Defect.FORGETS_OUTCOMES)
        ? Optional.empty()
        : Optional.ofNullable(outcomes.get(jobId));
  }

  @Override
  public PrinterStatus status(Duration limit) {
    return ask(limit, () -> new PrinterStatus(Set.of(), PrinterStatus.DrawerSignal.UNKNOWN));
  }

  @Override
  public void openDrawer(Duration limit) {
    ask(limit, () -> true);
  }

  /** Its bench. */
  static final class Bench extends Toy.Bench<ReceiptPrinter> implements PrinterBench {
    private final List<String> paper = new ArrayList<>();

    Bench(Defect defect) {
      super(defect);
    }

    @Override
    public ReceiptPrinter device() {
      return new ToyPrinter(cable, defect, paper);
    }

    @Override
    public OptionalInt papers(String text) {
      return OptionalInt.of((int) paper.stream().filter(it -> it.contains(text)).count());
    }

    @Override
    public boolean can(Trouble trouble) {
      return true;
    }
  }
}
