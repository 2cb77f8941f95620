package dev.tillwright.examples;

import dev.tillwright.core.access.AccessControl;
import dev.tillwright.core.access.AccessSettings;
import dev.tillwright.core.access.AuditRules;
import dev.tillwright.core.access.KeyAges;
import dev.tillwright.core.access.LogOn;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.access.Weakness;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.BooksAudit;
import dev.tillwright.core.till.RefusedException;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.Argon2idHasher;
import dev.tillwright.crypto.key.KeyInventory;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.token.JdbcTokenVault;
import dev.tillwright.crypto.token.TokenVault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks for what is too old or too weak around access to a till that is closed. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Looks for idle operators, weak settings, old versions and a stale revocation list in a"
          + " till's books, each with what to do; the till must be closed. With --keys also for"
          + " keys that are too old or used up, or will be soon; with --shipped for entries that"
          + " are not at the central store.",
      "What the books do not tell is named below that, with who tells it: Till.audit of the open"
          + " till.",
      "Who looks logs on, which is written into the journal.",
      "Exit code 0: nothing found. 3: something. 1: not readable, or not allowed."
    })
public final class AuditCommand implements Callable<Integer> {
  private static final int FOUND = 3;

  @Option(names = "--db", paramLabel = "FILE", required = true, description = "The database.")
  private Path database = Path.of("");

  @Option(names = "--terminal", paramLabel = "NAME", required = true, description = "Whose books.")
  private String terminal = "";

  @Option(
      names = "--operator",
      paramLabel = "ID",
      required = true,
      description = "Who looks; needs DIAGNOSE.")
  private String operator = "";

  @Option(
      names = "--secret",
      interactive = true,
      arity = "0..1",
      description = "Asked for when no value is given; nothing for an operator without one.")
  private char[] secret = {};

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "The key file, such as OUT/vault/keys, to look at the keys' ages too.")
  private @Nullable Path keyFile;

  @Option(
      names = "--passphrase",
      interactive = true,
      arity = "0..1",
      description = "Of the key file; asked for when no value is given.")
  private char[] passphrase = {};

  @Option(
      names = "--vault",
      paramLabel = "FILE",
      description = "The card vault beside it, which counts what the key has sealed.")
  private @Nullable Path vault;

  @Option(
      names = "--shipped",
      paramLabel = "SEQ",
      description = "The newest entry at the central store, as head office knows it; 0 for none.")
  private @Nullable Long shipped;

  @Option(
      names = "--least",
      paramLabel = "PART=VERSION",
      description = "The oldest version that is still good, of tillwright or java.")
  private Map<String, String> least = Map.of();

  @Override
  public Integer call() {
    try {
      return look();
    } finally {
      Arrays.fill(secret, '\0');
      Arrays.fill(passphrase, '\0');
    }
  }

  private int look() {
    there("database", database);
    Clock clock = Clock.systemUTC();
    try (Database books = Database.sqlite(database);
        Journal journal = Journal.open(books, terminal, clock);
        KeyFiles keys = KeyFiles.open(keyFile, passphrase, vault)) {
      BooksAudit audit = BooksAudit.of(journal);
      AccessSettings.Builder settings = AccessSettings.builder(new Argon2idHasher(), clock);
      AccessControl access =
          AccessControl.open(books, journal, audit.asOpened(settings).keys(keys.ages()).build());
      LogOn logOn = access.logOn(operator, secret);
      if (logOn instanceof LogOn.Refused refused) {
        throw new ExampleException(refused.sentence());
      }
      OperatorSession session = logOn.orThrow();
      List<Weakness> found = audit.weaknesses(access, session, rules());
      Long mark = shipped;
      if (mark != null) {
        audit.unshipped(mark, rules()).ifPresent(found::add);
      }
      found.forEach(System.out::println);
      audit.unknown().stream()
          .filter(it -> keyFile == null || !it.startsWith("keys:"))
          .filter(it -> mark == null || !it.startsWith("shipping:"))
          .forEach(it -> System.out.println("not told by the books: " + it));
      session.logOff();
      return found.isEmpty() ? 0 : FOUND;
    } catch (RefusedException e) {
      throw new ExampleException("this operator may not: " + Permission.DIAGNOSE);
    }
  }

  private AuditRules rules() {
    AuditRules rules = AuditRules.usual();
    for (Map.Entry<String, String> each : least.entrySet()) {
      rules = rules.least(each.getKey(), each.getValue());
    }
    return rules;
  }

  static void there(String what, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ExampleException("there is no " + what + " at " + file);
    }
  }

  /** The key file and its vault, where they were named; nothing is made that is not there. */
  private record KeyFiles(@Nullable SoftwareKeys ring, @Nullable TokenVault vault)
      implements AutoCloseable {
    static KeyFiles open(@Nullable Path file, char[] passphrase, @Nullable Path vault) {
      if (file == null) {
        return new KeyFiles(null, null);
      }
      there("key file", file);
      if (vault != null) {
        there("vault", vault);
      }
      SoftwareKeys ring = SoftwareKeys.open(file, passphrase, Acknowledgement.KEYS_IN_SOFTWARE);
      try {
        return new KeyFiles(ring, vault == null ? null : JdbcTokenVault.sqlite(vault));
      } catch (RuntimeException e) {
        ring.close();
        throw e;
      }
    }

    KeyAges ages() {
      if (ring == null) {
        return KeyAges.none();
      }
      TokenVault counts = vault;
      return KeyInventory.of(ring, counts == null ? id -> 0 : counts::messages);
    }

    @Override
    public void close() {
      if (vault != null) {
        vault.close();
      }
      if (ring != null) {
        ring.close();
      }
    }
  }
}
