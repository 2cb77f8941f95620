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
  private static final Duration STEP = Duration.ofMinutes(1);

  private final Map<Long, Live> live = new HashMap<>();
  private long last;

  private static final class Live {
    final OperatorSession session;
    Instant latest;

    Live(OperatorSession session) {
      this.session = session;
      this.latest = session.since();
    }
  }

  synchronized boolean hasRoom(Instant now) {
    if (live.size() >= MAX) {
      live.values().removeIf(it -> !now.isBefore(it.session.expires()));
    }
    return live.size() < MAX;
  }

  synchronized long next() {
    return ++last;
  }

  synchronized void begin(OperatorSession session) {
    live.put(session.number(), new Live(session));
  }

  synchronized boolean end(OperatorSession session) {
    return isLive(session) && live.remove(session.number()) != null;
  }

  /** A session of another till may have the same number. */
  private boolean isLive(OperatorSession session) {
    Live it = live.get(session.number());
    return it != null && it.session == session;
  }

  synchronized void endAllOf(String operator) {
    live.values().removeIf(it -> it.session.operator().id().equals(operator));
  }

  /** Why a session is over; {@code null} while it is not. Once over it stays over. */
  synchronized @Nullable AccessRefusal over(OperatorSession session, Instant now) {
    Live it = live.get(session.number());
    if (it == null || it.session != session) {
      return now.isBefore(session.expires()) ? AccessRefusal.ENDED : AccessRefusal.EXPIRED;
    }
    if (now.isBefore(it.latest.minus(STEP))) {
      live.remove(session.number());
      return AccessRefusal.CLOCK_BACK;
    }
    if (!now.isBefore(session.expires())) {
      live.remove(session.number());
      return AccessRefusal.EXPIRED;
    }
    it.latest = now.isAfter(it.latest) ? now : it.latest;
    return null;
  }
}
