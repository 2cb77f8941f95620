package dev.tillwright.device.escpos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.SampleReceipts;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PrintOutcome;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.PseudoTerminal;
import dev.tillwright.device.virtual.Paper;
import dev.tillwright.device.virtual.VirtualPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same driver and the same printer, with other cables between them. */
@Timeout(120)
class PrinterOverCablesTest {
  private static final Duration AMPLE = Duration.ofSeconds(40);

  @BeforeEach
  void onLinux() {
    assumeTrue(PseudoTerminal.isSupported(), "skipped: this system gives no pseudo terminals");
  }

  /** Carries bytes between a pseudo terminal and the printer's socket. */
  private static final class Cable implements AutoCloseable {
    final VirtualPrinter printer = VirtualPrinter.builder().pictures(false).start();
    final PseudoTerminal terminal = PseudoTerminal.open();
    private final Socket socket;

    Cable() throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), printer.port());
      socket.setTcpNoDelay(true);
      start(this::there);
      start(this::back);
    }

    private static void start(Runnable work) {
      Thread thread = new Thread(work, "cable");
      thread.setDaemon(true);
      thread.start();
    }

    private void there() {
      ByteBuffer bytes = ByteBuffer.allocate(4_096);
      try {
        while (terminal.device().read(bytes.clear(), Deadline.after(AMPLE)) >= 0) {
          socket.getOutputStream().write(bytes.array(), 0, bytes.position());
        }
      } catch (IOException | DeviceException e) {
        // Pulled.
      }
    }

    private void back() {
      byte[] bytes = new byte[256];
      Connection device = terminal.device();
      try {
        InputStream in = socket.getInputStream();
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
          device.write(ByteBuffer.wrap(bytes, 0, count), Deadline.after(AMPLE));
        }
      } catch (IOException | DeviceException e) {
        // Pulled.
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
      terminal.close();
      printer.close();
    }
  }

  private static EscPosPrinter driver(String address, String profile) {
    DeviceDescriptor descriptor =
        DeviceDescriptor.of("front", DeviceKind.RECEIPT_PRINTER, address)
            .with("profile", profile)
            .with("exclusive", "yes");
    return (EscPosPrinter) new EscPosProvider().create(descriptor);
  }

  private static void wholeReceipt(Cable cable, String address) {
    try (EscPosPrinter printer = driver(address, "epson-tm-t20iii")) {
      PrintOutcome outcome = printer.print("1", SampleReceipts.cornerShop(), AMPLE);
      assertThat(outcome.result()).isEqualTo(PrintResult.PRINTED);
      assertThat(printer.print("2", SampleReceipts.cornerShop(), AMPLE).result())
          .isEqualTo(PrintResult.PRINTED);
      assertThat(printer.serialNumber()).contains("VP000001");
      Paper paper = cable.printer.awaitPaper(2, AMPLE);
      assertThat(paper.complaints()).isEmpty();
      assertThat(paper.text()).contains("Crème brûlée 2 x £2.75");
      assertThat(paper.qrCodes()).containsExactly(SampleReceipts.PROOF);
    }
  }

  @Test
  void aSerialLine_carriesTheReceipt_andItsConfirmation() throws Exception {
    try (Cable cable = new Cable()) {
      wholeReceipt(cable, cable.terminal.address().toString());
    }
  }

  @Test
  void aDeviceFile_carriesTheReceipt_andItsConfirmation() throws Exception {
    try (Cable cable = new Cable()) {
      wholeReceipt(cable, "file:" + cable.terminal.port());
    }
  }

  @Test
  void aStalledSerialPrinter_isUnknown_withinTheDeadline_andFoundOutLater() throws Exception {
    try (Cable cable = new Cable();
        EscPosPrinter printer = driver(cable.terminal.address().toString(), "epson-tm-t20iii")) {
      printer.open(AMPLE);
      cable.printer.stallAfter(200);
      PrintOutcome outcome =
          printer.print("1", SampleReceipts.cornerShop(), Duration.ofMillis(1_500));
      assertThat(outcome.result()).isEqualTo(PrintResult.UNKNOWN);
      assertThat(outcome.fault()).contains(Fault.TIMEOUT);
      cable.printer.recover();
      // What the line and the printer still held is printed; the counter tells what that was.
      PrintResult found =
          printer.resolve("1", AMPLE).map(PrintOutcome::result).orElse(PrintResult.NOT_PRINTED);
      long whole = cable.printer.papers().stream().filter(Paper::cut).count();
      assertThat(found).isEqualTo(whole == 1 ? PrintResult.PRINTED : PrintResult.NOT_PRINTED);
    }
  }

  @Test
  void aPulledSerialCable_isUnknownOrNotPrinted_andThePortIsLost() throws Exception {
    try (Cable cable = new Cable();
        EscPosPrinter printer = driver(cable.terminal.address().toString(), "generic-80")) {
      printer.open(AMPLE);
      cable.terminal.close();
      PrintOutcome outcome = printer.print("1", SampleReceipts.cornerShop(), AMPLE);
      assertThat(outcome.result()).isEqualTo(PrintResult.NOT_PRINTED);
      assertThat(outcome.fault()).isPresent();
    }
  }
}
