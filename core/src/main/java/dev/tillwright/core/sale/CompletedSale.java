package dev.tillwright.core.sale;

import dev.tillwright.core.basket.AppliedDiscount;
import dev.tillwright.core.basket.PointsQuote;
import dev.tillwright.core.basket.TaxLine;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.money.Money;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A finished sale or return, whole: the payload of the entry {@value #KIND}. Every follower needs
 * this one entry only. Amounts are positive; {@code kind} says which way they go. An exchange goes
 * both ways: its lines with an {@code originLine} come back, its sums and its tax table are what
 * goes out less what comes back, and so may be negative; then its tenders are what is paid out. Who
 * counts goods and money apart reads {@link #parts}.
 *
 * <p>The payload is one object. {@code sale, kind, receipt, operator, reference, origin, member,
 * currency} head it; amounts are whole numbers of the minor unit of {@code currency}, and
 * quantities, unit prices and percentages are decimals in texts. Then come
 *
 * <ul>
 *   <li>{@code lines}, each {@code line, item, name, category, price, taxCode, taxRate,
 *       taxIncluded, quantity, unit, list, discount, tax, total}, and {@code originLine} when it
 *       comes back; with several taxes also {@code moreTaxes} (each {@code taxCode, taxRate,
 *       taxIncluded, compound}) and {@code taxes}, one amount each; {@code compound} when the first
 *       is; {@code exempted} when contained tax is not charged;
 *   <li>{@code discounts}, each {@code line, percent} or {@code amount, coupon, reason, taken}: one
 *       without a line fell on the basket;
 *   <li>{@code taxes}, each {@code taxCode, taxRate, taxIncluded, compound, net, tax};
 *   <li>{@code subtotal, discount, tax, total};
 *   <li>{@code tenders}, each {@code kind, amount, given, payment, card} (an object of {@code
 *       token, masked, keyId, entry}){@code , authorization, points}, and what moves besides, as
 *       {@link SaleEvent.Tendered} says;
 *   <li>{@code points}, an object of {@code program, digest, points, reasons} (each {@code rule,
 *       points, lines, text}) and {@code shares} (each {@code line, points}); {@code grants} (each
 *       {@code rule} and {@code coupon} or {@code currency, voucher}, and {@code lastDay}) and
 *       {@code reviews}, where there are any;
 *   <li>{@code exemption}, {@code deposits} and {@code channel}, where there are any.
 * </ul>
 *
 * A field without a value is left out; unknown fields are passed by, so that older code reads what
 * newer code wrote.
 *
 * @param id which
 * @param kind sale or return
 * @param receipt the receipt's number, from 1, without gaps on a terminal
 * @param operator who
 * @param reference the application's own number, such as an invoice's; empty for none
 * @param origin on a return with receipt, an exchange or a void, the original sale; otherwise
 *     {@code null}
 * @param member who bought; {@code null} when anonymous
 * @param lines the live lines, in order
 * @param discounts all discounts with their amounts
 * @param taxes the tax table
 * @param subtotal before discounts
 * @param discount all discounts together
 * @param tax all taxes together
 * @param total what was paid, or paid back
 * @param tenders how; their amounts add up to the total
 * @param points what the sale earned, as quoted; nothing on returns
 * @param exemption why no tax was charged; {@code null} when it was
 * @param deposits how many of the tenders, from the first, were taken as deposits of a layaway and
 *     so counted when they were taken
 * @param channel the channel of the order that it is of; {@code null} for what was sold here
 */
public record CompletedSale(
    SaleId id,
    SaleKind kind,
    long receipt,
    String operator,
    String reference,
    @Nullable SaleId origin,
    @Nullable String member,
    List<CompletedLine> lines,
    List<AppliedDiscount> discounts,
    List<TaxLine> taxes,
    Money subtotal,
    Money discount,
    Money tax,
    Money total,
    List<TenderLine> tenders,
    PointsQuote points,
    @Nullable String exemption,
    int deposits,
    @Nullable String channel) {

  /** The kind of journal entry whose payload this is. */
  public static final String KIND = "sale.completed";

  public CompletedSale {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(reference, "reference");
    lines = List.copyOf(lines);
    discounts = List.copyOf(discounts);
    taxes = List.copyOf(taxes);
    Objects.requireNonNull(subtotal, "subtotal");
    Objects.requireNonNull(discount, "discount");
    Objects.requireNonNull(tax, "tax");
    Objects.requireNonNull(total, "total");
    tenders = List.copyOf(tenders);
    Objects.requireNonNull(points, "points");
    if (receipt < 1) {
      throw new IllegalArgumentException("receipt numbers begin with 1");
    }
    if (deposits < 0 || deposits > tenders.size()) {
      throw new IllegalArgumentException("not more deposits than tenders");
    }
  }

  /** A finished sale of no channel. */
  public CompletedSale(
      SaleId id,
      SaleKind kind,
      long receipt,
      String operator,
      String reference,
      @Nullable SaleId origin,
      @Nullable String member,
      List<CompletedLine> lines,
      List<AppliedDiscount> discounts,
      List<TaxLine> taxes,
      Money subtotal,
      Money discount,
      Money tax,
      Money total,
      List<TenderLine> tenders,
      PointsQuote points,
      @Nullable String exemption,
      int deposits) {
    this(
        id, kind, receipt, operator, reference, origin, member, lines, discounts, taxes, subtotal,
        discount, tax, total, tenders, points, exemption, deposits, null);
  }

  /** A finished sale that is taxed and was never laid away. */
  public CompletedSale(
      SaleId id,
      SaleKind kind,
      long receipt,
      String operator,
      String reference,
      @Nullable SaleId origin,
      @Nullable String member,
      List<CompletedLine> lines,
      List<AppliedDiscount> discounts,
      List<TaxLine> taxes,
      Money subtotal,
      Money discount,
      Money tax,
      Money total,
      List<TenderLine> tenders,
      PointsQuote points) {
    this(
        id, kind, receipt, operator, reference, origin, member, lines, discounts, taxes, subtotal,
        discount, tax, total, tenders, points, null, 0);
  }

  /**
   * Reads the payload of an entry of the kind {@value #KIND}.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when it is not a whole sale, or
   *     one whose parts do not add up
   * @throws IllegalArgumentException when the entry is of another kind
   */
  public static CompletedSale read(Entry entry) {
    if (!entry.kind().equals(KIND)) {
      throw new IllegalArgumentException("not the entry of a completed sale: " + entry);
    }
    return CompletedSaleJson.read(entry.payload());
  }

  /**
   * Reads the payload alone, wherever a copy of it was kept.
   *
   * @throws dev.tillwright.core.json.JsonException as {@link #read}
   */
  public static CompletedSale parse(String payload) {
    return CompletedSaleJson.read(payload);
  }

  /** The journal entry to be written. */
  public Draft toDraft() {
    return new Draft(KIND, CompletedSaleJson.write(this));
  }

  /**
   * The parts that go one way each: the sale or return itself; of an exchange the return and the
   * sale, the return first, with the same id. Each part adds up by itself: what the goods that came
   * back were worth is paid out of the one and into the other by {@link TenderKind#EXCHANGE}.
   */
  public List<CompletedSale> parts() {
    return kind == SaleKind.EXCHANGE ? new ExchangeParts(this).parts() : List.of(this);
  }

  /**
   * The same sale after its tips were adjusted.
   *
   * @param tips in minor units, by the payment keys of tenders; others stay as they are
   */
  public CompletedSale tipped(Map<String, Long> tips) {
    List<TenderLine> adjusted =
        tenders.stream()
            .map(it -> tips.containsKey(it.payment()) ? it.tipped(tips.get(it.payment())) : it)
            .toList();
    return new CompletedSale(
        id, kind, receipt, operator, reference, origin, member, lines, discounts, taxes, subtotal,
        discount, tax, total, adjusted, points, exemption, deposits, channel);
  }

  /** Whether money went to the customer. */
  public boolean paidOut() {
    return kind.isReturn() || total.isNegative();
  }

  /** Whether a line came back on this ticket. */
  public boolean cameBack(CompletedLine line) {
    return kind.isReturn() || kind == SaleKind.EXCHANGE && line.originLine() > 0;
  }

  /** What cash rounding came to; negative when less moved. */
  public Money rounding() {
    return tenders.stream()
        .map(it -> it.extras().rounding())
        .reduce(Money.zero(total.currency()), Money::plus);
  }

  /** What goes back to the customer of what was given. */
  public Money change() {
    return tenders.stream().map(TenderLine::change).reduce(Money::plus).orElse(total.minus(total));
  }
}
