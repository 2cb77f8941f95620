package dev.tillwright.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.Argon2idHasher;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.seal.HmacIndex;
import dev.tillwright.crypto.seal.JdbcSubjectKeys;
import dev.tillwright.loyalty.engine.PointsEngine;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.ledger.LedgerTender;
import dev.tillwright.loyalty.ledger.PointsLedger;
import dev.tillwright.loyalty.member.Channel;
import dev.tillwright.loyalty.member.ContactDesk;
import dev.tillwright.loyalty.member.ContactMessage;
import dev.tillwright.loyalty.member.MemberGlance;
import dev.tillwright.loyalty.member.MemberId;
import dev.tillwright.loyalty.member.MemberResult;
import dev.tillwright.loyalty.member.Members;
import dev.tillwright.loyalty.member.VirtualSender;
import dev.tillwright.loyalty.program.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Rows E12 and E13 with real keys: what docs/members.md and docs/contact.md show is run. */
class MembersTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final ZoneId LONDON = ZoneId.of("Europe/London");
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-04T12:00:00Z"), ZoneOffset.UTC);
  private static final String PHONE = "+447700900123";

  /** What is never to be found again; the index finds who tries the number, so it goes, too. */
  private static final List<String> KNOWN =
      List.of(PHONE, "7700900123", "Jo Bloggs", "jo.bloggs@example.org", "acct-7781", "form 77");

  @TempDir Path folder;

  @Test
  void aMember_fromTheFirstDayToTheLast() throws Exception {
    Database database = Database.sqlite(folder.resolve("till.db"));
    ExecutorService threads = Executors.newCachedThreadPool();
    String index;
    try (SoftwareKeys keys =
            SoftwareKeys.open(
                folder.resolve("keys"),
                "a passphrase for tests".toCharArray(),
                Acknowledgement.KEYS_IN_SOFTWARE);
        Till till = till(database)) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
      OperatorSession ann = till.logOn("ann", "4711".toCharArray()).orThrow();
      Members members = MembersTour.open(till, database, keys);
      try (HmacIndex own =
          HmacIndex.open(keys, JdbcSubjectKeys.over(database, Clock.systemUTC()))) {
        index = own.of("member.phone", PHONE.getBytes(UTF_8));
      }

      MemberId member = MembersTour.enrol(members, ann, PHONE);
      sell(till, ann, member);
      MemberGlance glance =
          MembersTour.glance(members, database, threads, ann, PHONE, Duration.ofMinutes(1))
              .facts()
              .orElseThrow();
      assertThat(glance.member()).isEqualTo(member);
      assertThat(glance.available() + glance.pending()).isPositive();
      assertThat(glance.agreed()).containsExactly("EMAIL/MARKETING");

      VirtualSender email = VirtualSender.of(Channel.EMAIL);
      ContactDesk gate = MembersTour.gate(members, email, threads);
      String said = MembersTour.ask(gate, member);
      Instant now = Instant.now(); // the tour's gate keeps the system's time
      boolean night = now.atZone(LONDON).getHour() >= 21 || now.atZone(LONDON).getHour() < 8;
      assertThat(said).isEqualTo(night ? "not made: QUIET_HOURS" : "made: SENT");
      for (ContactMessage message : email.delivered()) {
        String body = message.body();
        assertThat(body).startsWith("Dear Jo Bloggs").contains(gate.slipCode(member));
        assertThat(MembersTour.check(gate, body.substring(body.lastIndexOf(' ') + 1)))
            .startsWith("ours, EMAIL");
      }
      assertThat(MembersTour.check(gate, "42-7K9Q-FM2X")).isEqualTo("not ours");
      MembersTour.say(members, ann, member);
      assertThat(found(index)).as("before, the view has the index").isNotEmpty();

      String totals = totals(till, database);
      ByteArrayOutputStream export = new ByteArrayOutputStream();
      assertThat(MembersTour.leave(members, ann, member, export)).isEqualTo(MemberResult.DONE);
      assertThat(export.toString(UTF_8)).contains(KNOWN.get(0), KNOWN.get(2), KNOWN.get(5));

      nothingIsLeft(index);
      assertThat(totals(till, database)).as("books and points").isEqualTo(totals);
      assertThat(JournalVerifier.verify(database, Optional.empty()).ok()).isTrue();
      till.journal().rebuild("members");
      till.journal().awaitFollowers(Duration.ofSeconds(60));
      assertThat(totals(till, database)).isEqualTo(totals);
      nothingIsLeft(index);
    } finally {
      threads.shutdownNow();
    }
    nothingIsLeft(index);
    assertThat(
            new CommandLine(new VerifyJournal())
                .execute("--db", folder.resolve("till.db").toString()))
        .as("verify-journal")
        .isZero();
  }

  private Till till(Database database) throws IOException {
    Program program =
        Program.parse(
            new String(
                getClass()
                    .getResourceAsStream("/dev/tillwright/examples/shop/corner-club.json")
                    .readAllBytes(),
                UTF_8));
    return Till.builder("till-01")
        .database(database)
        .merchant(Merchant.named("Test shop"))
        .currency(GBP)
        .zone(LONDON)
        .clock(NOON)
        .secrets(new Argon2idHasher())
        .pricingFrom(journal -> PointsEngine.of(program).build())
        .points(
            new PointsLedger(),
            journal -> new LedgerTender(journal, new LedgerQueries(database), program))
        .background(false)
        .open();
  }

  private static void sell(Till till, OperatorSession ann, MemberId member) {
    Item tea =
        new Item(
            "tea", "Tea", "", UnitPrice.parse("12.50", GBP), TaxRate.included("A", Percent.of(20)));
    Ticket ticket = till.sale(ann).member(member.value()).add(tea, Quantity.of(2));
    till.pay(ticket, Tender.cash(Money.parse("25.00", GBP)));
  }

  private static String totals(Till till, Database database) {
    till.journal().awaitFollowers(Duration.ofSeconds(60));
    LocalDate day = LocalDate.of(2026, 3, 4);
    return new LedgerQueries(database).totals()
        + " "
        + database.read(
            tx ->
                tx.list(
                    "select count(*) || '|' || coalesce(sum(total), 0) from past_sale",
                    row -> row.text(1)))
        + day;
  }

  private void nothingIsLeft(String index) throws IOException {
    for (String each : KNOWN) {
      assertThat(found(each)).as(each).isEmpty();
    }
    assertThat(found(index)).as("the index").isEmpty();
  }

  /** Which files hold a text: plain, as UTF-16, as hexadecimal digits, or inside Base64. */
  private List<String> found(String text) throws IOException {
    List<byte[]> forms = new ArrayList<>();
    for (Charset each : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
      byte[] bytes = text.getBytes(each);
      forms.add(bytes);
      forms.add(HexFormat.of().formatHex(bytes).getBytes(ISO_8859_1));
      forms.add(HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT).getBytes(ISO_8859_1));
    }
    for (int shift = 0; shift < 3; shift++) {
      String coded = Base64.getEncoder().encodeToString(("x".repeat(shift) + text).getBytes(UTF_8));
      forms.add(coded.substring(4, coded.length() - 4).getBytes(ISO_8859_1));
    }
    if (text.matches("[0-9a-f]{64}")) {
      forms.add(HexFormat.of().parseHex(text));
    }
    List<String> holding = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, ISO_8859_1);
        for (byte[] form : forms) {
          if (content.contains(new String(form, ISO_8859_1))) {
            holding.add(file.getFileName().toString());
          }
        }
      }
    }
    return holding;
  }

  @Test
  void thePages_showTheCodeAsItIsCompiled() throws IOException {
    DocPages.show("MembersTour", 8, "members.md", "contact.md");
  }
}
