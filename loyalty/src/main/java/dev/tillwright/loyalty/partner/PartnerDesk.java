package dev.tillwright.loyalty.partner;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.money.Allocation;
import dev.tillwright.loyalty.ledger.LedgerEntries;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.ledger.Outcome;
import dev.tillwright.loyalty.ledger.PointsLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where points are exchanged with partners, and where it is noted what partners pay for. Everything
 * it does is an entry; {@link PartnerFollower} and {@link PointsLedger} must follow the journal.
 *
 * <p><b>Guarantees.</b> An exchange is durable before its partner is asked. Both sides move, once,
 * or neither does, whatever gets lost and wherever the till stops, as long as the partner keeps to
 * {@link PointsPartner}. What is not known is never called refused. A key names one exchange of its
 * terminal: again with the same content it has the same result, with other content it is a
 * conflict.
 *
 * <p><b>Threads.</b> One call at a time; have one desk for a journal. A call asks partners within
 * its deadline, and waits for the journal and its followers at most 30 seconds each time.
 */
public final class PartnerDesk {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int AT_ONCE = 1_000;

  private final Journal journal;
  private final PartnerQueries partners;
  private final LedgerQueries ledger;
  private final SortedMap<String, Agreement> agreements = new TreeMap<>();

  /**
   * @param journal of the terminal
   * @param agreements one a partner
   */
  public PartnerDesk(Journal journal, List<Agreement> agreements) {
    this.journal = journal;
    this.partners = new PartnerQueries(journal.database());
    this.ledger = new LedgerQueries(journal.database());
    for (Agreement each : agreements) {
      if (this.agreements.put(each.partner().id(), each) != null) {
        throw new IllegalArgumentException("two agreements with one partner");
      }
    }
  }

  /** What became of a note. */
  public enum Noted {
    /** It stands, now or before. */
    DONE,
    /** The key was used for something else. */
    CONFLICT
  }

  /**
   * Exchanges points. Called again with the same order it goes on where it stopped.
   *
   * @param deadline for the partner's answers
   * @throws IllegalArgumentException when there is no agreement with the partner
   * @throws dev.tillwright.core.TillwrightException as {@link Journal#append(List, Duration)} and
   *     {@link Journal#awaitFollower}; call again, or {@link #resume}
   */
  public synchronized ExchangeResult exchange(ExchangeOrder order, Duration deadline) {
    Until until = new Until(deadline);
    Agreement agreement = agreements.get(order.partner());
    if (agreement == null) {
      throw new IllegalArgumentException("no agreement with this partner");
    }
    settle();
    Optional<Exchange> known = partners.exchange(journal.terminal(), order.key());
    if (known.isPresent()) {
      return known.get().order().equals(order)
          ? goOn(known.get(), agreement, until)
          : new ExchangeResult.Conflict();
    }
    boolean out = order.direction() == ExchangeOrder.Direction.OUT;
    ExchangeRate rate = agreement.rate();
    Optional<ExchangeRate.Trade> trade = out ? rate.out(order.points()) : rate.in(order.points());
    if (trade.isEmpty()) {
      return new ExchangeResult.Refused("rate.least");
    }
    long ours = out ? trade.get().given() : trade.get().got();
    long theirs = out ? trade.get().got() : trade.get().given();
    if (theirs > agreement.partner().capabilities().most()) {
      return new ExchangeResult.Refused("partner.most");
    }
    Exchange begun = new Exchange(order, journal.terminal(), ours, theirs, Exchange.State.OPEN, "");
    begin(begun);
    PartnerCourse course = new PartnerCourse(begun, agreement.partner(), until);
    return shortOfPoints(begun).orElseGet(() -> end(begun, course.begin(), course));
  }

  private ExchangeResult goOn(Exchange exchange, Agreement agreement, Until until) {
    return switch (exchange.state()) {
      case DONE -> new ExchangeResult.Done(exchange);
      case REFUSED -> new ExchangeResult.Refused(exchange.reason());
      case OPEN -> {
        PartnerCourse course = new PartnerCourse(exchange, agreement.partner(), until);
        yield shortOfPoints(exchange).orElseGet(() -> end(exchange, course.goOn(), course));
      }
    };
  }

  /**
   * Drives exchanges of this terminal that have no end to one, at most 1,000, the oldest first:
   * those that the partner did are done, the others ended. Call it when the till opens, and after
   * {@link ExchangeResult.Unknown}. A partner that does not answer is not asked again in this call.
   *
   * @return how many have no end still
   * @throws dev.tillwright.core.TillwrightException as {@link #exchange}
   */
  public synchronized int resume(Duration deadline) {
    Until until = new Until(deadline);
    settle();
    Set<String> silent = new HashSet<>();
    int open = 0;
    for (Exchange each : partners.open(journal.terminal(), AT_ONCE)) {
      String partner = each.order().partner();
      Agreement agreement = agreements.get(partner);
      if (shortOfPoints(each).isPresent()) {
        continue;
      }
      if (agreement == null || silent.contains(partner) || !stopped(each, agreement, until)) {
        silent.add(partner);
        open++;
      }
    }
    return open;
  }

  private boolean stopped(Exchange exchange, Agreement agreement, Until until) {
    PartnerCourse course = new PartnerCourse(exchange, agreement.partner(), until);
    return !(end(exchange, course.stop(), course) instanceof ExchangeResult.Unknown);
  }

  /**
   * Notes who pays for points that were awarded, by weights and largest remainder.
   *
   * @param key names it, for ever; such as the sale's id
   * @param points so many of ours; negative when points are clawed back
   * @param weights a partner's id and its weight; ties go to the earlier id
   */
  public synchronized Noted fund(String key, long points, Map<String, Long> weights) {
    SortedMap<String, Long> sorted = new TreeMap<>(weights);
    long[] shares =
        Allocation.byWeights(points, sorted.values().stream().mapToLong(Long::longValue).toArray());
    List<PartnerEntries.Share> funded = new ArrayList<>();
    int at = 0;
    for (String partner : sorted.keySet()) {
      if (shares[at] != 0) {
        funded.add(new PartnerEntries.Share(partner, shares[at]));
      }
      at++;
    }
    return note(PartnerLines.FUNDED + key, funded, new PartnerEntries.Funded(key, funded).draft());
  }

  /**
   * Notes that a merchant of the coalition gave goods for our points.
   *
   * @param key names it, for ever; such as the sale's id
   * @param points so many of ours; negative when the goods came back
   */
  public synchronized Noted redeemed(String key, String partner, long points) {
    PartnerEntries.Share share = new PartnerEntries.Share(partner, points);
    return note(
        PartnerLines.REDEEMED + key,
        List.of(share),
        new PartnerEntries.Redeemed(key, share).draft());
  }

  private Noted note(String id, List<PartnerEntries.Share> shares, Draft draft) {
    settle();
    List<PartnerEntries.Share> before = partners.shares(journal.terminal(), id);
    if (before.isEmpty() && !shares.isEmpty()) {
      append(List.of(draft));
      return Noted.DONE;
    }
    return before.equals(shares) ? Noted.DONE : Noted.CONFLICT;
  }

  private void begin(Exchange exchange) {
    List<Draft> drafts = new ArrayList<>();
    drafts.add(
        new PartnerEntries.Begun(exchange.order(), exchange.ours(), exchange.theirs()).draft());
    if (exchange.order().direction() == ExchangeOrder.Direction.OUT) {
      drafts.add(taken(exchange).draft());
    }
    append(drafts);
  }

  /** Ends an exchange for which the member had too few points; its partner was never asked. */
  private Optional<ExchangeResult> shortOfPoints(Exchange exchange) {
    if (exchange.order().direction() == ExchangeOrder.Direction.IN
        || ledger.outcome(taken(exchange)).orElseThrow() == Outcome.DONE) {
      return Optional.empty();
    }
    String reason = "points.short";
    append(List.of(new PartnerEntries.Ended(exchange.order().key(), false, reason).draft()));
    return Optional.of(new ExchangeResult.Refused(reason));
  }

  private ExchangeResult end(Exchange exchange, PartnerState state, PartnerCourse course) {
    return switch (state) {
      case CREDITED, CAPTURED -> done(exchange);
      case RELEASED, REFUSED -> refused(exchange, course.reason());
      case UNKNOWN, ABSENT, HELD -> new ExchangeResult.Unknown(exchange);
    };
  }

  private ExchangeResult done(Exchange exchange) {
    ExchangeOrder order = exchange.order();
    List<Draft> drafts = new ArrayList<>();
    if (order.direction() == ExchangeOrder.Direction.IN) {
      drafts.add(
          LedgerEntries.Granted.of(
                  ledgerKey(exchange), order.member(), exchange.ours(), "from " + order.partner())
              .draft());
    }
    drafts.add(new PartnerEntries.Ended(order.key(), true, "").draft());
    append(drafts);
    return new ExchangeResult.Done(
        partners.exchange(journal.terminal(), order.key()).orElseThrow());
  }

  private ExchangeResult refused(Exchange exchange, String reason) {
    List<Draft> drafts = new ArrayList<>();
    if (exchange.order().direction() == ExchangeOrder.Direction.OUT) {
      String key = ledgerKey(exchange);
      drafts.add(new LedgerEntries.Reversed(key + "/back", key).draft());
    }
    drafts.add(new PartnerEntries.Ended(exchange.order().key(), false, reason).draft());
    append(drafts);
    return new ExchangeResult.Refused(reason);
  }

  private static LedgerEntries.Taken taken(Exchange exchange) {
    ExchangeOrder order = exchange.order();
    return new LedgerEntries.Taken(
        ledgerKey(exchange), "", order.member(), exchange.ours(), "to " + order.partner());
  }

  private static String ledgerKey(Exchange exchange) {
    return "partner/" + exchange.partnerKey();
  }

  private void append(List<Draft> drafts) {
    journal.append(drafts, PATIENCE);
    settle();
  }

  private void settle() {
    long head = journal.headSeq();
    journal.awaitFollower(PartnerFollower.NAME, head, PATIENCE);
    journal.awaitFollower(PointsLedger.NAME, head, PATIENCE);
  }
}
