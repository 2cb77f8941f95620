package dev.tillwright.core.host;

import dev.tillwright.core.payment.HostReply.Cause;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a line does with a question and its answer, where there is no line and nobody waits. */
final class MemoryLine {
  /** So much may be on its way; then the oldest is lost. */
  private static final int MOST_HELD = 10_000;

  private final SimulatedDesk desk;
  private final Deque<Runnable> held = new ArrayDeque<>();
  private volatile Script script = Script.usual();
  private volatile @Nullable Cause down;

  MemoryLine(SimulatedDesk desk) {
    this.desk = desk;
  }

  /**
   * What came back.
   *
   * @param ruling the answer; null when there is none
   * @param sent whether the question left
   * @param cause why there is no answer
   */
  record Heard(@Nullable Ruling ruling, boolean sent, Cause cause) {
    static Heard lost(Cause cause) {
      return new Heard(null, true, cause);
    }
  }

  void play(Script behaviours) {
    script = behaviours;
  }

  /** Why nothing can be sent; null when it can. */
  void down(@Nullable Cause why) {
    down = why;
  }

  /**
   * @param late told what the answer is when it arrives after all
   */
  Heard ask(HostRequest asked, Duration deadline, Consumer<Ruling> late) {
    Cause broken = down;
    if (broken != null) {
      return new Heard(null, false, broken);
    }
    Behaviour behaviour = script.apply(asked);
    boolean inTime = behaviour.delay().compareTo(deadline) <= 0;
    return switch (behaviour.fault()) {
      case DROP_REQUEST -> Heard.lost(Cause.TIMEOUT);
      case CLOSE -> Heard.lost(Cause.CONNECTION_LOST);
      case LATE_REQUEST ->
          inTime
              ? answered(asked, behaviour)
              : hold(() -> late.accept(desk.rule(asked, behaviour)));
      case LATE_REPLY -> {
        Ruling ruling = desk.rule(asked, behaviour);
        yield inTime ? heard(ruling) : hold(() -> late.accept(ruling));
      }
      case DROP_REPLY, WRONG_KEY, HALF_REPLY -> counted(asked, behaviour, Cause.TIMEOUT);
      case GARBAGE -> counted(asked, behaviour, Cause.GARBLED);
      case CLOSE_MID_MESSAGE -> counted(asked, behaviour, Cause.CONNECTION_LOST);
      case NONE, DECLINE, PARTIAL, DUPLICATE_REPLY -> answered(asked, behaviour);
    };
  }

  private Heard answered(HostRequest asked, Behaviour behaviour) {
    return heard(desk.rule(asked, behaviour));
  }

  private static Heard heard(Ruling ruling) {
    return new Heard(ruling, true, Cause.TIMEOUT);
  }

  private Heard counted(HostRequest asked, Behaviour behaviour, Cause cause) {
    desk.rule(asked, behaviour);
    return Heard.lost(cause);
  }

  private Heard hold(Runnable arrival) {
    synchronized (held) {
      if (held.size() >= MOST_HELD) {
        held.removeFirst();
      }
      held.addLast(arrival);
    }
    return Heard.lost(Cause.TIMEOUT);
  }

  /** Lets arrive what is on its way, in order; what that sets off is for the next time. */
  int deliver() {
    Deque<Runnable> arriving;
    synchronized (held) {
      arriving = new ArrayDeque<>(held);
      held.clear();
    }
    arriving.forEach(Runnable::run);
    return arriving.size();
  }
}
