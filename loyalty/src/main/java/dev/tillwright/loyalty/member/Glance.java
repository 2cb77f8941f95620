package dev.tillwright.loyalty.member;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What came of looking at a member at the till. */
public sealed interface Glance {

  /** Exactly one of the functions is called. */
  <T> T match(Function<Seen, T> seen, Supplier<T> nobody, Supplier<T> outOfReach);

  /** The member's facts; none in the two other cases. */
  default Optional<MemberGlance> facts() {
    return match(seen -> Optional.of(seen.glance()), Optional::empty, Optional::empty);
  }

  /**
   * A member.
   *
   * @param glance the facts
   */
  record Seen(MemberGlance glance) implements Glance {
    public Seen {
      Objects.requireNonNull(glance, "glance");
    }

    @Override
    public <T> T match(Function<Seen, T> seen, Supplier<T> nobody, Supplier<T> outOfReach) {
      return seen.apply(this);
    }
  }

  /** Nobody is known by this. */
  record Nobody() implements Glance {
    @Override
    public <T> T match(Function<Seen, T> seen, Supplier<T> nobody, Supplier<T> outOfReach) {
      return nobody.get();
    }
  }

  /** There was no answer in time, and the till remembers nobody: do not enrol anew for that. */
  record OutOfReach() implements Glance {
    @Override
    public <T> T match(Function<Seen, T> seen, Supplier<T> nobody, Supplier<T> outOfReach) {
      return outOfReach.get();
    }
  }
}
