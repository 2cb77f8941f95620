package dev.tillwright.core.reconcile;

import dev.tillwright.core.host.HostTotals;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.reconcile.Difference.Kind;
import dev.tillwright.core.reconcile.MoveQueries.Found;
import dev.tillwright.core.store.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Lays the settlement of a host beside the journal. A line is about the movement of its key; where
 * it has none, of its retrieval reference number; of its trace number, terminal and day; of its
 * card and amount at nearly the same time. Each movement is taken once, the nearest first.
 *
 * <p><b>Guarantee.</b> Nothing is written. The same file and the same journal give the same
 * differences with the same ids.
 *
 * <p>Questions are asked inside {@code database.read(tx -> …)} and see what {@link SettlementBook}
 * has taken in. One use, one thread.
 */
public final class Reconciliation {
  private final MoveQueries moves;
  private final SettlementFile file;
  private final SettlementTerms terms;
  private final Map<String, Settled> byKey = new LinkedHashMap<>();

  /** Movements that some line is about, in whatever currency. */
  private final Set<String> met = new HashSet<>();

  private final Map<String, Settled> byName = new HashMap<>();
  private final Map<String, SettlementTotals> totals = new HashMap<>();
  private final List<Difference> differences = new ArrayList<>();
  private long different;
  private long waiting;
  private long late;

  private Reconciliation(Tx tx, SettlementFile file, SettlementTerms terms) {
    this.moves = new MoveQueries(tx, terms);
    this.file = file;
    this.terms = terms;
  }

  /** Compares. */
  public static Settlement compare(Tx tx, SettlementFile file, SettlementTerms terms) {
    Objects.requireNonNull(file, "file");
    return new Reconciliation(tx, file, Objects.requireNonNull(terms, "terms")).all();
  }

  /**
   * What the journal counts within terms, one a currency that was used: what a host is asked about
   * by {@link dev.tillwright.core.host.Iso8583Host#reconcile}.
   */
  public static List<HostTotals> totals(Tx tx, SettlementTerms terms) {
    Map<String, SettlementTotals> sums = new TreeMap<>();
    new MoveQueries(tx, terms)
        .counted(
            move ->
                sums.compute(
                    move.amount().currency().getCurrencyCode(),
                    (code, before) -> counted(before, move)));
    return sums.values().stream()
        .map(
            it ->
                new HostTotals(
                    it.journalTakes(), it.journalTaken(), it.journalGives(), it.journalGiven()))
        .toList();
  }

  /** What the host says of one movement, over all lines about it. */
  private static final class Settled {
    private final SettlementLine line;
    private final @Nullable JournalMove move;
    private final boolean given;
    private long minor;
    private int times;
    private boolean undone;

    Settled(SettlementLine line, @Nullable JournalMove move) {
      this.line = line;
      this.move = move;
      this.given =
          move == null
              ? line.type() == SettlementLine.Movement.REFUND
              : move.kind() == JournalMove.Kind.REFUND;
    }

    /** It goes the other way, or is a further capture under the name of its authorization. */
    boolean mayBeAnother(SettlementLine next) {
      return MoveQueries.goesAgainst(next, given)
          || next.type() == SettlementLine.Movement.CAPTURE
              && !next.key().isEmpty()
              && move != null
              && !move.key().equals(next.key());
    }

    void add(SettlementLine next) {
      if (next.type() == SettlementLine.Movement.REVERSAL) {
        undone = true;
        boolean one = times > 1 && next.amount().minor() < minor;
        times = one ? times - 1 : 0;
        minor = one ? minor - next.amount().minor() : 0;
      } else {
        times++;
        minor = Math.addExact(minor, next.amount().minor());
      }
    }

    Money host() {
      return Money.ofMinor(minor, line.amount().currency());
    }
  }

  private Settlement all() {
    file.lines().forEach(this::take);
    byKey.values().forEach(this::judge);
    moves.counted(this::expect);
    return new Settlement(
        file.reference(),
        file.isWhole(),
        List.copyOf(totals.values()),
        matched(),
        captures(),
        differences,
        different,
        waiting,
        late);
  }

  private void take(SettlementLine line) {
    String name = name(line);
    Settled known = name.isEmpty() ? null : byName.get(name);
    Settled it = known == null || known.mayBeAnother(line) ? found(line, known) : known;
    if (!name.isEmpty()) {
      byName.putIfAbsent(name, it);
    }
    it.add(line);
  }

  private Settled found(SettlementLine line, @Nullable Settled known) {
    Optional<Found> found = moves.about(line, it -> !met.contains(it.key()));
    JournalMove move = found.map(Found::move).orElse(null);
    if (known != null && move != null && move.kind() == JournalMove.Kind.AUTHORIZATION) {
      return known; // no capture of it is left: the same again
    }
    String key = move == null ? "line " + line.position() : move.key();
    if (move != null) {
      met.add(key);
      // Two currencies have no sum: what is in another than the journal's stands for itself.
      key += sameCurrency(move, line) ? "" : " " + line.amount().currency().getCurrencyCode();
    }
    return byKey.computeIfAbsent(key, any -> new Settled(line, move));
  }

  private static boolean sameCurrency(JournalMove move, SettlementLine line) {
    return move.amount().currency().equals(line.amount().currency());
  }

  /** How the host names it in every line about it; empty when only a card is known. */
  private static String name(SettlementLine line) {
    String name = names(line);
    return name.isEmpty() ? "" : name + " " + line.amount().currency().getCurrencyCode();
  }

  private static String names(SettlementLine line) {
    if (!line.key().isEmpty()) {
      return "key " + line.key();
    } else if (!line.rrn().isEmpty()) {
      return "rrn " + line.terminal() + " " + line.rrn();
    }
    return line.stan().isEmpty() ? "" : "stan " + line.terminal() + " " + line.stan();
  }

  private void judge(Settled it) {
    Money host = it.host();
    if (!host.isZero()) {
      totals.compute(
          host.currency().getCurrencyCode(),
          (code, before) ->
              (before == null ? SettlementTotals.none(host.currency()) : before)
                  .plusHost(it.given, it.times, host));
    }
    JournalMove move = it.move;
    if (move == null) {
      if (!host.isZero()) {
        differ(Kind.EXTRA, it, Money.zero(host.currency()));
      }
      return;
    }
    Money journal = move.expected();
    late += move.at().isBefore(terms.from()) ? 1 : 0;
    if (!move.amount().currency().equals(host.currency())) {
      differ(Kind.CURRENCY, it, journal);
    } else if (again(move) && it.times > 0 || it.times > 1) {
      differ(Kind.TWICE, it, journal);
    } else if (!host.equals(journal)) {
      differ(kind(move, it), it, journal);
    }
  }

  /** Whether another settlement showed it before. */
  private boolean again(JournalMove move) {
    return !move.settled().isEmpty() && !move.settled().equals(file.reference());
  }

  private static Kind kind(JournalMove move, Settled it) {
    return switch (move.state()) {
      case COUNTED ->
          it.undone && it.minor == 0
              ? Kind.UNDONE
              : move.kind() == JournalMove.Kind.AUTHORIZATION ? Kind.EXTRA : Kind.AMOUNT;
      case OPEN -> Kind.LOST;
      case UNDOING, UNDONE -> Kind.NOT_UNDONE;
      case REFUSED -> Kind.REFUSED;
    };
  }

  private static SettlementTotals counted(@Nullable SettlementTotals before, JournalMove move) {
    SettlementTotals all =
        before == null ? SettlementTotals.none(move.amount().currency()) : before;
    return all.plusJournal(move.kind() == JournalMove.Kind.REFUND, move.amount());
  }

  private void expect(JournalMove move) {
    boolean given = move.kind() == JournalMove.Kind.REFUND;
    totals.compute(
        move.amount().currency().getCurrencyCode(), (code, before) -> counted(before, move));
    if (met.contains(move.key()) || !move.settled().isEmpty()) {
      return;
    }
    if (!move.at().isBefore(terms.to().minus(terms.grace()))) {
      waiting++;
      return;
    }
    Money nothing = Money.zero(move.amount().currency());
    add(
        new Difference(
            Kind.MISSING,
            file.reference(),
            0,
            move.key(),
            move.seq(),
            given ? move.amount().negate() : move.amount(),
            nothing,
            Kind.MISSING.sentence()));
  }

  private void differ(Kind kind, Settled it, Money journal) {
    Money host = it.host();
    JournalMove move = it.move;
    add(
        new Difference(
            kind,
            file.reference(),
            it.line.position(),
            move == null ? "" : move.key(),
            move == null ? 0 : move.seq(),
            it.given ? journal.negate() : journal,
            it.given ? host.negate() : host,
            kind.sentence()));
  }

  private void add(Difference difference) {
    different++;
    if (differences.size() < Settlement.MAX_DIFFERENCES) {
      differences.add(difference);
    }
  }

  /** An attempt is settled when all of it is: each capture, each with its amount. */
  private List<String> matched() {
    Set<String> attempts = new LinkedHashSet<>();
    for (Settled it : byKey.values()) {
      JournalMove move = it.move;
      if (move != null && move.settled().isEmpty()) {
        attempts.add(move.attempt());
      }
    }
    return attempts.stream().filter(this::isWhole).toList();
  }

  private boolean isWhole(String attempt) {
    List<JournalMove> all =
        moves.ofAttempt(attempt).stream()
            .filter(it -> it.state() == JournalMove.State.COUNTED)
            .toList();
    return !all.isEmpty() && all.stream().allMatch(it -> !it.settled().isEmpty() || isSettled(it));
  }

  private List<String> captures() {
    return byKey.values().stream()
        .map(it -> it.move)
        .filter(Objects::nonNull)
        .filter(it -> it.kind() == JournalMove.Kind.CAPTURE && it.settled().isEmpty())
        .filter(it -> it.state() == JournalMove.State.COUNTED && isSettled(it))
        .map(JournalMove::key)
        .distinct()
        .toList();
  }

  private boolean isSettled(JournalMove move) {
    Settled it = byKey.get(move.key());
    return it != null && it.times == 1 && it.host().equals(move.amount());
  }
}
