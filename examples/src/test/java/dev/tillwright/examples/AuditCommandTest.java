package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Till;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.Argon2idHasher;
import dev.tillwright.crypto.key.KeyPurpose;
import dev.tillwright.crypto.key.KeyRing;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.token.JdbcTokenVault;
import dev.tillwright.crypto.token.TokenVault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
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
    try (Till till = till(file)) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), pin());
      var ann = till.logOn("ann", pin()).orThrow();
      till.access().enrol(ann, new Operator("bob", "Bob", "cashier"), pin());
    }

    String said = run(3, "--db", file.toString(), "--operator", "ann", "--secret", "4711");
    assertThat(said)
        .contains("IDLE_OPERATOR bob: was never seen; retire")
        .contains("WEAK_SETTING ann: manages operators without a one-time code")
        .contains("WEAK_SETTING checkpoints: nobody signs")
        .containsPattern("not told by the books: shipping: the books have [1-9]\\d* entries, 0 of")
        .contains("not told by the books: keys:")
        .doesNotContain("OLD_VERSION");
    assertThat(
            run(
                3,
                "--db",
                file.toString(),
                "--operator",
                "ann",
                "--secret",
                "4711",
                "--least",
                "tillwright=999.1"))
        .contains("OLD_VERSION tillwright: runs ")
        .contains("update to 999.1 or later");
    assertThat(
            run(
                3,
                "--db",
                file.toString(),
                "--operator",
                "ann",
                "--secret",
                "4711",
                "--shipped",
                "0"))
        .doesNotContain("not told by the books: shipping", "UNSHIPPED"); // a few may wait
    run(1, "--db", file.toString(), "--operator", "bob", "--secret", "4711");
    run(1, "--db", file.toString(), "--operator", "ann", "--secret", "wrong");
    run(1, "--db", folder.resolve("none.db").toString(), "--operator", "ann");
  }

  @Test
  void keyFile_isLookedAtToo_withWhatItsVaultCounted() {
    Path file = folder.resolve("till.db");
    Path ringFile = folder.resolve("keys");
    Path vaultFile = folder.resolve("vault.db");
    Clock lastYear =
        Clock.fixed(Clock.systemUTC().instant().minus(Duration.ofDays(350)), ZoneOffset.UTC);
    String passphrase = "a passphrase for a test";
    String seal;
    try (Till till = till(file);
        SoftwareKeys ring =
            SoftwareKeys.open(
                ringFile,
                passphrase.toCharArray(),
                Acknowledgement.KEYS_IN_SOFTWARE,
                lastYear,
                new SecureRandom());
        TokenVault vault = JdbcTokenVault.sqlite(vaultFile)) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), pin());
      seal = ring.current(KeyPurpose.SEAL).value();
      vault.countMessages(seal, KeyRing.MAX_MESSAGES, KeyRing.MAX_MESSAGES);
    }
    String[] look = {
      "--db",
      file.toString(),
      "--operator",
      "ann",
      "--secret",
      "4711",
      "--keys",
      ringFile.toString(),
      "--passphrase",
      passphrase
    };
    assertThat(run(3, look))
        .contains("KEY_SOON_STALE " + seal + ": sealing uses a key since ")
        .contains("rotate it (SoftwareKeys.rotateSeal)")
        .contains("KEY_SOON_STALE fingerprint-")
        .doesNotContain("KEY_USED_UP", "not told by the books: keys");
    String[] with = Arrays.copyOf(look, look.length + 2);
    with[look.length] = "--vault";
    with[look.length + 1] = vaultFile.toString();
    assertThat(run(3, with)).contains("KEY_USED_UP " + seal + ": sealing 2,147,483,648 of ");
    with[look.length + 1] = folder.resolve("no-vault").toString();
    run(1, with);
    assertThat(folder.resolve("no-vault")).doesNotExist();
  }

  private static Till till(Path file) {
    return Till.builder("till-01")
        .database(Database.sqlite(file))
        .merchant(Merchant.named("Test shop"))
        .currency(Currency.getInstance("GBP"))
        .secrets(new Argon2idHasher())
        .background(false)
        .open();
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
