package dev.tillwright.examples.shop;

import dev.tillwright.core.money.UnitPrice;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Products by stock code. Immutable. */
public final class Catalogue {
  private static final String FILE = "catalogue.csv";
  private static final Catalogue NONE = new Catalogue(Map.of());

  private final Map<String, Product> products;

  private Catalogue(Map<String, Product> products) {
    this.products = products;
  }

  /** For files that come without one: every product is unknown. */
  public static Catalogue none() {
    return NONE;
  }

  /** The corner shop's own, with the prices of its country. */
  public static Catalogue corner(House house) {
    String price = house == House.CHINESE ? "yuan" : "price";
    InputStream bytes =
        Objects.requireNonNull(Catalogue.class.getResourceAsStream(FILE), "shipped with the code");
    Map<String, Product> products = new LinkedHashMap<>();
    try (CsvReader csv =
        new CsvReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), FILE)) {
      while (csv.next()) {
        Product product =
            new Product(
                csv.field(csv.column("code")),
                csv.field(csv.column("barcode")),
                csv.field(csv.column("english")),
                csv.field(csv.column("chinese")),
                csv.field(csv.column("category")),
                UnitPrice.parse(csv.field(csv.column(price)), house.currency()));
        if (products.putIfAbsent(product.code(), product) != null) {
          throw csv.malformed("code", "said twice");
        }
      }
    }
    return new Catalogue(Collections.unmodifiableMap(products));
  }

  /** All of them, in the order of the list. */
  public Collection<Product> products() {
    return products.values();
  }

  public Optional<Product> find(String code) {
    return Optional.ofNullable(products.get(code));
  }

  /** The product's category; empty when the product is unknown. */
  public String category(String code) {
    Product product = products.get(code);
    return product == null ? "" : product.category();
  }
}
