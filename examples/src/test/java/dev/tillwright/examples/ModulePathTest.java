package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The modules are named and whole: a JVM of its own runs them on the module path. */
class ModulePathTest {
  private static final List<String> NOT_OURS =
      List.of(
          "test-classes", "junit", "assertj", "archunit", "opentest4j", "apiguardian", "surefire");

  @TempDir Path folder;

  @Test
  void theLauncher_runsOnTheModulePath() throws Exception {
    Path books = folder.resolve("till.db");
    try (var database = dev.tillwright.core.store.Database.sqlite(books);
        var journal =
            dev.tillwright.core.journal.Journal.open(database, "till-01", Clock.systemUTC())) {
      assertThat(journal.epoch()).isEqualTo(1);
    }
    String modules =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(part -> NOT_OURS.stream().noneMatch(part::contains))
            .collect(Collectors.joining(File.pathSeparator));
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-p",
                modules,
                "-m",
                "dev.tillwright.examples/" + Main.class.getName(),
                "verify-journal",
                "--db",
                books.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said, StandardCharsets.UTF_8)).isZero();
  }
}
