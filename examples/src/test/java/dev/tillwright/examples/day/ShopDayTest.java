package dev.tillwright.examples.day;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.examples.Main;
import dev.tillwright.examples.shop.CornerShop;
import dev.tillwright.examples.shop.House;
import dev.tillwright.examples.shop.PlainCount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job from its front door: real files, real sockets, a child JVM that is killed. */
class ShopDayTest {
  @TempDir Path folder;

  private ShopRun shop() {
    return new ShopRun(folder);
  }

  private JsonIn report() throws IOException {
    return shop().report();
  }

  private String out() {
    return shop().out();
  }

  private Path month() throws IOException {
    Path file = folder.resolve("month.csv");
    CornerShop.write(file, House.ENGLISH, CornerShop.DEFAULT_SEED);
    return file;
  }

  private long tender(String kind, String field) throws IOException {
    return report().object("tenders").object(kind).number(field);
  }

  @Test
  void theDefaultShop_showsItsStory_andItsTotalsAreThoseOfAPlainCount() throws IOException {
    assertThat(ShopRun.run("shop-day", "--dir", out(), "--receipts", "2").code()).isZero();

    shop().equalsPlainCount(PlainCount.of(month(), null, null, true));
    assertThat(report().object("host").number("approvedMinor"))
        .isEqualTo(tender("CARD", "takenMinor"));
    assertThat(report().object("host").number("refundedMinor"))
        .isEqualTo(tender("CARD", "givenBackMinor"));
    assertThat(String.join("\n", report().texts("events")))
        .contains("split tender", "wallet refused: this till takes no wallets", "forwarded")
        .contains("points as tender", "closed as Z 1", "killed");
    assertThat(folder.resolve("out/receipts")).isDirectoryContaining(it -> Files.isReadable(it));
    assertThat(Files.readString(folder.resolve("out/report.html"))).contains("<canvas");
    try (var files = Files.list(folder.resolve("out"))) {
      assertThat(files.filter(it -> it.toString().endsWith(".db")).toList())
          .containsExactly(folder.resolve("out/till.db"));
    }
    assertThat(ShopRun.run("verify-journal", "--db", out() + "/till.db").code()).isZero();
    whatLeftTheTill_speaksForTheBooks();
  }

  /** A slip, a day's checkpoint and the key, each as somebody outside keeps it. */
  private void whatLeftTheTill_speaksForTheBooks() throws IOException {
    String kept = out() + "/checkpoints/";
    long covered = JsonIn.parse(Files.readString(Path.of(kept + "z-2.json"))).number("size");
    String[] witnessed = {
      "verify-journal",
      "--db",
      out() + "/till.db",
      "--receipt",
      slip(),
      "--checkpoint",
      kept + "z-2.json",
      "--key",
      kept + "key.txt"
    };
    assertThat(said(0, witnessed)).contains("entries 1 to " + covered + " of till-01 are those");

    witnessed[4] = slip().replaceFirst(" .*", " 0000-0000-0000-0000-0000");
    assertThat(said(Main.TAMPERED, witnessed)).contains("slip of entry").contains("another entry");
  }

  /** What the receipt of an early sale says of its place. */
  private String slip() {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("out/till.db"));
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT epoch, seq, hash FROM journal WHERE kind = 'sale.completed' LIMIT 1")) {
      assertThat(row.next()).isTrue();
      String code = row.getString(3).substring(0, 20).replaceAll("(....)(?=.)", "$1-");
      return "till-01/" + row.getInt(1) + "/" + row.getLong(2) + " " + code;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static String said(int code, String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(arguments)).isEqualTo(code);
    } finally {
      System.setOut(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFileOfOnesOwn_givesTheTotalsAndPointsOfAPlainCount_alsoForSomeDays() throws Exception {
    Path month = month();
    assertThat(
            ShopRun.run(
                    "shop-day",
                    "--data",
                    month.toString(),
                    "--dir",
                    out(),
                    "--from",
                    "2025-03-03",
                    "--to",
                    "2025-03-09",
                    "--receipts",
                    "0")
                .code())
        .isZero();
    PlainCount plain =
        PlainCount.of(month, LocalDate.of(2025, 3, 3), LocalDate.of(2025, 3, 9), false);
    shop().equalsPlainCount(plain);
    shop().equalsPlainCards(plain);
    shop().equalsPlainPoints(plain);
    theTermsHold_alsoAfterTheKill();

    aChangedByte_isFound();
  }

  /** The process was killed and began again, and adopted its program once. */
  private void theTermsHold_alsoAfterTheKill() throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("out/till.db"));
        Statement statement = connection.createStatement()) {
      try (ResultSet row =
          statement.executeQuery("SELECT count(*) FROM journal WHERE kind = 'points.terms'")) {
        assertThat(row.getLong(1)).isOne();
      }
      try (ResultSet row =
          statement.executeQuery("SELECT min(expires_ms), max(expires_ms) FROM ledger_lot")) {
        Instant endOfMarch = Instant.parse("2026-03-31T23:00:00Z");
        assertThat(row.getLong(1)).isEqualTo(endOfMarch.toEpochMilli());
        assertThat(row.getLong(2)).isEqualTo(endOfMarch.toEpochMilli());
      }
    }
  }

  /** On a copy of the books of the run above. */
  private void aChangedByte_isFound() throws Exception {
    Path copy = folder.resolve("copy.db");
    Files.copy(folder.resolve("out/till.db"), copy);
    long seq;
    String payload;
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT seq, payload FROM journal WHERE kind = 'sale.completed'"
                    + " ORDER BY seq LIMIT 1 OFFSET 20")) {
      assertThat(row.next()).isTrue();
      seq = row.getLong(1);
      payload = row.getString(2);
    }
    flip(copy, payload.substring(0, 60).getBytes(StandardCharsets.UTF_8));

    assertThat(said(Main.TAMPERED, "verify-journal", "--db", copy.toString()))
        .contains(String.valueOf(seq));
  }

  private static void flip(Path file, byte[] needle) throws IOException {
    byte[] all = Files.readAllBytes(file);
    int at = indexOf(all, needle) + needle.length - 1;
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(at);
      raw.write(all[at] ^ 1);
    }
  }

  private static int indexOf(byte[] all, byte[] needle) {
    for (int i = 0; i <= all.length - needle.length; i++) {
      if (java.util.Arrays.equals(all, i, i + needle.length, needle, 0, needle.length)) {
        return i;
      }
    }
    throw new AssertionError("the payload does not stand in the file as it is");
  }

  @Test
  void badInput_givesOneClearLine_thatNamesThePlace() throws IOException {
    Path bad = folder.resolve("bad.csv");
    Files.writeString(
        bad,
        """
        InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
        1,A,Thing,2,2025-03-01 10:00:00,1.00,10001,United Kingdom
        2,A,Thing,many,2025-03-01 10:01:00,1.00,10001,United Kingdom
        """);
    oneLine(
        ShopRun.run("shop-day", "--data", bad.toString(), "--dir", out()), 1, "line 3", "Quantity");

    Path program = folder.resolve("program.json");
    Files.writeString(program, "{\"schema\": 1, \"unheard\": true}");
    oneLine(ShopRun.run("shop-day", "--program", program.toString(), "--dir", out()), 1, "unheard");
    oneLine(
        ShopRun.run("shop-day", "--program", folder + "/none.json", "--dir", out()),
        1,
        "none.json");
    oneLine(ShopRun.run("shop-day", "--data", folder + "/none.csv", "--dir", out()), 1, "none.csv");

    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(busy.getLocalPort());
      oneLine(ShopRun.run("shop-day", "--host-port", port, "--dir", out()), 1, port);
      oneLine(ShopRun.run("shop-day", "--printer-port", port, "--dir", out()), 1, port);
    }
    assertThat(ShopRun.run("shop-day", "--unheard").code()).isEqualTo(Main.USAGE);
    assertThat(ShopRun.run().code()).isEqualTo(Main.USAGE);
    oneLine(ShopRun.run("verify-journal", "--db", folder + "/none.db"), 1, "none.db");
  }

  @Test
  void lockedBooks_areLeftAlone_andAFullDiskLeavesThemVerifiable() throws Exception {
    Path books = folder.resolve("out/till.db");
    Files.createDirectories(books.getParent());
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + books);
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("CREATE TABLE held (x)");
      statement.execute("BEGIN IMMEDIATE");
      oneLine(ShopRun.run("shop-day", "--dir", out()), 1, "till.db");
      assertThat(books).exists();
    }

    Path small = Files.createDirectories(folder.resolve("small"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", small.toString())
            .redirectErrorStream(true)
            .start();
    if (mount.waitFor() != 0) {
      System.out.println("skipped: this user cannot mount a small file system to fill");
      return;
    }
    try {
      oneLine(ShopRun.run("shop-day", "--dir", small.toString()), 1, "no room left on its disk");
      assertThat(ShopRun.run("verify-journal", "--db", small + "/till.db").code()).isZero();
    } finally {
      new ProcessBuilder("umount", small.toString()).start().waitFor();
    }
  }

  private static void oneLine(ShopRun.Ran ran, int code, String... parts) {
    List<String> lines = ran.errors().lines().filter(line -> line.startsWith("error: ")).toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).contains(parts);
    assertThat(ran.code()).isEqualTo(code);
  }
}
