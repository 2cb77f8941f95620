package dev.tillwright.examples;

import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.journal.Verification;
import dev.tillwright.core.store.Database;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks every entry of a journal, beside a running till or on a copy. */
@Command(
    name = "verify-journal",
    mixinStandardHelpOptions = true,
    description = {
      "Checks every entry of a journal; changes nothing.",
      "Exit code 0: whole. 2: something was changed, and the entry is named. 1: not readable."
    })
public final class VerifyJournal implements Callable<Integer> {
  @Option(
      names = "--db",
      paramLabel = "FILE",
      required = true,
      description = "The database, such as OUT/till.db.")
  private Path database = Path.of("");

  @Option(names = "--terminal", paramLabel = "NAME", description = "Only this terminal's.")
  private @Nullable String terminal;

  private static void tell(Verification.Chain chain) {
    System.out.printf(
        Locale.ROOT,
        "%s: %,d entries, %s up to %,d, head %s%n",
        chain.terminal(),
        chain.entries(),
        chain.fault().isEmpty() ? "whole" : "sound",
        chain.headSeq(),
        chain.headHash());
  }

  @Override
  public Integer call() {
    try (Database opened = Database.sqliteReadOnly(database)) {
      Verification result = JournalVerifier.verify(opened, Optional.ofNullable(terminal));
      result.chains().forEach(VerifyJournal::tell);
      result.firstFault().ifPresent(fault -> System.out.println(fault.message()));
      return result.ok() ? 0 : Main.TAMPERED;
    }
  }
}
