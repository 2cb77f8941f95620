package dev.tillwright.core.till;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Objects;
import java.util.Optional;

/**
 * A tip that was written on the slip after the sale. The entry {@code sale.tipAdjusted} holds
 * {@code sale, operator, payment, currency, tip, before}.
 *
 * @param sale which
 * @param operator who entered it
 * @param payment the card tender's payment key
 * @param tip the whole tip, not negative
 * @param before what it was until then
 */
record TipAdjustment(SaleId sale, String operator, String payment, Money tip, Money before) {
  static final String KIND = "sale.tipAdjusted";

  TipAdjustment {
    Objects.requireNonNull(sale, "sale");
    Objects.requireNonNull(operator, "operator");
    Objects.requireNonNull(payment, "payment");
    Objects.requireNonNull(before, "before");
    if (tip.isNegative()) {
      throw new IllegalArgumentException("a tip is not negative");
    }
  }

  /**
   * The adjustment, or a refusal.
   *
   * @param sale with its tips as they stand
   * @param most the largest tip, as a share of the amount
   */
  static TipAdjustment of(
      CompletedSale sale, String operator, String payment, Money tip, Percent most) {
    TenderLine line = line(sale, payment);
    if (sale.paidOut()) {
      throw new RefusedException("tip.notHere", "nothing was paid that a tip could go with");
    }
    Money bound = line.amount().percent(most, RoundingMode.DOWN);
    if (tip.isNegative() || tip.compareTo(bound) > 0) {
      throw new RefusedException("tip.beyondTolerance", "the tip is beyond what may be added");
    }
    return new TipAdjustment(sale.id(), operator, payment, tip, line.extras().tip());
  }

  /**
   * The adjustment that stands on a sale whose card has not paid it; empty for none. A card pays a
   * tip once, with its last capture, so before it stood what was paid with the sale.
   *
   * @param paid the sale as it was finished
   * @param now the same with its tips as they stand
   */
  static Optional<TipAdjustment> pending(CompletedSale paid, CompletedSale now, String payment) {
    Money nothing = Money.zero(paid.total().currency());
    Money before = tip(paid, payment).orElse(nothing);
    Money tip = tip(now, payment).orElse(nothing);
    return tip.equals(before)
        ? Optional.empty()
        : Optional.of(new TipAdjustment(now.id(), now.operator(), payment, tip, before));
  }

  private static Optional<Money> tip(CompletedSale sale, String payment) {
    return sale.tenders().stream()
        .filter(it -> payment.equals(it.payment()))
        .map(it -> it.extras().tip())
        .findFirst();
  }

  /** The tender it is about. */
  TenderLine line(CompletedSale finished) {
    return line(finished, payment);
  }

  private static TenderLine line(CompletedSale sale, String payment) {
    return sale.tenders().stream()
        .filter(it -> payment.equals(it.payment()) && it.kind() == TenderKind.CARD)
        .findFirst()
        .orElseThrow(() -> new RefusedException("sale.noSuchTender", "the sale has no such card"));
  }

  /** The way back, when the card did not pay it. */
  TipAdjustment undone() {
    Money refused = tip;
    Money again = before;
    return new TipAdjustment(sale, operator, payment, again, refused);
  }

  Draft toDraft() {
    return new Draft(
        KIND,
        JsonOut.object(
            out ->
                out.put("sale", sale.toString())
                    .put("operator", operator)
                    .put("payment", payment)
                    .put("currency", tip.currency().getCurrencyCode())
                    .put("tip", tip.minor())
                    .put("before", before.minor())));
  }

  static TipAdjustment read(Entry entry) {
    JsonIn in = JsonIn.parse(entry.payload());
    Currency currency = Currency.getInstance(in.text("currency"));
    return new TipAdjustment(
        SaleId.parse(in.text("sale")),
        in.text("operator"),
        in.text("payment"),
        Money.ofMinor(in.number("tip"), currency),
        Money.ofMinor(in.number("before"), currency));
  }
}
