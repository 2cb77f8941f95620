package dev.tillwright.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.backup.Archive;
import dev.tillwright.core.backup.BackupManifest;
import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.checkpoint.Witness;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.settings.InForce;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.till.Tender;
import dev.tillwright.core.till.Ticket;
import dev.tillwright.core.till.Till;
import dev.tillwright.crypto.key.Argon2idHasher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What docs/books.md shows is compiled and run. */
class BooksTourTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final byte[] SPRING = "tea;2.00\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] SUMMER = "tea;2.10\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private Ed25519Signer signer;

  private Witness kept = new Witness.Slip("till-09", 1, "0".repeat(20)); // of another till

  @SuppressWarnings("NullAway.Init")
  private OperatorSession ann;

  private Till open(String file) {
    signer = Ed25519Signer.inFile(folder.resolve("signing"), new SecureRandom());
    Till till =
        BooksTour.safe(
                BooksTour.archiving(Till.builder("till-01"), folder)
                    .database(Database.sqlite(folder.resolve(file)))
                    .merchant(Merchant.named("Test shop"))
                    .currency(GBP)
                    .secrets(new Argon2idHasher())
                    .background(false),
                signer,
                kept,
                SPRING)
            .open();
    if (till.access().operators().isEmpty()) {
      till.access().enrolFirst(new Operator("ann", "Ann", "manager"), "4711".toCharArray());
    }
    ann = till.logOn("ann", "4711".toCharArray()).orThrow();
    return till;
  }

  private SaleId sell(Till till) {
    TaxRate tax = TaxRate.included("A", Percent.of(20));
    Item tea = new Item("tea", "Tea", "", UnitPrice.parse("2.00", GBP), tax);
    Ticket ticket = till.sale(ann).add(tea, Quantity.of(1));
    till.pay(ticket, Tender.cash(Money.parse("2.00", GBP)));
    return ticket.id();
  }

  @Test
  void thePage_isRunFromTheFirstSale_toARestoreBehindALoss() throws IOException {
    Path otherDisk = Files.createDirectory(folder.resolve("other"));
    CheckpointKeys keys;
    try (Till till = open("till.db")) {
      keys = CheckpointKeys.of(signer.publicKey());
      SaleId sale = sell(till);
      String[] left = BooksTour.close(till, ann).split("\n");
      assertThat(left[0]).matches("till-01/1/\\d+ ([0-9a-f]{4}-){4}[0-9a-f]{4}");
      assertThat(keys.verifies(Checkpoint.parse(left[1]))).isTrue();
      assertThat(list(BooksTour.settings(till, ann, SUMMER, sale))).isEqualTo("spring 2026");
      assertThat(list(till.safekeeping().settings())).isEqualTo("summer 2026");
      assertThat(BooksTour.update(till, ann, otherDisk)).isEmpty();
      sell(till);
      kept = new Witness.Signed(till.safekeeping().checkpoint().orElseThrow(), true);
      assertThat(BooksTour.back(till, ann, folder.resolve("back.db"))).isGreaterThan(20);
    }
    open("till.db").close();

    Path manifest;
    try (var files = Files.list(otherDisk)) {
      manifest = files.filter(it -> it.toString().endsWith(".json")).findFirst().orElseThrow();
    }
    assertThatThrownBy(() -> BooksTour.restore(manifest, kept, keys, folder.resolve("restored.db")))
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo("backup.older"));
    BackupManifest restored =
        BooksTour.restoreBehindALoss(
            manifest, kept, keys, folder.resolve("restored.db"), Clock.systemUTC());
    kept = new Witness.Slip("till-01", restored.seq(), restored.head());
    try (Till till = open("restored.db")) {
      SaleId sale = sell(till);
      assertThat(till.find(sale).orElseThrow().receipt()).isEqualTo(58);
    }
  }

  @Test
  void whatWasArchived_isVerifiedByOneCommand() throws IOException {
    Path keys = folder.resolve("key.txt");
    try (Till till = open("till.db")) {
      Files.writeString(keys, CheckpointKeys.text(signer.publicKey()));
      sell(till);
      till.closeDay(ann);
      assertThat(BooksTour.archive(till, ann)).as("it is young").isEmpty();
      long old = till.journal().headSeq();
      Draft noise = new Draft("test.noise", "{}");
      Duration soon = Duration.ofSeconds(30);
      till.journal().append(Collections.nCopies(1_020, noise), soon);
      Archive archives =
          Archive.of(till.journal(), folder, CheckpointKeys.of(signer.publicKey()), soon);
      assertThat(archives.upTo(old)).isPresent();
    }
    Path archive;
    try (var files = Files.list(folder)) {
      archive = files.filter(it -> it.toString().endsWith(".archive")).findFirst().orElseThrow();
    }
    String db = folder.resolve("till.db").toString();
    assertThat(verify("--db", db)).contains("only the links were looked at").endsWith("code 0");
    assertThat(verify("--db", db, "--archive", archive.toString(), "--key", keys.toString()))
        .contains("the archive of the entries 1 to")
        .doesNotContain("only the links")
        .endsWith("code 0");
    byte[] bytes = Files.readAllBytes(archive);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("sale.completed");
    bytes[at] = 'S';
    Files.write(archive, bytes);
    assertThat(verify("--db", db, "--archive", archive.toString()))
        .contains("was changed")
        .endsWith("code 2");
  }

  private static String verify(String... options) {
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      int code = new CommandLine(new VerifyJournal()).execute(options);
      return said.toString(StandardCharsets.UTF_8) + "code " + code;
    } finally {
      System.setOut(before);
    }
  }

  private static String list(List<InForce> all) {
    return all.stream()
        .filter(it -> it.settings().area().equals("prices"))
        .map(it -> String.valueOf(it.settings().values().get("list")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatThePageShows_isTheCodeThatIsCompiled() throws IOException {
    String page = Files.readString(Path.of("../docs/books.md"));
    String code = Files.readString(Path.of("src/main/java/dev/tillwright/examples/BooksTour.java"));
    Matcher shown =
        Pattern.compile(" *// docs: [a-z]+\n(.*?)\n *// docs: end", Pattern.DOTALL).matcher(code);
    int pieces = 0;
    while (shown.find()) {
      assertThat(page).contains("```java\n" + shown.group(1).stripIndent() + "\n```");
      pieces++;
    }
    assertThat(pieces).isEqualTo(9);
  }
}
