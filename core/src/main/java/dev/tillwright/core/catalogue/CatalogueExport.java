package dev.tillwright.core.catalogue;

import dev.tillwright.core.basket.TaxRate;
import dev.tillwright.core.csv.CsvOut;
import dev.tillwright.core.money.UnitPrice;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lines of CSV as {@link RowReader} reads them. */
final class CatalogueExport {
  private CatalogueExport() {}

  static String header(CatalogueFile file) {
    return CsvOut.line(file.columns().toArray(String[]::new));
  }

  static String line(CatalogueChange change) {
    if (change instanceof CatalogueItem it) {
      return guarded(
          it.code(),
          it.name(),
          it.category(),
          it.taxClass(),
          it.unit().text(),
          it.parent(),
          it.variant().entrySet().stream()
              .map(part -> part.getKey() + "=" + part.getValue())
              .collect(Collectors.joining(";")),
          String.join(";", it.barCodes()),
          it.active() ? RowReader.ACTIVE : RowReader.WITHDRAWN);
    } else if (change instanceof PriceList it) {
      return guarded(
          it.name(),
          it.currency().getCurrencyCode(),
          String.valueOf(it.rank()),
          String.join(";", it.channels()),
          day(it.from()),
          day(it.to()));
    } else if (change instanceof ListPrice it) {
      UnitPrice price = it.price();
      return guarded(
          it.list(),
          it.item(),
          price == null ? RowReader.NO_PRICE : price.value().toPlainString(),
          day(it.from()),
          day(it.to()));
    } else if (change instanceof TaxClass it) {
      return guarded(it.name(), day(it.from()), taxes(it.taxes()));
    }
    ItemCost it = (ItemCost) change;
    return guarded(
        it.item(),
        day(it.from()),
        it.cost().currency().getCurrencyCode(),
        it.cost().value().toPlainString());
  }

  private static String taxes(List<TaxRate> taxes) {
    return taxes.stream()
        .map(
            it ->
                it.code()
                    + ":"
                    + it.rate().value().toPlainString()
                    + (it.included() ? ":included" : ":added")
                    + (it.compound() ? ":compound" : ""))
        .collect(Collectors.joining(";"));
  }

  private static String day(@Nullable LocalDate day) {
    return day == null ? "" : day.toString();
  }

  private static String guarded(String... cells) {
    String[] safe = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      safe[i] = CsvOut.guarded(cells[i]);
    }
    return CsvOut.line(safe);
  }
}
