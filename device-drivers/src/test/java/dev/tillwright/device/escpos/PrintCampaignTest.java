package dev.tillwright.device.escpos;

import static dev.tillwright.core.receipt.ReceiptDocument.Align.LEFT;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.NORMAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.spi.PrintOutcome;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.Paper;
import dev.tillwright.device.virtual.VirtualPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A till prints receipt after receipt on a printer that stalls, hangs up, runs out of paper, jams,
 * falls silent and is plugged in again as another one. Each receipt is on paper exactly once; what
 * was UNKNOWN is found out by the printer's counters or, where they prove nothing, by a look.
 */
class PrintCampaignTest {
  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(350);
  private static final int ATTEMPTS = 20;

  private final Map<String, Integer> told = new TreeMap<>();
  private final Map<String, Integer> onPaper = new HashMap<>();
  private long harvested;

  @Test
  @Timeout(300)
  void twoHundredJobs_areOnPaperOnceEach() throws Exception {
    run(200, System.nanoTime());
  }

  @Test
  @Timeout(7_200)
  @Tag("campaign-print")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void tenThousandJobs_areOnPaperOnceEach() throws Exception {
    run(10_000, Long.getLong("campaign.seed", System.nanoTime()));
  }

  private void run(int jobs, long seed) throws Exception {
    System.out.printf("print: %d jobs, seed %d%n", jobs, seed);
    Random random = new Random(seed);
    long threads = threads();
    long files = -1;
    long most = 0;
    try (VirtualPrinter peer = VirtualPrinter.builder().pictures(false).keep(100).start();
        EscPosPrinter printer =
            EscPosPrinter.builder("front", TcpTransport.of("127.0.0.1", peer.port()))
                .profile(PrinterProfile.named("epson-tm-t20iii").orElseThrow())
                .exclusive(true)
                .build()) {
      for (int i = 0; i < jobs; i++) {
        String id = String.format("job-%06d", i);
        print(id, receipt(id, random), random, printer, peer);
        if (i == 50) {
          files = files();
        }
        most = Math.max(most, i >= 50 && i % 50 == 0 ? files() : 0);
      }
      assertThat(peer.awaitIdle(AMPLE)).isTrue();
      harvest(peer);
    }
    assertThat(onPaper).as("seed %d", seed).hasSize(jobs);
    assertThat(onPaper.values()).as("seed %d", seed).allMatch(count -> count == 1);
    if (files >= 0) {
      assertThat(most).as("open files, seed %d", seed).isLessThan(files + 20);
    }
    awaitThreads(threads);
    System.out.printf(
        "print: %d jobs (seed %d), each on paper once; %s; open files %d, at most %d%n",
        jobs, seed, told, files, most);
  }

  private static ReceiptDocument receipt(String id, Random random) {
    List<Block> blocks = new ArrayList<>();
    for (int i = random.nextInt(60); i >= 0; i--) {
      blocks.add(new Text("something that was bought, " + i, LEFT, NORMAL));
    }
    // At its end, so that a beginning of a receipt does not count as one.
    blocks.add(new Text("[" + id + "]", LEFT, NORMAL));
    return new ReceiptDocument(blocks);
  }

  private void print(
      String id,
      ReceiptDocument receipt,
      Random random,
      EscPosPrinter printer,
      VirtualPrinter peer) {
    boolean fault = random.nextInt(4) == 0;
    if (fault) {
      begin(random, peer);
    }
    PrintResult result = printer.print(id, receipt, fault ? SHORT : AMPLE).result();
    count("first " + result);
    for (int attempt = 0; result != PrintResult.PRINTED; attempt++) {
      assertThat(attempt).as(id).isLessThan(ATTEMPTS);
      // Somebody comes, brings paper, closes the cover, switches off and on.
      peer.recover();
      if (result == PrintResult.UNKNOWN) {
        result = found(id, printer, peer);
      } else {
        result = printer.print(id, receipt, AMPLE).result();
      }
    }
    if (fault) {
      peer.recover();
    }
    harvest(peer);
  }

  private PrintResult found(String id, EscPosPrinter printer, VirtualPrinter peer) {
    PrintResult result =
        printer.resolve(id, AMPLE).map(PrintOutcome::result).orElse(PrintResult.NOT_PRINTED);
    count("asked " + result);
    if (result == PrintResult.UNKNOWN) {
      assertThat(peer.awaitIdle(AMPLE)).isTrue();
      harvest(peer);
      boolean seen = onPaper.containsKey(id);
      printer.settle(id, seen, AMPLE);
      count(seen ? "seen by a person" : "not seen by a person");
      return seen ? PrintResult.PRINTED : PrintResult.NOT_PRINTED;
    }
    if (result == PrintResult.PRINTED) {
      harvest(peer);
      assertThat(onPaper).as("said to be printed").containsKey(id);
    }
    return result;
  }

  private void begin(Random random, VirtualPrinter peer) {
    int bytes = 1 + random.nextInt(2_500);
    String name =
        switch (random.nextInt(12)) {
          case 0, 1 -> {
            peer.stallAfter(bytes);
            yield "stall";
          }
          case 2, 3, 4 -> {
            peer.dropAfter(bytes);
            yield "hang up";
          }
          case 5, 6 -> {
            peer.paperOutAfter(random.nextInt(70));
            yield "paper out";
          }
          case 7 -> {
            peer.silentAfterCut(true);
            yield "silent after the cut";
          }
          case 8 -> {
            peer.halfAnswers(true);
            yield "half answers";
          }
          case 9 -> {
            peer.cutterJam(true);
            yield "jam";
          }
          case 10 -> {
            peer.dropAfter(bytes);
            peer.replugOnDropAs("VP" + random.nextInt(1_000_000), random.nextInt(1_000));
            yield "another printer";
          }
          default -> {
            peer.answerLate(Duration.ofMillis(random.nextInt(200)));
            yield "late answers";
          }
        };
    count("fault: " + name);
  }

  private void count(String what) {
    told.merge(what, 1, Integer::sum);
  }

  /** Counts the whole receipts that came out since the last look. */
  private void harvest(VirtualPrinter peer) {
    for (Paper paper : peer.papers()) {
      if (paper.number() > harvested) {
        harvested = paper.number();
        assertThat(paper.complaints()).isEmpty();
        String text = paper.text();
        int at = text.indexOf("[job-");
        if (paper.cut() && at >= 0) {
          onPaper.merge(text.substring(at + 1, at + 11), 1, Integer::sum);
        }
      }
    }
  }

  private static long files() throws IOException {
    Path folder = Path.of("/proc/self/fd");
    if (!Files.isDirectory(folder)) {
      return -1;
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                thread.getName().startsWith("device-front")
                    || thread.getName().startsWith("virtual printer"))
        .count();
  }

  private static void awaitThreads(long before) throws InterruptedException {
    long end = System.nanoTime() + AMPLE.toNanos();
    while (threads() > before && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(threads()).as("threads left behind").isLessThanOrEqualTo(before);
  }
}
