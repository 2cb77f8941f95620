package dev.tillwright.core.sale;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What a sale answers to a command. */
public sealed interface Decision {

  /** Exactly one of the functions is called. */
  default <T> T match(Function<Accepted, T> accepted, Function<Refused, T> refused) {
    return this instanceof Accepted it ? accepted.apply(it) : refused.apply((Refused) this);
  }

  /**
   * It fits.
   *
   * @param events to be made durable before anything else sees them
   * @param next the sale with these events
   */
  record Accepted(List<SaleEvent> events, Sale next) implements Decision {
    public Accepted {
      events = List.copyOf(events);
      Objects.requireNonNull(next, "next");
    }
  }

  /**
   * It does not fit; the sale is as it was.
   *
   * @param refusal why
   */
  record Refused(Refusal refusal) implements Decision {
    public Refused {
      Objects.requireNonNull(refusal, "refusal");
    }
  }
}
