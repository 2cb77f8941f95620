package dev.tillwright.examples.conformance;

import dev.tillwright.examples.ExampleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs every vector file of a folder. */
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    description = {
      "Runs folders of test vectors, sub-folders included, and counts the rows of each file.",
      "Exit code 0: every row holds. 1: a row failed or was not understood, or a file is broken."
    })
public final class Conformance implements Callable<Integer> {
  private static final int MAX_FILES = 10_000;
  private static final int MAX_FOLDERS_DEEP = 16;
  private static final int FAILED = 1;

  @Option(
      names = "--vectors",
      paramLabel = "DIR",
      required = true,
      description = "The folder of vector files (JSON).")
  private Path folder = Path.of("");

  @Override
  public Integer call() {
    long passed = 0;
    long failed = 0;
    for (Path path : files()) {
      Report report = run(path);
      passed += report.passed();
      failed += report.failed();
    }
    System.out.printf(Locale.ROOT, "total: %d passed, %d failed%n", passed, failed);
    return failed == 0 ? 0 : FAILED;
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      throw new ExampleException("--vectors " + folder + " is not a folder");
    }
    try (Stream<Path> found = Files.walk(folder, MAX_FOLDERS_DEEP)) {
      List<Path> files = found.filter(Files::isRegularFile).sorted().limit(MAX_FILES + 1).toList();
      if (files.size() > MAX_FILES) {
        throw new ExampleException("--vectors " + folder + " holds more than 10,000 files");
      }
      return files;
    } catch (IOException e) {
      throw new ExampleException("--vectors " + folder + " cannot be read");
    }
  }

  private Report run(Path path) {
    Report report = new Report();
    String name = folder.relativize(path).toString();
    if (!name.toLowerCase(Locale.ROOT).endsWith(".json")) {
      System.out.println(name + ": not a vector file");
      return report;
    }
    try {
      VectorFile file = VectorFile.read(folder, path);
      Optional<VectorKind> kind = Kinds.of(file);
      if (kind.isEmpty()) {
        System.out.println(name + ": " + unknown(file));
        return report;
      }
      kind.get().run(file, report);
    } catch (ExampleException | RowFailure e) {
      report.broken("the file: " + e.getMessage());
    }
    System.out.printf(
        Locale.ROOT, "%s: %d passed, %d failed%n", name, report.passed(), report.failed());
    report.lines().forEach(line -> System.out.println("  " + line));
    return report;
  }

  private static String unknown(VectorFile file) {
    return Kinds.elsewhere(file)
        .map(why -> "not run here: " + why)
        .orElse("not a kind of vectors that is known here");
  }
}
