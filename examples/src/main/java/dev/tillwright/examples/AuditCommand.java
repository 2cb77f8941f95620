package dev.tillwright.examples;

import dev.tillwright.core.access.AccessControl;
import dev.tillwright.core.access.AccessSettings;
import dev.tillwright.core.access.AuditRules;
import dev.tillwright.core.access.LogOn;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.access.Weakness;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks for what is too old or too weak around access to a till that is closed. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Looks for idle operators, weak settings and a stale revocation list in a till's books, each"
          + " with what to do; the till must be closed. Ages of keys, entries that are not shipped"
          + " and old versions are known to the open till only: Till.audit.",
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

  @Override
  public Integer call() {
    if (!Files.isRegularFile(database)) {
      throw new ExampleException("there is no database at " + database);
    }
    Clock clock = Clock.systemUTC();
    try (Database books = Database.sqlite(database);
        Journal journal = Journal.open(books, terminal, clock)) {
      AccessControl access =
          AccessControl.open(books, journal, AccessSettings.standard(new Argon2idHasher(), clock));
      LogOn logOn = access.logOn(operator, secret);
      if (logOn instanceof LogOn.Refused refused) {
        throw new ExampleException(refused.sentence());
      }
      var session = logOn.orThrow();
      if (!session.require(Permission.DIAGNOSE).isAllowed()) {
        throw new ExampleException("this operator may not: DIAGNOSE");
      }
      List<Weakness> found = access.weaknesses(session, AuditRules.usual());
      found.forEach(System.out::println);
      session.logOff();
      return found.isEmpty() ? 0 : FOUND;
    }
  }
}
