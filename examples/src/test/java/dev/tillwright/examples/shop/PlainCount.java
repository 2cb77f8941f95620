package dev.tillwright.examples.shop;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a file's sales come to, counted in plain code straight from the CSV: the oracle of the
 * tests. It shares nothing with the code it checks but the mapping's words: other CSV reading,
 * plain lists, every earlier line looked at for each returned one, and the default program's points
 * by formulas of its own.
 *
 * @param memberGrossMinor the part of the gross that members bought
 * @param pointsEarned by all members' sales under the default program
 * @param pointsClawedBack on matched returns: of what the line earned, the part for the quantity
 *     that was brought back so far, rounded down, less what was taken before
 * @param membersInTiers who spent enough, in the year of the last invoice, for more than the base
 *     tier
 */
public record PlainCount(
    long sales,
    long returns,
    long adjustments,
    long saleLines,
    long grossMinor,
    long memberGrossMinor,
    long refundedMinor,
    long refundedWithoutReceiptMinor,
    long members,
    long anonymousSales,
    long pointsEarned,
    long pointsClawedBack,
    long membersInTiers) {

  private static final Pattern FIELD =
      Pattern.compile("\\G(?:\"((?:[^\"]|\"\")*)\"|([^,\"\\r\\n]*))(,|\\r?\\n|\\z)");
  private static final Set<String> NO_POINTS =
      Set.of(
          "17450",
          "AMAZONFEE",
          "B",
          "BANK CHARGES",
          "C2",
          "CRUK",
          "D",
          "DOT",
          "M",
          "m",
          "PADS",
          "POST",
          "S",
          "gift_0001_10",
          "gift_0001_20",
          "gift_0001_30",
          "gift_0001_40",
          "gift_0001_50");

  /** Counts a file. Without a catalogue every category is empty. */
  public static PlainCount of(
      Path csv, @Nullable LocalDate from, @Nullable LocalDate to, boolean cornerCatalogue)
      throws IOException {
    Map<String, String> category = cornerCatalogue ? categories() : Map.of();
    Map<String, Bill> all = new LinkedHashMap<>();
    List<List<String>> rows = rows(read(csv));
    for (List<String> row : rows.subList(1, rows.size())) {
      all.computeIfAbsent(row.get(0), n -> new Bill(n, row)).rows.add(row);
    }
    List<Bill> bills = new ArrayList<>();
    for (Bill bill : all.values()) {
      LocalDate day = bill.at.toLocalDate();
      if ((from == null || day.compareTo(from) >= 0) && (to == null || day.compareTo(to) <= 0)) {
        bills.add(bill);
      }
    }
    bills.sort((a, b) -> a.at.compareTo(b.at)); // stable: the file's order within a second
    Tally tally = new Tally(category);
    bills.forEach(tally::count);
    return tally.result();
  }

  /** Sold, less given back. */
  public long netMinor() {
    return grossMinor - refundedMinor;
  }

  private static final class Tally {
    private final Map<String, String> category;
    private final Map<String, List<Bought>> boughtBy = new LinkedHashMap<>();
    private final Set<String> members = new TreeSet<>();
    private final Map<String, Long> spend = new LinkedHashMap<>();
    private int year;
    private long sales;
    private long returns;
    private long adjustments;
    private long saleLines;
    private long gross;
    private long memberGross;
    private long refunded;
    private long noReceipt;
    private long anonymous;
    private long earned;
    private long clawed;

    Tally(Map<String, String> category) {
      this.category = category;
    }

    void count(Bill bill) {
      year = bill.at.getYear();
      if (bill.number.startsWith("A")) {
        adjustments++;
      } else if (bill.number.startsWith("C")) {
        returns++;
        bill.rows.forEach(row -> giveBack(bill, row));
      } else {
        sell(bill);
      }
    }

    private void sell(Bill bill) {
      List<Bought> lines = new ArrayList<>();
      for (List<String> row : bill.rows) {
        long quantity = Long.parseLong(row.get(3));
        if (quantity > 0 && new BigDecimal(row.get(5)).signum() > 0) {
          lines.add(new Bought(row.get(1), quantity, new BigDecimal(row.get(5)), bill.at));
        }
      }
      if (lines.isEmpty()) {
        adjustments++;
        return;
      }
      sales++;
      saleLines += lines.size();
      long total = lines.stream().mapToLong(line -> line.minor).sum();
      gross += total;
      if (bill.customer.isEmpty()) {
        anonymous++;
        return;
      }
      memberGross += total;
      members.add(bill.customer);
      boughtBy.computeIfAbsent(bill.customer, c -> new ArrayList<>()).addAll(lines);
      earned += points(lines, bill.at.getDayOfWeek(), bonus(bill.customer));
      spent(bill.customer, year, total);
    }

    private void spent(String customer, int when, long minor) {
      spend.merge(customer + "/" + when, minor, Long::sum);
    }

    /** Percent more of the points for money: by what the customer spent this year and kept. */
    private long bonus(String customer) {
      long kept = spend.getOrDefault(customer + "/" + year, 0L);
      return kept >= 25_000 ? 25 : kept >= 5_000 ? 10 : 0;
    }

    private void giveBack(Bill bill, List<String> row) {
      long back = -Long.parseLong(row.get(3));
      BigDecimal price = new BigDecimal(row.get(5));
      if (back <= 0 || price.signum() <= 0) {
        return;
      }
      refunded += pennies(back, price);
      List<Bought> mine = boughtBy.getOrDefault(bill.customer, List.of());
      while (back > 0) {
        Bought best = null;
        for (Bought line : mine) {
          if (line.left > 0
              && line.code.equals(row.get(1))
              && line.price.compareTo(price) == 0
              && (best == null || line.at.isAfter(best.at))) {
            best = line;
          }
        }
        if (best == null) {
          noReceipt += pennies(back, price);
          return;
        }
        long part = Math.min(back, best.left);
        best.left -= part;
        back -= part;
        spent(bill.customer, best.at.getYear(), -pennies(part, price));
        long due = best.points * (best.quantity - best.left) / best.quantity;
        clawed += due - best.clawed;
        best.clawed = due;
      }
    }

    /**
     * One a pound, one more on Tuesdays, and the bonus of a tier, rounded down; two a piece of
     * produce, at most 20; ten.
     */
    private long points(List<Bought> lines, DayOfWeek day, long bonus) {
      List<Bought> counted = lines.stream().filter(line -> !NO_POINTS.contains(line.code)).toList();
      counted =
          counted.stream()
              .filter(line -> !Set.of("tobacco", "services").contains(category(line)))
              .toList();
      long pence = 0;
      long pieces = 0;
      long itemPence = 0;
      for (Bought line : counted) {
        pence += line.minor;
        pieces += category(line).equals("produce") ? line.quantity : 0;
        itemPence += isItem(line) ? line.minor : 0;
      }
      long forMoney = pence * ((day == DayOfWeek.TUESDAY ? 200 : 100) + bonus) / 10_000;
      long forPieces = Math.min(20, 2 * pieces);
      long all = forMoney + forPieces + (itemPence > 0 ? 10 : 0);
      long given = Math.min(500, all);
      if (given > 0) {
        // However a quantity was keyed, the item gets its points; then its lines get theirs.
        List<List<Bought>> items = items(counted);
        List<Bought> whole = items.stream().map(Tally::together).toList();
        share(whole, given, all, pence, forMoney, pieces, forPieces, itemPence);
        for (int n = 0; n < items.size(); n++) {
          shareByMoney(items.get(n), whole.get(n).points, whole.get(n).minor);
        }
      }
      return given;
    }

    /** Lines of one code at one price, by code and price. */
    private static List<List<Bought>> items(List<Bought> lines) {
      List<Bought> sorted = new ArrayList<>(lines);
      sorted.sort(
          (a, b) -> a.code.equals(b.code) ? a.price.compareTo(b.price) : a.code.compareTo(b.code));
      List<List<Bought>> items = new ArrayList<>();
      for (Bought line : sorted) {
        Bought last = items.isEmpty() ? null : items.get(items.size() - 1).get(0);
        if (last == null || !last.code.equals(line.code) || last.price.compareTo(line.price) != 0) {
          items.add(new ArrayList<>());
        }
        items.get(items.size() - 1).add(line);
      }
      return items;
    }

    private static Bought together(List<Bought> lines) {
      Bought first = lines.get(0);
      return new Bought(
          first.code,
          lines.stream().mapToLong(line -> line.quantity).sum(),
          first.price,
          first.at,
          lines.stream().mapToLong(line -> line.minor).sum());
    }

    private static void shareByMoney(List<Bought> lines, long points, long pence) {
      long left = points;
      long[] rest = new long[lines.size()];
      for (int n = 0; n < rest.length; n++) {
        lines.get(n).points = points * lines.get(n).minor / pence;
        rest[n] = points * lines.get(n).minor % pence;
        left -= lines.get(n).points;
      }
      for (; left > 0; left--) {
        int most = 0;
        for (int n = 1; n < rest.length; n++) {
          if (rest[n] > rest[most]) {
            most = n;
          }
        }
        lines.get(most).points++;
        rest[most] = -1;
      }
    }

    /** Every item's points: exact parts over one denominator, whole by largest remainder. */
    private void share(
        List<Bought> lines,
        long given,
        long all,
        long pence,
        long forMoney,
        long pieces,
        long forPieces,
        long itemPence) {
      BigInteger p = big(Math.max(1, pence));
      BigInteger u = big(Math.max(1, pieces));
      BigInteger i = big(Math.max(1, itemPence));
      BigInteger whole = p.multiply(u).multiply(i).multiply(big(all));
      BigInteger[] rest = new BigInteger[lines.size()];
      long left = given;
      for (int n = 0; n < rest.length; n++) {
        Bought line = lines.get(n);
        BigInteger part = big(line.minor).multiply(big(forMoney)).multiply(u).multiply(i);
        if (category(line).equals("produce")) {
          part = part.add(big(line.quantity).multiply(big(forPieces)).multiply(p).multiply(i));
        }
        if (isItem(line)) {
          part = part.add(big(line.minor).multiply(big(10)).multiply(p).multiply(u));
        }
        BigInteger[] split = part.multiply(big(given)).divideAndRemainder(whole);
        line.points = split[0].longValueExact();
        left -= line.points;
        rest[n] = split[1];
      }
      for (; left > 0; left--) {
        int most = 0;
        for (int n = 1; n < rest.length; n++) {
          if (rest[n].compareTo(rest[most]) > 0) {
            most = n;
          }
        }
        lines.get(most).points++;
        rest[most] = BigInteger.valueOf(-1);
      }
    }

    private String category(Bought line) {
      return category.getOrDefault(line.code, "");
    }

    private static boolean isItem(Bought line) {
      return line.code.equals("15010") || line.code.equals("85123A");
    }

    private static BigInteger big(long value) {
      return BigInteger.valueOf(value);
    }

    PlainCount result() {
      return new PlainCount(
          sales,
          returns,
          adjustments,
          saleLines,
          gross,
          memberGross,
          refunded,
          noReceipt,
          members.size(),
          anonymous,
          earned,
          clawed,
          members.stream().filter(member -> bonus(member) > 0).count());
    }
  }

  private static final class Bill {
    final String number;
    final String customer;
    final LocalDateTime at;
    final List<List<String>> rows = new ArrayList<>();

    Bill(String number, List<String> first) {
      this.number = number;
      this.customer = first.get(6);
      this.at = time(first.get(4));
    }
  }

  private static final class Bought {
    final String code;
    final long quantity;
    final BigDecimal price;
    final LocalDateTime at;
    final long minor;
    long left;
    long points;
    long clawed;

    Bought(String code, long quantity, BigDecimal price, LocalDateTime at) {
      this(code, quantity, price, at, pennies(quantity, price));
    }

    Bought(String code, long quantity, BigDecimal price, LocalDateTime at, long minor) {
      this.code = code;
      this.quantity = quantity;
      this.price = price;
      this.at = at;
      this.minor = minor;
      this.left = quantity;
    }
  }

  private static long pennies(long quantity, BigDecimal price) {
    return price
        .multiply(BigDecimal.valueOf(quantity * 100))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  private static LocalDateTime time(String text) {
    if (!text.contains("/")) {
      return LocalDateTime.parse(text.replace(' ', 'T'));
    }
    int[] part = Arrays.stream(text.split("[/ :]")).mapToInt(Integer::parseInt).toArray();
    return LocalDateTime.of(part[2], part[0], part[1], part[3], part[4]);
  }

  private static Map<String, String> categories() throws IOException {
    Map<String, String> categories = new LinkedHashMap<>();
    try (InputStream in = PlainCount.class.getResourceAsStream("catalogue.csv")) {
      rows(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .forEach(row -> categories.put(row.get(0), row.get(4)));
    }
    return categories;
  }

  private static String read(Path csv) throws IOException {
    try (InputStream file = Files.newInputStream(csv);
        InputStream in = csv.toString().endsWith(".gz") ? new GZIPInputStream(file) : file) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<List<String>> rows(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    Matcher field = FIELD.matcher(text);
    while (field.find() && field.start() < text.length()) {
      row.add(field.group(1) != null ? field.group(1).replace("\"\"", "\"") : field.group(2));
      if (!field.group(3).equals(",")) {
        rows.add(row);
        row = new ArrayList<>();
      }
    }
    return rows;
  }
}
