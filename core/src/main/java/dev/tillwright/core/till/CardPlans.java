package dev.tillwright.core.till;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.Converted;
import dev.tillwright.core.sale.Conversion;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.Surcharge;
import dev.tillwright.core.sale.TenderExtras;
import dev.tillwright.core.sale.TenderLine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a card is being asked for besides the goods. The intent of a payment holds amounts only;
 * what the customer was told and chose is kept here, durable before the card is asked.
 */
final class CardPlans {
  private final Books books;
  private final Map<SaleId, TenderExtras> planned = new ConcurrentHashMap<>();

  CardPlans(Books books) {
    this.books = books;
  }

  void plan(Ticket ticket, TenderLine asked) {
    planned.put(ticket.id(), asked.extras());
    if (asked.extras().surcharge() != null || asked.extras().conversion() != null) {
      books.append(List.of(TillEntries.chosen(ticket.id(), asked)));
    }
  }

  void forget(Ticket ticket) {
    planned.remove(ticket.id());
  }

  static Charge charge(TenderLine asked) {
    TenderExtras extras = asked.extras();
    return new Charge(
        asked.charged(),
        extras.cashback(),
        extras.tip(),
        extras.surcharged(),
        converted(extras.conversion()));
  }

  private static @Nullable Converted converted(@Nullable Conversion offered) {
    if (offered == null || !offered.chosen()) {
      return null;
    }
    Conversion.Quote quote = offered.quote();
    return new Converted(quote.foreign(), quote.rate(), quote.id());
  }

  /** The tender that an attempt makes when all of it is approved. */
  TenderLine tender(SaleId sale, Attempt attempt, String authorizationCode) {
    Money goods = attempt.intent().charge().goods();
    String key = attempt.key().toString();
    TenderExtras extras = extras(sale, attempt);
    ProtectedCard card = attempt.intent().card();
    return switch (attempt.intent().tender()) {
      case TERMINAL -> TenderLine.terminal(goods, extras, key, authorizationCode);
      case WALLET -> TenderLine.wallet(goods, extras, key, card, authorizationCode);
      case GIFT -> TenderLine.gift(goods, key, card, authorizationCode);
      default -> TenderLine.card(goods, extras, key, card, authorizationCode);
    };
  }

  /** What was asked for besides; after a crash as it was written down. */
  private TenderExtras extras(SaleId sale, Attempt attempt) {
    Charge charge = attempt.intent().charge();
    TenderExtras plain =
        TenderExtras.none(charge.total().currency())
            .withCashback(charge.cashback())
            .withTip(charge.tip());
    if (attempt.isRefund()) {
      return plain;
    }
    TenderExtras asked = planned.get(sale);
    if (asked == null) {
      asked = books.read(SalesBook.NAME, tx -> SalesBook.chosen(sale, tx)).orElse(plain);
    }
    Surcharge surcharge = asked.surcharge();
    if (!asked.surcharged().equals(charge.surcharge())) {
      // Not the one that was written down: what was charged must still stand on the tender.
      surcharge = charge.surcharge().isZero() ? null : new Surcharge(charge.surcharge(), "-");
    }
    return plain.with(surcharge).offered(asked.conversion());
  }
}
