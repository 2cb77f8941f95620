package dev.tillwright.core.till;

import dev.tillwright.core.access.SecretHasher;
import dev.tillwright.core.backup.Retention;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.card.CardProtector;
import dev.tillwright.core.catalogue.WeighedRules;
import dev.tillwright.core.central.ShippingPolicy;
import dev.tillwright.core.checkpoint.CheckpointPolicy;
import dev.tillwright.core.checkpoint.CheckpointSigner;
import dev.tillwright.core.checkpoint.Witness;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.journal.TrainingMark;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.order.OrderChannel;
import dev.tillwright.core.order.OrderPolicy;
import dev.tillwright.core.payment.GiftCards;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.OfflineLimits;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentNotice;
import dev.tillwright.core.payment.PaymentPatience;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.payment.PointsTender;
import dev.tillwright.core.qr.WalletRules;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.receipt.ReceiptNotes;
import dev.tillwright.core.receipt.ReceiptSink;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.sale.SaleTerms;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderPolicy;
import dev.tillwright.core.settings.Settings;
import dev.tillwright.core.stock.StockEvent;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Sealer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts a till together. Must be given: {@link #database}, {@link #merchant} and {@link #currency}.
 * Defaults:
 *
 * <ul>
 *   <li>no card protector and no hosts: no cards
 *   <li>no secret hasher: nobody can log on
 *   <li>no pricing and no points: nothing is earned or burned
 *   <li>no catalogue and no items: lines are given whole; no books of stock
 *   <li>no printer: receipts are documents only, without notes; no drawer; nothing is said aloud
 *   <li>nothing may be taken offline
 *   <li>every tender that can be taken, without cashback; cash is not rounded; no tip is added
 *       later
 *   <li>the system's clock, the zone UTC, English receipts
 *   <li>15 seconds for a host, 10 for the disk, 20 for the printer
 *   <li>payments in flight are resolved in the background
 *   <li>no risk rules
 *   <li>no orders from elsewhere
 *   <li>no tax invoices
 *   <li>nothing is shipped to a central store
 *   <li>no checkpoints: receipts carry the head of the chain, but no signature covers the books
 *   <li>what is reserved with finished sales is captured when the day closes
 * </ul>
 *
 * <p>Not for several threads.
 */
public final class TillBuilder {
  final String terminal;
  final Map<TenderKind, PaymentHost> hosts = new EnumMap<>(TenderKind.class);
  final List<Follower> followers = new ArrayList<>();
  @Nullable Database database;
  @Nullable Merchant merchant;
  @Nullable Currency currency;
  @Nullable CardProtector cards;
  @Nullable SecretHasher secrets;
  @Nullable ReceiptSink printer;
  @Nullable ReceiptNotes notes;
  @Nullable Function<Journal, PointsTender> points;
  @Nullable String ledger;
  Function<Journal, Pricing> pricing = journal -> Pricing.none();
  Items items = Items.none();
  TenderPolicy tenders = TenderPolicy.usual();
  Guards guards = Guards.usual();
  SaleTerms terms = SaleTerms.usual();
  Percent tips = Percent.of(0);
  @Nullable Drawer drawer;
  @Nullable Announcer announcer;
  @Nullable Locale spoken;
  WalletRules wallets = WalletRules.usual();
  OfflineLimits offline = OfflineLimits.none();
  OfflineLimits giftsOffline = OfflineLimits.none();
  @Nullable GiftCards giftCards;
  PaymentTimes times = PaymentTimes.usual();
  Clock clock = Clock.systemUTC();
  ZoneId zone = ZoneId.of("UTC");
  Locale locale = Locale.ENGLISH;
  boolean background = true;
  boolean captureAtDayClose = true;
  @Nullable Sealer sealer;
  @Nullable SignatureSource pad;
  PaymentPatience patience = PaymentPatience.usual();
  @Nullable Monitor monitor;
  @Nullable ExecutorService workers;
  @Nullable Consumer<PaymentNotice> paymentEnds;
  Shipping.@Nullable To central;
  @Nullable CheckpointSigner signer;
  CheckpointPolicy signing = CheckpointPolicy.usual();
  List<Settings> settings = List.of();
  List<Witness> witnesses = List.of();
  @Nullable String place;
  @Nullable RiskRules risk;
  GoodsCounter.@Nullable Where goods;
  Archiving.@Nullable Shelf archives;
  List<OrderChannel> channels = List.of();
  OrderPolicy orders = OrderPolicy.usual();
  @Nullable Invoicing invoicing;
  final @Nullable Trainees trainees;

  TillBuilder(String terminal) {
    this(terminal, null);
    if (TrainingMark.isTraining(terminal)) {
      throw new IllegalArgumentException("only a till of training is named so; see Till.training");
    }
  }

  static TillBuilder training(String till, Trainees trainees) {
    return new TillBuilder(TrainingMark.terminal(till), trainees);
  }

  private TillBuilder(String terminal, @Nullable Trainees trainees) {
    this.trainees = trainees;
    if (!terminal.matches("[A-Za-z0-9-]{1,16}")) {
      throw new IllegalArgumentException(
          "a terminal's name has 1 to 16 characters of A-Z, a-z, 0-9 and the hyphen");
    }
    this.terminal = terminal;
  }

  /** Where the books are kept. The till closes it. */
  public TillBuilder database(Database database) {
    this.database = Objects.requireNonNull(database, "database");
    return this;
  }

  /** Whose till it is; stands on every receipt. */
  public TillBuilder merchant(Merchant merchant) {
    this.merchant = Objects.requireNonNull(merchant, "merchant");
    return this;
  }

  /** The one currency of the till. */
  public TillBuilder currency(Currency currency) {
    this.currency = Objects.requireNonNull(currency, "currency");
    return this;
  }

  /** What seals card numbers before anything is written. */
  public TillBuilder cards(CardProtector protector) {
    this.cards = Objects.requireNonNull(protector, "protector");
    return this;
  }

  /** What hashes the operators' secrets. */
  public TillBuilder secrets(SecretHasher hasher) {
    this.secrets = Objects.requireNonNull(hasher, "hasher");
    return this;
  }

  /**
   * Who moves money of a kind of tender: cards, cards at a payment terminal, wallets, gift cards.
   * The till closes it.
   *
   * @throws IllegalArgumentException for a kind that has no host yet
   */
  public TillBuilder host(TenderKind kind, PaymentHost host) {
    if (!kind.byHost()) {
      throw new IllegalArgumentException("there are no hosts for " + kind + " yet");
    }
    boolean reads = host.capabilities().can(HostCapability.AT_TERMINAL);
    if (reads != (kind == TenderKind.TERMINAL)) {
      throw new IllegalArgumentException("a host that reads cards itself is one for TERMINAL");
    }
    if (host.capabilities().can(HostCapability.AT_PHONE) != (kind == TenderKind.WALLET)) {
      throw new IllegalArgumentException("a host of telephones is one for WALLET");
    }
    if (host.capabilities().can(HostCapability.LOAD) != (kind == TenderKind.GIFT)) {
      throw new IllegalArgumentException("a host that loads cards is one for GIFT");
    }
    hosts.put(kind, host);
    return this;
  }

  /** Whose wallet a customer's code is; the usual prefixes of the schemes otherwise. */
  public TillBuilder wallets(WalletRules rules) {
    this.wallets = Objects.requireNonNull(rules, "rules");
    return this;
  }

  /**
   * What makes of a gift card's number what stands for it; needed for gift cards, beside a host for
   * {@link TenderKind#GIFT}.
   */
  public TillBuilder giftCards(GiftCards cards) {
    this.giftCards = Objects.requireNonNull(cards, "cards");
    return this;
  }

  /**
   * What gift cards may pay while their ledger is out of reach; nothing otherwise. What one card
   * spends here is, together, at most {@link OfflineLimits#perPayment}. What was spent above what
   * was on a card shows when the ledger is back: the alarm {@code payment.forwardDeclined}.
   */
  public TillBuilder giftsOffline(OfflineLimits limits) {
    this.giftsOffline = Objects.requireNonNull(limits, "limits");
    return this;
  }

  /** What may be taken while the host is out of reach. Gift cards have limits of their own. */
  public TillBuilder offline(OfflineLimits limits) {
    this.offline = Objects.requireNonNull(limits, "limits");
    return this;
  }

  /** What quotes the points of a basket. */
  public TillBuilder pricing(Pricing pricing) {
    Objects.requireNonNull(pricing, "pricing");
    return pricingFrom(journal -> pricing);
  }

  /**
   * The same, made once the journal is open: for prices and points that depend on what was before,
   * such as a member's tier.
   */
  public TillBuilder pricingFrom(Function<Journal, Pricing> pricing) {
    this.pricing = Objects.requireNonNull(pricing, "pricing");
    return this;
  }

  /**
   * Points as a tender, and their ledger. A till opens without waiting for a ledger that is late:
   * points come later, and the alarm {@code points.upkeep} says so.
   *
   * @param ledger the follower that keeps the points
   * @param tender makes the port, once the journal is open
   */
  public TillBuilder points(Follower ledger, Function<Journal, PointsTender> tender) {
    follower(ledger);
    this.ledger = ledger.name();
    this.points = Objects.requireNonNull(tender, "tender");
    return this;
  }

  /** A view of one's own that follows the journal. */
  public TillBuilder follower(Follower follower) {
    followers.add(Objects.requireNonNull(follower, "follower"));
    return this;
  }

  /** Who issues tax invoices, and of what; see {@link Till#invoices} and docs/invoices.md. */
  public TillBuilder invoices(Invoicing invoicing) {
    this.invoicing = Objects.requireNonNull(invoicing, "invoicing");
    return this;
  }

  /** Which tenders are taken; asked before anything moves. */
  public TillBuilder tenders(TenderPolicy policy) {
    this.tenders = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /** What guards it: limits, checks, and how access is controlled. */
  public TillBuilder guards(Guards guards) {
    this.guards = Objects.requireNonNull(guards, "guards");
    return this;
  }

  /**
   * Rules about what is suspicious, asked before a tender, a pay-out, a void and the drawer; in
   * force as settings of the area {@value RiskRules#AREA}. See {@link Till#risk} and docs/risk.md.
   *
   * @throws IllegalArgumentException for a draft, and for rules whose {@link RiskRules#findings}
   *     have errors
   */
  public TillBuilder risk(RiskRules rules) {
    this.risk = RiskDesk.fit(rules);
    return this;
  }

  /** Where taxes are rounded and how cash is, on every sale from now on. */
  public TillBuilder terms(SaleTerms terms) {
    this.terms = Objects.requireNonNull(terms, "terms");
    return this;
  }

  /** How much tip may be added after a sale, as a share of the card's amount. */
  public TillBuilder tips(Percent most) {
    this.tips = Objects.requireNonNull(most, "most");
    return this;
  }

  /** The cash drawer; it opens after what it opens for is durable. */
  public TillBuilder drawer(Drawer drawer) {
    this.drawer = Objects.requireNonNull(drawer, "drawer");
    return this;
  }

  /**
   * Who says aloud that a payment arrived, in the language of the receipts; stays the caller's.
   * Spoken is what a host took at once, after that is durable; not what was reserved, taken offline
   * or is found out more than two minutes later. No sale waits for it.
   */
  public TillBuilder announcer(Announcer announcer) {
    this.announcer = Objects.requireNonNull(announcer, "announcer");
    return this;
  }

  /** The same, in another language than the receipts. */
  public TillBuilder announcer(Announcer announcer, Locale language) {
    this.spoken = Objects.requireNonNull(language, "language");
    return announcer(announcer);
  }

  /** Where items are found by their codes. */
  public TillBuilder items(Items items) {
    this.items = Objects.requireNonNull(items, "items");
    return this;
  }

  /**
   * Keeps a catalogue, and says on what channel this till sells; see {@link Till#catalogue}. Codes
   * are looked up in it first, then in {@link #items}.
   *
   * @param channel 1 to 32 characters of A-Z, a-z, 0-9, hyphen, dot and underscore
   */
  public TillBuilder catalogue(String channel) {
    return catalogue(channel, WeighedRules.none());
  }

  /** The same, and how codes of weighed packs say what they weigh or cost. */
  public TillBuilder catalogue(String channel, WeighedRules rules) {
    this.goods = new GoodsCounter.Where(channel, rules);
    return this;
  }

  /** What seals signatures; without it none are kept. */
  public TillBuilder sealer(Sealer sealer) {
    this.sealer = Objects.requireNonNull(sealer, "sealer");
    return this;
  }

  /** Where customers sign; two minutes each. */
  public TillBuilder signaturePad(SignatureSource pad) {
    this.pad = Objects.requireNonNull(pad, "pad");
    return this;
  }

  /**
   * Keeps the books of stock, and says where this till's goods lie; see {@link Till#stock}.
   *
   * @param place 1 to 32 characters of A-Z, a-z, 0-9, hyphen and dot
   */
  public TillBuilder stock(String place) {
    this.place = new StockEvent.Placed("", "", place).place();
    return this;
  }

  /**
   * Where orders come from; the till closes them. They are heard and told in the background; see
   * {@link Till#exchangeOrders} without it, and docs/orders.md.
   *
   * @throws IllegalArgumentException when two have one name
   */
  public TillBuilder orders(OrderPolicy policy, OrderChannel... from) {
    this.orders = Objects.requireNonNull(policy, "policy");
    this.channels = List.of(from);
    if (channels.stream().map(OrderChannel::name).distinct().count() < channels.size()) {
      throw new IllegalArgumentException("two channels have one name");
    }
    return this;
  }

  /** Where receipts are printed. */
  public TillBuilder receipts(ReceiptSink printer) {
    this.printer = Objects.requireNonNull(printer, "printer");
    return this;
  }

  /** Who adds lines to the foot of customers' receipts; asked for a second at most, and bounded. */
  public TillBuilder receiptNotes(ReceiptNotes notes) {
    this.notes = Objects.requireNonNull(notes, "notes");
    return this;
  }

  /** The language of receipts; English, German and Chinese are there, English for any other. */
  public TillBuilder language(Locale locale) {
    this.locale = Objects.requireNonNull(locale, "locale");
    return this;
  }

  /** Where the shop stands: local times and business days. */
  public TillBuilder zone(ZoneId zone) {
    this.zone = Objects.requireNonNull(zone, "zone");
    return this;
  }

  /** The time. */
  public TillBuilder clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /** How long a host and the disk may take. */
  public TillBuilder times(PaymentTimes times) {
    this.times = Objects.requireNonNull(times, "times");
    return this;
  }

  /** How long payments may wait before an alarm is raised. */
  public TillBuilder patience(PaymentPatience set) {
    this.patience = Objects.requireNonNull(set, "set");
    return this;
  }

  /** Where counters, gauges and alarms go; one of its own otherwise, see {@link Till#monitor}. */
  public TillBuilder monitor(Monitor set) {
    this.monitor = Objects.requireNonNull(set, "set");
    return this;
  }

  /**
   * Who is told how payments ended whose end was not known when their calls returned: taken
   * offline, or with no known outcome. Each is told at least once, also after a crash, in the order
   * in which they began, on a thread of the till.
   */
  public TillBuilder onPaymentEnd(Consumer<PaymentNotice> listener) {
    this.paymentEnds = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Where hosts are asked; stays the caller's. Without it the till has up to {@value Workers#MOST}
   * threads of its own.
   */
  public TillBuilder workers(ExecutorService set) {
    this.workers = Objects.requireNonNull(set, "set");
    return this;
  }

  /**
   * Whether payments in flight are resolved, and heads signed, in the background; else by {@link
   * Till#resolve} and {@link Safekeeping#checkpoint}.
   */
  public TillBuilder background(boolean background) {
    this.background = background;
    return this;
  }

  /**
   * Who signs the head of the journal: after recovery, after each day close and, in the background,
   * every thousand entries or quarter of an hour. A signer that fails is an alarm, never a sale
   * less.
   */
  public TillBuilder checkpoints(CheckpointSigner signer) {
    return checkpoints(signer, CheckpointPolicy.usual());
  }

  /** The same, with another policy for the background. */
  public TillBuilder checkpoints(CheckpointSigner signer, CheckpointPolicy policy) {
    this.signer = Objects.requireNonNull(signer, "signer");
    this.signing = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * What was kept of these books outside the machine, such as the checkpoint of the last day close.
   * A till over books that do not hold it is not opened: an old copy was put back, or an entry was
   * written anew.
   */
  public TillBuilder witnesses(Witness... kept) {
    this.witnesses = List.of(kept);
    return this;
  }

  /**
   * Where what old entries hold is moved to, and found again; see {@link Safekeeping#archive}.
   *
   * @param folder is there; its files are to be kept, and copied elsewhere
   * @param retention how long entries stay in the journal, and in the archives
   */
  public TillBuilder archives(Path folder, Retention retention) {
    this.archives =
        new Archiving.Shelf(
            Objects.requireNonNull(folder, "folder"),
            Objects.requireNonNull(retention, "retention"));
    return this;
  }

  /**
   * Settings of the application's own: the digest of its price list, the profile of its devices,
   * its tender policy. Written at opening beside the till's own, each only when it differs from
   * what is in force; see {@link Safekeeping#settings}.
   */
  public TillBuilder settings(Settings... own) {
    this.settings = List.of(own);
    return this;
  }

  /**
   * Whether a day close captures what is reserved with finished sales and was not taken; else by
   * {@link Till#capture} alone, for shops that take it later, in parts.
   */
  public TillBuilder captureAtDayClose(boolean capture) {
    this.captureAtDayClose = capture;
    return this;
  }

  /**
   * Ships the journal to a central store, in the background; a till opens and sells without it. See
   * {@link Till#shipping} and docs/central-store.md.
   *
   * @param store opens the store's database, with the role of this terminal: {@code () ->
   *     Database.of(dataSource)}; called on the shipper's thread when first needed, and again when
   *     it threw. The till closes what it answered
   */
  public TillBuilder central(Supplier<Database> store, ShippingPolicy policy) {
    this.central =
        new Shipping.To(
            Objects.requireNonNull(store, "store"), Objects.requireNonNull(policy, "policy"));
    return this;
  }

  /**
   * Opens the till and takes up what its last run left undone.
   *
   * @throws IllegalStateException when something that must be given is missing
   * @throws dev.tillwright.core.TillwrightException when the books cannot be opened, are in use or
   *     are broken; nothing was changed then
   */
  public Till open() {
    Database store = need(database, "database");
    Merchant shop = need(merchant, "merchant");
    Currency money = need(currency, "currency");
    boolean opened = false;
    Journal journal = null;
    try {
      TrainingMark.check(store, trainees != null);
      journal = Journal.open(store, terminal, clock);
      if (trainees != null && journal.headSeq() == 0) {
        journal.append(TrainingMark.draft(trainees.till()), times.durable());
      }
      if (archives != null) {
        journal.archivesIn(archives.folder());
      }
      Till till = new Opening(this, journal).open(shop, money);
      opened = true;
      return till;
    } finally {
      if (!opened) {
        hosts.values().forEach(PaymentHost::close);
        channels.forEach(OrderChannel::close);
        if (invoicing != null) {
          invoicing.provider().close();
        }
        if (journal != null) {
          journal.close();
        }
        store.close();
      }
    }
  }

  private static <T> T need(@Nullable T part, String name) {
    if (part == null) {
      throw new IllegalStateException("the builder was not given: " + name);
    }
    return part;
  }
}
