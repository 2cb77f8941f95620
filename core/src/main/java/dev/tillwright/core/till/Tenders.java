package dev.tillwright.core.till;

import dev.tillwright.core.card.CardProtector;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.CardRange;
import dev.tillwright.core.payment.OfflineLimits;
import dev.tillwright.core.payment.PartialChoice;
import dev.tillwright.core.payment.PaymentOrder;
import dev.tillwright.core.qr.PaymentCode;
import dev.tillwright.core.qr.WalletRules;
import dev.tillwright.core.risk.act.CardFacts;
import dev.tillwright.core.sale.TenderExtras;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How each kind of tender is asked for, while its ticket is claimed by {@link Checkout}: what it is
 * to pay, whether limits and rules let it, and then the host, the ledger or the drawer.
 */
final class Tenders {
  private final Checkout checkout;
  private final CardPlans plans;
  private final Acceptance acceptance;
  private final @Nullable CardProtector cards;
  private final @Nullable PointsCounter points;
  private final OfflineLimits offline;
  private final WalletRules wallets;
  private final @Nullable GiftCounter gifts;
  private boolean issuers;

  Tenders(
      Checkout checkout,
      CardPlans plans,
      Acceptance acceptance,
      @Nullable CardProtector cards,
      @Nullable PointsCounter points,
      OfflineLimits offline,
      WalletRules wallets,
      @Nullable GiftCounter gifts) {
    this.checkout = checkout;
    this.plans = plans;
    this.acceptance = acceptance;
    this.cards = cards;
    this.points = points;
    this.offline = offline;
    this.wallets = wallets;
    this.gifts = gifts;
  }

  /** Keeps the issuer of each card that is read, for risk rules. Called once, before anything. */
  void noteIssuers() {
    issuers = true;
  }

  Outcome take(Ticket ticket, Tender tender) {
    if (tender instanceof Tender.Cash it) {
      return cash(ticket, it);
    }
    if (tender instanceof Tender.Card it) {
      return card(ticket, it);
    }
    if (tender instanceof Tender.Terminal it) {
      return terminal(ticket, it);
    }
    if (tender instanceof Tender.Gift it) {
      return gift(ticket, it);
    }
    if (tender instanceof Tender.Points it) {
      return points == null ? notAccepted(TenderKind.POINTS) : points.pay(checkout, ticket, it);
    }
    return wallet(ticket, (Tender.Wallet) tender);
  }

  private Outcome cash(Ticket ticket, Tender.Cash cash) {
    Money due = ticket.due();
    if (due.isZero()) {
      return new Outcome.Declined("sale.nothingDue", "nothing is due");
    }
    TenderLine line = ticket.sale().cashTender(cash.given());
    Optional<Outcome> refused = acceptance.refuses(ticket, line);
    if (refused.isPresent()) {
      return refused.get();
    }
    return checkout.taken(ticket, () -> checkout.tender(ticket.sale(), line), line.change());
  }

  private Outcome card(Ticket ticket, Tender.Card card) {
    CardProtector protector = cards;
    if (protector == null || !checkout.payments().accepts(TenderKind.CARD)) {
      return notAccepted(TenderKind.CARD);
    }
    Money amount = card.amount() == null ? ticket.due() : card.amount();
    if (!fits(amount, ticket)) {
      return new Outcome.Declined("sale.overpaid", "a card pays at most what is due");
    }
    boolean converts = card.conversion() != null && card.conversion().chosen();
    if (converts && card.tipLater() != null) {
      return new Outcome.Declined(
          "tender.convertedWhole", "no tip is added later to an amount that was converted");
    }
    ProtectedCard safe = protector.protect(card.read());
    TenderExtras extras = card.extras(amount.currency());
    TenderLine asked = TenderLine.card(amount, extras, Acceptance.PLANNED, safe, "");
    Checks.Source source = source(card);
    if (issuers) {
      CardFacts facts = CardFacts.of(card.read().card().pan(), source.fallback());
      ticket.send(List.of(facts.draft(safe.token())));
    }
    Optional<Outcome> refused = acceptance.refuses(ticket, asked, source);
    if (refused.isPresent()) {
      return refused.get();
    }
    plans.plan(ticket, asked);
    PaymentOrder.Builder order =
        PaymentOrder.of(TenderKind.CARD, ticket.id().toString(), CardPlans.charge(asked), safe)
            .partial(extras.conversion() == null ? card.partial() : PartialChoice.NEVER)
            .reader(card.reader())
            .chip(card.chip())
            // A rate is for now: what is converted is not sent later.
            .offline(!converts && offline.admits(card.read().card().pan()));
    if (card.tipLater() != null) {
      order.authorizeOnly(card.tipLater());
    }
    return Answers.of(ticket, checkout.payments().pay(order.build()));
  }

  private static Checks.Source source(Tender.Card card) {
    CardRead read = card.read();
    boolean fallback = read.entryMode() == EntryMode.STRIPE && card.chip() != null;
    return new Checks.Source(
        card.reader(), fallback, (from, to) -> new CardRange(from, to).holds(read.card().pan()));
  }

  private Outcome terminal(Ticket ticket, Tender.Terminal terminal) {
    if (!checkout.payments().accepts(TenderKind.TERMINAL)) {
      return notAccepted(TenderKind.TERMINAL);
    }
    Money amount = terminal.amount() == null ? ticket.due() : terminal.amount();
    if (!fits(amount, ticket)) {
      return new Outcome.Declined("sale.overpaid", "a card pays at most what is due");
    }
    TenderExtras none = TenderExtras.none(amount.currency());
    TenderExtras extras = terminal.tip() == null ? none : none.withTip(terminal.tip());
    TenderLine asked = TenderLine.terminal(amount, extras, Acceptance.PLANNED, "");
    Optional<Outcome> refused = acceptance.refuses(ticket, asked);
    if (refused.isPresent()) {
      return refused.get();
    }
    plans.plan(ticket, asked);
    PaymentOrder.Builder order =
        PaymentOrder.atTerminal(ticket.id().toString(), CardPlans.charge(asked))
            .partial(terminal.partial());
    return Answers.of(ticket, checkout.payments().pay(order.build()));
  }

  private Outcome wallet(Ticket ticket, Tender.Wallet wallet) {
    if (!checkout.payments().accepts(TenderKind.WALLET)) {
      return notAccepted(TenderKind.WALLET);
    }
    PaymentCode code = wallet.code();
    Optional<String> whose = code == null ? Optional.of(wallet.shown()) : wallets.walletOf(code);
    if (whose.isEmpty()) {
      return new Outcome.Declined(
          "wallet.codeUnknown", "no wallet that this till knows has such a code");
    }
    Money amount = wallet.amount() == null ? ticket.due() : wallet.amount();
    if (!fits(amount, ticket)) {
      return new Outcome.Declined("sale.overpaid", "a wallet pays at most what is due");
    }
    ProtectedCard planned = ProtectedCard.ofWallet(whose.get(), Acceptance.PLANNED, code == null);
    TenderExtras none = TenderExtras.none(amount.currency());
    TenderLine asked = TenderLine.wallet(amount, none, Acceptance.PLANNED, planned, "");
    Optional<Outcome> refused = acceptance.refuses(ticket, asked);
    if (refused.isPresent()) {
      return refused.get();
    }
    plans.plan(ticket, asked);
    return Answers.of(
        ticket,
        checkout
            .payments()
            .pay(
                PaymentOrder.byWallet(
                        ticket.id().toString(), CardPlans.charge(asked), whose.get(), code)
                    .build()));
  }

  private Outcome gift(Ticket ticket, Tender.Gift gift) {
    GiftCounter counter = gifts;
    if (counter == null || !checkout.payments().accepts(TenderKind.GIFT)) {
      return notAccepted(TenderKind.GIFT);
    }
    return counter.pay(
        ticket,
        gift,
        planned -> {
          plans.plan(ticket, planned.line());
          return Answers.of(ticket, checkout.payments().pay(planned.order()));
        });
  }

  private static boolean fits(Money amount, Ticket ticket) {
    return amount.isPositive() && amount.compareTo(ticket.due()) <= 0;
  }

  private static Outcome notAccepted(TenderKind kind) {
    return new Outcome.Declined("tender.notAccepted", Sentences.notAccepted(kind));
  }
}
