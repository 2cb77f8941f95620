package dev.tillwright.examples;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.examples.award.AwardCommand;
import dev.tillwright.examples.award.SimulateCommand;
import dev.tillwright.examples.conformance.Conformance;
import dev.tillwright.examples.day.ShopDay;
import dev.tillwright.examples.day.ShopDayWorker;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The launcher: one sub-command for each thing to see or to check. */
@Command(
    name = "tillwright",
    description = "A shop's days through a till, and the tools to check them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ShopDay.class,
      VerifyJournal.class,
      VerifyEvidence.class,
      Conformance.class,
      ScanPan.class,
      Wallets.class,
      AwardCommand.class,
      SimulateCommand.class,
      RiskCommand.class,
      AuditCommand.class,
      ShopDayWorker.class
    })
public final class Main {
  /** What failed is the environment or the input: one line says which. */
  public static final int FAILED = 1;

  /** Kept for a journal that was changed. */
  public static final int TAMPERED = 2;

  /** Kept for card numbers where none should be. */
  public static final int FOUND = 2;

  /** The command line itself is wrong (EX_USAGE of sysexits.h). */
  public static final int USAGE = 64;

  private Main() {}

  /** Runs one sub-command and exits with its code. */
  public static void main(String[] arguments) {
    int code = run(arguments);
    System.out.flush();
    if (code != ExitCode.OK) {
      System.exit(code);
    }
  }

  /** Runs one sub-command and answers its exit code. */
  public static int run(String... arguments) {
    CommandLine line = new CommandLine(new Main());
    line.setParameterExceptionHandler(
        (wrong, given) -> {
          System.err.println("error: " + wrong.getMessage());
          System.err.println(
              "see: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
          return USAGE;
        });
    line.setExecutionExceptionHandler(
        (failure, command, result) -> {
          System.err.println("error: " + oneLine(failure));
          return FAILED;
        });
    if (arguments.length == 0) {
      line.usage(System.out);
      return USAGE;
    }
    return line.execute(arguments);
  }

  private static String oneLine(Exception failure) {
    if (failure instanceof TillwrightException || failure instanceof ExampleException) {
      return String.valueOf(failure.getMessage()).lines().findFirst().orElse("failed");
    }
    // Not foreseen: its own text may be anything, so only its kind and place are told.
    StackTraceElement[] trace = failure.getStackTrace();
    String place = trace.length == 0 ? "" : " at " + trace[0];
    return failure.getClass().getSimpleName() + place;
  }
}
