package dev.tillwright.core.receipt;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.payment.AcquirerIds;
import dev.tillwright.core.payment.CardholderCheck;
import dev.tillwright.core.payment.ChipFacts;
import dev.tillwright.core.receipt.ReceiptDocument.Style;

/**
 * The block of a card payment: how the card was read, what its chip told, where the acquirer finds
 * it. Terms of the schemes, such as AID and TVR, are the same in every language.
 */
final class CardSection {
  private static final String INDENT = "  ";

  private final Paper paper;
  private final Labels labels;

  CardSection(Paper paper, Labels labels) {
    this.paper = paper;
    this.labels = labels;
  }

  void print(ProtectedCard card, String authorization, String payment, CardFacts facts) {
    ChipFacts chip = facts.chip();
    String name = chip == null ? "" : chip.name();
    line(name, labels.of(card.entryMode()));
    if (chip != null) {
      chip(chip);
    }
    line(labels.of(Label.AUTHORIZATION), authorization);
    AcquirerIds acquirer = facts.acquirer();
    both("MID", acquirer.merchant(), "TID", acquirer.terminal());
    both("STAN", acquirer.trace(), "RRN", facts.reference());
    line(labels.of(Label.RESPONSE), facts.responseCode());
    line(labels.of(Label.PAYMENT), payment);
  }

  private void chip(ChipFacts chip) {
    line("AID", chip.aid());
    if (chip.check() != CardholderCheck.UNKNOWN) {
      line(labels.of(Label.VERIFIED_BY), labels.of(chip.check()));
    }
    line(chip.type().isEmpty() ? "AC" : chip.type(), chip.cryptogram());
    line("ATC", chip.counter());
    both("TVR", chip.tvr(), "TSI", chip.tsi());
  }

  /** Two short ones share a line. */
  private void both(String name, String value, String other, String otherValue) {
    if (value.isEmpty() || otherValue.isEmpty()) {
      line(name, value);
      line(other, otherValue);
    } else {
      paper.pair(INDENT + name + " " + value, other + " " + otherValue);
    }
  }

  /** Without a value there is no line; without a name the value stands at the left. */
  private void line(String name, String value) {
    if (!value.isEmpty() && name.isEmpty()) {
      paper.text(INDENT + value);
    } else if (!value.isEmpty()) {
      paper.pair(INDENT + name, value, Style.NORMAL);
    }
  }
}
