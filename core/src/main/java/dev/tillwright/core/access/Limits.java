package dev.tillwright.core.access;

import dev.tillwright.core.access.SharedLimits.Own;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.store.KeyedIndex;
import dev.tillwright.core.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Limits before a step-up, counted from the journal: a restart resets nothing, and a limit that is
 * new counts what moved before it. A tender counts with all that it charges, from when it stands on
 * its sale.
 *
 * <p><b>Not promised.</b> Two tenders of one card or member that are asked about at the same
 * moment, on two tickets, do not see each other; nor do two tills. With {@link SharedLimits} both
 * do, except for limits that count a till.
 *
 * <p><b>Cost.</b> A question reads what moved since the last one for the same card or member; each
 * tender comes in once and drops out once. {@value #MAX_WINDOWS} windows are kept, the latest used.
 *
 * <p><b>Threads.</b> Any number; one after the other.
 */
public final class Limits implements TenderCheck {
  /** So many cards and members are remembered between two questions; others are read anew. */
  static final int MAX_WINDOWS = 10_000;

  private final Journal journal;
  private final List<Limit> limits;
  private final SharedLimits shared;
  private final Duration deadline;
  private final ReentrantLock turn = new ReentrantLock();
  private final Map<String, SpentWindow> windows =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SpentWindow> eldest) {
          return size() > MAX_WINDOWS;
        }
      };

  private Limits(Journal journal, List<Limit> limits, SharedLimits shared, Duration deadline) {
    this.journal = journal;
    this.limits = limits;
    this.shared = shared;
    this.deadline = deadline;
  }

  /**
   * The check over a journal that {@link #follower} follows.
   *
   * @param limits with names of their own
   * @param deadline for the shared store, and for the follower
   */
  public static Limits over(
      Journal journal, List<Limit> limits, SharedLimits shared, Duration deadline) {
    if (limits.stream().map(Limit::name).distinct().count() != limits.size()) {
      throw new IllegalArgumentException("two limits have one name");
    }
    return new Limits(journal, List.copyOf(limits), Objects.requireNonNull(shared), deadline);
  }

  /** What counts; named {@code limits}. */
  public static Follower follower() {
    return LimitBook.here();
  }

  /**
   * What counts over all terminals at the central store, for {@link CentralLimits}; named {@code
   * sharedlimits}. Cards and members stand in it as indexes.
   *
   * <p>What is older than 400 days by {@code clock} is forgotten, some of it with each sale that
   * ends, except sales for which something is reserved: no limit looks back further than 366 days.
   *
   * @param index the same that the tills have
   * @param clock of head office, not of a till
   */
  public static Follower shared(KeyedIndex index, Clock clock) {
    return LimitBook.everywhere(
        Objects.requireNonNull(index, "index"), Objects.requireNonNull(clock, "clock"));
  }

  @Override
  public Verdict check(Situation situation) {
    Verdict verdict = Verdict.allow();
    TenderLine tender = situation.tender().orElse(null);
    if (tender == null || situation.act() != Act.TENDER) {
      return verdict;
    }
    for (Limit limit : limits) {
      String subject = subject(limit, situation);
      boolean applies =
          (limit.kind() == null || limit.kind() == tender.kind())
              && limit.most().currency().equals(tender.amount().currency());
      if (subject != null && applies) {
        verdict = verdict.and(judge(limit, subject, situation));
      }
    }
    return verdict;
  }

  private Verdict judge(Limit limit, String subject, Situation situation) {
    Sale sale = situation.sale().orElse(null);
    Own own = new Counts(limit, subject, situation.at().toEpochMilli());
    if (sale == null || limit.per() == Limit.Per.TILL) {
      return within(limit, limit.most(), own.here(), situation);
    }
    boolean shown =
        !limit.asks().isEmpty()
            && situation.tender().isPresent()
            && sale.granted().filter(it -> it.covers(situation.tender().get())).isPresent()
            && sale.shown().containsAll(limit.asks());
    SharedLimits.Question question =
        new SharedLimits.Question(
            limit, subject, sale.id(), situation.at(), situation.amount(), shown, own);
    return shared
        .ask(question, deadline)
        .match(
            () -> within(limit, limit.most(), own.here(), situation),
            counted -> within(limit, limit.most(), counted.before(), situation),
            capped -> within(limit, capped.most(), own.here(), situation).and(capped(limit)),
            () -> Verdict.block(away(limit)));
  }

  private static Verdict within(Limit limit, Money most, Money before, Situation situation) {
    if (before.plus(situation.amount()).compareTo(most) <= 0) {
      return Verdict.allow();
    }
    Reason reason =
        new Reason(
            "limit." + limit.name(),
            "this is more than may be paid so far without showing more",
            before + " + " + situation.amount() + " > " + most + " in " + limit.within());
    return limit.asks().isEmpty() ? Verdict.block(reason) : Verdict.stepUp(limit.asks(), reason);
  }

  private static Verdict capped(Limit limit) {
    return Verdict.review(
        Reason.of(
            "limit." + limit.name() + ".capped",
            "the store that counts for all tills is out of reach"));
  }

  private static Reason away(Limit limit) {
    return Reason.of(
        "limit." + limit.name() + ".unreached",
        "what other tills counted cannot be asked now, and nothing is taken without it");
  }

  /** What this till counted, as it stands when asked. */
  private final class Counts implements Own {
    private final Limit limit;
    private final String subject;
    private final long at;

    Counts(Limit limit, String subject, long at) {
      this.limit = limit;
      this.subject = subject;
      this.at = at;
    }

    @Override
    public Money here() {
      return spent(limit, subject, at);
    }

    @Override
    public Optional<Money> moved(SaleId sale) {
      journal.awaitFollower(LimitBook.NAME, journal.headSeq(), deadline);
      return journal.database().read(tx -> inSale(tx, sale));
    }

    private Optional<Money> inSale(Tx tx, SaleId sale) {
      if (tx.first("select 1 from limit_sale where sale = ?", row -> true, sale.toString())
          .isEmpty()) {
        return Optional.empty();
      }
      int space = subject.indexOf(' ');
      String kind = limit.kind() == null ? "" : limit.kind().name();
      long sum =
          tx.first(
                  "select coalesce(sum(amount), 0) from limit_moved where sale = ? and "
                      + subject.substring(0, space)
                      + " = ? and currency = ? and what <> 'REFUND' and (kind = ? or ? = '')",
                  row -> row.number(1),
                  sale.toString(),
                  subject.substring(space + 1),
                  limit.most().currency().getCurrencyCode(),
                  kind,
                  kind)
              .orElse(0L);
      return Optional.of(Money.ofMinor(sum, limit.most().currency()));
    }
  }

  /** Whose money counts; {@code null} for nobody who is known. */
  private static @Nullable String subject(Limit limit, Situation situation) {
    String card = situation.card().map(CardToken::value).map(it -> "card " + it).orElse(null);
    String member = situation.member().map(it -> "member " + it).orElse(null);
    return switch (limit.per()) {
      case CARD -> card;
      case MEMBER -> member;
      case CUSTOMER -> member == null ? card : member;
      case TILL -> "till";
    };
  }

  /** What moved so far, within the time of a limit. */
  Money spent(Limit limit, String subject, long now) {
    journal.awaitFollower(LimitBook.NAME, journal.headSeq(), deadline);
    String name = limit.name() + " " + subject;
    turn.lock(); // held for one read of the database at most
    try {
      SpentWindow window =
          windows.computeIfAbsent(name, key -> new SpentWindow(limit.within().toMillis()));
      long sum = journal.database().read(tx -> moved(limit, subject, window, now, tx));
      return Money.ofMinor(sum, limit.most().currency());
    } catch (RuntimeException e) {
      windows.remove(name); // it may hold a part of an entry
      throw e;
    } finally {
      turn.unlock();
    }
  }

  private static long moved(Limit limit, String subject, SpentWindow window, long now, Tx tx) {
    long from = LimitBook.clock(tx).at(Instant.ofEpochMilli(now)).latest();
    int space = subject.indexOf(' ');
    String of = space < 0 ? "" : subject.substring(0, space) + " = ? and ";
    String sql =
        "select seq, what, of_seq, kind, currency, amount, at from limit_moved where "
            + of
            + "seq > ? and at > ? order by seq, part";
    long since = from - limit.within().toMillis();
    if (since < window.from) {
      window.clear(); // a clock that was ahead has put out what still counts
    }
    window.from = since;
    Object[] arguments =
        space < 0
            ? new Object[] {window.seq, since}
            : new Object[] {subject.substring(space + 1), window.seq, since};
    tx.each(sql, row -> take(limit, window, from, row), arguments);
    return window.sum(from);
  }

  private static void take(Limit limit, SpentWindow window, long now, Tx.Row row) {
    window.seq = row.number(1);
    boolean counts =
        row.text(5).equals(limit.most().currency().getCurrencyCode())
            && (limit.kind() == null || row.text(4).equals(limit.kind().name()));
    if (!counts) {
      return;
    }
    switch (row.text(2)) {
      case LimitBook.TENDER -> window.add(row.number(1), row.number(7), row.number(6));
      case LimitBook.REMOVED -> window.less(row.number(3), -row.number(6));
      default -> {
        if (limit.refunds() == Limit.Refunds.MAKE_ROOM) {
          window.less(row.number(3), -row.number(6));
        }
      }
    }
    window.sum(Math.min(now, row.number(7))); // so that a long history is never held at once
  }
}
