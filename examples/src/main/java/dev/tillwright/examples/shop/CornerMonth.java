package dev.tillwright.examples.shop;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes up a month at the corner shop's till, with the dirt of real ones: lines scanned twice,
 * gifts at no price, corrections, invoices that take more than a minute, waste, bad debts, and
 * goods brought back with a receipt, without one, and more of them than were bought.
 */
final class CornerMonth {
  private static final int FIRST_INVOICE = 600_001;
  private static final int FAVOURITES = 8;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final Set<String> NEVER_BACK = Set.of("services", "tobacco", "newspapers");
  private static final List<String> FRESH = List.of("bakery", "dairy", "produce");
  private static final List<String> WASTE =
      List.of("out of date", "out of date", "out of date", "damaged", "counted short");

  private final House house;
  private final RandomGenerator random;
  private final Map<String, List<Product>> shelves = new LinkedHashMap<>();
  private final List<CornerShop.Member> members;
  private final List<Slip> slips = new ArrayList<>();
  private final Map<String, Integer> bought = new LinkedHashMap<>();

  CornerMonth(
      House house, RandomGenerator random, Catalogue catalogue, List<CornerShop.Member> members) {
    this.house = house;
    this.random = random;
    this.members = members;
    for (Product product : catalogue.products()) {
      shelves.computeIfAbsent(product.category(), c -> new ArrayList<>()).add(product);
    }
  }

  /** Makes it up and writes it. Once. */
  void write(Appendable out) throws IOException {
    LocalDate end = CornerShop.LAST_DAY.plusDays(1);
    for (LocalDate day = CornerShop.FIRST_DAY; day.isBefore(end); day = day.plusDays(1)) {
      DayOfWeek weekday = day.getDayOfWeek();
      List<LocalDateTime> moments = new ArrayList<>();
      for (int left = OpeningHours.sales(weekday, random); left > 0; left--) {
        moments.add(OpeningHours.moment(day, random));
      }
      moments.sort(Comparator.naturalOrder());
      moments.forEach(this::sell);
      clearShelves(day.atTime(OpeningHours.closes(weekday), 5 + random.nextInt(20), 0));
      if (day.getDayOfMonth() % 12 == 7) {
        badDebt(day.atTime(OpeningHours.closes(weekday), 40, 0));
      }
    }
    RetailWriter.write(inOrder(), out);
  }

  private void sell(LocalDateTime at) {
    String customer = chance(60) ? member() : null;
    boolean weekend = at.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
    Errand errand = Errand.at(at.getHour(), weekend, random);
    boolean reduced = at.getHour() >= OpeningHours.closes(at.getDayOfWeek()) - 2;
    Slip slip = new Slip("", customer, at);
    Set<String> inBasket = new HashSet<>();
    for (int left = errand.lines(random); left > 0; left--) {
      Product product = pick(errand.category(random), customer);
      if (inBasket.add(product.code())) {
        BigDecimal price = product.price().value();
        if (reduced && product.category().equals("bakery")) {
          price = price.divide(TWO, 2, RoundingMode.HALF_UP);
        }
        slip.add(product, quantity(), price);
      }
    }
    bringBackLater(slip, List.copyOf(slip.rows));
    soil(slip);
    slips.add(slip);
  }

  /** What goes wrong, or is left to people's ways, on some slips. */
  private void soil(Slip slip) {
    List<Row> rows = slip.rows;
    if (chance(3)) {
      rows.add(rows.get(random.nextInt(rows.size())));
    }
    if (random.nextInt(1000) < 12) {
      slip.add(pick("snacks"), 1, BigDecimal.ZERO);
    }
    if (random.nextInt(1000) < 5) {
      Row wrong = rows.get(0);
      rows.add(new Row(wrong.product, wrong.name, -wrong.quantity, wrong.price, wrong.late));
    }
    if (rows.size() > 3 && chance(2)) {
      for (int i = rows.size() - rows.size() / 3; i < rows.size(); i++) {
        Row row = rows.get(i);
        rows.set(i, new Row(row.product, row.name, row.quantity, row.price, 60));
      }
    }
  }

  private void bringBackLater(Slip slip, List<Row> rows) {
    Row row = rows.get(random.nextInt(rows.size()));
    boolean may = !NEVER_BACK.contains(shelf(row.product));
    int before = remember(slip.customer, row);
    int dice = random.nextInt(1000);
    LocalDate day = slip.at.toLocalDate().plusDays(1 + random.nextInt(9));
    LocalDateTime at = OpeningHours.moment(day, random);
    if (!may || dice >= 45 || day.isAfter(CornerShop.LAST_DAY)) {
      return;
    }
    int quantity = 1 + random.nextInt(row.quantity);
    if (before > 0 && dice % 2 == 0) {
      quantity = row.quantity + before; // more than this sale: an earlier one gives the rest
    } else if (dice < 3) {
      quantity = row.quantity + 1; // more than were ever bought
    }
    String customer = dice % 10 == 9 ? null : slip.customer; // the receipt is lost
    Slip back = new Slip("C", customer, at);
    back.rows.add(new Row(row.product, row.name, -quantity, row.price, 0));
    if (rows.size() > 1 && dice % 4 == 1) {
      Row other = rows.get(row.equals(rows.get(0)) ? 1 : 0);
      if (!NEVER_BACK.contains(shelf(other.product))) {
        back.rows.add(new Row(other.product, other.name, -other.quantity, other.price, 0));
      }
    }
    if (dice % 20 == 2) {
      back.rows.add(new Row(row.product, row.name, -1, BigDecimal.ZERO, 0)); // a gift comes along
    }
    slips.add(back);
  }

  private int remember(@Nullable String customer, Row row) {
    if (customer == null) {
      return 0;
    }
    String key = customer + " " + row.product.code() + " " + row.price;
    int before = bought.getOrDefault(key, 0);
    bought.put(key, before + row.quantity);
    return before;
  }

  private void clearShelves(LocalDateTime at) {
    Slip waste = new Slip("", null, at);
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      String why = WASTE.get(random.nextInt(WASTE.size()));
      Product product = pick(FRESH.get(random.nextInt(FRESH.size())));
      waste.rows.add(new Row(product, why, -1 - random.nextInt(4), BigDecimal.ZERO, 0));
    }
    if (chance(10)) {
      waste.rows.add(new Row(pick("cupboard"), "found", 1 + random.nextInt(6), BigDecimal.ZERO, 0));
    }
    slips.add(waste);
  }

  private void badDebt(LocalDateTime at) {
    Slip debt = new Slip("A", null, at);
    Product none = new Product("B", "", "Adjust bad debt", "", "", pick("services").price());
    BigDecimal amount = BigDecimal.valueOf(500 + random.nextInt(4000), 2);
    debt.rows.add(new Row(none, none.english(), 1, amount, 0));
    debt.rows.add(new Row(none, none.english(), 1, amount.negate(), 0));
    slips.add(debt);
  }

  /** Numbers the slips by time; then the lines stand by time, so that slow slips interleave. */
  private List<RetailLine> inOrder() {
    slips.sort(Comparator.comparing(slip -> slip.at));
    List<RetailLine> lines = new ArrayList<>();
    int number = FIRST_INVOICE;
    for (Slip slip : slips) {
      String invoice = slip.letter + number++;
      for (Row row : slip.rows) {
        lines.add(
            new RetailLine(
                0,
                invoice,
                row.product.code(),
                row.name,
                row.quantity,
                slip.at.plusSeconds(row.late),
                row.price,
                slip.customer,
                house.country()));
      }
    }
    lines.sort(Comparator.comparing(RetailLine::at));
    return lines;
  }

  private Product pick(String category) {
    List<Product> shelf = shelves.getOrDefault(category, List.of());
    return shelf.get(Math.min(random.nextInt(shelf.size()), random.nextInt(shelf.size())));
  }

  /** As above; but members have habits, and reach for the same thing again. */
  private Product pick(String category, @Nullable String customer) {
    if (customer == null || chance(60)) {
      return pick(category);
    }
    List<Product> shelf = shelves.getOrDefault(category, List.of());
    int habit = Integer.parseInt(customer) * 7 + category.length() * 13;
    return shelf.get(habit % Math.min(FAVOURITES, shelf.size()));
  }

  private static String shelf(Product product) {
    return product.category();
  }

  private String member() {
    int regulars = Math.min(random.nextInt(members.size()), random.nextInt(members.size()));
    return members.get(regulars).id();
  }

  private int quantity() {
    int dice = random.nextInt(100);
    return dice < 82 ? 1 : dice < 94 ? 2 : dice < 98 ? 3 : 4 + random.nextInt(3);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** What one customer, or the shopkeeper, rings up at once. */
  private final class Slip {
    final String letter;
    final @Nullable String customer;
    final LocalDateTime at;
    final List<Row> rows = new ArrayList<>();

    Slip(String letter, @Nullable String customer, LocalDateTime at) {
      this.letter = letter;
      this.customer = customer;
      this.at = at;
    }

    void add(Product product, int quantity, BigDecimal price) {
      rows.add(new Row(product, product.name(house.language()), quantity, price, 0));
    }
  }

  /**
   * @param late seconds after the slip's first line
   */
  private record Row(Product product, String name, int quantity, BigDecimal price, int late) {}
}
