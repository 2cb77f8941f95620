package dev.tillwright.examples;

import dev.tillwright.core.journal.JournalCopy;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.journal.Verification;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.risk.dry.DryRun;
import dev.tillwright.core.risk.dry.Labels;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.risk.rule.RuleFinding;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tries risk rules on a journal that stands. */
@Command(
    name = "risk",
    mixinStandardHelpOptions = true,
    description = {
      "Tells what risk rules would have said of each act in a journal; changes nothing.",
      "Exit code 0: told. 2: the journal was changed. 1: not readable."
    })
public final class RiskCommand implements Callable<Integer> {
  private static final long MOST_BYTES = 64L << 20;

  @Option(names = "--rules", paramLabel = "FILE", required = true, description = "The rules.")
  private Path rules = Path.of("");

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      required = true,
      description = "The database, such as OUT/till.db, or an export of its journal.")
  private Path journal = Path.of("");

  @Option(names = "--terminal", paramLabel = "NAME", description = "Only this terminal's.")
  private @Nullable String terminal;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "What is known to be fraud: lines of terminal,seq,kind,case below that header.")
  private @Nullable Path labels;

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "3",
      description = "So many acts are named for each rule, at most 10.")
  private int examples;

  @Override
  public Integer call() {
    RiskRules set = rules();
    for (RuleFinding finding : set.findings()) {
      System.out.println(
          (finding.isError() ? "error " : "note  ")
              + finding.kind()
              + " "
              + finding.part()
              + ": "
              + finding.reason());
    }
    DryRun run = DryRun.of(set, labels == null ? Labels.NONE : Labels.parse(lines(labels)));
    try (Database opened = Database.sqliteReadOnly(journal)) {
      Verification whole = JournalVerifier.verify(opened, Optional.ofNullable(terminal));
      if (!whole.ok()) {
        whole.firstFault().ifPresent(fault -> System.out.println(fault.message()));
        return Main.TAMPERED;
      }
      for (Verification.Chain chain : whole.chains()) {
        JournalCopy entries = new JournalCopy(chain.terminal());
        opened.read(
            tx -> {
              entries.each(tx, run::apply);
              return chain;
            });
      }
    }
    System.out.print(run.report().toText(examples));
    return 0;
  }

  private RiskRules rules() {
    try {
      if (Files.size(rules) > MOST_BYTES) {
        throw new ExampleException("--rules " + rules + " is larger than 64 MiB");
      }
      return RiskRules.parse(Files.readString(rules));
    } catch (IOException e) {
      throw new ExampleException("--rules " + rules + " cannot be read");
    } catch (JsonException e) {
      throw new ExampleException("--rules " + rules + ": " + e.getMessage());
    }
  }

  private static List<String> lines(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new ExampleException("--labels " + file + " is larger than 64 MiB");
      }
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new ExampleException("--labels " + file + " cannot be read");
    }
  }
}
