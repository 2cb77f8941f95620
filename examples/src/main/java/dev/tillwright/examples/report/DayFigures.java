package dev.tillwright.examples.report;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.report.SalesRow;
import dev.tillwright.core.report.SeasonRow;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;

/**
 * What the page shows. All amounts are in minor units of the currency and are not negative unless
 * said; all texts are plain and are escaped by the page.
 *
 * @param title the shop, as a headline
 * @param source where the sales come from, in a sentence; what the example added to them belongs
 *     here
 * @param currency of every amount
 * @param from the first day
 * @param to the last day
 * @param totals the sums
 * @param days one for each day of the period, in order
 * @param hours one for each hour with sales, in order
 * @param sellers the best sellers, best first; the page shows at most fifteen
 * @param tenders how it was paid
 * @param points what the members got
 * @param insight where the members stand, and what goes together
 * @param books what the journal and the host say
 * @param recovery what the recovery found, a paragraph for each; empty for none
 * @param speed how quick it was
 */
public record DayFigures(
    String title,
    String source,
    Currency currency,
    LocalDate from,
    LocalDate to,
    Totals totals,
    List<Day> days,
    List<Hour> hours,
    List<Seller> sellers,
    List<Tender> tenders,
    Points points,
    Insight insight,
    Books books,
    List<String> recovery,
    Speed speed) {

  /** How many sellers the page shows. */
  public static final int BEST = 15;

  public DayFigures {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(currency, "currency");
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("the last day is before the first");
    }
    Objects.requireNonNull(totals, "totals");
    days = List.copyOf(days);
    hours = List.copyOf(hours);
    sellers = sellers.stream().limit(BEST).toList();
    tenders = List.copyOf(tenders);
    Objects.requireNonNull(points, "points");
    Objects.requireNonNull(insight, "insight");
    Objects.requireNonNull(books, "books");
    recovery = List.copyOf(recovery);
    Objects.requireNonNull(speed, "speed");
  }

  /** How the weekdays compare, by net sales: as core's report reckons it. */
  public List<SeasonRow> weekdays() {
    return SeasonRow.weekdays(days.stream().map(this::row).toList(), currency, from, to);
  }

  private SalesRow row(Day day) {
    return new SalesRow(
        day.date().toString(),
        currency,
        day.sales(),
        Money.ofMinor(day.grossMinor(), currency),
        0,
        Money.ofMinor(day.refundedMinor(), currency));
  }

  /**
   * @param sales invoices with a sale line
   * @param returns invoices that give goods back
   * @param adjustments invoices that do neither
   * @param saleLines lines sold
   * @param grossMinor sold
   * @param refundedMinor given back, all of it
   * @param refundedWithoutReceiptMinor the part of it that found no earlier sale
   * @param members distinct members with a sale
   * @param anonymousSales sales without a member
   */
  public record Totals(
      long sales,
      long returns,
      long adjustments,
      long saleLines,
      long grossMinor,
      long refundedMinor,
      long refundedWithoutReceiptMinor,
      long members,
      long anonymousSales) {
    /** Sold, less given back; may be negative. */
    public long netMinor() {
      return grossMinor - refundedMinor;
    }
  }

  /** One day: its sales, what they came to, and what was given back on it. */
  public record Day(LocalDate date, long sales, long grossMinor, long refundedMinor) {}

  /** An hour of the day, 0 to 23, over all days. */
  public record Hour(int hour, long sales, long grossMinor) {}

  /**
   * @param code stock code
   * @param name as sold
   * @param otherName in the second language (Chinese); empty for none
   * @param quantity pieces sold
   * @param grossMinor sold
   */
  public record Seller(
      String code, String name, String otherName, long quantity, long grossMinor) {}

  /**
   * @param name card, cash and so on
   * @param payments how many
   * @param takenMinor taken in
   * @param givenBackMinor paid back
   */
  public record Tender(String name, long payments, long takenMinor, long givenBackMinor) {}

  /**
   * @param program its name and version
   * @param earned given for sales
   * @param clawedBack taken back on returns
   * @param burned spent by members
   * @param expired what ended unspent
   * @param outstanding what members have at the end; may be negative
   * @param inTiers members in a tier above everyone's at the end
   */
  public record Points(
      String program,
      long earned,
      long clawedBack,
      long burned,
      long expired,
      long outstanding,
      long inTiers) {}

  /**
   * @param stages one for each, in order
   * @param together what goes with the best sellers
   */
  public record Insight(List<Stage> stages, List<Together> together) {
    public Insight {
      stages = List.copyOf(stages);
      together = List.copyOf(together);
    }
  }

  /**
   * @param name of the stage
   * @param members at it
   * @param reason why one of them is there, with the dates; empty for nobody
   */
  public record Stage(String name, long members, String reason) {}

  /**
   * @param item a best seller
   * @param with what goes with it
   * @param reason why, with the figures
   */
  public record Together(String item, String with, String reason) {}

  /**
   * @param entries in the journal
   * @param headHash of the newest entry, hexadecimal
   * @param verified whether the whole chain was checked and holds
   * @param hostApprovedMinor approved by the card host, less what was reversed
   * @param hostRefundedMinor given back through the card host
   */
  public record Books(
      long entries,
      String headHash,
      boolean verified,
      long hostApprovedMinor,
      long hostRefundedMinor) {}

  /**
   * @param seconds the whole run
   * @param salesPerSecond sales and returns through the till in a second
   * @param appendsPerSecond plain appends with a force in a second, in the same run
   * @param peakHeapBytes the most heap in use
   */
  public record Speed(
      double seconds, double salesPerSecond, double appendsPerSecond, long peakHeapBytes) {}
}
