package dev.tillwright.core.watch.shop;

import dev.tillwright.core.checkpoint.Witness;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.watch.Detector;
import dev.tillwright.core.watch.shop.World.Row;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the entries of a world into a real database, by docs/journal-format.md and not by the
 * journal's code, and then lets somebody at them.
 */
public final class ShopBooks {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** A payment's key, or a sale's id. */
  private static final Pattern NAME = Pattern.compile("\"(till-[0-9]+[./]1[./][0-9]+)\"");

  private static final String INSERT =
      "insert into journal (terminal, epoch, seq, at, kind, payload, prev_hash, hash)"
          + " values (?, 1, ?, ?, ?, ?, ?, ?)";

  private final World world;
  private final Database database;
  private final Random random;
  private final List<Witness> slips = new ArrayList<>();

  public ShopBooks(World world, Database database, long seed) {
    this.world = world;
    this.database = database;
    this.random = new Random(seed);
  }

  /** What customers took home. */
  public List<Witness> slips() {
    return slips;
  }

  /**
   * Writes, then tampers.
   *
   * @param chance that somebody was at the books of a till
   */
  public void write(double chance) {
    world.rows.forEach(
        (terminal, rows) -> {
          Journal.open(database, terminal, Clock.fixed(world.from, ZoneOffset.UTC)).close();
          List<String> hashes = write(terminal, rows);
          if (random.nextDouble() < chance) {
            tamper(terminal, rows, hashes);
          }
        });
  }

  private List<String> write(String terminal, List<Row> rows) {
    List<String> hashes = new ArrayList<>();
    hashes.add("0".repeat(64));
    database.change(
        tx -> {
          for (Row row : rows) {
            int seq = hashes.size();
            String before = hashes.get(seq - 1);
            String at = TIME.format(row.at());
            String hash = hash(terminal, seq, at, row, before);
            tx.update(INSERT, terminal, seq, at, row.kind(), row.payload(), before, hash);
            hashes.add(hash);
          }
        });
    writer(terminal, hashes.size() - 1, hashes);
    for (int i = 0; i < 5; i++) {
      slip(terminal, 1 + random.nextInt(rows.size()), hashes);
    }
    slip(terminal, rows.size(), hashes); // the last customer of all
    return hashes;
  }

  private void slip(String terminal, int seq, List<String> hashes) {
    slips.add(new Witness.Slip(terminal, seq, hashes.get(seq).substring(0, 20)));
  }

  private void writer(String terminal, int seq, List<String> hashes) {
    database.change(
        tx ->
            tx.update(
                "update journal_writer set epoch = 1, seq = ?, hash = ? where terminal = ?",
                seq,
                hashes.get(seq),
                terminal));
  }

  private void tamper(String terminal, List<Row> rows, List<String> hashes) {
    int how = random.nextInt(3);
    if (how == 0) {
      change(terminal, rows);
    } else if (how == 1) {
      int at = someCashDrawer(rows);
      database.change(
          tx -> tx.update("delete from journal where terminal = ? and seq = ?", terminal, at));
      world.must("entry deleted", Detector.S8, terminal, "");
    } else {
      int left = rows.size() - 1 - random.nextInt(40);
      database.change(
          tx -> tx.update("delete from journal where terminal = ? and seq > ?", terminal, left));
      writer(terminal, left, hashes);
      world.must("tail cut off", Detector.S8, terminal, "");
      cutOff(terminal, rows.subList(left, rows.size()));
    }
  }

  /** What the cut took is missing for all others, too: rightly named, and not to be asked for. */
  private void cutOff(String terminal, List<Row> gone) {
    Instant from = gone.get(0).at().minusSeconds(60);
    Set<String> touched = new HashSet<>();
    for (Row row : gone) {
      Matcher names = NAME.matcher(row.payload());
      while (names.find()) {
        touched.add(names.group(1));
      }
    }
    world.truth.replaceAll(
        label ->
            touched.contains(label.near()) && label.terminal().equals(terminal)
                ? new Label(label.fault(), label.detector(), terminal, label.near(), false, null)
                : label);
    for (Detector detector : Detector.values()) {
      world.truth.add(new Label("tail cut off", detector, terminal, "", false, from));
      touched.forEach(name -> world.may("tail cut off", detector, terminal, name));
    }
  }

  private void change(String terminal, List<Row> rows) {
    int at = someCashDrawer(rows);
    database.change(
        tx ->
            tx.update(
                "update journal set payload = replace(payload, '\"reason\"', '\"Reason\"')"
                    + " where terminal = ? and seq = ?",
                terminal,
                at));
    world.must("entry changed", Detector.S8, terminal, "");
  }

  /** One that no payment needs. */
  private int someCashDrawer(List<Row> rows) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).kind().equals("drawer.opening")) {
        found.add(i + 1);
      }
    }
    return found.get(random.nextInt(found.size()));
  }

  /** What is in the books now. */
  public List<Entry> entries() {
    return database.read(
        tx ->
            tx.list(
                "select terminal, seq, at, kind, payload, prev_hash, hash from journal"
                    + " order by terminal, epoch, seq",
                row ->
                    new Entry(
                        row.text(1),
                        1,
                        row.number(2),
                        Instant.parse(row.text(3)),
                        row.text(4),
                        row.text(5),
                        row.text(6),
                        row.text(7))));
  }

  private static String hash(String terminal, int seq, String at, Row row, String before) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String field :
          List.of(
              "tillwright-journal-1",
              terminal,
              "1",
              String.valueOf(seq),
              at,
              row.kind(),
              row.payload(),
              before)) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
