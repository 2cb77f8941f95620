package dev.tillwright.core.payment;

import java.util.Objects;
import java.util.function.Function;

/** What a host says became of an attempt. */
public sealed interface StatusReply {

  /** Exactly one of the functions is called. */
  default <T> T match(
      Function<HostReply.Approved, T> approved,
      Function<HostReply.Declined, T> declined,
      Function<NotFound, T> notFound,
      Function<Unanswered, T> unanswered) {
    if (this instanceof Approved it) {
      return approved.apply(it.reply());
    } else if (this instanceof Declined it) {
      return declined.apply(it.reply());
    } else if (this instanceof NotFound it) {
      return notFound.apply(it);
    } else {
      return unanswered.apply((Unanswered) this);
    }
  }

  /** The money moved, and was not reversed. */
  record Approved(HostReply.Approved reply) implements StatusReply {
    public Approved {
      Objects.requireNonNull(reply, "reply");
    }
  }

  /** The host said no, or undid it. */
  record Declined(HostReply.Declined reply) implements StatusReply {
    public Declined {
      Objects.requireNonNull(reply, "reply");
    }
  }

  /** The host never had it. It may still be on its way: this proves nothing until it cannot be. */
  record NotFound() implements StatusReply {}

  /**
   * No answer that can be trusted.
   *
   * @param cause what happened
   */
  record Unanswered(HostReply.Cause cause) implements StatusReply {
    public Unanswered {
      Objects.requireNonNull(cause, "cause");
    }
  }
}
