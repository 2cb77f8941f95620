package dev.tillwright.examples.day;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import dev.tillwright.examples.report.DayFigures;
import dev.tillwright.examples.shop.Catalogue;
import dev.tillwright.examples.shop.Product;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the books say of the shop, folded from the journal entry by entry. */
final class Figures {
  private final ZoneId zone;
  private final Map<LocalDate, Sums> days = new TreeMap<>();
  private final Map<Integer, Sums> hours = new TreeMap<>();
  private final Map<String, Seller> sellers = new TreeMap<>();
  private final Map<TenderKind, Sums> tenders = new EnumMap<>(TenderKind.class);
  private final Set<String> members = new HashSet<>();
  private final Sums all = new Sums();
  private long saleLines;
  private long refundedWithoutReceipt;
  private long anonymous;

  /**
   * @param zone where days begin
   */
  Figures(ZoneId zone) {
    this.zone = zone;
  }

  private static final class Sums {
    long count;
    long in;
    long out;
  }

  private static final class Seller {
    String name = "";
    long quantity;
    long amount;
  }

  /** Takes in one entry; all but finished sales are passed over. */
  void add(Entry entry) {
    if (!entry.kind().equals(CompletedSale.KIND)) {
      return;
    }
    CompletedSale.read(entry).parts().forEach(part -> add(entry, part));
  }

  private void add(Entry entry, CompletedSale sale) {
    ZonedDateTime at = entry.at().atZone(zone);
    Sums day = days.computeIfAbsent(at.toLocalDate(), date -> new Sums());
    long total = sale.total().minor();
    if (sale.kind().isReturn()) {
      day.out += total;
      all.out += total;
      refundedWithoutReceipt += sale.kind() == SaleKind.RETURN_WITHOUT_RECEIPT ? total : 0;
    } else {
      sold(sale, at, day);
    }
    for (TenderLine tender : sale.tenders()) {
      Sums sums = tenders.computeIfAbsent(tender.kind(), kind -> new Sums());
      if (sale.kind().isReturn()) {
        sums.out += tender.amount().minor();
      } else {
        sums.count++;
        sums.in += tender.amount().minor();
      }
    }
  }

  private void sold(CompletedSale sale, ZonedDateTime at, Sums day) {
    long total = sale.total().minor();
    Sums hour = hours.computeIfAbsent(at.getHour(), it -> new Sums());
    for (Sums sums : List.of(day, hour, all)) {
      sums.count++;
      sums.in += total;
    }
    String member = sale.member();
    if (member == null) {
      anonymous++;
    } else {
      members.add(member);
    }
    for (CompletedLine line : sale.lines()) {
      saleLines++;
      Seller seller =
          sellers.computeIfAbsent(line.priced().line().item().code(), code -> new Seller());
      seller.name = line.priced().line().item().name();
      seller.quantity += line.priced().line().quantity().value().longValue();
      seller.amount += line.priced().total().minor();
    }
  }

  /** Who bought. */
  Set<String> members() {
    return Set.copyOf(members);
  }

  long sales() {
    return all.count;
  }

  /** The sums; what only the plan knows is passed in. */
  DayFigures.Totals totals(long returns, long adjustments) {
    return new DayFigures.Totals(
        all.count,
        returns,
        adjustments,
        saleLines,
        all.in,
        all.out,
        refundedWithoutReceipt,
        members.size(),
        anonymous);
  }

  List<DayFigures.Day> days() {
    return days.entrySet().stream()
        .map(
            day ->
                new DayFigures.Day(
                    day.getKey(), day.getValue().count, day.getValue().in, day.getValue().out))
        .toList();
  }

  List<DayFigures.Hour> hours() {
    return hours.entrySet().stream()
        .map(hour -> new DayFigures.Hour(hour.getKey(), hour.getValue().count, hour.getValue().in))
        .toList();
  }

  List<DayFigures.Seller> bestSellers(Catalogue catalogue) {
    return sellers.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Seller> it) -> it.getValue().amount)
                .reversed())
        .limit(DayFigures.BEST)
        .map(
            it ->
                new DayFigures.Seller(
                    it.getKey(),
                    it.getValue().name,
                    catalogue.find(it.getKey()).map(Product::chinese).orElse(""),
                    it.getValue().quantity,
                    it.getValue().amount))
        .toList();
  }

  List<DayFigures.Tender> tenders() {
    return tenders.entrySet().stream()
        .map(
            it ->
                new DayFigures.Tender(
                    it.getKey().name().toLowerCase(Locale.ROOT),
                    it.getValue().count,
                    it.getValue().in,
                    it.getValue().out))
        .toList();
  }
}
