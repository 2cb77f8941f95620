package dev.tillwright.core.receipt;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.Attempt;
import dev.tillwright.core.payment.AttemptEvent;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.Converted;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import java.time.ZonedDateTime;
import java.util.Optional;

/** What the slip of one payment says between its title and its proof. */
final class PaymentSection {
  private static final String INDENT = "  ";

  private final Paper paper;
  private final Labels labels;
  private final PaymentSlip slip;

  PaymentSection(Paper paper, Labels labels, PaymentSlip slip) {
    this.paper = paper;
    this.labels = labels;
    this.slip = slip;
  }

  void print(ZonedDateTime at) {
    Attempt attempt = slip.attempt();
    AttemptEvent.Intended intent = attempt.intent();
    paper
        .pair(labels.of(Label.DATE), Paper.time(at))
        .pair(labels.of(Label.SALE), intent.sale())
        .rule();
    amounts(attempt, intent.charge());
    Optional<String> wallet = intent.card().wallet();
    String whose =
        wallet.map(it -> WalletSection.name(labels, it)).orElse(intent.card().masked().text());
    paper.text(labels.of(intent.tender()) + " " + whose);
    String authorization = attempt.authorizationCode();
    String key = attempt.key().toString();
    if (wallet.isPresent()) {
      new WalletSection(paper, labels).print(authorization, key);
    } else if (intent.card().isGift()) {
      new GiftSection(paper, labels)
          .print(authorization, key, slip.facts(), intent.amount().currency());
    } else {
      new CardSection(paper, labels).print(intent.card(), authorization, key, slip.facts());
    }
    if (!attempt.because().reason().isEmpty()) {
      paper.text(labels.of(Label.REASON) + ": " + attempt.because().reason());
    }
    paper.rule();
    sentence();
  }

  private void amounts(Attempt attempt, Charge charge) {
    part(Label.TIP, charge.tip());
    part(Label.SURCHARGE, charge.surcharge());
    part(Label.CASHBACK, charge.cashback());
    paper.pair(labels.of(Label.AMOUNT), charge.total().toString(), Style.LARGE);
    Converted converted = charge.converted();
    if (converted != null) {
      paper
          .pair(labels.of(Label.CONVERTED), converted.amount().toString())
          .pair(labels.of(Label.RATE), converted.rate().toPlainString());
    }
    Money counted = attempt.counted();
    if (attempt.state().counts() && !counted.equals(charge.total())) {
      paper.pair(labels.of(Label.APPROVED), counted.toString(), Style.BOLD);
    }
  }

  private void part(Label label, Money amount) {
    if (!amount.isZero()) {
      paper.pair(INDENT + labels.of(label), amount.decimal());
    }
  }

  private void sentence() {
    Label said =
        switch (slip.title()) {
          case DECLINED, CANCELLED -> Label.NOT_CHARGED;
          case REVERSED, BEING_REVERSED -> Label.GOES_BACK;
          case NOT_CERTAIN -> Label.KEEP_SLIP;
          case APPROVED_OFFLINE -> Label.SENT_LATER;
          default -> Label.THANKS;
        };
    paper.text(labels.of(said), Align.CENTER, Style.BOLD);
  }
}
