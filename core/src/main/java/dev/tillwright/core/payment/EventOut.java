package dev.tillwright.core.payment;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import java.util.function.Consumer;

/** Writes the events of attempts, as {@link PaymentEntries} says. */
final class EventOut {
  private EventOut() {}

  static Draft draft(AttemptEvent event) {
    if (event instanceof AttemptEvent.Intended it) {
      return of("intended", it, out -> intended(out, it));
    } else if (event instanceof AttemptEvent.Sending) {
      return of("sending", event, EventOut::nothing);
    } else if (event instanceof AttemptEvent.Cancelled) {
      return of("cancelled", event, EventOut::nothing);
    } else if (event instanceof AttemptEvent.NotSent) {
      return of("notSent", event, EventOut::nothing);
    } else if (event instanceof AttemptEvent.Approved it) {
      Money amount = it.amount();
      return of(
          "approved",
          it,
          out -> {
            if (amount != null) {
              money(out, amount);
            }
            codes(out, it.authorizationCode(), it.reference());
          });
    } else if (event instanceof AttemptEvent.PartiallyApproved it) {
      return of(
          "partial",
          it,
          out -> codes(money(out, it.amount()), it.authorizationCode(), it.reference()));
    } else if (event instanceof AttemptEvent.PartialAccepted) {
      return of("partialAccepted", event, EventOut::nothing);
    } else if (event instanceof AttemptEvent.Declined it) {
      return of("declined", it, out -> no(out, it.code(), it.reason()));
    } else if (event instanceof AttemptEvent.OutcomeLost it) {
      return of("outcomeLost", it, out -> out.put("cause", it.cause()));
    } else if (event instanceof AttemptEvent.Repeating) {
      return of("repeating", event, EventOut::nothing);
    } else if (event instanceof AttemptEvent.Stored it) {
      return of("stored", it, out -> out.put("sent", it.sent()));
    } else if (event instanceof AttemptEvent.Forwarding) {
      return of("forwarding", event, EventOut::nothing);
    }
    return undone(event);
  }

  private static Draft undone(AttemptEvent event) {
    if (event instanceof AttemptEvent.ReversalDecided it) {
      return of("reversalDecided", it, out -> out.put("why", it.why()));
    } else if (event instanceof AttemptEvent.Reversed) {
      return of("reversed", event, EventOut::nothing);
    } else if (event instanceof AttemptEvent.LateApproval it) {
      return of(
          "lateApproval",
          it,
          out -> codes(money(out, it.amount()), it.authorizationCode(), it.reference()));
    } else if (event instanceof AttemptEvent.VoidDecided it) {
      return of("voidDecided", it, out -> out.put("why", it.why()));
    } else if (event instanceof AttemptEvent.Voided) {
      return of("voided", event, EventOut::nothing);
    }
    return parted(event);
  }

  private static Draft parted(AttemptEvent event) {
    if (event instanceof AttemptEvent.CaptureDecided it) {
      return of(
          "captureDecided",
          it,
          out ->
              money(out.put("part", it.part().toString()), it.amount())
                  .put("last", it.last())
                  .put("at", it.at().toString()));
    } else if (event instanceof AttemptEvent.Captured) {
      return of("captured", event, EventOut::nothing);
    } else if (event instanceof AttemptEvent.CaptureDeclined it) {
      return of("captureDeclined", it, out -> no(out, it.code(), it.reason()));
    } else if (event instanceof AttemptEvent.IncrementDecided it) {
      return of(
          "incrementDecided",
          it,
          out ->
              money(out.put("part", it.part().toString()), it.amount())
                  .put("at", it.at().toString()));
    } else if (event instanceof AttemptEvent.Incremented it) {
      return of("incremented", it, out -> out.put("authorizationCode", it.authorizationCode()));
    } else if (event instanceof AttemptEvent.IncrementDeclined it) {
      return of("incrementDeclined", it, out -> no(out, it.code(), it.reason()));
    }
    return afterwards(event);
  }

  private static Draft afterwards(AttemptEvent event) {
    if (event instanceof AttemptEvent.Settled it) {
      return of("settled", it, out -> out.put("reference", it.reference()));
    } else if (event instanceof AttemptEvent.Disputed it) {
      return of("disputed", it, out -> out.put("reference", it.reference()));
    } else if (event instanceof AttemptEvent.DisputeEnded it) {
      return of("disputeEnded", it, out -> out.put("won", it.won()));
    }
    AttemptEvent.SettledByHand it = (AttemptEvent.SettledByHand) event;
    return of(
        "settledByHand",
        it,
        out -> out.put("moved", it.moved()).put("operator", it.operator()).put("note", it.note()));
  }

  private static void nothing(JsonOut out) {}

  private static Draft of(String kind, AttemptEvent event, Consumer<JsonOut> fields) {
    return PaymentEntries.draft(kind, event, fields);
  }

  private static void intended(JsonOut out, AttemptEvent.Intended it) {
    PaymentKey original = it.original();
    Charge charge = it.charge();
    out.put("kind", it.kind().name())
        .put("tender", it.tender().name())
        .put("sale", it.sale())
        .put("original", original == null ? null : original.toString());
    money(out, charge.total());
    some(out, "cashback", charge.cashback());
    some(out, "tip", charge.tip());
    some(out, "surcharge", charge.surcharge());
    some(out, "tolerance", it.tolerance());
    Converted converted = charge.converted();
    if (converted != null) {
      out.put(
          "converted",
          in ->
              money(in, converted.amount())
                  .put("rate", converted.rate().toPlainString())
                  .put("quote", converted.quote()));
    }
    out.put(
            "card",
            card ->
                card.put("token", it.card().token().value())
                    .put("masked", it.card().masked().text())
                    .put("keyId", it.card().keyId())
                    .put("entry", it.card().entryMode().name()))
        .put("at", it.at().toString())
        .put("partial", it.partial())
        .put("sending", it.sending());
    AcquirerIds acquirer = it.acquirer();
    if (!acquirer.equals(AcquirerIds.NONE)) {
      out.put(
          "acquirer",
          ids ->
              ids.put("merchant", acquirer.merchant())
                  .put("terminal", acquirer.terminal())
                  .put("trace", acquirer.trace()));
    }
    ChipFacts chip = it.chip();
    if (chip != null) {
      out.put("chip", chip::write);
    }
  }

  private static JsonOut money(JsonOut out, Money amount) {
    return out.put("currency", amount.currency().getCurrencyCode()).put("amount", amount.minor());
  }

  private static void some(JsonOut out, String name, Money part) {
    if (!part.isZero()) {
      out.put(name, part.minor());
    }
  }

  private static void codes(JsonOut out, String authorizationCode, String reference) {
    out.put("authorizationCode", authorizationCode).put("reference", reference);
  }

  private static void no(JsonOut out, String code, String reason) {
    out.put("code", code).put("reason", reason);
  }
}
