package dev.tillwright.loyalty.member;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a code that a customer reads out says of a contact. */
public sealed interface ContactCheck {

  /** Exactly one of the functions is called. */
  <T> T match(Function<Genuine, T> genuine, Supplier<T> notOurs, Supplier<T> tooMany);

  /**
   * The shop made this contact.
   *
   * @param channel by what
   * @param purpose what for
   * @param at when it was let through
   */
  record Genuine(Channel channel, Purpose purpose, Instant at) implements ContactCheck {
    public Genuine {
      Objects.requireNonNull(channel, "channel");
      Objects.requireNonNull(purpose, "purpose");
      Objects.requireNonNull(at, "at");
    }

    @Override
    public <T> T match(Function<Genuine, T> genuine, Supplier<T> notOurs, Supplier<T> tooMany) {
      return genuine.apply(this);
    }
  }

  /** No contact of the shop has this code. */
  record NotOurs() implements ContactCheck {
    @Override
    public <T> T match(Function<Genuine, T> genuine, Supplier<T> notOurs, Supplier<T> tooMany) {
      return notOurs.get();
    }
  }

  /** So many wrong codes were tried that none is looked at for up to a minute. */
  record TooMany() implements ContactCheck {
    @Override
    public <T> T match(Function<Genuine, T> genuine, Supplier<T> notOurs, Supplier<T> tooMany) {
      return tooMany.get();
    }
  }
}
