package dev.tillwright.core.till;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.access.AccessControl;
import dev.tillwright.core.access.AccessSettings;
import dev.tillwright.core.access.ActBook;
import dev.tillwright.core.access.TenderCheck;
import dev.tillwright.core.backup.BackupBook;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.catalogue.Catalogue;
import dev.tillwright.core.catalogue.CatalogueBook;
import dev.tillwright.core.checkpoint.CheckpointBook;
import dev.tillwright.core.checkpoint.Checkpoints;
import dev.tillwright.core.checkpoint.Witness;
import dev.tillwright.core.dispute.CaseBook;
import dev.tillwright.core.dispute.Cases;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.journal.FollowerLag;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.order.OrderBook;
import dev.tillwright.core.order.OrderRules;
import dev.tillwright.core.payment.GiftBook;
import dev.tillwright.core.payment.PaymentBook;
import dev.tillwright.core.payment.Payments;
import dev.tillwright.core.payment.PaymentsBuilder;
import dev.tillwright.core.receipt.Labels;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.receipt.PastSales;
import dev.tillwright.core.receipt.SaleReceipt;
import dev.tillwright.core.receipt.SlipBook;
import dev.tillwright.core.receipt.invoice.InvoiceBook;
import dev.tillwright.core.reconcile.SettlementBook;
import dev.tillwright.core.report.SalesReport;
import dev.tillwright.core.risk.RiskBook;
import dev.tillwright.core.risk.RiskCheck;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.settings.InForce;
import dev.tillwright.core.settings.Settings;
import dev.tillwright.core.settings.SettingsBook;
import dev.tillwright.core.settings.SettingsEntries;
import dev.tillwright.core.stock.StockBook;
import dev.tillwright.core.watch.FindingBook;
import dev.tillwright.core.watch.Findings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Makes a till of what a builder was given: the views catch up, then the last run is taken up. */
final class Opening {
  private static final Duration DRAWER = Duration.ofSeconds(5);
  private static final Duration SIGNING = Duration.ofMinutes(2);
  private static final Duration PRINTING = Duration.ofSeconds(20);
  private static final Duration NOTING = Duration.ofSeconds(1);
  private static final Duration CATCHING_UP = Duration.ofMinutes(10);

  private final TillBuilder from;
  private final Journal journal;
  private final SalesReport report;
  private final StockBook stock;
  private final List<Runnable> begun = new ArrayList<>();

  Opening(TillBuilder from, Journal journal) {
    this.from = from;
    this.journal = journal;
    this.report = new SalesReport(from.zone);
    this.stock = new StockBook(from.zone);
  }

  Till open(Merchant shop, Currency money) {
    boolean opened = false;
    try {
      Till till = make(shop, money);
      opened = true;
      return till;
    } finally {
      if (!opened) {
        begun.forEach(Runnable::run); // threads of a till that does not come to be
      }
    }
  }

  private Till make(Merchant shop, Currency money) {
    long entries = journal.headSeq();
    from.witnesses.forEach(this::compare);
    HostReach reach = new HostReach();
    AccessSettings roles = from.guards.access(from.secrets, from.clock, from.sealer, reach);
    AccessControl access = follow(roles);
    Books books = new Books(journal, from.times.durable());
    List<Draft> first = new ArrayList<>(List.of(TillEntries.opened(version())));
    Pricing pricing = from.pricing.apply(journal);
    first.addAll(changed(TillSettings.of(from, roles, pricing, shop, money)));
    books.append(first);

    RiskCheck risk = risk(money);
    TenderCheck guards = from.guards.checks(journal);
    Checks checks =
        new Checks(books, access, risk == null ? guards : guards.and(risk), from.clock, reach);
    Acceptance acceptance = new Acceptance(books, from.tenders, checks);
    Quotes quotes = new Quotes(pricing, from.clock);
    PointsCounter counter = points(books, quotes, acceptance);
    Monitor seen = from.monitor == null ? new Monitor(from.clock) : from.monitor;
    if (counter != null) {
      counter.upkeep(seen, journal.terminal(), "the opening of the till");
    }
    GiftCounter gifts = from.giftCards == null ? null : new GiftCounter(from.giftCards, acceptance);
    Checkout checkout =
        new Checkout(
            books, quotes, from.cards, counter, from.offline, acceptance, from.wallets, gifts);
    ExecutorService own = from.workers == null ? Workers.bounded() : null;
    if (own != null) {
      begun.add(() -> Workers.end(own));
    }
    ExecutorService pool = own == null ? Objects.requireNonNull(from.workers) : own;
    Speaker speaker =
        from.announcer == null
            ? null
            : Speaker.start(
                from.announcer, from.spoken == null ? from.locale : from.spoken, from.clock, seen);
    if (speaker != null) {
      begun.add(speaker::close);
    }
    Payments payments = payments(books, checkout, pool, seen, speaker);
    TillWatch watch = new TillWatch(journal, seen);
    checkout.onFinished(watch::finished);
    if (risk != null) {
      checkout.noteIssuers();
    }
    checkout.with(payments);
    GiftSales giftSales = new GiftSales(books, checkout);
    checkout.onFinished(giftSales::finished);
    checkout.afterwards(giftSales::deliverFinished);
    reach.of(payments);
    InvoiceClerk invoices = invoices(books, checkout, pool, seen);
    Recoverer.Found found =
        new Recoverer(books, payments, checkout, from.times.host().multipliedBy(2), seen)
            .recover(entries);
    Origins origins = checkout.origins();
    origins.share(
        new Elsewheres(books, from.guards.returns, from.guards.returnsWithin, from.clock));
    found.open().values().forEach(origins::takeUp);
    OrderSender sender = new OrderSender(books, from.channels, from.orders, pool, seen);
    sender.remind();
    Returns returns =
        new Returns(
            books,
            checkout,
            origins,
            new OrderRefunds(books, checkout, sender, from.orders.cash()),
            giftSales);
    giftSales.deliverAll();
    Day day = new Day(books, report, checkout, reserved(books, checkout), counter, seen);
    CashDesk.Box cash =
        new CashDesk.Box(books, money, from.drawer, DRAWER, () -> day.totals().currencies());
    Desk desk =
        new Desk(
            books,
            receipts(shop),
            new Signatures(books, from.sealer, from.pad, SIGNING),
            from.printer,
            PRINTING,
            new Notes(from.notes, pool, NOTING),
            from.clock,
            invoices);
    Notary notary = notary(seen);
    if (invoices != null) {
      invoices.begin(from.background);
    }
    return new Till(
        till -> {
          Tickets tickets = new Tickets(till, books, money, from.terms, found.open());
          OrderDesk orders =
              new OrderDesk(books, checkout, tickets, new OrderRules(money, from.terms), sender);
          return new Opened(
              books,
              access,
              payments,
              checkout,
              returns,
              new Voids(books, checkout, origins, returns, day, giftSales),
              new Tips(books, checkout, day, from.tips),
              new LayawayDesk(books, checkout, tickets),
              cash,
              tickets,
              desk,
              new Cases(journal, from.clock, from.times.durable()),
              day,
              from.items,
              goods(money),
              from.zone,
              from.clock,
              from.place == null ? null : new StockDesk.Shelf(books, stock, from.place),
              new SettlementDesk.Counter(books, payments),
              giftSales,
              from.giftCards,
              found.summary(),
              new Findings(journal, from.times.durable()),
              risk,
              invoices,
              seen,
              from.background ? watch.started() : watch,
              own,
              from.background ? new Resolver(payments, giftSales::deliverAll) : null,
              shipping(seen),
              notary,
              speaker,
              orders,
              from.background && !from.channels.isEmpty() ? new OrderPump(orders) : null,
              from.archives,
              new TrainingRoom(from),
              List.copyOf(from.hosts.values()));
        });
  }

  private SaleReceipt receipts(Merchant shop) {
    SaleReceipt plain = SaleReceipt.of(shop, from.zone, Labels.of(from.locale));
    return from.trainees == null ? plain : plain.training();
  }

  /** The views, which know all that was written when this returns. */
  private AccessControl follow(AccessSettings roles) {
    for (Follower follower :
        List.of(
            new SalesBook(),
            new OriginBook(),
            new SignatureBook(),
            new PaymentBook(),
            new FindingBook(),
            new SlipBook(),
            new PastSales(),
            new CaseBook(),
            new CheckpointBook(),
            new SettingsBook(),
            new BackupBook(),
            new SettlementBook(),
            new ActBook(),
            new OrderBook(),
            new GiftBook(),
            report)) {
      journal.follow(follower);
    }
    if (from.place != null) {
      journal.follow(stock);
    }
    if (from.risk != null) {
      journal.follow(new RiskBook());
    }
    if (from.goods != null) {
      journal.follow(new CatalogueBook());
    }
    if (from.invoicing != null) {
      journal.follow(new InvoiceBook());
    }
    from.followers.forEach(journal::follow);
    from.guards.followers().forEach(journal::follow);
    AccessControl access = AccessControl.open(journal.database(), journal, roles);
    // The points ledger may come later: a till sells without it, and says so.
    for (FollowerLag each : journal.lags()) {
      if (!each.name().equals(from.ledger)) {
        journal.awaitFollower(each.name(), journal.headSeq(), CATCHING_UP);
      }
    }
    return access;
  }

  /** The entry that a witness remembers stands there, and with it all before it. */
  private void compare(Witness witness) {
    boolean holds =
        !witness.terminal().equals(journal.terminal())
            || journal
                .hash(witness.seq())
                .filter(hash -> hash.startsWith(witness.hash()))
                .isPresent();
    if (!holds) {
      throw new TillwrightException(
          "journal.older",
          false,
          "the journal of "
              + journal.terminal()
              + " ends at entry "
              + journal.headSeq()
              + " and does not hold what a witness remembers: "
              + witness.label());
    }
  }

  /** What differs from what is in force. */
  private List<Draft> changed(List<Settings> wanted) {
    List<InForce> now =
        journal.database().read(tx -> SettingsBook.at(journal.terminal(), journal.headSeq(), tx));
    return SettingsEntries.changes(wanted, now, null);
  }

  private @Nullable GoodsCounter goods(Currency money) {
    return from.goods == null
        ? null
        : new GoodsCounter(
            Catalogue.of(journal, from.times.durable()), money, from.zone, from.clock, from.goods);
  }

  private @Nullable RiskCheck risk(Currency money) {
    if (from.risk == null) {
      return null;
    }
    if (!from.risk.grounds().currency().equals(money)) {
      throw new IllegalStateException("the risk rules are of another currency than the till");
    }
    return RiskCheck.of(journal, from.risk, from.times.durable());
  }

  private @Nullable InvoiceClerk invoices(
      Books books, Checkout checkout, ExecutorService pool, Monitor monitor) {
    if (from.invoicing == null) {
      return null;
    }
    InvoiceLines lines = new InvoiceLines(from.invoicing, from.times.host(), pool, monitor);
    InvoiceClerk clerk =
        new InvoiceClerk(
            books, checkout, from.invoicing, from.sealer, lines, from.zone, from.clock, monitor);
    begun.add(clerk::stop);
    checkout.alongside(clerk::alongside);
    return clerk;
  }

  private @Nullable PointsCounter points(Books books, Quotes quotes, Acceptance acceptance) {
    if (from.points == null) {
      return null;
    }
    PointsDesk desk = new PointsDesk(books, from.points.apply(journal), from.times.durable());
    return new PointsCounter(desk, quotes, acceptance);
  }

  private Payments payments(
      Books books,
      Checkout checkout,
      ExecutorService pool,
      Monitor monitor,
      @Nullable Speaker speaker) {
    return new PaymentsBuilder(journal, checkout, from.clock, pool)
        .hosts(from.hosts)
        .offline(from.offline)
        .offline(TenderKind.GIFT, from.giftsOffline)
        .times(from.times)
        .patience(from.patience)
        .monitor(monitor)
        .listener(from.paymentEnds)
        .captured(speaker == null ? attempt -> {} : speaker::captured)
        .unfinished(
            books.read(PaymentBook.NAME, tx -> PaymentBook.restless(Payments.MAX_UNFINISHED, tx)))
        .build();
  }

  private @Nullable Shipping shipping(Monitor monitor) {
    return from.central == null
        ? null
        : Shipping.begin(from.central, journal, from.clock, monitor, from.background);
  }

  /** Signs what was found and done so far, and begins to look. */
  private @Nullable Notary notary(Monitor monitor) {
    if (from.signer == null) {
      return null;
    }
    Duration durable = from.times.durable();
    Checkpoints checkpoints = Checkpoints.open(journal, from.signer, from.clock, durable);
    Notary notary =
        new Notary(
            journal, from.signer, checkpoints, from.signing, durable.multipliedBy(2), monitor);
    begun.add(notary::close);
    notary.begin(from.background);
    return notary;
  }

  private @Nullable Reserved reserved(Books books, Checkout checkout) {
    // As long as one question may take, twice.
    Duration patience = from.times.host().multipliedBy(2);
    return from.captureAtDayClose ? new Reserved(books, checkout, patience) : null;
  }

  static String version() {
    String version = Opening.class.getPackage().getImplementationVersion();
    return version == null ? "unpacked" : version;
  }
}
