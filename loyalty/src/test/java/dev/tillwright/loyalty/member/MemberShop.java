package dev.tillwright.loyalty.member;

import dev.tillwright.core.access.AccessControl;
import dev.tillwright.core.access.AccessSettings;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Dialect;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.TestStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A shop's members over a real file that can be opened again, with a carrier of each channel. */
final class MemberShop implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  static final ZoneId LONDON = ZoneId.of("Europe/London");

  final TestSeals seals = new TestSeals("a secret of tests");
  final Map<Channel, VirtualSender> senders = new EnumMap<>(Channel.class);
  private final Supplier<Database> store;
  private final Random random;
  private final ContactPolicy policy;
  private ExecutorService executor;
  Duration patience = PATIENCE;
  volatile Instant now = NOON;
  Database database;
  Journal journal;
  Members members;
  ContactDesk gate;
  OperatorSession ann;
  OperatorSession bob;

  MemberShop(Path dir, ContactPolicy policy) {
    this(dir, policy, 1);
  }

  MemberShop(Path dir, ContactPolicy policy, long seed) {
    this(() -> TestStore.open(dir.resolve("till.db")), policy, seed);
  }

  MemberShop(Supplier<Database> store, ContactPolicy policy, long seed) {
    this.store = store;
    this.random = new Random(seed);
    this.policy = policy;
    for (Channel channel : Channel.values()) {
      senders.put(channel, VirtualSender.of(channel));
    }
    open();
  }

  static ContactPolicy policy() {
    return ContactPolicy.named("house/1", LONDON).build();
  }

  Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new AssertionError("nobody asks");
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  VirtualSender sender(Channel channel) {
    return Objects.requireNonNull(senders.get(channel), "a carrier of each channel");
  }

  private void open() {
    database = store.get();
    journal = Journal.open(database, "till-01", clock());
    // Sessions have a clock of their own: here the shop's steps by years.
    AccessControl access =
        AccessControl.open(
            database, journal, AccessSettings.standard(null, Clock.fixed(NOON, ZoneOffset.UTC)));
    if (access.operators().isEmpty()) {
      access.enrolFirst(new Operator("ann", "Ann", "manager"), new char[0]);
      access.enrol(
          access.logOn("ann", new char[0]).orThrow(),
          new Operator("bob", "Bob", "cashier"),
          new char[0]);
    }
    ann = access.logOn("ann", new char[0]).orThrow();
    bob = access.logOn("bob", new char[0]).orThrow();
    members =
        Members.over(journal, seals, seals).clock(clock()).random(random).patience(patience).open();
    executor = Executors.newCachedThreadPool();
    ContactDeskBuilder builder = ContactDesk.over(members, policy, executor);
    senders.values().forEach(builder::sender);
    gate = builder.open();
  }

  MemberShop reopened() {
    close();
    open();
    return this;
  }

  MemberId enrol(Enrolment.Builder enrolment) {
    return members
        .enrol(bob, enrolment.build())
        .match(
            member -> member.id(),
            known -> {
              throw new AssertionError("known: " + known.id());
            },
            several -> {
              throw new AssertionError("several: " + several.ids());
            });
  }

  /** A member with an address on every channel who agreed to all marketing. */
  MemberId agreed(String phone) {
    Enrolment.Builder builder =
        Enrolment.by(Identifier.phone(phone)).profile(profile(phone, LONDON));
    for (Channel channel : Channel.values()) {
      builder.consent(consent(channel, Purpose.MARKETING));
    }
    return enrol(builder);
  }

  static Profile profile(String phone, ZoneId zone) {
    return Profile.builder()
        .name("Ann Bloggs")
        .zone(zone)
        .sms(phone)
        .voice(phone)
        .email("ann" + phone.substring(1) + "@example.org")
        .wechat("wx" + phone.substring(1))
        .push("push" + phone.substring(1))
        .build();
  }

  static Consent consent(Channel channel, Purpose purpose) {
    return new Consent(channel, purpose, "terms/2", ConsentSource.TILL, "form 77");
  }

  static ContactRequest request(String key, MemberId member, Channel channel, Purpose purpose) {
    return new ContactRequest(
        key, member, channel, purpose, new ContactText("spring/1", "News", "Hello {name}"));
  }

  ContactAnswer ask(String key, MemberId member, Channel channel, Purpose purpose) {
    return gate.ask(request(key, member, channel, purpose), PATIENCE);
  }

  static Optional<ContactRefusal> reason(ContactAnswer answer) {
    return answer.match(refused -> Optional.of(refused.reason()), made -> Optional.empty());
  }

  static Optional<ContactOutcome> outcome(ContactAnswer answer) {
    return answer.match(refused -> Optional.empty(), made -> Optional.of(made.outcome()));
  }

  List<Entry> entries(String kind) {
    List<Entry> found = new ArrayList<>();
    journal.read(
        1,
        journal.headSeq(),
        entry -> {
          if (entry.kind().startsWith(kind)) {
            found.add(entry);
          }
        });
    return found;
  }

  /** Every row of the view, in one order. */
  String dump() {
    journal.awaitFollowers(PATIENCE);
    return database.read(
        tx ->
            MemberTables.NAMES.stream()
                .map(
                    table -> {
                      String columns =
                          String.join("||'|'||", tx.list(columns(table), MemberShop::cast));
                      return table
                          + tx.list(
                              "select " + columns + " as line from " + table + " order by line",
                              row -> row.text(1));
                    })
                .collect(Collectors.joining("\n")));
  }

  private String columns(String table) {
    return database.dialect() == Dialect.sqlite()
        ? "select name from pragma_table_info('" + table + "')"
        : "select column_name from information_schema.columns where table_schema = current_schema"
            + " and table_name = '"
            + table
            + "' order by ordinal_position";
  }

  private static String cast(Tx.Row row) {
    return "cast(" + row.text(1) + " as text)";
  }

  @Override
  public void close() {
    executor.shutdown();
    journal.close();
    database.close();
  }
}
