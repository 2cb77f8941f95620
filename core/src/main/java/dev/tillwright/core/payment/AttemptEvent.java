package dev.tillwright.core.payment;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.sale.TenderKind;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happens to an attempt; each is one journal entry, durable before its effect. */
public sealed interface AttemptEvent {

  /** Which attempt. */
  PaymentKey key();

  /**
   * Money is about to be asked for. Durable before a byte leaves.
   *
   * @param tender which kind of host is asked
   * @param sale text of the sale's id
   * @param original for a refund the purchase that is given back, otherwise {@code null}
   * @param amount positive
   * @param card the card, protected
   * @param at intent time
   */
  record Intended(
      PaymentKey key,
      TenderKind tender,
      String sale,
      @Nullable PaymentKey original,
      Money amount,
      ProtectedCard card,
      Instant at)
      implements AttemptEvent {
    public Intended {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(tender, "tender");
      Objects.requireNonNull(sale, "sale");
      Objects.requireNonNull(card, "card");
      Objects.requireNonNull(at, "at");
      if (!amount.isPositive()) {
        throw new IllegalArgumentException("an amount to move is positive");
      }
    }
  }

  /**
   * The host moved the money.
   *
   * @param authorizationCode as the host gave it; empty for none
   * @param reference the host's own; empty for none
   */
  record Approved(PaymentKey key, String authorizationCode, String reference)
      implements AttemptEvent {
    public Approved {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(authorizationCode, "authorizationCode");
      Objects.requireNonNull(reference, "reference");
    }
  }

  /**
   * The host said no.
   *
   * @param code the host's response code
   * @param reason for people
   */
  record Declined(PaymentKey key, String code, String reason) implements AttemptEvent {
    public Declined {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Nothing was sent, for certain, and nothing will be. */
  record NotSent(PaymentKey key) implements AttemptEvent {
    public NotSent {
      Objects.requireNonNull(key, "key");
    }
  }

  /**
   * The outcome cannot be known, or is not wanted: it is undone from here on, whatever comes.
   *
   * @param why a short code: {@code TIMEOUT}, {@code RECOVERY}, {@code PARTIAL}, {@code LATE}
   */
  record ReversalDecided(PaymentKey key, String why) implements AttemptEvent {
    public ReversalDecided {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(why, "why");
    }
  }

  /** The host acknowledged that nothing of it is charged. */
  record Reversed(PaymentKey key) implements AttemptEvent {
    public Reversed {
      Objects.requireNonNull(key, "key");
    }
  }

  /**
   * Taken here, to be sent later.
   *
   * @param sent whether the host may have it already, so that it is sent as a repeat
   */
  record Stored(PaymentKey key, boolean sent) implements AttemptEvent {
    public Stored {
      Objects.requireNonNull(key, "key");
    }
  }

  /** A stored attempt is about to be sent. Durable before a byte leaves. */
  record Forwarding(PaymentKey key) implements AttemptEvent {
    public Forwarding {
      Objects.requireNonNull(key, "key");
    }
  }
}
