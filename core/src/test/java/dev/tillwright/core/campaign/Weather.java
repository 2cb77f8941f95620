package dev.tillwright.core.campaign;

import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.host.Behaviour.Fault;
import dev.tillwright.core.host.HostSimulator;
import dev.tillwright.core.iso8583.IsoMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What the network and the host do to the child, by seed; calm or, while it sells, stormy. */
final class Weather {
  private final HostSimulator host;
  private final boolean faults;
  private final ScheduledExecutorService timer;
  private final Random random;
  private final Map<String, Integer> seen = new TreeMap<>();
  private boolean stormy;
  private Predicate<String> watcher = message -> false;

  Weather(HostSimulator host, boolean faults, ScheduledExecutorService timer, long seed) {
    this.host = host;
    this.faults = faults;
    this.timer = timer;
    this.random = new Random(seed);
    host.script(this::behaviour);
  }

  /** Everything is answered as it should be, from now on. */
  void calm() {
    synchronized (this) {
      stormy = false;
    }
    host.offline(false);
  }

  synchronized void storm() {
    stormy = true;
  }

  /** Told of each message before it counts; true keeps it from ever counting. */
  synchronized void watch(Predicate<String> each) {
    watcher = each;
  }

  void plug(boolean out) {
    host.offline(out);
  }

  synchronized Map<String, Integer> seen() {
    return new TreeMap<>(seen);
  }

  private Behaviour behaviour(IsoMessage request) {
    Predicate<String> eye;
    synchronized (this) {
      eye = watcher;
    }
    if (eye.test(kind(request))) {
      return Behaviour.fault(Fault.CLOSE);
    }
    Behaviour drawn = draw(kind(request));
    synchronized (this) {
      seen.merge(drawn.fault().name(), 1, Integer::sum);
    }
    return drawn;
  }

  private static String kind(IsoMessage request) {
    if (request.mti().startsWith("04")) {
      return "reversal";
    } else if (!request.mti().startsWith("02")) {
      return "other";
    } else if (request.mti().startsWith("022")) {
      return "advice";
    }
    return request.text(3).startsWith("20") ? "refund" : "purchase";
  }

  private synchronized Behaviour draw(String kind) {
    int dice = random.nextInt(100);
    if (!stormy) {
      return Behaviour.usual();
    } else if (!kind.equals("reversal") && !kind.equals("other") && dice < 7) {
      return Behaviour.decline("51");
    } else if (kind.equals("purchase") && dice < 9) {
      return Behaviour.partial(1 + random.nextInt(300));
    } else if (!faults || dice < 62) {
      return Behaviour.usual();
    } else if (dice < 64) {
      outage();
      return Behaviour.usual();
    }
    Duration wait = Duration.ofMillis(20 + random.nextInt(500));
    return switch (dice % 9) {
      case 0 -> Behaviour.fault(Fault.DROP_REQUEST);
      case 1 -> Behaviour.fault(Fault.DROP_REPLY);
      case 2 -> Behaviour.fault(Fault.DUPLICATE_REPLY);
      case 3 -> Behaviour.delay(wait);
      case 4 -> Behaviour.queue(wait);
      case 5 -> Behaviour.fault(Fault.GARBAGE);
      case 6 -> Behaviour.fault(Fault.WRONG_KEY);
      case 7 -> Behaviour.fault(Fault.CLOSE_MID_MESSAGE);
      default -> Behaviour.fault(Fault.CLOSE);
    };
  }

  /** For a moment nobody listens: connections are refused. */
  private void outage() {
    seen.merge("REFUSED_CONNECTION", 1, Integer::sum);
    timer.execute(() -> host.offline(true));
    var unused =
        timer.schedule(() -> host.offline(false), 30 + random.nextInt(200), TimeUnit.MILLISECONDS);
  }
}
