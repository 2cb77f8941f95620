package dev.tillwright.core.till;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.SecretHasher;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.central.ShippingPolicy;
import dev.tillwright.core.host.HostSimulator;
import dev.tillwright.core.host.Iso8583Config;
import dev.tillwright.core.host.Iso8583Host;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.payment.OfflineLimits;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentTimes;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.report.SalesTotals;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.store.Database;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A till on a workbench: a real database, a real socket, a simulated host. */
final class Bench implements AutoCloseable {
  static final Currency GBP = Currency.getInstance("GBP");
  static final ZoneId LONDON = ZoneId.of("Europe/London");

  final HostSimulator host;
  final PlainProtector protector;
  private final String terminal;
  private final Supplier<Database> database;
  private final Consumer<TillBuilder> settings;
  final List<String> printed = new ArrayList<>();
  final List<String> jobs = new ArrayList<>();
  PrintResult paper = PrintResult.PRINTED;
  Till till;
  OperatorSession manager;

  Bench(Path folder) {
    this(() -> Database.sqlite(folder.resolve("till.db")));
  }

  Bench(Supplier<Database> database) {
    this(database, any -> {});
  }

  /** With settings of its own on top of those of the bench. */
  Bench(Path folder, Consumer<TillBuilder> settings) {
    this(() -> Database.sqlite(folder.resolve("till.db")), settings);
  }

  /** A till of another name, which ships. */
  Bench(String terminal, Path folder, Supplier<Database> central) {
    this(
        terminal,
        HostSimulator.start(0),
        new PlainProtector(),
        () -> Database.sqlite(folder.resolve("till.db")),
        builder -> builder.central(central, ShippingPolicy.usual()));
  }

  /** A till of another name, with settings of its own. */
  Bench(String terminal, Path folder, Consumer<TillBuilder> settings) {
    this(
        terminal,
        HostSimulator.start(0),
        new PlainProtector(),
        () -> Database.sqlite(folder.resolve("till.db")),
        settings);
  }

  /** Over any database, with settings of its own. */
  Bench(Supplier<Database> database, Consumer<TillBuilder> settings) {
    this("till-01", HostSimulator.start(0), new PlainProtector(), database, settings);
  }

  private Bench(
      String terminal,
      HostSimulator host,
      PlainProtector protector,
      Supplier<Database> database,
      Consumer<TillBuilder> settings) {
    this.terminal = terminal;
    this.host = host;
    this.protector = protector;
    this.database = database;
    this.settings = settings;
    open();
  }

  /** Opens the till again over the same database; what was open is left as a crash would. */
  void reopen() {
    till.close();
    open();
  }

  private void open() {
    TillBuilder builder =
        Till.builder(terminal)
            .database(database.get())
            .merchant(Merchant.named("Test shop"))
            .currency(GBP)
            .zone(LONDON)
            .clock(Clock.fixed(Instant.parse("2025-03-03T10:15:30Z"), LONDON))
            .cards(protector)
            .secrets(new CheapHasher())
            .host(TenderKind.CARD, link())
            .times(new PaymentTimes(Duration.ofMillis(400), Duration.ofSeconds(10)))
            .offline(OfflineLimits.upTo(pounds("30.00"), 3, pounds("50.00")))
            .items(code -> code.equals("4006381333931") ? Optional.of(pen()) : Optional.empty())
            .receipts(
                (job, document, deadline) -> {
                  jobs.add(job);
                  printed.add(new TextRenderer(42).render(document));
                  return paper;
                })
            .background(false);
    settings.accept(builder);
    till = builder.open();
    till.access().enrolFirst(new Operator("max", "Max", "manager"), "secret".toCharArray());
    manager = till.logOn("max", "secret".toCharArray()).orThrow();
  }

  /** Another machine at the same host, with the same name and the same keys for cards. */
  Bench another(Path folder, Consumer<TillBuilder> its) {
    return new Bench(
        terminal, host, protector, () -> Database.sqlite(folder.resolve("till.db")), its);
  }

  /** A till of another name at the same host, with the same keys for cards. */
  Bench beside(String other, Path folder, Consumer<TillBuilder> its) {
    return new Bench(other, host, protector, () -> Database.sqlite(folder.resolve("till.db")), its);
  }

  /** A line of its own to the host. */
  PaymentHost link() {
    return Iso8583Host.connect(Iso8583Config.of(host.address(), protector, "T1", "M1", LONDON));
  }

  /** The same host, which outlives the till that closes it, as a real one does. */
  static PaymentHost lasting(PaymentHost host) {
    return (PaymentHost)
        Proxy.newProxyInstance(
            PaymentHost.class.getClassLoader(),
            new Class<?>[] {PaymentHost.class},
            (proxy, method, arguments) ->
                method.getName().equals("close")
                    ? "" // what a method without a result answers is dropped
                    : Objects.requireNonNullElse(method.invoke(host, arguments), ""));
  }

  static Item pen() {
    return new Item(
        "4006381333931",
        "Fountain pen",
        "stationery",
        UnitPrice.parse("12.50", GBP),
        TaxRate.included("A", Percent.of(20)));
  }

  static Money pounds(String decimal) {
    return Money.parse(decimal, GBP);
  }

  /** A public test number. */
  static CardRead card() {
    return CardRead.of(Pan.of("4111111111111111"), YearMonth.of(2030, 12), EntryMode.CHIP);
  }

  Ticket pens(long pieces) {
    return till.sale(manager).add("4006381333931", pieces);
  }

  /** A sale of one line at this price, taxed at 20 percent, contained. */
  Ticket sale(String price) {
    return till.sale(manager).add(item("tea", price), Quantity.of(1));
  }

  static Item item(String code, String price) {
    return new Item(
        code, code, "", UnitPrice.parse(price, GBP), TaxRate.included("A", Percent.of(20)));
  }

  /** Pays all that is due in cash, and gives the finished sale. */
  CompletedSale cash(Ticket ticket) {
    return finished(till.pay(ticket, Tender.cash(ticket.sale().cashDue())));
  }

  static CompletedSale finished(Outcome outcome) {
    return outcome.match(
        approved -> approved.sale().orElseThrow(() -> new AssertionError("not finished")),
        declined -> {
          throw new AssertionError(declined.toString());
        },
        unknown -> {
          throw new AssertionError(unknown.toString());
        });
  }

  /** The journal's refusals as "step code". */
  List<String> refusals() {
    return entries().stream()
        .filter(entry -> entry.kind().equals("sale.refused"))
        .map(entry -> JsonIn.parse(entry.payload()))
        .map(in -> in.text("step") + " " + in.text("code"))
        .toList();
  }

  /** X as it stands; one currency. */
  SalesTotals x() {
    return till.dayTotals(manager).currencies().get(0);
  }

  String slip(CompletedSale sale) {
    return new TextRenderer(42).render(till.receipt(sale.id()));
  }

  Outcome payByCard(Ticket ticket) {
    try (CardRead card = card()) {
      return till.pay(ticket, Tender.card(card));
    }
  }

  List<String> kinds() {
    List<String> kinds = new ArrayList<>();
    till.journal().read(1, till.journal().headSeq(), entry -> kinds.add(entry.kind()));
    return kinds;
  }

  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    till.journal().read(1, till.journal().headSeq(), entries::add);
    return entries;
  }

  @Override
  public void close() {
    till.close();
    host.close();
  }

  /** Not a hash; tests of access use the real one. */
  static final class CheapHasher implements SecretHasher {
    @Override
    public String hash(char[] secret) {
      return "cheap:" + Arrays.hashCode(secret);
    }

    @Override
    public boolean verify(char[] secret, String stored) {
      return hash(secret).equals(stored);
    }

    @Override
    public boolean needsRehash(String stored) {
      return false;
    }
  }
}
