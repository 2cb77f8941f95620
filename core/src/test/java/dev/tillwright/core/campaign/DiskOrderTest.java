package dev.tillwright.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.ChildJvm;
import dev.tillwright.core.host.HostSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The order of the system calls of a payment, as strace sees them: the intent is on the disk before
 * the first byte leaves for the host, and the finished sale before the cashier is shown anything. A
 * kill cannot show this, because what a killed process has written survives it without any sync.
 */
@Tag("campaign-disk")
@EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
class DiskOrderTest {
  private static final String CALLS = "trace=fsync,fdatasync,pwrite64,write,writev,sendto,sendmsg";

  @TempDir Path folder;

  /** One system call: the lines at which it began and had returned. */
  private record Call(String text, int begun, int done) {
    boolean writesToTheLog(String marker) {
      return text.startsWith("pwrite64(") && text.contains("till.db-wal>") && text.contains(marker);
    }

    boolean syncsTheLog() {
      return text.startsWith("f") && text.contains("sync(") && text.contains("till.db-wal>");
    }

    boolean sends(String marker) {
      return text.contains("<TCP") && text.contains(marker);
    }
  }

  @Test
  void intentIsOnTheDiskBeforeAByteLeaves_andTheSaleBeforeItIsShown() throws Exception {
    Assumptions.assumeTrue(straceWorks(), "strace is not here, or may not trace");
    Path trace = folder.resolve("trace");
    run(trace);

    List<Call> calls = calls(Files.readAllLines(trace, StandardCharsets.ISO_8859_1));
    List<Call> shown = calls.stream().filter(it -> it.text().contains("\"shown Approved")).toList();
    assertThat(shown).hasSize(OneSaleChild.SALES);
    for (int sale = 1; sale <= OneSaleChild.SALES; sale++) {
      String key = CampaignTill.TERMINAL + "/1/" + sale;
      Call request = first(calls, it -> it.sends(key) && it.text().contains("0200"), 0);
      assertThat(durable(calls, key)).as("intent %d", sale).isLessThan(request.begun());
      assertThat(durable(calls, "\\\"receipt\\\":" + sale + ","))
          .as("sale %d", sale)
          .isBetween(request.done(), shown.get(sale - 1).begun());
    }
    System.out.println("DiskOrderTest: " + calls.size() + " system calls in order");
  }

  /** The line at which what was first written to the log with this text was on the disk. */
  private static int durable(List<Call> calls, String marker) {
    Call written = first(calls, it -> it.writesToTheLog(marker), 0);
    return first(calls, Call::syncsTheLog, written.done()).done();
  }

  private static Call first(List<Call> calls, Predicate<Call> which, int after) {
    return calls.stream()
        .filter(it -> it.begun() > after && which.test(it))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no such call after line " + after));
  }

  /** A line is {@code pid call}; one that another thread interrupts has its end on a later line. */
  private static List<Call> calls(List<String> lines) {
    Map<String, Call> open = new HashMap<>();
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] parts = lines.get(i).split(" +", 2);
      String pid = parts[0];
      String text = parts[1];
      if (text.endsWith("<unfinished ...>")) {
        open.put(pid, new Call(text, i + 1, Integer.MAX_VALUE));
      } else if (text.startsWith("<... ")) {
        Call begun = open.remove(pid);
        if (begun != null) {
          calls.add(new Call(begun.text(), begun.begun(), i + 1));
        }
      } else {
        calls.add(new Call(text, i + 1, i + 1));
      }
    }
    return calls;
  }

  private void run(Path trace) throws IOException, InterruptedException {
    try (HostSimulator host = HostSimulator.start(0)) {
      List<String> command = new ArrayList<>(List.of("strace", "-f", "-yy", "-s", "5000"));
      command.addAll(List.of("-e", CALLS, "-o", trace.toString()));
      command.addAll(
          List.of(System.getProperty("java.home") + "/bin/java", "-Xmx128m", "-Xint", "-cp"));
      command.addAll(List.of(ChildJvm.classPath(), OneSaleChild.class.getName()));
      command.addAll(List.of(folder.resolve("till.db").toString(), Integer.toString(host.port())));
      Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
      child.getInputStream().readAllBytes();
      assertThat(child.waitFor()).isZero();
      assertThat(host.approvedMinor()).isEqualTo(OneSaleChild.SALES * 1250L);
    }
  }

  private static boolean straceWorks() throws InterruptedException {
    try {
      Process probe =
          new ProcessBuilder("strace", "-f", "-yy", "-o", "/dev/null", "true")
              .redirectErrorStream(true)
              .start();
      return probe.waitFor(20, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
