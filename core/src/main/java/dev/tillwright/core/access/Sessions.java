package dev.tillwright.core.access;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is logged on in this program. Bounded; an expired session makes room. */
final class Sessions {
  private static final int MAX = 1_000;
  // Network time moves a clock by less than this.
  static final Duration STEP = Duration.ofMinutes(1);

  private final Map<Long, Live> live = new HashMap<>();
  private final Duration idle;
  private long last;

  private static final class Live {
    final OperatorSession session;
    final @Nullable Live parent;
    Instant latest;
    Instant shown;
    Spoken spoken = Spoken.UNUSED;
    String subject = "";

    Live(OperatorSession session, @Nullable Live parent) {
      this.session = session;
      this.parent = parent;
      this.latest = session.since();
      this.shown = session.since();
    }
  }

  /** What became of what somebody else spoke for. */
  private enum Spoken {
    UNUSED,
    /** The permission was given by it, for an act that may still be checked. */
    GIVEN,
    SPENT
  }

  Sessions(Duration idle) {
    this.idle = idle;
  }

  synchronized boolean hasRoom(Instant now) {
    if (live.size() >= MAX) {
      live.values().removeIf(it -> over(it, now) != null);
    }
    return live.size() < MAX;
  }

  synchronized long next() {
    return ++last;
  }

  synchronized void begin(OperatorSession session) {
    live.put(session.number(), new Live(session, null));
  }

  /** One for which somebody else spoke; it ends with the one it was lent to. */
  synchronized void lend(OperatorSession lent, OperatorSession to) {
    live.put(lent.number(), new Live(lent, live.get(to.number())));
  }

  synchronized boolean end(OperatorSession session) {
    return find(session) != null && live.remove(session.number()) != null;
  }

  /** A session of another till may have the same number. */
  private @Nullable Live find(OperatorSession session) {
    Live it = live.get(session.number());
    return it != null && it.session == session ? it : null;
  }

  synchronized void endAllOf(String operator) {
    live.values()
        .removeIf(
            it -> {
              SpokenFor by = it.session.override();
              return it.session.operator().id().equals(operator)
                  || by != null && by.by().id().equals(operator);
            });
  }

  /** Why a session is over; {@code null} while it is not. Once over it stays over. */
  synchronized @Nullable AccessRefusal over(OperatorSession session, Instant now) {
    Live it = find(session);
    if (it == null) {
      return now.isBefore(session.expires()) ? AccessRefusal.ENDED : AccessRefusal.EXPIRED;
    }
    AccessRefusal why = over(it, now);
    if (why != null) {
      live.remove(session.number());
      return why;
    }
    for (Live each = it; each != null; each = each.parent) {
      each.latest = now.isAfter(each.latest) ? now : each.latest;
    }
    return null;
  }

  /** Also what was lent on and on ends with the one that the operator began. */
  private @Nullable AccessRefusal over(Live it, Instant now) {
    for (Live each = it; each != null; each = each.parent) {
      AccessRefusal why = find(each.session) == null ? AccessRefusal.ENDED : ended(each, now);
      if (why != null) {
        return why;
      }
    }
    return null;
  }

  private @Nullable AccessRefusal ended(Live it, Instant now) {
    if (now.isBefore(it.latest.minus(STEP))) {
      return AccessRefusal.CLOCK_BACK;
    }
    if (!now.isBefore(it.session.expires())) {
      return AccessRefusal.EXPIRED;
    }
    return now.isAfter(it.latest.plus(idle)) ? AccessRefusal.IDLE : null;
  }

  /**
   * Whether it was shown who one is at most so long ago.
   *
   * @param spoken by who spoke for it; otherwise by the operator
   */
  synchronized boolean isFresh(
      OperatorSession session, boolean spoken, Instant now, Duration most) {
    Live it = find(session);
    Live shown = it == null || spoken ? it : begun(it);
    return shown != null && !now.isAfter(shown.shown.plus(most));
  }

  /** The one that the operator began himself. */
  private static Live begun(Live it) {
    Live begun = it;
    while (begun.parent != null) {
      begun = begun.parent;
    }
    return begun;
  }

  synchronized void shownAgain(OperatorSession session, Instant now) {
    Live it = find(session);
    if (it != null) {
      begun(it).shown = now;
      it.latest = now.isAfter(it.latest) ? now : it.latest;
    }
  }

  /** Whether what was spoken for is still there for an act about this. */
  synchronized boolean isSpokenFor(OperatorSession session, String subject) {
    Live it = find(session);
    return it != null
        && (it.spoken == Spoken.UNUSED || !subject.isEmpty() && it.subject.equals(subject));
  }

  /** Uses it for this; {@code false} when it was used for this before. */
  synchronized boolean give(OperatorSession session, String subject) {
    Live it = find(session);
    if (it == null || it.spoken != Spoken.UNUSED) {
      return false;
    }
    it.spoken = Spoken.GIVEN;
    it.subject = subject;
    return true;
  }

  /** Whether it also speaks for what a check asks of this act; once. */
  synchronized boolean spend(OperatorSession session) {
    Live it = find(session);
    if (it == null || it.spoken == Spoken.SPENT) {
      return false;
    }
    it.spoken = Spoken.SPENT;
    return true;
  }
}
