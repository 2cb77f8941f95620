package dev.tillwright.core.receipt;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Conversion;
import dev.tillwright.core.sale.Surcharge;
import dev.tillwright.core.sale.TenderExtras;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.sale.TenderLine;
import java.util.Map;
import java.util.Optional;

/** How a sale or a layaway was paid, with everything that moved besides. */
final class TenderSection {
  private static final String INDENT = "  ";

  private final Paper paper;
  private final Labels labels;
  private final Map<String, CardFacts> cards;

  TenderSection(Paper paper, Labels labels) {
    this(paper, labels, Map.of());
  }

  /**
   * @param cards what is known of card payments, by the text of their keys
   */
  TenderSection(Paper paper, Labels labels, Map<String, CardFacts> cards) {
    this.paper = paper;
    this.labels = labels;
    this.cards = cards;
  }

  void print(CompletedSale sale) {
    Money rounding = sale.rounding();
    if (!rounding.isZero()) {
      paper.pair(labels.of(Label.ROUNDING), rounding.decimal());
    }
    for (int i = 0; i < sale.tenders().size(); i++) {
      tender(sale.tenders().get(i), sale.paidOut(), i < sale.deposits());
    }
  }

  /**
   * @param back whether it went to the customer
   */
  void tender(TenderLine tender, boolean back, boolean deposit) {
    ProtectedCard card = tender.card();
    StringBuilder what = new StringBuilder(labels.of(tender.kind()));
    Optional<String> wallet = card == null ? Optional.empty() : card.wallet();
    if (card != null) {
      what.append(' ')
          .append(wallet.map(it -> WalletSection.name(labels, it)).orElse(card.masked().text()));
    }
    boolean withheld = tender.kind() == TenderKind.WITHHELD;
    if (back && !withheld) {
      what.append(' ').append(labels.of(Label.PAID_BACK));
    }
    if (deposit) {
      what.append(' ').append(labels.of(Label.DEPOSIT));
    }
    Money shown = tender.amount().plus(tender.extras().rounding());
    paper.pair(what.toString(), shown.decimal());
    extras(tender);
    if (withheld) {
      paper.pair(INDENT + labels.of(TenderKind.POINTS), Long.toString(tender.points()));
    }
    String payment = tender.payment() == null ? "" : tender.payment();
    if (wallet.isPresent()) {
      new WalletSection(paper, labels).print(tender.authorizationCode(), payment);
    } else if (card != null && card.isGift()) {
      new GiftSection(paper, labels)
          .print(
              tender.authorizationCode(),
              payment,
              cards.getOrDefault(payment, CardFacts.NONE),
              tender.amount().currency());
    } else if (card != null) {
      new CardSection(paper, labels)
          .print(
              card,
              tender.authorizationCode(),
              payment,
              cards.getOrDefault(payment, CardFacts.NONE));
    } else if (!payment.isEmpty()) {
      paper.pair(INDENT + labels.of(Label.PAYMENT), payment);
    }
    if (!tender.change().isZero()) {
      paper.pair(INDENT + labels.of(Label.GIVEN), tender.given().decimal());
    }
  }

  private void extras(TenderLine tender) {
    TenderExtras extras = tender.extras();
    Surcharge surcharge = extras.surcharge();
    if (surcharge != null) {
      paper.pair(
          INDENT + labels.of(Label.SURCHARGE) + ": " + surcharge.disclosure(),
          surcharge.amount().decimal());
    }
    besides(Label.TIP, extras.tip());
    besides(Label.CASHBACK, extras.cashback());
    if (!extras.sum().equals(extras.rounding())) {
      paper.pair(INDENT + labels.of(Label.CHARGED), tender.charged().decimal());
    }
    Conversion conversion = extras.conversion();
    if (conversion != null) {
      conversion(conversion);
    }
  }

  private void besides(Label label, Money amount) {
    if (!amount.isZero()) {
      paper.pair(INDENT + labels.of(label), amount.decimal());
    }
  }

  /** Both amounts, the rate, the mark-up and the choice stand there, chosen or not. */
  private void conversion(Conversion conversion) {
    Conversion.Quote quote = conversion.quote();
    boolean chosen = conversion.chosen();
    paper
        .text(INDENT + quote.text())
        .pair(
            INDENT + labels.of(chosen ? Label.CHARGED : Label.CONVERTED),
            quote.foreign().toString())
        .pair(
            INDENT + labels.of(chosen ? Label.WITHOUT_CONVERSION : Label.CHARGED),
            quote.local().toString())
        .pair(
            INDENT
                + labels.of(Label.RATE)
                + " ("
                + labels.of(Label.MARK_UP)
                + " "
                + quote.markUp()
                + ")",
            quote.rate().toPlainString())
        .text(INDENT + labels.of(chosen ? Label.CONVERSION_CHOSEN : Label.CONVERSION_DECLINED));
  }
}
