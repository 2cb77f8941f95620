package dev.tillwright.core.till;

import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.sale.TenderKind;

/** What the cashier is told when a tender did not go through. */
final class Sentences {
  private Sentences() {}

  static String notTaken(HostReply.Cause cause) {
    return switch (cause) {
      case NO_CONNECTION -> "the payment host cannot be reached; nothing was charged";
      case TIMEOUT -> "the payment host did not answer in time; the payment was taken back";
      case CONNECTION_LOST ->
          "the connection to the payment host broke; the payment was taken back";
      case GARBLED -> "the payment host's answer could not be used; the payment was taken back";
      case CANCELLED -> "the payment was cancelled; nothing is charged";
      case PARTIAL -> "the host approved less than was asked; the payment was taken back";
      case CLOSED, FAILED, RECOVERY, UNWANTED ->
          "the outcome of the payment was not known; it was taken back";
    };
  }

  static String unresolved(HostReply.Cause cause) {
    return switch (cause) {
      case TIMEOUT -> "the payment host did not answer in time; it is being found out";
      case NO_CONNECTION, CONNECTION_LOST ->
          "the connection to the payment host broke; it is being found out what became of it";
      case CANCELLED -> "the payment was cancelled, and is being taken back";
      case PARTIAL, UNWANTED -> "the payment is being taken back";
      case GARBLED, CLOSED, FAILED, RECOVERY ->
          "the outcome of the payment is not known; it is being found out";
    };
  }

  static String notAccepted(TenderKind kind) {
    return switch (kind) {
      case CASH -> "this till takes no cash";
      case CARD -> "this till takes no cards: it needs a card host and a card protector";
      case POINTS -> "this till takes no points: it has no points program";
      case WALLET -> "this till takes no wallets: no wallet host is set up";
      case TERMINAL -> "this till has no payment terminal";
      case CHANNEL -> "only an order that is collected was paid to its channel";
      case GIFT -> "this till takes no gift cards: no host is set up for them";
      case WITHHELD -> "only a refund is withheld, by the points program";
      case EXCHANGE -> "the worth of goods that come back is no tender of its own";
    };
  }
}
