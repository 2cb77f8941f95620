package dev.tillwright.core.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.basket.Discount;
import dev.tillwright.core.basket.Line;
import dev.tillwright.core.basket.PricedLine;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.basket.TaxRounding;
import dev.tillwright.core.money.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a sale's events come to by plain decimals: the oracle. It knows nothing of baskets,
 * allocation or state; only which share of a basket discount fell on which line is taken from the
 * sale, since taxes hang on it.
 */
final class NaiveSale {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Map<Integer, Line> out = new LinkedHashMap<>();
  private final Map<Integer, PricedLine> back = new LinkedHashMap<>();
  private final List<Discount> discounts = new ArrayList<>();
  private final List<TenderLine> tenders = new ArrayList<>();
  private BigDecimal paidBack = BigDecimal.ZERO;
  private BigDecimal fee = BigDecimal.ZERO;
  private boolean exempt;
  private boolean givenUp;
  private boolean exchange;
  private int digits;
  private TaxRounding rounding = TaxRounding.PER_RATE;

  void take(SaleEvent event) {
    if (event instanceof SaleEvent.Opened it) {
      exchange = it.kind() == SaleKind.EXCHANGE;
      rounding = it.terms().taxes();
      digits = it.currency().getDefaultFractionDigits();
    } else if (event instanceof SaleEvent.LineAdded it) {
      out.put(it.line().number(), it.line());
    } else if (event instanceof SaleEvent.LineReturned it) {
      back.put(it.line().priced().line().number(), it.line().priced());
    } else if (event instanceof SaleEvent.LineVoided it) {
      out.remove(it.line());
      back.remove(it.line());
      discounts.removeIf(each -> each.line() != null && each.line() == it.line());
    } else if (event instanceof SaleEvent.Discounted it) {
      discounts.add(it.discount());
    } else if (event instanceof SaleEvent.TaxExempted) {
      exempt = true;
    } else if (event instanceof SaleEvent.Tendered it) {
      tenders.add(it.tender());
    } else if (event instanceof SaleEvent.Deposited it) {
      tenders.add(it.tender());
    } else if (event instanceof SaleEvent.TenderRemoved it) {
      for (int i = tenders.size() - 1; i >= 0; i--) {
        if (Objects.equals(tenders.get(i).payment(), it.payment())) {
          tenders.remove(i);
          break;
        }
      }
    } else if (event instanceof SaleEvent.LayawayCancelled it) {
      givenUp = true;
      fee = minor(it.fee());
    } else if (event instanceof SaleEvent.DepositReturned it) {
      paidBack = paidBack.add(minor(it.tender().amount()));
    }
  }

  /** Everything a sale says of itself, said again. */
  void check(Sale sale) {
    BigDecimal subtotal = BigDecimal.ZERO;
    for (Line line : out.values()) {
      subtotal = subtotal.add(list(line));
    }
    BigDecimal left = subtotal;
    for (boolean onLine : new boolean[] {true, false}) {
      left = discounted(onLine, left);
    }
    BigDecimal taxes = tax(sale);
    BigDecimal total = left.add(taxes);
    BigDecimal cameBack = BigDecimal.ZERO;
    for (PricedLine line : back.values()) {
      cameBack = cameBack.add(minor(line.total()));
    }
    BigDecimal net = exchange ? total.subtract(cameBack) : total.add(cameBack);
    assertThat(minor(sale.total())).isEqualByComparingTo(net);
    BigDecimal paid = BigDecimal.ZERO;
    for (TenderLine tender : tenders) {
      paid = paid.add(minor(tender.amount()));
      assertThat(tender.given().minor())
          .isEqualTo(
              tender.amount().minor() + tender.extras().sum().minor() + tender.change().minor());
    }
    BigDecimal due = givenUp ? paid.subtract(fee).subtract(paidBack) : net.abs().subtract(paid);
    assertThat(minor(sale.due())).isEqualByComparingTo(due);
  }

  /** Line discounts each on their line, basket discounts on what is left of all. */
  private BigDecimal discounted(boolean onLine, BigDecimal whole) {
    BigDecimal left = whole;
    Map<Integer, BigDecimal> lines = new LinkedHashMap<>();
    out.forEach((number, line) -> lines.put(number, list(line)));
    for (Discount discount : discounts) {
      if ((discount.line() != null) == onLine) {
        BigDecimal base = onLine ? Objects.requireNonNull(lines.get(discount.line())) : left;
        Money amount = discount.amount();
        BigDecimal off =
            discount.percent() == null
                ? base.min(minor(Objects.requireNonNull(amount)))
                : base.multiply(discount.percent().value())
                    .divide(HUNDRED, 0, RoundingMode.HALF_UP);
        left = left.subtract(off);
        if (onLine) {
          lines.put(discount.line(), base.subtract(off));
        }
      }
    }
    return left;
  }

  /** What taxes add to the total, or what an exemption takes off. */
  private BigDecimal tax(Sale sale) {
    Map<List<TaxRate>, List<BigDecimal>> groups = new LinkedHashMap<>();
    for (PricedLine line : sale.totals().lines()) {
      if (out.containsKey(line.line().number())) {
        groups
            .computeIfAbsent(line.line().item().taxes(), any -> new ArrayList<>())
            .add(minor(line.list()).subtract(minor(line.discount())));
      }
    }
    BigDecimal contained = BigDecimal.ZERO;
    BigDecimal added = BigDecimal.ZERO;
    for (Map.Entry<List<TaxRate>, List<BigDecimal>> group : groups.entrySet()) {
      boolean included = group.getKey().get(0).included();
      List<BigDecimal> bases = group.getValue();
      if (rounding != TaxRounding.PER_LINE) {
        bases = List.of(bases.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
      }
      for (BigDecimal base : bases) {
        contained = included ? contained.add(taxOn(group.getKey(), base)) : contained;
        added = included ? added : added.add(taxOn(group.getKey(), base));
      }
    }
    BigDecimal rounded = added.setScale(0, RoundingMode.HALF_UP);
    // A quotient of 90 digits may end in 4999 where it is a half.
    BigDecimal off = contained.setScale(40, RoundingMode.HALF_EVEN);
    return exempt ? off.setScale(0, RoundingMode.HALF_UP).negate() : rounded;
  }

  private BigDecimal taxOn(List<TaxRate> rates, BigDecimal base) {
    boolean round = rounding != TaxRounding.PER_DOCUMENT;
    if (rates.get(0).included()) {
      BigDecimal factor = BigDecimal.ONE;
      for (TaxRate rate : rates) {
        BigDecimal on = rate.compound() ? factor : BigDecimal.ONE;
        factor = factor.add(on.multiply(rate.rate().value()).movePointLeft(2));
      }
      BigDecimal net =
          round
              ? base.divide(factor, 0, RoundingMode.HALF_UP)
              : base.divide(factor, new MathContext(90));
      return base.subtract(net);
    }
    BigDecimal taxes = BigDecimal.ZERO;
    for (TaxRate rate : rates) {
      BigDecimal on = rate.compound() ? base.add(taxes) : base;
      BigDecimal tax = on.multiply(rate.rate().value()).movePointLeft(2);
      taxes = taxes.add(round ? tax.setScale(0, RoundingMode.HALF_UP) : tax);
    }
    return taxes;
  }

  private BigDecimal list(Line line) {
    return line.item()
        .price()
        .value()
        .multiply(line.quantity().value())
        .movePointRight(digits)
        .setScale(0, RoundingMode.HALF_UP);
  }

  private static BigDecimal minor(Money money) {
    return BigDecimal.valueOf(money.minor());
  }
}
