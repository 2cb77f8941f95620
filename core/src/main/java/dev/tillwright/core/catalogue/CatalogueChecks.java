package dev.tillwright.core.catalogue;

import dev.tillwright.core.store.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether changes fit the catalogue as it will be with all of them: what they name is there, and no
 * code is that of two items that are sold. What was taken for a fault is left out, which may be a
 * fault of another line then.
 */
final class CatalogueChecks {
  private final Tx tx;
  private final List<Numbered> lines;
  private final List<ImportFault> faults = new ArrayList<>();
  private final Map<String, CatalogueItem> items = new HashMap<>();
  private final Set<String> parents = new HashSet<>();
  private final Map<String, PriceList> lists = new HashMap<>();
  private final Set<String> taxClasses = new HashSet<>();
  private final Map<String, Optional<PriceList>> stored = new HashMap<>();
  private final Map<String, Boolean> known = new HashMap<>();

  CatalogueChecks(Tx tx, List<Numbered> lines) {
    this.tx = tx;
    this.lines = new ArrayList<>(lines);
  }

  /** A change and the line that it came from. */
  record Numbered(long line, CatalogueChange change) {}

  static Optional<PriceList> list(Tx tx, String name) {
    return tx.first(
        "select payload from catalogue_list where name = ?",
        row -> (PriceList) CatalogueEntries.change(CatalogueEntries.LIST, row.text(1)),
        name);
  }

  /** The lines that fit. */
  List<Numbered> fitting() {
    Set<String> keys = new HashSet<>();
    refuse(it -> keys.add(it.change().key()) ? null : of(it, "", Fault.TWICE));
    int before;
    do { // ends: each round but the last leaves a line out
      before = lines.size();
      collect();
      refuse(this::againstWhatItNames);
      collect();
      refuse(this::againstItsParent);
      collect();
      refuse(this::againstItsVariants);
      collect();
      Map<String, String> claimed = new HashMap<>();
      refuse(it -> claim(it, claimed));
    } while (lines.size() < before);
    return lines;
  }

  List<ImportFault> faults() {
    faults.sort(Comparator.comparingLong(ImportFault::line));
    return faults;
  }

  private void refuse(Function<Numbered, @Nullable ImportFault> against) {
    lines.removeIf(
        line -> {
          ImportFault fault = against.apply(line);
          if (fault != null) {
            faults.add(fault);
          }
          return fault != null;
        });
  }

  private void collect() {
    items.clear();
    parents.clear();
    lists.clear();
    taxClasses.clear();
    for (Numbered line : lines) {
      if (line.change() instanceof CatalogueItem it) {
        items.put(it.code(), it);
        parents.add(it.parent());
      } else if (line.change() instanceof PriceList it) {
        lists.put(it.name(), it);
      } else if (line.change() instanceof TaxClass it) {
        taxClasses.add(it.name());
      }
    }
  }

  private @Nullable ImportFault againstWhatItNames(Numbered line) {
    if (line.change() instanceof CatalogueItem it) {
      if (!isTaxClass(it.taxClass())) {
        return of(line, "tax_class", Fault.UNKNOWN_TAX_CLASS);
      }
      return it.parent().isEmpty() || isItem(it.parent())
          ? null
          : of(line, "parent", Fault.UNKNOWN_ITEM);
    } else if (line.change() instanceof ListPrice it) {
      return against(line, it);
    } else if (line.change() instanceof ItemCost it) {
      return isItem(it.item()) ? null : of(line, "code", Fault.UNKNOWN_ITEM);
    }
    return null;
  }

  /** Which is no variant itself; one that was left out by now is not there in the next round. */
  private @Nullable ImportFault againstItsParent(Numbered line) {
    return line.change() instanceof CatalogueItem it
            && !it.parent().isEmpty()
            && item(it.parent()).filter(parent -> !parent.parent().isEmpty()).isPresent()
        ? of(line, "parent", Fault.VARIANT_OF_VARIANT)
        : null;
  }

  private @Nullable ImportFault againstItsVariants(Numbered line) {
    return line.change() instanceof CatalogueItem it
            && !it.parent().isEmpty()
            && isParent(it.code())
        ? of(line, "parent", Fault.VARIANT_OF_VARIANT)
        : null;
  }

  private @Nullable ImportFault against(Numbered line, ListPrice it) {
    Optional<PriceList> there =
        Optional.ofNullable(lists.get(it.list()))
            .or(() -> stored.computeIfAbsent(it.list(), name -> list(tx, name)));
    if (there.isEmpty()) {
      return of(line, "list", Fault.UNKNOWN_LIST);
    }
    if (it.price() != null && !it.price().currency().equals(there.get().currency())) {
      return of(line, "price", Fault.CURRENCY);
    }
    return isItem(it.item()) ? null : of(line, "code", Fault.UNKNOWN_ITEM);
  }

  private @Nullable ImportFault claim(Numbered line, Map<String, String> claimed) {
    if (!(line.change() instanceof CatalogueItem it) || !it.active()) {
      return null;
    }
    for (String code : CatalogueTables.codes(it).toList()) {
      if (claimed.getOrDefault(code, it.code()).equals(it.code()) && !isTaken(code, it.code())) {
        claimed.put(code, it.code());
      } else {
        String column = code.equals(BarCodes.canonical(it.code())) ? "code" : "bar_codes";
        return of(line, column, Fault.CODE_TAKEN);
      }
    }
    return null;
  }

  /** By an item that these changes leave as it is. */
  private boolean isTaken(String code, String by) {
    return CatalogueBook.holders(tx, code).stream()
        .map(CatalogueBook.Holder::item)
        .anyMatch(it -> it.active() && !it.code().equals(by) && !items.containsKey(it.code()));
  }

  private Optional<CatalogueItem> item(String code) {
    CatalogueItem here = items.get(code);
    return here == null ? CatalogueBook.item(tx, code) : Optional.of(here);
  }

  private boolean isItem(String code) {
    return items.containsKey(code)
        || known.computeIfAbsent("item\n" + code, it -> CatalogueBook.item(tx, code).isPresent());
  }

  private boolean isTaxClass(String name) {
    return taxClasses.contains(name)
        || known.computeIfAbsent("tax\n" + name, it -> !CatalogueBook.taxes(tx, name).isEmpty());
  }

  private boolean isParent(String code) {
    return parents.contains(code)
        || CatalogueBook.variants(tx, code).stream().anyMatch(it -> !items.containsKey(it.code()));
  }

  private static ImportFault of(Numbered line, String column, Fault fault) {
    return new ImportFault(line.line(), column, fault);
  }
}
