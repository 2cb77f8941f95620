package dev.tillwright.examples.award;

import dev.tillwright.examples.ExampleException;
import dev.tillwright.loyalty.program.Program;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a program gives on sales and returns. */
@Command(
    name = "award",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says what a points program gives on sales and returns, and why.",
      "A JSON object a line for each sale or return, in the order of the file; formats in"
          + " docs/points-rules.md.",
      "Exit code 0: all were played. 1: a file is not what it should be; the message names the place."
    })
public final class AwardCommand implements Callable<Integer> {
  @Option(
      names = "--program",
      paramLabel = "FILE",
      required = true,
      description = "The program (JSON).")
  private Path program = Path.of("");

  @Option(
      names = "--sales",
      paramLabel = "FILE",
      required = true,
      description = "Sales and returns (JSON).")
  private Path sales = Path.of("");

  @Option(
      names = "--language",
      paramLabel = "TAG",
      description = "Of the explanations: en, de, zh-Hans (default: ${DEFAULT-VALUE}).")
  private String language = "en";

  @Override
  public Integer call() {
    Program read = Program.read(program);
    SalesFile file = SalesFile.read(sales, read);
    List<Ticket> tickets = file.tickets();
    if (tickets.isEmpty()) {
      throw new ExampleException("sales file " + sales + ": /sales: no sale stands there");
    }
    Instant first = tickets.stream().map(Ticket::at).min(Instant::compareTo).orElseThrow();
    try (LedgerBooks books = new LedgerBooks(read, file.openings(), first)) {
      AwardRun run = new AwardRun(read, Locale.forLanguageTag(language), file, books);
      tickets.forEach(ticket -> run.play(ticket, System.out::println));
    }
    return 0;
  }
}
