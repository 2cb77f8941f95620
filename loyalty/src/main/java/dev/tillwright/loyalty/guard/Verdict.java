package dev.tillwright.loyalty.guard;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is to be done with an activity. Never silent: a verdict that is not clear says why. */
public sealed interface Verdict {

  /** Nothing showed. */
  record Clear() implements Verdict {}

  /** Its points wait until a person decides. */
  record Review(List<Finding> findings) implements Verdict {
    public Review {
      findings = List.copyOf(findings);
    }
  }

  /** It gives no points. */
  record Refused(List<Finding> findings) implements Verdict {
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  /** Why; nothing when it is clear. */
  default List<Finding> findings() {
    return match(List::of, Review::findings, Refused::findings);
  }

  /** One of three. */
  default <R> R match(Supplier<R> clear, Function<Review, R> review, Function<Refused, R> refused) {
    if (this instanceof Review it) {
      return review.apply(it);
    }
    return this instanceof Refused it ? refused.apply(it) : clear.get();
  }
}
