package dev.tillwright.core.till;

import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.access.Permission;
import dev.tillwright.core.catalogue.Catalogue;
import dev.tillwright.core.catalogue.CatalogueBook;
import dev.tillwright.core.catalogue.CatalogueBundle;
import dev.tillwright.core.catalogue.CatalogueChange;
import dev.tillwright.core.catalogue.CatalogueFile;
import dev.tillwright.core.catalogue.CatalogueItem;
import dev.tillwright.core.catalogue.CatalogueVersion;
import dev.tillwright.core.catalogue.ImportMode;
import dev.tillwright.core.catalogue.ImportResult;
import dev.tillwright.core.catalogue.ItemCost;
import dev.tillwright.core.catalogue.ListPrice;
import dev.tillwright.core.catalogue.PriceList;
import dev.tillwright.core.catalogue.TaxClass;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.core.sale.Decision;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleCommand;
import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue, as one operator sees and changes it. Got from {@link Till#catalogue}. Looking and
 * price checks need {@link Permission#SELL}, changes {@link Permission#CHANGE_SETTINGS}; what goods
 * cost needs {@link Permission#READ_COSTS} besides, and each look at it is an entry.
 *
 * <p><b>Guarantees.</b> As {@link Catalogue} has them: durable when it returns, all of a call or
 * nothing, known to the next sale.
 *
 * <p><b>Threads.</b> Any number; changes come one after the other.
 */
public final class CatalogueDesk {
  private final Till till;
  private final GoodsCounter goods;
  private final OperatorSession session;

  CatalogueDesk(Till till, GoodsCounter goods, OperatorSession session) {
    this.till = till;
    this.goods = goods;
    this.session = session;
  }

  // --- looking ---------------------------------------------------------------------------------

  /** The item of a code or bar code, withdrawn ones too. */
  public Optional<CatalogueItem> find(String code) {
    till.require(session, Permission.SELL);
    return goods.catalogue().read(tx -> CatalogueBook.find(tx, code));
  }

  /** One page of the items; as {@link CatalogueBook#items}. */
  public List<CatalogueItem> items(String after, int n) {
    till.require(session, Permission.SELL);
    return goods.catalogue().read(tx -> CatalogueBook.items(tx, after, n));
  }

  /** The variants of an item. */
  public List<CatalogueItem> variants(String parent) {
    till.require(session, Permission.SELL);
    return goods.catalogue().read(tx -> CatalogueBook.variants(tx, parent));
  }

  /** The price lists. */
  public List<PriceList> lists() {
    till.require(session, Permission.SELL);
    return goods.catalogue().read(CatalogueBook::lists);
  }

  /** All prices of an item, past and to come. */
  public List<ListPrice> prices(String item) {
    till.require(session, Permission.SELL);
    return goods.catalogue().read(tx -> CatalogueBook.prices(tx, item));
  }

  /** The taxes of a class, past and to come. */
  public List<TaxClass> taxes(String taxClass) {
    till.require(session, Permission.SELL);
    return goods.catalogue().read(tx -> CatalogueBook.taxes(tx, taxClass));
  }

  /** The newest version here; none of an empty catalogue. */
  public Optional<CatalogueVersion> version() {
    till.require(session, Permission.SELL);
    return goods.catalogue().version();
  }

  /** What one piece or unit costs here, for nobody in particular. */
  public PriceCheck priceCheck(String code) {
    return priceCheck(code, Quantity.of(1), null, goods.channel());
  }

  /**
   * What so much of an item would cost just now, with its promotions, and what it would earn.
   * Nothing is written.
   *
   * @param code of the item, of a weighed pack, or a bar code
   * @param quantity how much; how many of a weighed pack
   * @param member who asks; {@code null} for nobody in particular
   * @param channel on which it is sold
   * @throws RefusedException as {@link Ticket#add(String, Quantity)}
   */
  public PriceCheck priceCheck(
      String code, Quantity quantity, @Nullable String member, String channel) {
    till.require(session, Permission.SELL);
    GoodsCounter.Goods found = goods.find(code, quantity, channel, false);
    Sale basket = till.opened().tickets().imagined(session);
    if (member != null) {
      basket = next(basket, new SaleCommand.IdentifyMember(member));
    }
    basket = next(basket, new SaleCommand.AddLine(found.item(), found.quantity()));
    return new PriceCheck(
        found.known(),
        found.item(),
        found.quantity(),
        found.list(),
        basket.totals(),
        till.opened().checkout().offer(basket));
  }

  private static Sale next(Sale basket, SaleCommand command) {
    Decision.Accepted accepted = Checkout.accept(basket.decide(command));
    return accepted.next();
  }

  // --- changing --------------------------------------------------------------------------------

  /**
   * Changes the catalogue; what it says already is left out.
   *
   * @param reference the number of the paper behind it, 1 to 200 characters
   * @return the version of what was written; empty when nothing was new
   * @throws dev.tillwright.core.catalogue.CatalogueException when a change does not fit
   */
  public Optional<CatalogueVersion> change(
      String reference, List<? extends CatalogueChange> changes) {
    till.require(session, Permission.CHANGE_SETTINGS);
    if (changes.stream().anyMatch(ItemCost.class::isInstance)) {
      till.require(session, Permission.READ_COSTS);
    }
    return goods.catalogue().change(operator(), reference, changes);
  }

  /** Takes in a file of CSV; as {@link Catalogue#load}. */
  public ImportResult load(String reference, CatalogueFile file, Reader text, ImportMode mode) {
    till.require(session, Permission.CHANGE_SETTINGS);
    if (file.isSecret()) {
      till.require(session, Permission.READ_COSTS);
    }
    return goods.catalogue().load(operator(), reference, file, text, mode);
  }

  /** Takes in what another catalogue gave out; as {@link Catalogue#take}. */
  public int take(CatalogueBundle bundle) {
    till.require(session, Permission.CHANGE_SETTINGS);
    if (bundle.isSecret()) {
      till.require(session, Permission.READ_COSTS);
    }
    return goods.catalogue().take(operator(), bundle);
  }

  // --- carrying out ----------------------------------------------------------------------------

  /** Writes a file of CSV; needs {@link Permission#EXPORT}. As {@link Catalogue#export}. */
  public void export(CatalogueFile file, Appendable out) throws IOException {
    if (file.isSecret()) {
      till.require(session, Permission.READ_COSTS);
    }
    Exports.out(till, session, "catalogue: " + file);
    goods.catalogue().export(file, out);
  }

  /**
   * What was changed here behind a position, for other tills; needs {@link Permission#EXPORT}. As
   * {@link Catalogue#since}.
   *
   * @param costs whether what goods cost is in it, which needs {@link Permission#READ_COSTS}
   */
  public CatalogueBundle since(long position, boolean costs) {
    if (costs) {
      till.require(session, Permission.READ_COSTS);
    }
    Exports.out(till, session, "catalogue: bundle");
    return goods.catalogue().since(position, costs);
  }

  /**
   * What an item cost, oldest first; needs {@link Permission#READ_COSTS}, and the look is an entry.
   */
  public List<ItemCost> costs(String item) {
    till.require(session, Permission.READ_COSTS);
    Exports.seen(till, session, "costs: catalogue");
    return goods.catalogue().read(tx -> CatalogueBook.costs(tx, item));
  }

  private String operator() {
    return session.operator().id();
  }
}
