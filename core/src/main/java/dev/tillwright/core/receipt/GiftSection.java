package dev.tillwright.core.receipt;

import dev.tillwright.core.payment.GiftRest;
import java.util.Currency;

/** The block of a gift card's payment: its codes, and what was left on the card after it. */
final class GiftSection {
  private static final String INDENT = "  ";

  private final Paper paper;
  private final Labels labels;

  GiftSection(Paper paper, Labels labels) {
    this.paper = paper;
    this.labels = labels;
  }

  void print(String authorization, String payment, CardFacts facts, Currency currency) {
    if (!authorization.isEmpty()) {
      paper.pair(INDENT + labels.of(Label.AUTHORIZATION), authorization);
    }
    if (!payment.isEmpty()) {
      paper.pair(INDENT + labels.of(Label.PAYMENT), payment);
    }
    GiftRest.of(facts.reference(), currency)
        .ifPresent(left -> paper.pair(INDENT + labels.of(Label.GIFT_LEFT), left.decimal()));
  }
}
