package dev.tillwright.core.journal;

import static dev.tillwright.core.journal.Journals.sql;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format on paper and its Python reader against the code. */
class JournalFormatTest {
  private static final Path DOCS = Path.of("..", "docs");

  @TempDir Path dir;

  @Test
  void exampleOnPaper_isWhatTheCodeComputes() throws IOException {
    String page = Files.readString(DOCS.resolve("journal-format.md"));
    String computed =
        new EntryHash()
            .of(
                "till-01",
                1,
                1,
                "2010-12-01T08:26:00.000Z",
                "sale.completed",
                "{\"total\":1530}",
                "0".repeat(64));
    assertThat(page).contains(computed);
  }

  @Test
  void pythonVerifier_agreesWithOurs() throws Exception {
    Path file = dir.resolve("till 1 %41?.db");
    Path plain = dir.resolve("plain.db");
    Journals.write(plain, "till-01", 3, 0, 4);
    Journals.write(plain, "till-02", 2);
    Files.copy(plain, file);
    agree(file, 0);
    String[] tamperings = {
      "update journal set payload = '{}' where terminal = 'till-01' and seq = 5",
      "update journal set payload = cast(payload as blob) where seq = 2",
      "update journal set epoch = 8 where seq = 2",
      "update journal set epoch = 0 where seq = 6",
      "update journal set epoch = 1 where seq = 6",
      "update journal set terminal = 'till-03' where terminal = 'till-02'",
      "update journal set terminal = cast(x'746966ff' as text) where seq = 3",
      "delete from journal where seq = 1",
      "delete from journal where seq = 7",
      "delete from journal_writer where terminal = 'till-02'",
      "update journal_writer set hash = 'x'",
      "update journal set seq = 0 where seq = 1",
      "drop table journal",
      "drop table journal_writer"
    };
    for (String tampering : tamperings) {
      Path bad = dir.resolve("bad.db");
      Files.deleteIfExists(bad);
      Files.copy(plain, bad);
      sql(bad, tampering);
      agree(bad, 2);
    }
    Files.writeString(file, "no database at all, but long enough to look like one".repeat(20));
    agree(file, 2);
  }

  private void agree(Path file, int code) throws IOException, InterruptedException {
    Path output = dir.resolve("output");
    Process python;
    try {
      python =
          new ProcessBuilder(
                  "python3", DOCS.resolve("verify_journal.py").toString(), file.toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      System.out.println("skipped: python3 is not here, so docs/verify_journal.py was not run");
      assumeTrue(false, "python3 is not here");
      return;
    }
    assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(output, StandardCharsets.UTF_8))
        .isEqualTo(lines(JournalVerifier.verify(file, Optional.empty())));
    assertThat(python.exitValue()).isEqualTo(code);
  }

  private static String lines(Verification result) {
    StringBuilder lines = new StringBuilder();
    for (Verification.Chain chain : result.chains()) {
      lines.append(
          chain
              .fault()
              .map(f -> bad(f, chain.entries()))
              .orElseGet(
                  () ->
                      "OK %s entries=%d seq=%d hash=%s\n"
                          .formatted(
                              chain.terminal(),
                              chain.entries(),
                              chain.headSeq(),
                              chain.headHash())));
    }
    result.unreadable().ifPresent(fault -> lines.append(bad(fault, 0)));
    return lines.toString();
  }

  private static String bad(JournalFault fault, long entries) {
    return "BAD %s entries=%d what=%s seq=%d\n"
        .formatted(fault.terminal(), entries, fault.what(), fault.seq());
  }
}
