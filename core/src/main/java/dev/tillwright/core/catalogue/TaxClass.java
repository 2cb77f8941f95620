package dev.tillwright.core.catalogue;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.money.Percent;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The taxes on items of a class, from a day on until the next of this class; a rate that changes at
 * New Year is written before and taken on the day.
 *
 * @param name of the class: {@code standard}
 * @param from the first day, by the shop's calendar; {@code null} for ever before
 * @param taxes 1 to {@value Item#MAX_TAXES}, in the order in which one may fall on another; all are
 *     contained in prices, or all are added
 */
public record TaxClass(String name, @Nullable LocalDate from, List<TaxRate> taxes)
    implements CatalogueChange {
  private static final Percent HIGHEST = Percent.of(1_000);

  public TaxClass {
    Texts.word("a tax class", name);
    Texts.days(from, null);
    taxes = List.copyOf(taxes);
    if (taxes.isEmpty() || taxes.size() > Item.MAX_TAXES) {
      throw new IllegalArgumentException("a class has 1 to " + Item.MAX_TAXES + " taxes");
    }
    boolean included = taxes.get(0).included();
    if (taxes.stream().anyMatch(it -> it.included() != included)) {
      throw new IllegalArgumentException("all taxes of a class are contained, or all are added");
    }
    if (!taxes.stream().allMatch(TaxClass::fits)) {
      throw new IllegalArgumentException(
          "a tax has a code of 1 to 16 characters without : and ; and a rate up to 1,000 percent");
    }
  }

  static boolean fits(TaxRate tax) {
    return tax.code().matches("[^\\s:;]{1,16}")
        && Texts.fits(tax.code(), 16)
        && tax.rate().compareTo(HIGHEST) <= 0;
  }

  /** Taxes that were always so. */
  public static TaxClass of(String name, TaxRate... taxes) {
    return new TaxClass(name, null, List.of(taxes));
  }

  /** The same from a day on. */
  public TaxClass since(LocalDate first) {
    return new TaxClass(name, first, taxes);
  }

  @Override
  public String key() {
    return "tax\n" + name + "\n" + from;
  }
}
