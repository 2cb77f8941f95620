package dev.tillwright.device.virtual;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A receipt printer without hardware: it listens on a loopback port, reads ESC/POS, answers
 * questions about its paper, and keeps what it printed. Faults come when told to.
 *
 * <pre>{@code
 * try (VirtualPrinter printer = VirtualPrinter.start();
 *     PrinterSink sink = Devices.escposTcp("127.0.0.1", printer.port())) {
 *   sink.print("sale-1", document, Duration.ofSeconds(5));
 *   printer.papers().get(0).writeTo(Path.of("receipt.png"));
 * }
 * }</pre>
 *
 * <p>Defaults: any free port, 80 mm paper of 48 columns and 576 dots, double-width characters in
 * GB18030, pictures with the machine's fonts at two pixels a dot, the newest 1,000 papers kept.
 *
 * <p>It has one mechanism: connections are served one after the other, a new one once nothing of
 * those before it is left; each prints on a paper of its own.
 *
 * <p><b>Threads.</b> Any.
 */
public final class VirtualPrinter implements AutoCloseable {
  private final Builder settings;
  private final Inks inks;
  private final Firmware firmware;
  private final PrinterFaults faults;
  private final Press press = new Press();
  private final WireTranscript transcript = new WireTranscript();
  private final List<Paper> papers = new ArrayList<>();
  private final LoopbackServer server;
  private long printed;

  private VirtualPrinter(Builder b) {
    settings = b;
    firmware = new Firmware(b.serial);
    faults = new PrinterFaults(firmware);
    inks = new Inks(b.pictures, b.font, b.scale);
    if (b.font.isPresent()) {
      // A font that was asked for and cannot be read is an error now, not on the first receipt.
      PaperPicture.whyNot(inks).ifPresent(VirtualPrinter::badFont);
    }
    server = LoopbackServer.start("virtual printer", b.port, this::serve);
  }

  private static void badFont(String why) {
    throw DeviceException.of(Fault.CONFIGURATION, Phase.PREPARE, why);
  }

  /** A printer with the defaults. */
  public static VirtualPrinter start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  private void serve(Socket socket) throws IOException {
    PrintHead head = new PrintHead(settings.dots);
    Press.Line line = press.enter();
    WireInput in = null;
    try {
      in = new WireInput(socket, faults, transcript, line, head::atLineStart);
      firmware.joined(in);
      WireText text = new WireText(settings.wideCharset, settings.wakesWide, settings.codePages);
      new WireParser(in, line, faults, head, text, firmware, events(head)).run();
    } finally {
      if (!head.blank()) {
        keep(head, false);
      }
      if (in != null) {
        firmware.left(in);
      }
      line.leave();
    }
  }

  private WireParser.Events events(PrintHead head) {
    return new WireParser.Events() {
      @Override
      public void cut() {
        firmware.cut();
        faults.cut();
        keep(head, true);
      }

      @Override
      public void drawerPulse() {
        firmware.pulse();
        changed();
      }

      @Override
      public void changed() {
        tell();
      }
    };
  }

  /** Tells the hosts that want it how the printer is now. */
  private void tell() {
    firmware.hosts().forEach(WireInput::push);
  }

  private synchronized void keep(PrintHead head, boolean cut) {
    papers.add(head.tear(++printed, cut, settings.columns, inks));
    if (papers.size() > settings.keep) {
      papers.remove(0);
    }
    notifyAll();
  }

  public int port() {
    return server.port();
  }

  /** As a descriptor takes it: {@code tcp://127.0.0.1:port}. */
  public URI address() {
    return server.address();
  }

  /** The papers kept, the oldest first. */
  public synchronized List<Paper> papers() {
    return List.copyOf(papers);
  }

  /**
   * The paper of this number, counted from 1, as soon as it is there.
   *
   * @throws DeviceException {@link Fault#TIMEOUT} when it is not there in time, or no longer kept
   */
  public synchronized Paper awaitPaper(long number, Duration limit) {
    Deadline deadline = Deadline.after(limit);
    while (printed < number && !deadline.passed()) {
      try {
        wait(deadline.waitMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return papers.stream()
        .filter(paper -> paper.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                DeviceException.of(Fault.TIMEOUT, Phase.READ, "paper " + number + " is not here"));
  }

  /**
   * Waits until nothing that came in is left to print.
   *
   * @return false when something still was
   */
  public boolean awaitIdle(Duration limit) {
    return press.awaitQuiet(Deadline.after(limit));
  }

  /** How many pulses the drawer got. */
  public int drawerPulses() {
    return firmware.pulses();
  }

  /** Whether the drawer stands open; a pulse opens it, unless it jams. */
  public boolean drawerOpen() {
    return firmware.drawerOpen();
  }

  /** Pushes the drawer shut, or pulls it open by its key. */
  public void drawer(boolean open) {
    firmware.drawer(open);
    tell();
  }

  /** Lets the drawer ignore pulses. */
  public void drawerJams(boolean on) {
    firmware.drawerJams(on);
  }

  /** The newest bytes that came in, at most 262,144. */
  public byte[] received() {
    return transcript.toArray();
  }

  /** Why pictures cannot be drawn here; empty when they can. */
  public Optional<String> whyNoPictures() {
    return inks.pictures()
        ? PaperPicture.whyNot(inks)
        : Optional.of("pictures are switched off for this printer");
  }

  /** Reads no more after so many more bytes, until {@link #recover}. */
  public void stallAfter(long bytes) {
    faults.stallAfter(bytes);
  }

  /** Hangs up after so many more bytes, once. */
  public void dropAfter(long bytes) {
    faults.dropAfter(bytes);
  }

  /** Is out of paper after so many more lines, until {@link #recover} brings a new roll. */
  public void paperOutAfter(int lines) {
    faults.paperOutAfter(lines);
    tell();
  }

  /** Says that the roll is near its end. */
  public void paperLow(boolean on) {
    faults.paperLow(on);
    tell();
  }

  /** Opens or closes the cover; open, it prints nothing and says so. */
  public void coverOpen(boolean open) {
    faults.coverOpen(open);
    tell();
  }

  /** Lets every answer come later by so much. */
  public void answerLate(Duration by) {
    faults.answerLate(by);
  }

  /** Answers no question any more once it has cut: the receipt is there, and nobody hears of it. */
  public void silentAfterCut(boolean on) {
    faults.silentAfterCut(on);
  }

  /** Answers no question. */
  public void silent(boolean on) {
    faults.silent(on);
  }

  /** Jams or frees the knife; jammed, the printer does nothing more and says so. */
  public void cutterJam(boolean on) {
    faults.cutterJam(on);
    tell();
  }

  /** Sends the first half of answers that are longer than a byte. */
  public void halfAnswers(boolean on) {
    firmware.halfAnswers(on);
  }

  /**
   * Unplugs this printer and plugs in another one at the same address.
   *
   * @param serial its serial number, 1 to 30 characters of ASCII
   * @param cuts how often it has cut paper before
   */
  public void replugAs(String serial, long cuts) {
    firmware.becomes(serial, cuts);
    server.dropAll();
  }

  /** As {@link #replugAs}, at the next time that {@link #dropAfter} hangs up. */
  public void replugOnDropAs(String serial, long cuts) {
    faults.onDrop(() -> replugAs(serial, cuts));
  }

  /** Hangs up on everybody now. */
  public void unplug() {
    server.dropAll();
  }

  /** Ends all faults; what was held back is printed. */
  public void recover() {
    faults.recover();
    firmware.halfAnswers(false);
    firmware.drawerJams(false);
    tell();
  }

  @Override
  public void close() {
    faults.close();
    server.close();
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private int port;
    private int columns = 48;
    private int dots = 576;
    private Charset wideCharset = Charset.forName("GB18030");
    private boolean wakesWide;
    private boolean pictures = true;
    private Optional<Path> font = Optional.empty();
    private int scale = 2;
    private int keep = 1_000;
    private String serial = "VP000001";
    private final Map<Integer, String> codePages = new HashMap<>();

    private Builder() {}

    /** A port to listen on; 0 for any free one. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /** Columns of text and printable dots; 12 dots a column. */
    public Builder paper(int newColumns, int newDots) {
      if (newColumns < 16 || newDots < newColumns * PrintHead.CELL_WIDTH || newDots > 2_048) {
        throw new IllegalArgumentException("16 columns or more, of 12 dots each, at most 2,048");
      }
      columns = newColumns;
      dots = newDots;
      return this;
    }

    /** The double-width character set, GB18030, GBK, Big5, Shift_JIS or EUC-KR. */
    public Builder wideCharset(String charset) {
      wideCharset = Charset.forName(charset);
      return this;
    }

    /** True for models that are in double-width mode after a reset, as Chinese ones are. */
    public Builder wakesWide(boolean yes) {
      wakesWide = yes;
      return this;
    }

    /** A TrueType or OpenType font file to draw with; one of fixed width looks best. */
    public Builder font(Path file) {
      font = Optional.of(file);
      return this;
    }

    /** False writes text only. */
    public Builder pictures(boolean yes) {
      pictures = yes;
      return this;
    }

    /** Pixels of one dot, 1 to 4. */
    public Builder scale(int pixels) {
      if (pixels < 1 || pixels > 4) {
        throw new IllegalArgumentException("1 to 4 pixels a dot");
      }
      scale = pixels;
      return this;
    }

    /** The serial number it tells, 1 to 30 characters of ASCII. */
    public Builder serial(String number) {
      serial = number;
      return this;
    }

    /** One more code page, or another one under this number of {@code ESC t}. */
    public Builder codePage(int number, String charset) {
      codePages.put(number, charset);
      return this;
    }

    /** How many papers are kept, 1 to 100,000. */
    public Builder keep(int count) {
      if (count < 1 || count > 100_000) {
        throw new IllegalArgumentException("1 to 100,000 papers are kept");
      }
      keep = count;
      return this;
    }

    /**
     * Starts listening.
     *
     * @throws DeviceException {@link Fault#CONFIGURATION} when the port is taken or the font cannot
     *     be read
     */
    public VirtualPrinter start() {
      return new VirtualPrinter(this);
    }
  }
}
