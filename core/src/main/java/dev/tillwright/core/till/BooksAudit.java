package dev.tillwright.core.till;

import dev.tillwright.core.access.AccessControl;
import dev.tillwright.core.access.AccessDecision;
import dev.tillwright.core.access.AccessSettings;
import dev.tillwright.core.access.AuditRules;
import dev.tillwright.core.access.LockOut;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.access.Weakness;
import dev.tillwright.core.access.Weakness.What;
import dev.tillwright.core.backup.BackupBook;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.settings.InForce;
import dev.tillwright.core.settings.SettingsBook;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The audit of a till that is closed, by what its database alone tells; {@link AuditDesk} of the
 * open till tells more. Versions and settings are those that the till was opened with last.
 *
 * <p><b>Not promised.</b> The books do not tell how far they are shipped, because only the central
 * store knows that (told it, {@link #unshipped} does), nor how old keys are that they never held:
 * see {@link #unknown}.
 *
 * <p><b>Threads.</b> One.
 */
public final class BooksAudit {
  private static final Duration CATCHING_UP = Duration.ofMinutes(1);

  private final Journal journal;

  private BooksAudit(Journal journal) {
    this.journal = journal;
  }

  /**
   * Of a journal that no till has open, which stays the caller's. Follows it as a till does.
   *
   * @throws dev.tillwright.core.TillwrightException when the books cannot be read within a minute
   */
  public static BooksAudit of(Journal journal) {
    journal.follow(new SettingsBook());
    journal.follow(new BackupBook());
    long head = journal.headSeq();
    journal.awaitFollower(SettingsBook.NAME, head, CATCHING_UP);
    journal.awaitFollower(BackupBook.NAME, head, CATCHING_UP);
    return new BooksAudit(journal);
  }

  /**
   * Gives access the times, tries and asking again that the till had, as far as its books tell; a
   * part that they do not tell stays as it is.
   */
  public AccessSettings.Builder asOpened(AccessSettings.Builder access) {
    Map<String, String> had = area("roles");
    try {
      access.session(Duration.parse(word(had, "session")), Duration.parse(word(had, "idle")));
      String[] times = word(had, "lockOut").split(" to ", 2);
      access.lockOut(
          new LockOut(
              Integer.parseInt(word(had, "triesBeforeLockOut")),
              Duration.parse(times[0]),
              Duration.parse(times[times.length - 1])));
      String[] again = word(had, "sensitive").split(" ?within ", 2);
      Set<Permission> sensitive =
          Arrays.stream(again[0].split(" "))
              .filter(it -> !it.isEmpty())
              .map(Permission::valueOf)
              .collect(Collectors.toUnmodifiableSet());
      access.sensitive(sensitive, Duration.parse(again[again.length - 1]));
    } catch (DateTimeException | IllegalArgumentException other) {
      return access; // words of another version
    }
    return access;
  }

  private static String word(Map<String, String> had, String name) {
    return had.getOrDefault(name, "");
  }

  /**
   * What is too old or too weak, as far as the books tell; each with what to do.
   *
   * @param by may {@link Permission#DIAGNOSE}
   * @throws RefusedException when not, which is in the journal
   */
  public List<Weakness> weaknesses(AccessControl access, OperatorSession by, AuditRules rules) {
    if (by.require(Permission.DIAGNOSE) instanceof AccessDecision.Refused refused) {
      throw new RefusedException(refused.refusal().code(), refused.refusal().sentence());
    }
    List<Weakness> found = new ArrayList<>(access.weaknesses(by, rules));
    if (area("checkpoints").getOrDefault("key", "").isEmpty()) {
      found.add(unsigned());
    }
    versions(area("versions"), rules, found);
    return found;
  }

  /**
   * Whether more entries than {@link AuditRules#unshipped} are not at the central store, by what
   * head office says of it.
   *
   * @param mark the newest entry there: {@link
   *     dev.tillwright.core.central.CentralStore#mark(String)}; 0 for none
   */
  public Optional<Weakness> unshipped(long mark, AuditRules rules) {
    if (mark < 0) {
      throw new IllegalArgumentException("an entry has a number from 1");
    }
    long missing = Math.max(0, journal.headSeq() - mark);
    return missing > rules.unshipped() ? Optional.of(unshipped(missing)) : Optional.empty();
  }

  static Weakness unshipped(long entries) {
    return new Weakness(
        What.UNSHIPPED,
        "journal",
        entries + " entries are not at the central store",
        "see to the line, then ship: shipNow");
  }

  /** What the books do not tell, and where it is told; sentences for people. */
  public List<String> unknown() {
    long head = journal.headSeq();
    long kept =
        journal
            .database()
            .read(tx -> BackupBook.newest(journal.terminal(), tx))
            .map(BackupBook.Taken::size)
            .orElse(0L);
    return List.of(
        String.format(
            Locale.ROOT,
            "shipping: the books have %,d entries, %,d of them in a backup; how many are at the"
                + " central store only the store knows: Till.audit of the open till",
            head,
            Math.min(kept, head)),
        "keys: the books hold none: Till.audit of a till that was given access.keys");
  }

  private Map<String, String> area(String name) {
    return journal
        .database()
        .read(tx -> SettingsBook.at(journal.terminal(), name, journal.headSeq(), tx))
        .map(InForce::settings)
        .map(it -> Map.copyOf(it.values()))
        .orElse(Map.of());
  }

  static Weakness unsigned() {
    return new Weakness(
        What.WEAK_SETTING,
        "checkpoints",
        "nobody signs the journal's head",
        "give the builder a signer: checkpoints");
  }

  static void versions(Map<String, String> running, AuditRules rules, List<Weakness> found) {
    rules
        .least()
        .forEach(
            (part, least) -> {
              String is = running.getOrDefault(part, "");
              if (AuditDesk.isOlder(is, least)) {
                found.add(
                    new Weakness(
                        What.OLD_VERSION,
                        part,
                        "runs " + (is.isEmpty() ? "nothing that says its version" : is),
                        "update to " + least + " or later"));
              }
            });
  }
}
