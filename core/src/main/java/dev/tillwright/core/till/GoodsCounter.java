package dev.tillwright.core.till;

import dev.tillwright.core.basket.Item;
import dev.tillwright.core.catalogue.Article;
import dev.tillwright.core.catalogue.Catalogue;
import dev.tillwright.core.catalogue.CatalogueBook;
import dev.tillwright.core.catalogue.CatalogueItem;
import dev.tillwright.core.catalogue.Offered;
import dev.tillwright.core.catalogue.Unit;
import dev.tillwright.core.catalogue.WeighedCode;
import dev.tillwright.core.catalogue.WeighedRules;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.money.UnitPrice;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.store.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds what a code stands for, with the price of this moment; nothing is written. */
final class GoodsCounter {
  private static final int MOST_DECIMALS = 6;

  private final Catalogue catalogue;
  private final Currency currency;
  private final ZoneId zone;
  private final Clock clock;
  private final Where where;

  GoodsCounter(Catalogue catalogue, Currency currency, ZoneId zone, Clock clock, Where where) {
    this.catalogue = catalogue;
    this.currency = currency;
    this.zone = zone;
    this.clock = clock;
    this.where = where;
    boolean finer =
        where.rules().rules().stream()
            .anyMatch(it -> it.isPrice() && it.decimals() > currency.getDefaultFractionDigits());
    if (finer) {
      throw new IllegalStateException("a price in a code is finer than the till's currency");
    }
  }

  /** On what channel a till sells, and how weighed goods are marked there. */
  record Where(String channel, WeighedRules rules) {
    Where {
      Objects.requireNonNull(rules, "rules");
      if (!channel.matches("[A-Za-z0-9._-]{1,32}")) {
        throw new IllegalArgumentException(
            "a channel has 1 to 32 characters of A-Z, a-z, 0-9, hyphen, dot and underscore");
      }
    }
  }

  /**
   * A line to be added.
   *
   * @param list whose price it is; empty for one that stands on the pack
   */
  record Goods(CatalogueItem known, Item item, Quantity quantity, String list) {}

  Catalogue catalogue() {
    return catalogue;
  }

  String channel() {
    return where.channel();
  }

  private LocalDate today() {
    return clock.instant().atZone(zone).toLocalDate();
  }

  /**
   * @param back whether goods come back, which may have been withdrawn by now
   * @throws RefusedException when the code is nobody's, or what it stands for is not sold so
   */
  Goods find(String code, Quantity quantity, String channel, boolean back) {
    LocalDate day = today();
    // One snapshot: what is found is priced as it stood at one moment.
    return catalogue.read(
        tx -> {
          Optional<Article> plain = CatalogueBook.article(tx, code, day, currency);
          if (plain.isPresent()) {
            return plain(sold(plain.get(), back), quantity, channel);
          }
          Optional<WeighedCode> read = where.rules().read(code);
          if (read.isPresent() && !read.get().sound()) {
            throw new RefusedException("code.checkDigit", "a check digit of the code is wrong");
          }
          String item = weighed(tx, code).orElseThrow(GoodsCounter::unknown);
          Article article =
              CatalogueBook.article(tx, item, day, currency).orElseThrow(GoodsCounter::unknown);
          return weighed(sold(article, back), read.orElseThrow(), quantity, channel);
        });
  }

  static RefusedException unknown() {
    return new RefusedException("item.unknown", "no item has this code");
  }

  /** Under what the item of a weighed pack stands. */
  private Optional<String> weighed(Tx tx, String code) {
    return where.rules().read(code).stream()
        .filter(WeighedCode::sound)
        .flatMap(it -> it.itemCodes().stream())
        .filter(it -> CatalogueBook.find(tx, it).isPresent())
        .findFirst();
  }

  private static Article sold(Article article, boolean back) {
    if (!article.item().active() && !back) {
      throw new RefusedException("item.withdrawn", "the item is not sold any more");
    }
    if (article.hasVariants()) {
      throw new RefusedException("item.chooseVariant", "one of the item's variants is sold");
    }
    if (article.taxes().isEmpty()) {
      throw new RefusedException("item.noTax", "the item's tax class has no taxes yet");
    }
    return article;
  }

  private static Goods plain(Article article, Quantity quantity, String channel) {
    if (!article.item().unit().measures(quantity)) {
      throw quantity();
    }
    Offered offer = offer(article, channel);
    return new Goods(article.item(), article.at(offer), quantity, offer.list().name());
  }

  private static RefusedException quantity() {
    return new RefusedException("item.quantity", "the item is not sold in such a quantity");
  }

  private static Offered offer(Article article, String channel) {
    return article
        .price(channel)
        .orElseThrow(
            () -> new RefusedException("item.noPrice", "the item has no price here and today"));
  }

  /** Of so many packs that are alike. */
  private Goods weighed(Article article, WeighedCode code, Quantity packs, String channel) {
    if (!Unit.PIECE.measures(packs) || packs.compareTo(Sale.MAX_QUANTITY) > 0) {
      throw quantity();
    }
    if (code.value().signum() == 0) {
      throw new RefusedException("code.noValue", "the code says neither weight nor price");
    }
    BigDecimal together = code.value().multiply(packs.value());
    if (code.rule().isPrice()) {
      return priced(article, code.value(), together, packs, channel);
    }
    if (!article.item().unit().symbol().equals(code.rule().unit())) {
      throw new RefusedException("code.unit", "the item is sold in another unit than its code has");
    }
    Quantity quantity = new Quantity(together);
    if (!article.item().unit().measures(quantity)) {
      throw quantity();
    }
    Offered offer = offer(article, channel);
    return new Goods(article.item(), article.at(offer), quantity, offer.list().name());
  }

  /**
   * What stands on the pack is what is paid. The weight follows from it, so that stock moves: as
   * coarse as comes to exactly that amount. Where none does, packs are counted.
   */
  private Goods priced(
      Article article, BigDecimal each, BigDecimal together, Quantity packs, String channel) {
    CatalogueItem known = article.item();
    Money amount =
        new UnitPrice(together, currency).times(Quantity.of(1), RoundingMode.UNNECESSARY);
    Optional<Offered> offer = article.price(channel);
    if (known.unit().measure() != Unit.Measure.PIECE && offer.isPresent()) {
      UnitPrice unit = offer.get().unitPrice();
      for (int scale = known.unit().decimals();
          unit.value().signum() > 0 && scale <= MOST_DECIMALS;
          scale++) {
        Quantity weight = new Quantity(together.divide(unit.value(), scale, RoundingMode.HALF_UP));
        if (weight.isPositive() && unit.times(weight, RoundingMode.HALF_UP).equals(amount)) {
          return new Goods(known, article.at(offer.get()), weight, offer.get().list().name());
        }
      }
    }
    Item pack =
        new Item(
            known.code(),
            known.name(),
            known.category(),
            new UnitPrice(each, currency),
            article.taxes().get(0),
            List.copyOf(article.taxes().subList(1, article.taxes().size())));
    return new Goods(known, pack, packs, "");
  }
}
