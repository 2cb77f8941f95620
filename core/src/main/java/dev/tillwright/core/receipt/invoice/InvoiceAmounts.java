package dev.tillwright.core.receipt.invoice;

import dev.tillwright.core.money.Allocation;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Returned;
import dev.tillwright.core.sale.TenderLine;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What is invoiced of a sale, and what is taken back when goods come back. Pure.
 *
 * <p><b>Guarantees.</b> Never more is invoiced than was paid by tenders that are invoiced. What is
 * taken back never exceeds what was invoiced, line by line, in whatever parts goods come back; and
 * when all of a line is back, nothing of it stays invoiced.
 */
public final class InvoiceAmounts {
  private InvoiceAmounts() {}

  /**
   * The shares of a sale.
   *
   * @param sale one that goes to the customer; of an exchange the part that does
   * @param returned what came back of a line before
   * @param paidBack what was paid back of the tenders that are not invoiced
   * @return empty when nothing is invoiced
   */
  public static List<InvoiceShare> asked(
      CompletedSale sale, InvoiceRules rules, IntFunction<Returned> returned, Money paidBack) {
    Currency currency = sale.total().currency();
    List<InvoiceShare> whole = new ArrayList<>();
    for (CompletedLine line : sale.lines()) {
      var priced = line.priced();
      Returned back = returned.apply(priced.line().number());
      Money base = priced.total().minus(back.total());
      if (rules.invoices(line) && base.isPositive()) {
        whole.add(
            new InvoiceShare(
                priced.line().number(),
                priced.line().quantity().minus(back.quantity()),
                base,
                base,
                priced.tax().minus(back.tax())));
      }
    }
    Money off = notInvoiced(sale, rules).minus(paidBack);
    List<InvoiceShare> shares = new ArrayList<>(less(whole, off, currency));
    Money tip = tips(sale);
    if (rules.tips() && tip.isPositive()) {
      shares.add(new InvoiceShare(InvoiceLine.TIP, Quantity.of(1), tip, tip, Money.zero(currency)));
    }
    return shares;
  }

  private static Money notInvoiced(CompletedSale sale, InvoiceRules rules) {
    return sale.tenders().stream()
        .filter(it -> rules.tenders().contains(it.kind()))
        .map(TenderLine::amount)
        .reduce(Money.zero(sale.total().currency()), Money::plus);
  }

  private static Money tips(CompletedSale sale) {
    return sale.tenders().stream()
        .map(it -> it.extras().tip())
        .reduce(Money.zero(sale.total().currency()), Money::plus);
  }

  private static List<InvoiceShare> less(List<InvoiceShare> whole, Money off, Currency currency) {
    Money sum = whole.stream().map(InvoiceShare::base).reduce(Money.zero(currency), Money::plus);
    Money left = off.isPositive() ? sum.minus(off.min(sum)) : sum;
    if (!left.isPositive()) {
      return List.of();
    }
    List<Money> parts =
        Allocation.byWeights(left, whole.stream().mapToLong(it -> it.base().minor()).toArray());
    List<InvoiceShare> shares = new ArrayList<>();
    for (int i = 0; i < whole.size(); i++) {
      InvoiceShare share = whole.get(i);
      Money gross = parts.get(i);
      if (gross.isPositive()) {
        Money tax = part(share.tax(), gross, share.base());
        shares.add(new InvoiceShare(share.line(), share.quantity(), share.base(), gross, tax));
      }
    }
    return shares;
  }

  /**
   * What is taken back for goods that came back.
   *
   * @param asked the shares that were invoiced
   * @param done what was taken back of them before
   * @param back what came back now, a line of the sale each
   */
  public static List<InvoiceShare> taken(
      List<InvoiceShare> asked, List<InvoiceShare> done, List<Back> back) {
    Map<Integer, InvoiceShare> before = byLine(done);
    Map<Integer, Back> now = new HashMap<>();
    back.forEach(it -> now.merge(it.line(), it, Back::plus));
    List<InvoiceShare> taken = new ArrayList<>();
    for (InvoiceShare share : asked) {
      Back came = now.get(share.line());
      if (came != null) {
        InvoiceShare nothing = InvoiceShare.nothing(share.line(), share.base().currency());
        taken.add(taken(share, before.getOrDefault(share.line(), nothing), came));
      }
    }
    return taken;
  }

  private static InvoiceShare taken(InvoiceShare share, InvoiceShare before, Back came) {
    Money base = before.base().plus(came.base()).min(share.base());
    // In proportion of all that is back by now, so that parts never sum to more than the whole.
    Money gross = part(share.gross(), base, share.base());
    Money tax = part(share.tax(), gross, share.gross());
    return new InvoiceShare(
        share.line(),
        came.quantity(),
        base.minus(before.base()),
        gross.minus(before.gross()),
        tax.minus(before.tax()));
  }

  /** All that is left of the shares. */
  public static List<InvoiceShare> rest(List<InvoiceShare> asked, List<InvoiceShare> done) {
    Map<Integer, InvoiceShare> before = byLine(done);
    return asked.stream()
        .map(it -> before.containsKey(it.line()) ? it.minus(before.get(it.line())) : it)
        .filter(it -> it.gross().isPositive())
        .toList();
  }

  private static Map<Integer, InvoiceShare> byLine(List<InvoiceShare> shares) {
    Map<Integer, InvoiceShare> lines = new HashMap<>();
    shares.forEach(it -> lines.merge(it.line(), it, InvoiceShare::plus));
    return lines;
  }

  /** Rounded down. */
  private static Money part(Money of, Money numerator, Money denominator) {
    BigInteger exact =
        BigInteger.valueOf(of.minor())
            .multiply(BigInteger.valueOf(numerator.minor()))
            .divide(BigInteger.valueOf(denominator.minor()));
    return Money.ofMinor(exact.longValueExact(), of.currency());
  }

  /** The shares as a provider reads them. */
  public static List<InvoiceLine> lines(CompletedSale sale, List<InvoiceShare> shares) {
    Map<Integer, CompletedLine> sold = new HashMap<>();
    sale.lines().forEach(it -> sold.put(it.priced().line().number(), it));
    List<InvoiceLine> lines = new ArrayList<>();
    for (InvoiceShare share : shares) {
      CompletedLine line = sold.get(share.line());
      if (!share.gross().isPositive()) {
        continue;
      }
      if (line == null) {
        lines.add(
            new InvoiceLine(
                share.line(), "", "", share.quantity(), "", List.of(), share.gross(), share.tax()));
      } else {
        var item = line.priced().line().item();
        lines.add(
            new InvoiceLine(
                share.line(),
                item.code(),
                item.name(),
                share.quantity(),
                item.unit(),
                item.taxes(),
                share.gross(),
                share.tax()));
      }
    }
    return lines;
  }

  /** What is invoiced by all of them. */
  public static Money total(List<InvoiceShare> shares, Currency currency) {
    return shares.stream().map(InvoiceShare::gross).reduce(Money.zero(currency), Money::plus);
  }

  /** The tax of all of them. */
  public static Money tax(List<InvoiceShare> shares, Currency currency) {
    return shares.stream().map(InvoiceShare::tax).reduce(Money.zero(currency), Money::plus);
  }

  /**
   * Goods that came back.
   *
   * @param line of the sale
   * @param quantity how much
   * @param base what was given back for them
   */
  public record Back(int line, Quantity quantity, Money base) {
    Back plus(Back more) {
      return new Back(line, quantity.plus(more.quantity), base.plus(more.base));
    }
  }
}
