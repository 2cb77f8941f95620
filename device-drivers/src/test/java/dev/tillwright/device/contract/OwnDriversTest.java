package dev.tillwright.device.contract;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.CheckResult;
import dev.tillwright.device.escpos.EscPosPrinter;
import dev.tillwright.device.escpos.PrinterProfile;
import dev.tillwright.device.msr.StripeReader;
import dev.tillwright.device.spi.MagstripeReader;
import dev.tillwright.device.spi.ReceiptPrinter;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.VirtualCardReader;
import dev.tillwright.device.virtual.VirtualCardReader.ReaderFault;
import dev.tillwright.device.virtual.VirtualPrinter;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The drivers that come with the house keep the contract of their kinds. */
class OwnDriversTest {

  static Stream<DynamicTest> tests(List<Check> checks) {
    return checks.stream()
        .map(
            check ->
                DynamicTest.dynamicTest(
                    check.name(),
                    () -> {
                      CheckResult result = check.run();
                      Assumptions.assumeTrue(result.applies(), result.text());
                      result.orThrow();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> escPosPrinter() {
    return tests(DeviceContract.printer(PaperBench::new));
  }

  @TestFactory
  Stream<DynamicTest> stripeReader() {
    return tests(DeviceContract.stripeReader(SwipeBench::new));
  }

  /** The ESC/POS driver at a printer that renders its paper. */
  private static final class PaperBench implements PrinterBench {
    private final VirtualPrinter printer = VirtualPrinter.builder().pictures(false).start();
    private final TroubledTransport cable =
        TroubledTransport.around(TcpTransport.of("127.0.0.1", printer.port()));

    @Override
    public ReceiptPrinter device() {
      return EscPosPrinter.builder("front", cable).profile(PrinterProfile.generic80()).build();
    }

    @Override
    public OptionalInt papers(String text) {
      return OptionalInt.of(
          (int) printer.papers().stream().filter(paper -> paper.text().contains(text)).count());
    }

    @Override
    public boolean can(Trouble trouble) {
      return trouble == Trouble.PAPER_OUT || cable.can(trouble);
    }

    @Override
    public void begin(Trouble trouble) {
      if (trouble == Trouble.PAPER_OUT) {
        printer.paperOutAfter(0);
      } else {
        cable.begin(trouble);
      }
    }

    @Override
    public void end() {
      cable.end();
      printer.recover();
    }

    @Override
    public Duration shortDeadline() {
      return Duration.ofMillis(120);
    }

    @Override
    public void close() {
      printer.close();
    }
  }

  /** The stripe driver at a reader into which test cards are swiped. */
  private static final class SwipeBench implements StripeBench {
    private static final String NUMBER = "4111111111111111";

    private final VirtualCardReader reader = VirtualCardReader.start();
    private final TroubledTransport cable =
        TroubledTransport.around(TcpTransport.of("127.0.0.1", reader.port()));

    @Override
    public MagstripeReader device() {
      return StripeReader.builder("cards", cable).build();
    }

    @Override
    public void swipe() {
      reader.present(() -> CardRead.of(Pan.of(NUMBER), YearMonth.of(2030, 12), EntryMode.STRIPE));
    }

    @Override
    public boolean swipeBadly() {
      reader.fail(ReaderFault.BAD_CHECK);
      swipe();
      return true;
    }

    @Override
    public String number() {
      return NUMBER;
    }

    @Override
    public List<String> secrets() {
      return List.of(NUMBER);
    }

    @Override
    public boolean can(Trouble trouble) {
      return trouble != Trouble.BREAKS_MID_JOB
          && trouble != Trouble.REPLY_LOST
          && cable.can(trouble);
    }

    @Override
    public void begin(Trouble trouble) {
      cable.begin(trouble);
    }

    @Override
    public void end() {
      cable.end();
    }

    @Override
    public Duration shortDeadline() {
      return Duration.ofMillis(120);
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
