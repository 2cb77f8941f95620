package dev.tillwright.examples;

import dev.tillwright.crypto.scan.FileFinding;
import dev.tillwright.crypto.scan.FileScan;
import dev.tillwright.crypto.scan.PanMasker;
import dev.tillwright.crypto.scan.PanScanner;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks for card numbers in files; shows where, and the last four digits. */
@Command(
    name = "scan-pan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Looks for card numbers in a file, or in all files below a folder; changes nothing.",
      "A line a finding: file, offset in bytes, form, brand, masked number.",
      "Names of files and folders are looked at, too, and shown masked.",
      "Exit code 0: none was found and all was read. 2: some were found.",
      "1: none was found, but something could not be read."
    })
public final class ScanPan implements Callable<Integer> {
  /** Findings that are shown; all are counted. */
  private static final int MAX_SHOWN = 1_000;

  @Parameters(paramLabel = "PATH", description = "A file or a folder.")
  private Path path = Path.of("");

  @Option(
      names = "--shortest",
      paramLabel = "DIGITS",
      description = "The shortest number looked for, 13 to 16 (default: ${DEFAULT-VALUE}).")
  private int shortest = 13;

  private long told;

  @Override
  public Integer call() {
    if (shortest < 13 || shortest > 16) {
      throw new ExampleException("--shortest takes 13 to 16");
    }
    FileScan scan = FileScan.of(path, PanScanner.from(shortest), this::tell);
    if (scan.found() > told) {
      System.out.printf(Locale.ROOT, "%,d more are not shown%n", scan.found() - told);
    }
    PanMasker masker = new PanMasker(PanScanner.standard());
    scan.unread()
        .forEach(file -> System.out.println("could not be read: " + masker.mask(file.toString())));
    System.out.printf(
        Locale.ROOT,
        "%,d files, %,d bytes: %,d card numbers%n",
        scan.files(),
        scan.bytes(),
        scan.found());
    if (scan.found() > 0) {
      return Main.FOUND;
    }
    return scan.unread().isEmpty() ? 0 : Main.FAILED;
  }

  private void tell(FileFinding finding) {
    if (told < MAX_SHOWN) {
      told++;
      System.out.printf(
          Locale.ROOT,
          "%s: %s%d: %s %s %s%n",
          finding.shown(),
          finding.inName() ? "in its name, " : "",
          finding.match().offset(),
          finding.match().form().name().toLowerCase(Locale.ROOT),
          finding.match().brand(),
          finding.match().masked());
    }
  }
}
