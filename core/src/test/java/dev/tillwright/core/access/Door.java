package dev.tillwright.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Sealer;
import dev.tillwright.core.store.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Access over a real journal, that a test opens again. */
final class Door implements AutoCloseable {
  final TestClock clock = new TestClock("2026-11-24T08:00:00Z");
  final PlainHasher hasher = new PlainHasher("v1");
  final KeptSealer sealer = new KeptSealer();
  private final Supplier<Database> store;
  private final UnaryOperator<AccessSettings.Builder> settings;
  private Database database;
  Journal journal;
  AccessControl access;

  Door(Path folder, UnaryOperator<AccessSettings.Builder> settings) {
    this(() -> Database.sqlite(folder.resolve("till.db")), settings);
  }

  Door(Supplier<Database> store, UnaryOperator<AccessSettings.Builder> settings) {
    this.store = store;
    this.settings = settings;
    open();
    access.enrolFirst(new Operator("meg", "Meg", "manager"), pin("meg"));
  }

  private void open() {
    database = store.get();
    journal = Journal.open(database, "till-01", clock);
    access =
        AccessControl.open(
            database, journal, settings.apply(AccessSettings.builder(hasher, clock)).build());
  }

  void restart() {
    close();
    open();
  }

  static char[] pin(String operator) {
    return ("pin-" + operator).toCharArray();
  }

  OperatorSession on(String operator) {
    return access.logOn(operator, pin(operator)).orThrow();
  }

  OperatorSession enrolled(String operator, String role) {
    assertThat(access.enrol(on("meg"), new Operator(operator, operator, role), pin(operator)))
        .isEqualTo(new AccessDecision.Allowed());
    return on(operator);
  }

  static AccessRefusal refusal(LogOn logOn) {
    return logOn.match(
        it -> {
          throw new AssertionError("granted");
        },
        LogOn.Refused::refusal);
  }

  static Optional<AccessRefusal> refusal(AccessDecision decision) {
    return decision.match(Optional::empty, it -> Optional.of(it.refusal()));
  }

  Entry newest() {
    return journal.head().orElseThrow();
  }

  List<Entry> entries(String kind) {
    List<Entry> entries = new ArrayList<>();
    journal.read(
        1,
        Long.MAX_VALUE,
        it -> {
          if (it.kind().equals(kind)) {
            entries.add(it);
          }
        });
    return entries;
  }

  @Override
  public void close() {
    journal.close();
    database.close();
  }

  /** Keeps what it was given, and hands out its number. */
  static final class KeptSealer implements Sealer {
    private final Map<Integer, byte[]> kept = new HashMap<>();
    private final Map<Integer, String> of = new HashMap<>();

    @Override
    public synchronized byte[] seal(Subject subject, byte[] plain, String context) {
      int number = kept.size();
      kept.put(number, plain.clone());
      of.put(number, subject + " " + context);
      return new byte[] {(byte) number};
    }

    @Override
    public synchronized Optional<byte[]> open(Subject subject, byte[] sealed, String context) {
      int number = sealed[0];
      if (!(subject + " " + context).equals(of.get(number))) {
        throw new TillwrightException("seal.refused", false, "it does not belong together");
      }
      return Optional.ofNullable(kept.get(number)).map(byte[]::clone);
    }

    @Override
    public synchronized void shred(Subject subject) {
      throw new UnsupportedOperationException();
    }
  }
}
