package dev.tillwright.core.access;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of a log-on. */
public sealed interface LogOn {

  /**
   * The session, for callers to whom a refusal is the end.
   *
   * @throws IllegalStateException with the sentence of the refusal
   */
  default OperatorSession orThrow() {
    if (this instanceof Granted granted) {
      return granted.session();
    }
    throw new IllegalStateException(((Refused) this).sentence());
  }

  /** Exactly one of the functions is called. */
  default <T> T match(Function<Granted, T> granted, Function<Refused, T> refused) {
    return this instanceof Granted it ? granted.apply(it) : refused.apply((Refused) this);
  }

  /**
   * The operator is logged on, and the journal says so.
   *
   * @param session to be asked before every effect
   */
  record Granted(OperatorSession session) implements LogOn {
    public Granted {
      Objects.requireNonNull(session, "session");
    }
  }

  /**
   * Nobody was logged on. An unknown operator and a wrong secret look the same.
   *
   * @param refusal why
   * @param until when to try again, for {@link AccessRefusal#LOCKED}; otherwise {@code null}
   */
  record Refused(AccessRefusal refusal, @Nullable Instant until) implements LogOn {
    public Refused {
      Objects.requireNonNull(refusal, "refusal");
    }

    /** As {@link AccessRefusal#code()}. */
    public String code() {
      return refusal.code();
    }

    /** As {@link AccessRefusal#sentence()}. */
    public String sentence() {
      return refusal.sentence();
    }
  }
}
