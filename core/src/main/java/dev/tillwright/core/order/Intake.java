package dev.tillwright.core.order;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of something that a channel said. */
public sealed interface Intake {

  /** Exactly one of the functions is called. */
  default <T> T match(
      Function<Taken, T> taken,
      Function<Known, T> known,
      Function<Refused, T> refused,
      Function<Later, T> later) {
    if (this instanceof Taken it) {
      return taken.apply(it);
    } else if (this instanceof Known it) {
      return known.apply(it);
    } else if (this instanceof Refused it) {
      return refused.apply(it);
    }
    return later.apply((Later) this);
  }

  /** It is durable. */
  record Taken(Order order) implements Intake {
    public Taken {
      Objects.requireNonNull(order, "order");
    }
  }

  /** The same was said before; nothing changed. */
  record Known(Order order) implements Intake {
    public Known {
      Objects.requireNonNull(order, "order");
    }
  }

  /**
   * It does not fit; nothing changed, which is written down.
   *
   * @param order as it stands; {@code null} when there is none. With an order it is a conflict: the
   *     same name with other content
   */
  record Refused(OrderRefusal refusal, @Nullable Order order) implements Intake {
    public Refused {
      Objects.requireNonNull(refusal, "refusal");
    }

    /** Whether something else is known under this name. */
    public boolean isConflict() {
      return order != null;
    }
  }

  /** Not now; nothing changed and nothing was written. The channel says it again. */
  record Later(OrderRefusal refusal) implements Intake {
    public Later {
      Objects.requireNonNull(refusal, "refusal");
    }
  }
}
