package dev.tillwright.examples.award;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.payment.PointsEntries;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.examples.ExampleException;
import dev.tillwright.loyalty.engine.Shopper;
import dev.tillwright.loyalty.ledger.Balance;
import dev.tillwright.loyalty.ledger.Counts;
import dev.tillwright.loyalty.ledger.LedgerEntries;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.ledger.Lot;
import dev.tillwright.loyalty.ledger.Outcome;
import dev.tillwright.loyalty.ledger.PointsLedger;
import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.tier.Tiers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A journal of its own in a folder that is gone afterwards, with the ledger behind it. */
final class LedgerBooks implements AutoCloseable {
  static final String TERMINAL = "till-01";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Database database;
  private final Journal journal;
  private final LedgerQueries ledger;
  private final SetClock clock = new SetClock();
  private final Map<String, Long> offline = new HashMap<>();
  private final Map<String, Held> holds = new HashMap<>();

  private record Held(String member, long points) {}

  LedgerBooks(Program program, List<SalesFile.Opening> openings, Instant first) {
    try {
      folder = Files.createTempDirectory("tillwright-award");
    } catch (IOException e) {
      throw new ExampleException("no folder for temporary files can be made");
    }
    database = Database.sqlite(folder.resolve("books.db"));
    clock.now = first;
    journal = Journal.open(database, TERMINAL, clock);
    journal.follow(new PointsLedger());
    ledger = new LedgerQueries(database);
    append(LedgerEntries.Adopted.of(program).draft());
    for (int i = 0; i < openings.size(); i++) {
      SalesFile.Opening each = openings.get(i);
      append(
          new LedgerEntries.Granted(
                  "opening-" + (i + 1),
                  "",
                  each.member(),
                  "opening balance",
                  List.of(
                      new LedgerEntries.GrantedLot(
                          each.points(),
                          first,
                          each.available() == null ? first : each.available(),
                          each.expires() == null ? Lot.NEVER : each.expires())),
                  Counts.NOTHING)
              .draft());
    }
  }

  void at(Instant instant) {
    clock.now = instant;
  }

  void append(CompletedSale sale) {
    append(sale.toDraft());
  }

  private void append(Draft draft) {
    journal.append(draft, PATIENCE);
    journal.awaitFollowers(PATIENCE);
  }

  /** What a member has now, with all that is due. */
  Balance balance(String member) {
    return ledger.balance(member, clock.now);
  }

  /** What returns took back of a sale so far. */
  long clawedBack(SaleId sale) {
    return ledger.award(sale.toString()).map(award -> award.clawedBack()).orElse(0L);
  }

  /** The member as the file says; the tier it does not name is the one that is held now. */
  Shopper standing(Ticket ticket) {
    Shopper said = Objects.requireNonNull(ticket.member());
    if (!said.tier().isEmpty()) {
      return said;
    }
    Shopper held = new Tiers(ledger).shopper(said.id(), clock.now);
    return new Shopper(
        said.id(), held.tier(), held.next(), said.segments(), said.birthday(), said.zone());
  }

  /** The points of a sale wait for a person, as far as they are there. */
  void underReview(SaleId sale, String member, long points) {
    long there =
        Math.addExact(
            Math.max(0, balance(member).available()), ledger.waiting(sale.toString(), clock.now));
    long taken = Math.min(points, there);
    if (taken > 0) {
      String key = "review-" + sale;
      append(
          new LedgerEntries.Taken(key, "", member, taken, "under review", sale.toString()).draft());
    }
  }

  /** Points are set aside for a sale that is being paid. */
  void held(String hold, SaleId sale, Ticket ticket, long points) {
    if (ticket.member() != null) {
      append(PointsEntries.held(hold, sale, ticket.member().id(), points));
    }
  }

  /** What a terminal burned of a member's points without the ledger. */
  long offline(String terminal, Ticket ticket) {
    return offline.getOrDefault(key(terminal, ticket), 0L);
  }

  void burnedOffline(Ticket ticket, long points) {
    offline.merge(key(ticket.where().terminal(), ticket), points, Math::addExact);
  }

  private static String key(String terminal, Ticket ticket) {
    return terminal + "/" + (ticket.member() == null ? "" : ticket.member().id());
  }

  /** Points are held, captured or let go apart from a sale. */
  Played hold(Ticket ticket, Played played) {
    if (ticket.member() == null) {
      throw ticket.place().wrong("points are held for a member");
    }
    String member = ticket.member().id();
    String hold = ticket.kind() == Ticket.Kind.HOLD ? ticket.id() : ticket.of();
    switch (ticket.kind()) {
      case HOLD -> {
        long before = balance(member).held();
        long points = points(ticket);
        Held known = holds.putIfAbsent(hold, new Held(member, points));
        if (known != null && !known.equals(new Held(member, points))) {
          throw ticket.place().wrong("another hold has this id");
        }
        if (known != null) {
          return played.repeated();
        }
        append(
            PointsEntries.held(hold, new SaleId("hold", 1, journal.headSeq() + 1), member, points));
        return played.held(balance(member).held() >= before + points);
      }
      case CAPTURE -> {
        LedgerEntries.Captured captured =
            new LedgerEntries.Captured("capture-" + journal.headSeq(), hold, points(ticket));
        append(captured.draft());
        return played.held(ledger.outcome(captured).filter(Outcome.DONE::equals).isPresent());
      }
      default -> {
        append(PointsEntries.released(hold));
        return played;
      }
    }
  }

  private static long points(Ticket ticket) {
    if (ticket.points() == null || ticket.points() == 0) {
      throw ticket.place().wrong("the field points is missing");
    }
    return ticket.points();
  }

  @Override
  public void close() {
    journal.close();
    database.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new ExampleException("the folder " + folder + " cannot be removed");
    }
  }

  /** The time of the element that is played. */
  private static final class SetClock extends Clock {
    private volatile Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(now, zone);
    }
  }
}
