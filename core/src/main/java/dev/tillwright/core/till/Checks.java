package dev.tillwright.core.till;

import dev.tillwright.core.access.AccessControl;
import dev.tillwright.core.access.Act;
import dev.tillwright.core.access.Facts;
import dev.tillwright.core.access.Incidents;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.access.Reason;
import dev.tillwright.core.access.Revocable;
import dev.tillwright.core.access.Situation;
import dev.tillwright.core.access.TenderCheck;
import dev.tillwright.core.access.Verdict;
import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Pause;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.core.sale.Verification;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the limits and rules before an act, writes down what they say, and lets the sale wait for a
 * verification. Asked by one ticket at a time, which is claimed.
 */
final class Checks {
  private static final Logger LOG = LoggerFactory.getLogger(Checks.class);
  private static final Reason FAILED =
      Reason.of("check.failed", "a check before this could not be made");

  private final Books books;
  private final TenderCheck check;
  private final Clock clock;
  private final AccessControl access;
  private final BooleanSupplier offline;

  Checks(
      Books books, AccessControl access, TenderCheck check, Clock clock, BooleanSupplier offline) {
    this.books = books;
    this.access = access;
    this.offline = offline;
    this.check = check;
    this.clock = clock;
  }

  /** What stands in the way of a tender. */
  Optional<Outcome> beforeTender(Ticket ticket, TenderLine tender, Source source) {
    Optional<Outcome> revoked = revoked(ticket, tender, source);
    if (revoked.isPresent()) {
      return revoked;
    }
    Situation situation =
        situation(Act.TENDER, ticket.session(), tender.charged())
            .sale(ticket.sale())
            .tender(tender)
            .reader(source.reader())
            .fallback(source.fallback())
            .card(source.digits())
            .build();
    Pause wanted =
        new Pause(
            tender.kind(),
            tender.charged(),
            tender.card() == null ? null : tender.card().token(),
            EnumSet.allOf(Verification.class),
            List.of());
    return judge(ticket, situation, wanted, pause -> pause.covers(tender));
  }

  private Optional<Outcome> revoked(Ticket ticket, TenderLine tender, Source source) {
    Incidents incidents = access.incidents();
    String code = null;
    if (!source.reader().isEmpty() && incidents.isRevoked(Revocable.DEVICE, source.reader())) {
      code = "device.revoked";
    } else if (tender.card() != null && incidents.isRevoked(Revocable.KEY, tender.card().keyId())) {
      code = "key.revoked";
    }
    if (code == null) {
      return Optional.empty();
    }
    ticket.refused("Tender", code, tender);
    books.settle(ticket);
    return Optional.of(
        new Outcome.Declined(code, "what this card was read or sealed with was revoked"));
  }

  /** What stands in the way of paying out all that is due. */
  Optional<Outcome> beforePayOut(Ticket ticket) {
    Money due = ticket.due();
    Situation situation = situation(Act.PAY_OUT, ticket.session(), due).sale(ticket.sale()).build();
    Pause wanted = new Pause(null, due, null, EnumSet.allOf(Verification.class), List.of());
    return judge(ticket, situation, wanted, pause -> pause.coversPayOut(due));
  }

  private Optional<Outcome> judge(
      Ticket ticket, Situation situation, Pause wanted, Predicate<Pause> covers) {
    Verdict verdict = ask(situation);
    if (verdict.kind() == Verdict.Kind.ALLOW || wasShown(ticket.sale(), verdict, covers)) {
      return Optional.empty();
    }
    write(situation, verdict);
    return switch (verdict.kind()) {
      case ALLOW, REVIEW -> Optional.empty();
      case BLOCK -> Optional.of(declined(verdict.reasons().get(0)));
      case STEP_UP -> Optional.of(pause(ticket, wanted, verdict));
    };
  }

  private static boolean wasShown(Sale sale, Verdict verdict, Predicate<Pause> covers) {
    return verdict.kind() == Verdict.Kind.STEP_UP
        && sale.granted().filter(covers).isPresent()
        && sale.shown().containsAll(verdict.asks());
  }

  private Outcome pause(Ticket ticket, Pause wanted, Verdict verdict) {
    List<String> codes = verdict.reasons().stream().map(Reason::code).toList();
    Pause pause = new Pause(wanted.kind(), wanted.amount(), wanted.card(), verdict.asks(), codes);
    Checkout.accept(ticket.decide(new SaleCommand.AskVerification(pause)));
    books.settle(ticket);
    return new Outcome.Paused(pause, verdict.reasons().get(0).sentence());
  }

  /**
   * Before an act that has no locked sale to wait in.
   *
   * @throws RefusedException when it is blocked, or asks for more than this session can show
   */
  void require(
      Act act,
      OperatorSession session,
      Money amount,
      @Nullable Sale sale,
      @Nullable Discount discount) {
    Situation.Builder about = situation(act, session, amount);
    if (sale != null) {
      about.sale(sale);
    }
    if (discount != null) {
      about.discount(discount);
    }
    Facts facts = sale == null ? Facts.none() : Permits.of(sale).with(amount);
    require(session, about.build(), facts);
  }

  /** The same, before a completed sale is taken back whole. */
  void requireVoid(OperatorSession session, CompletedSale whole) {
    require(
        session,
        situation(Act.VOID_COMPLETED, session, whole.total()).origin(whole.id()).build(),
        books.finished(whole.id()).map(Permits::of).orElse(Facts.none()));
  }

  /** The same, before an open sale that took money is given up. */
  void requireGiveUp(OperatorSession session, Sale sale) {
    if (!sale.tenders().isEmpty()) {
      Money total = sale.total();
      Money amount = total.isNegative() ? total.negate() : total;
      require(Act.GIVE_UP, session, amount, sale, null);
    }
  }

  private void require(OperatorSession session, Situation situation, Facts facts) {
    Verdict verdict = ask(situation);
    if (verdict.kind() == Verdict.Kind.ALLOW) {
      return;
    }
    write(situation, verdict);
    Reason first = verdict.reasons().get(0);
    if (verdict.kind() == Verdict.Kind.BLOCK) {
      throw new RefusedException(first.code(), first.sentence());
    }
    boolean spokenFor = Set.of(Verification.MANAGER).containsAll(verdict.asks());
    if (verdict.kind() == Verdict.Kind.STEP_UP
        && !(spokenFor && access.speaksFor(session, permission(situation.act()), facts))) {
      throw new RefusedException("check.stepUp", first.sentence());
    }
  }

  private static Permission permission(Act act) {
    return switch (act) {
      case TENDER -> Permission.SELL;
      case PAY_OUT -> Permission.RETURN_WITH_RECEIPT;
      case VOID_COMPLETED -> Permission.VOID_COMPLETED;
      case GIVE_UP -> Permission.VOID;
      case DISCOUNT -> Permission.DISCOUNT;
      case OPEN_DRAWER -> Permission.OPEN_DRAWER;
    };
  }

  private Situation.Builder situation(Act act, OperatorSession session, Money amount) {
    return Situation.of(
            act, books.journal().terminal(), session.operator(), clock.instant(), amount)
        .offline(offline.getAsBoolean());
  }

  /** A check that cannot be made lets nothing pass. */
  private Verdict ask(Situation situation) {
    try {
      return check.check(situation);
    } catch (RuntimeException e) {
      LOG.warn("a check before {} failed with {}", situation.act(), e.getClass().getName());
      return Verdict.block(FAILED);
    }
  }

  private void write(Situation situation, Verdict verdict) {
    books.append(List.of(CheckEntries.found(situation, verdict)));
  }

  private static Outcome.Declined declined(Reason reason) {
    return new Outcome.Declined(reason.code(), reason.sentence());
  }

  /**
   * Where a tender comes from.
   *
   * @param reader name of the card reader; empty for the only one
   * @param fallback whether the stripe was read of a card whose chip was tried
   * @param digits what the first digits of the card say
   */
  record Source(String reader, boolean fallback, Situation.CardDigits digits) {
    static final Source NONE = new Source("", false, (from, to) -> false);
  }
}
