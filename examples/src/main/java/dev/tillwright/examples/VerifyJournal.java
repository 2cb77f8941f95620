package dev.tillwright.examples;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.backup.ArchiveFile;
import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Witness;
import dev.tillwright.core.checkpoint.WitnessCheck;
import dev.tillwright.core.checkpoint.WitnessFault;
import dev.tillwright.core.checkpoint.WitnessReport;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.journal.TrainingMark;
import dev.tillwright.core.journal.Verification;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
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
      "Checks every entry of a journal, and what witnesses outside the machine remember of it;"
          + " changes nothing.",
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

  @Option(
      names = "--receipt",
      paramLabel = "PROOF",
      description = {
        "What a receipt says of its place: \"till-01/3/1742 3f2a-91bc-04de-77a1-c0de\", or the text"
            + " of its QR code. As often as wanted."
      })
  private List<String> receipts = new ArrayList<>();

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "A checkpoint that was kept elsewhere, as JSON. As often as wanted.")
  private List<Path> checkpoints = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = {
        "The public key that the till signs with, X.509 in Base64; from the shop's files, not from"
            + " the books. Without one no signature is looked at."
      })
  private List<Path> keys = new ArrayList<>();

  @Option(
      names = "--archive",
      paramLabel = "FILE",
      description = {
        "An archive that old entries' contents were moved to. It is verified alone, too. As often"
            + " as wanted."
      })
  private List<Path> archives = new ArrayList<>();

  private static void tell(Verification.Chain chain) {
    System.out.printf(
        Locale.ROOT,
        "%s: %,d entries, %s up to %,d, head %s%n",
        chain.terminal(),
        chain.entries(),
        chain.fault().isEmpty() ? "whole" : "sound",
        chain.headSeq(),
        chain.headHash());
    if (TrainingMark.isTraining(chain.terminal())) {
      System.out.println(
          chain.terminal() + ": books of TRAINING: nothing in them was sold or paid");
    }
    if (chain.elsewhere() > 0) {
      System.out.printf(
          Locale.ROOT,
          "%s: of %,d entries only the links were looked at: give their archives with --archive%n",
          chain.terminal(),
          chain.elsewhere());
    }
  }

  /** Whether an archive is whole by itself. */
  private static boolean alone(Path archive, CheckpointKeys trusted) {
    try {
      ArchiveFile file = ArchiveFile.verify(archive, trusted);
      System.out.printf(
          Locale.ROOT,
          "%s: the archive of the entries %,d to %,d is whole%n",
          file.terminal(),
          file.first(),
          file.last());
      return true;
    } catch (TillwrightException e) {
      System.out.println(archive + ": " + e.getMessage());
      return false;
    }
  }

  @Override
  public Integer call() {
    List<Witness> witnesses = witnesses();
    CheckpointKeys trusted = trusted();
    try (Database opened = Database.sqliteReadOnly(database)) {
      Verification result = JournalVerifier.verify(opened, Optional.ofNullable(terminal), archives);
      result.chains().forEach(VerifyJournal::tell);
      result.firstFault().ifPresent(fault -> System.out.println(fault.message()));
      boolean ok = result.ok();
      for (Path archive : archives) {
        ok &= alone(archive, trusted);
      }
      for (Verification.Chain chain : result.chains()) {
        WitnessReport report = WitnessCheck.check(opened, chain.terminal(), witnesses, trusted);
        report.faults().stream().map(WitnessFault::message).forEach(System.out::println);
        report.statements().forEach(System.out::println);
        ok &= report.ok();
      }
      return ok ? 0 : Main.TAMPERED;
    }
  }

  private List<Witness> witnesses() {
    List<Witness> witnesses = new ArrayList<>();
    for (String receipt : receipts) {
      witnesses.add(given("--receipt", () -> Witness.Slip.parse(receipt)));
    }
    for (Path file : checkpoints) {
      witnesses.add(
          given(
              "--checkpoint " + file,
              () -> new Witness.Signed(Checkpoint.parse(Files.readString(file)), true)));
    }
    return witnesses;
  }

  private CheckpointKeys trusted() {
    List<PublicKey> trusted = new ArrayList<>();
    for (Path file : keys) {
      trusted.add(given("--key " + file, () -> CheckpointKeys.parse(Files.readString(file))));
    }
    return CheckpointKeys.of(trusted);
  }

  /** What an option gave, or one line about the option. */
  private static <T> T given(String option, Callable<T> reader) {
    try {
      return reader.call();
    } catch (IOException e) {
      throw new ExampleException(option + " cannot be read");
    } catch (Exception e) {
      throw new ExampleException(option + " is not what it should be; see --help");
    }
  }
}
