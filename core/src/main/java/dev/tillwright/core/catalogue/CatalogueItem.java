package dev.tillwright.core.catalogue;

import dev.tillwright.core.basket.Item;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An item as the catalogue has it; its prices, taxes and cost stand apart. Items are withdrawn,
 * never deleted.
 *
 * @param code stock code, 1 to 64 characters; never changes
 * @param name as the receipt prints it, 1 to 200 characters; space around it is taken off
 * @param category for rules and reports, at most 100 characters; empty for none
 * @param taxClass whose rates fall on it
 * @param unit in what it is sold
 * @param parent code of the item that this is a variant of; empty for none. A variant without a
 *     price of its own has its parent's; an item with variants is not sold itself
 * @param variant what tells it from its sisters: {@code size=L, colour=red}; at most {@value
 *     #MAX_PARTS}, for variants only
 * @param barCodes besides the code, at most {@value #MAX_BAR_CODES}; one of 8, 12, 13 or 14 digits
 *     has its check digit (GS1 General Specifications, section 7.9)
 * @param active whether it is sold
 */
public record CatalogueItem(
    String code,
    String name,
    String category,
    String taxClass,
    Unit unit,
    String parent,
    SortedMap<String, String> variant,
    List<String> barCodes,
    boolean active)
    implements CatalogueChange {
  /** An item has at most so many bar codes. */
  public static final int MAX_BAR_CODES = 32;

  /** At most so much tells a variant from the others. */
  public static final int MAX_PARTS = 8;

  public CatalogueItem {
    Texts.code(code);
    name = name.strip();
    category = category.strip();
    if (name.isEmpty()) {
      throw new IllegalArgumentException("an item has a name");
    }
    Texts.text("an item's name", name, Texts.NAME);
    category(category);
    Texts.word("a tax class", taxClass);
    Objects.requireNonNull(unit, "unit");
    if (!parent.isEmpty()) {
      Texts.code(parent);
    }
    if (parent.equals(code) || parent.isEmpty() && !variant.isEmpty()) {
      throw new IllegalArgumentException("a variant is one of another item");
    }
    variant = Collections.unmodifiableSortedMap(new TreeMap<>(variant));
    if (variant.size() > MAX_PARTS) {
      throw new IllegalArgumentException("at most " + MAX_PARTS + " parts tell a variant");
    }
    variant.forEach(CatalogueItem::part);
    barCodes = List.copyOf(new LinkedHashSet<>(barCodes));
    if (barCodes.size() > MAX_BAR_CODES) {
      throw new IllegalArgumentException("an item has at most " + MAX_BAR_CODES + " bar codes");
    }
    if (!barCodes.stream().allMatch(BarCodes::isBarCode)) {
      throw new IllegalArgumentException(
          "a bar code has 1 to 64 characters and, of a GTIN's length, its check digit");
    }
  }

  /** Goods are never in the category of value for cards, which a till sells without tax. */
  static String category(String category) {
    if (category.strip().equals(Item.STORED_VALUE)) {
      throw new IllegalArgumentException("a category that only value for cards has");
    }
    return Texts.text("a category", category, Texts.CATEGORY);
  }

  private static void part(String name, String value) {
    Texts.word("a variant's part", name);
    if (!isPart(value)) {
      throw new IllegalArgumentException(
          "a variant's part has 1 to 64 characters, without ; and = in it");
    }
  }

  static boolean isPart(String value) {
    return Texts.isCode(value) && value.indexOf(';') < 0 && value.indexOf('=') < 0;
  }

  /** An item that is counted, with nothing but a name. */
  public static CatalogueItem of(String code, String name, String taxClass) {
    return new CatalogueItem(
        code, name, "", taxClass, Unit.PIECE, "", new TreeMap<>(), List.of(), true);
  }

  /** The same in a category. */
  public CatalogueItem in(String newCategory) {
    return new CatalogueItem(
        code, name, newCategory, taxClass, unit, parent, variant, barCodes, active);
  }

  /** The same, measured in a unit. */
  public CatalogueItem soldBy(Unit newUnit) {
    return new CatalogueItem(
        code, name, category, taxClass, newUnit, parent, variant, barCodes, active);
  }

  /** The same as a variant of an item. */
  public CatalogueItem variantOf(String item, Map<String, String> parts) {
    return new CatalogueItem(
        code, name, category, taxClass, unit, item, new TreeMap<>(parts), barCodes, active);
  }

  /** The same with these bar codes instead of those it has. */
  public CatalogueItem withBarCodes(String... codes) {
    return new CatalogueItem(
        code, name, category, taxClass, unit, parent, variant, List.of(codes), active);
  }

  /** The same, not sold any more. */
  public CatalogueItem withdrawn() {
    return new CatalogueItem(
        code, name, category, taxClass, unit, parent, variant, barCodes, false);
  }

  /** The same, sold again. */
  public CatalogueItem offered() {
    return new CatalogueItem(code, name, category, taxClass, unit, parent, variant, barCodes, true);
  }

  @Override
  public String key() {
    return "item\n" + code;
  }
}
