package dev.tillwright.loyalty.member;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What came of asking to reach a member. */
public sealed interface ContactAnswer {

  /** Exactly one of the functions is called. */
  <T> T match(Function<Refused, T> refused, Function<Made, T> made);

  /** Whether the contact was let through. */
  default boolean allowed() {
    return match(refused -> false, made -> true);
  }

  /**
   * The contact was not made, and the journal says why.
   *
   * @param reason why
   * @param notBefore when this reason is gone, unless others come; none when time alone does not
   *     change it
   */
  record Refused(ContactRefusal reason, Optional<Instant> notBefore) implements ContactAnswer {
    public Refused {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(notBefore, "notBefore");
    }

    @Override
    public <T> T match(Function<Refused, T> refused, Function<Made, T> made) {
      return refused.apply(this);
    }
  }

  /**
   * The contact was let through, now or when its key was first asked for.
   *
   * @param contact its name in the journal: terminal and position of the entry that let it through
   * @param outcome what became of it
   */
  record Made(String contact, ContactOutcome outcome) implements ContactAnswer {
    public Made {
      Objects.requireNonNull(contact, "contact");
      Objects.requireNonNull(outcome, "outcome");
    }

    @Override
    public <T> T match(Function<Refused, T> refused, Function<Made, T> made) {
      return made.apply(this);
    }
  }
}
