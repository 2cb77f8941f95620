package dev.tillwright.device.contract;

import dev.tillwright.device.escpos.EscPosPrinter;
import dev.tillwright.device.escpos.PrinterProfile;
import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.PrinterStatus.DrawerSignal;
import dev.tillwright.device.spi.ReceiptPrinter;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.VirtualPrinter;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The printer that tells all it can, and the drawer on its cable, keep their contracts. */
class EpsonContractTest {
  @TestFactory
  Stream<DynamicTest> printer() {
    return OwnDriversTest.tests(DeviceContract.printer(PaperBench::new));
  }

  @TestFactory
  Stream<DynamicTest> drawer() {
    return OwnDriversTest.tests(DeviceContract.drawer(TillBench::new));
  }

  private static EscPosPrinter.Builder printer(TroubledTransport cable) {
    return EscPosPrinter.builder("front", cable)
        .profile(PrinterProfile.named("epson-tm-t20iii").orElseThrow())
        .exclusive(true)
        .drawerSensor(DrawerSignal.HIGH)
        .drawerSettle(Duration.ofMillis(20));
  }

  private static class Cabled {
    final VirtualPrinter printer = VirtualPrinter.builder().pictures(false).start();
    final TroubledTransport cable =
        TroubledTransport.around(TcpTransport.of("127.0.0.1", printer.port()));
  }

  private static final class PaperBench extends Cabled implements PrinterBench {
    @Override
    public ReceiptPrinter device() {
      return EpsonContractTest.printer(cable).build();
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
    public void close() {
      printer.close();
    }
  }

  private static final class TillBench extends Cabled implements DrawerBench {
    @Override
    public CashDrawer device() {
      return EpsonContractTest.printer(cable).buildDrawer();
    }

    @Override
    public void shut() {
      printer.drawer(false);
    }

    @Override
    public OptionalInt pulses() {
      return OptionalInt.of(printer.drawerPulses());
    }

    @Override
    public boolean lock() {
      printer.drawerJams(true);
      return true;
    }

    @Override
    public boolean can(Trouble trouble) {
      return cable.can(trouble);
    }

    @Override
    public void begin(Trouble trouble) {
      cable.begin(trouble);
    }

    @Override
    public void end() {
      cable.end();
      printer.recover();
    }

    @Override
    public void close() {
      printer.close();
    }
  }
}
