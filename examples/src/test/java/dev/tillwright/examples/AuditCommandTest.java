package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Till;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The audit from the command line, over the books of a till that is closed. */
class AuditCommandTest {
  @TempDir Path folder;

  @Test
  void audit_namesWhatIsWeak_andTellsNobodyWhoMayNot() {
    Path file = folder.resolve("till.db");
    try (Till till =
        Till.builder("till-01")
            .database(Database.sqlite(file))
            .merchant(Merchant.named("Test shop"))
            .currency(Currency.getInstance("GBP"))
            .secrets(new Argon2idHasher())
            .background(false)
            .open()) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), pin());
      var ann = till.logOn("ann", pin()).orThrow();
      till.access().enrol(ann, new Operator("bob", "Bob", "cashier"), pin());
    }

    String said = run(3, "--db", file.toString(), "--operator", "ann", "--secret", "4711");
    assertThat(said)
        .contains("IDLE_OPERATOR bob: was never seen; retire")
        .contains("WEAK_SETTING ann: manages operators without a one-time code");
    run(1, "--db", file.toString(), "--operator", "bob", "--secret", "4711");
    run(1, "--db", file.toString(), "--operator", "ann", "--secret", "wrong");
    run(1, "--db", folder.resolve("none.db").toString(), "--operator", "ann");
  }

  private static char[] pin() {
    return "4711".toCharArray();
  }

  private static String run(int code, String... arguments) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      CommandLine line =
          new CommandLine(new AuditCommand())
              .setExecutionExceptionHandler((e, command, parsed) -> Main.FAILED);
      String[] all = new String[arguments.length + 2];
      System.arraycopy(arguments, 0, all, 2, arguments.length);
      all[0] = "--terminal";
      all[1] = "till-01";
      assertThat(line.execute(all)).isEqualTo(code);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
