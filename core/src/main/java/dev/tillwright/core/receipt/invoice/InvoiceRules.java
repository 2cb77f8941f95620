package dev.tillwright.core.receipt.invoice;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.sale.CompletedLine;
import dev.tillwright.core.sale.TenderKind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is not invoiced of a sale. The law says so, and differs from land to land: these are data,
 * and ours are no advice.
 *
 * @param categories of items: gift cards that are sold, deposits on bottles
 * @param items codes of single items
 * @param taxCodes of taxes; a line with one of them is left out
 * @param tenders what was paid by them is taken off the lines that are invoiced, in proportion
 * @param tips whether a tip that is known when the invoice is asked for is invoiced
 */
public record InvoiceRules(
    Set<String> categories,
    Set<String> items,
    Set<String> taxCodes,
    Set<TenderKind> tenders,
    boolean tips) {
  /** So many categories, items and taxes at most, each. */
  public static final int MAX = 10_000;

  public InvoiceRules {
    categories = Set.copyOf(categories);
    items = Set.copyOf(items);
    taxCodes = Set.copyOf(taxCodes);
    tenders = Set.copyOf(tenders);
    if (categories.size() > MAX || items.size() > MAX || taxCodes.size() > MAX) {
      throw new IllegalArgumentException("at most " + MAX + " of a kind are named");
    }
  }

  /** All goods but what points paid; no tips. */
  public static InvoiceRules usual() {
    return new InvoiceRules(Set.of(), Set.of(), Set.of(), Set.of(TenderKind.POINTS), false);
  }

  /** The same rules, without what is of these categories. */
  public InvoiceRules withoutCategories(String... more) {
    Set<String> all = new HashSet<>(categories);
    all.addAll(List.of(more));
    return new InvoiceRules(all, items, taxCodes, tenders, tips);
  }

  /** The same rules, without what these tenders paid. */
  public InvoiceRules withoutTenders(TenderKind... more) {
    Set<TenderKind> all = new HashSet<>(tenders);
    all.addAll(List.of(more));
    return new InvoiceRules(categories, items, taxCodes, all, tips);
  }

  /** The same rules, with tips. */
  public InvoiceRules withTips() {
    return new InvoiceRules(categories, items, taxCodes, tenders, true);
  }

  /** Whether a line is invoiced. */
  boolean invoices(CompletedLine line) {
    var item = line.priced().line().item();
    return !item.isStoredValue() // no goods: what it pays later is invoiced
        && !categories.contains(item.category())
        && !items.contains(item.code())
        && item.taxes().stream().noneMatch(it -> taxCodes.contains(it.code()));
  }

  /** As one JSON object. */
  public String json() {
    return JsonOut.object(
        out ->
            out.putTexts("withoutCategories", new TreeSet<>(categories))
                .putTexts("withoutItems", new TreeSet<>(items))
                .putTexts("withoutTaxCodes", new TreeSet<>(taxCodes))
                .putTexts("withoutTenders", tenders.stream().map(Enum::name).sorted().toList())
                .put("tips", tips));
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws dev.tillwright.core.json.JsonException with the place of what is wrong
   */
  public static InvoiceRules parse(String json) {
    JsonIn in =
        JsonIn.parse(json)
            .only("withoutCategories", "withoutItems", "withoutTaxCodes", "withoutTenders", "tips");
    Set<TenderKind> tenders = new HashSet<>();
    for (String name : in.texts("withoutTenders")) {
      tenders.add(
          Arrays.stream(TenderKind.values())
              .filter(it -> it.name().equals(name))
              .findFirst()
              .orElseThrow(() -> in.wrong("withoutTenders", "no such kind of tender")));
    }
    return new InvoiceRules(
        new HashSet<>(in.texts("withoutCategories")),
        new HashSet<>(in.texts("withoutItems")),
        new HashSet<>(in.texts("withoutTaxCodes")),
        tenders,
        in.truth("tips"));
  }
}
