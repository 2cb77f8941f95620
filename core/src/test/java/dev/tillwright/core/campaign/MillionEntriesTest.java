package dev.tillwright.core.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.ChildJvm;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million entries, each fifth a finished sale: signed, verified, folded and reported in a heap of
 * 256 MB, in time that grows as the entries do. The short form does a few with the same code.
 */
class MillionEntriesTest {
  private static final int MILLION = Integer.getInteger("campaign.entries", 1_000_000);

  @TempDir Path dir;

  @Test
  void aThousand_areSignedVerifiedFoldedAndReported() throws Exception {
    run(1_000);
  }

  @Test
  @Tag("campaign-million")
  void aMillion_inAQuarterOfAGigabyte_andFourTimesTheTimeOfAQuarter() throws Exception {
    Map<String, Long> quarter = run(MILLION / 4);
    Map<String, Long> whole = run(MILLION);
    System.out.println("nanoseconds an entry, " + MILLION / 4 + " entries: " + quarter);
    System.out.println("nanoseconds an entry, " + MILLION + " entries: " + whole);
    // Time that grows with the square of the entries would be four times as much for each.
    for (String what : List.of("sign", "verify", "fold", "rebuild")) {
      assertThat(whole.get(what)).as(what).isLessThan(3 * quarter.get(what));
    }
  }

  private Map<String, Long> run(int entries) throws Exception {
    Path file = dir.resolve("till.db");
    Process child =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-cp",
                ChildJvm.classPath(),
                MillionChild.class.getName(),
                file.toString(),
                Integer.toString(entries))
            .redirectErrorStream(true)
            .start();
    Map<String, Long> said = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(entries + " entries: " + line);
        String[] parts = line.split(" ");
        if (parts.length == 2 && parts[1].matches("[0-9]+")) {
          said.put(parts[0], Long.parseLong(parts[1]));
        }
      }
    }
    assertThat(child.waitFor()).isZero();
    assertThat(said).containsKeys("sign", "verify", "fold", "rebuild", "report", "heap");
    for (String end : List.of("", "-wal", "-shm", ".lock")) {
      Files.deleteIfExists(dir.resolve("till.db" + end));
    }
    return said;
  }
}
