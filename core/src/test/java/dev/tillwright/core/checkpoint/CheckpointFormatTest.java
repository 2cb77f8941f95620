package dev.tillwright.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree as docs/journal-format.md gives it, computed by the Python reader beside it. */
class CheckpointFormatTest {
  private static final Path SCRIPT = Path.of("..", "docs", "verify_journal.py");

  @TempDir Path dir;

  @Test
  void thePythonReader_computesTheSameTree() throws Exception {
    Path file = dir.resolve("till.db");
    Books.write(file, 75, 25, Books::payload);
    assertThat(python(file)).contains("OK till-01").contains("TREE till-01 checkpoints=3 differ=0");
    // One entry and all hashes after it made anew: the chain is whole, the tree is another.
    Rechain.from(file, 30, "{\"n\":31}");
    assertThat(python(file)).contains("OK till-01").contains("TREE till-01 checkpoints=3 differ=2");
  }

  private String python(Path file) throws IOException, InterruptedException {
    Path output = dir.resolve("output");
    Process python;
    try {
      python =
          new ProcessBuilder("python3", SCRIPT.toString(), file.toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      System.out.println("skipped: python3 is not here, so docs/verify_journal.py was not run");
      assumeTrue(false, "python3 is not here");
      throw e;
    }
    assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output);
  }
}
