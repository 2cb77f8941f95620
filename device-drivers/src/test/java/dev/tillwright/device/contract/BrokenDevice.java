package dev.tillwright.device.contract;

import dev.tillwright.device.spi.AnnouncerCapabilities;
import dev.tillwright.device.spi.Claim;
import dev.tillwright.device.spi.DeviceEvent;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceListener;
import dev.tillwright.device.spi.DeviceState;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Health;
import dev.tillwright.device.spi.PaymentAnnouncer;
import dev.tillwright.device.spi.PaymentAnnouncer.Announced;
import dev.tillwright.device.spi.Phase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A good announcer whose common part is broken in one way. */
final class BrokenDevice implements InvocationHandler {
  static final String SECRET = "4111111111111111";
  private static final Duration AMPLE = Duration.ofSeconds(20);

  /** Kept, so that the collector does not mend the leak. */
  private static final List<ServerSocket> LEAKED = new ArrayList<>();

  private final PaymentAnnouncer good;
  private final ToyCable cable;
  private final Defect defect;
  private final List<DeviceListener> listeners = new ArrayList<>();
  private final AtomicInteger opened = new AtomicInteger();
  private boolean closed;
  private boolean lateOnce;
  private boolean lostOnce;

  private BrokenDevice(PaymentAnnouncer good, ToyCable cable, Defect defect) {
    this.good = good;
    this.cable = cable;
    this.defect = defect;
  }

  static PaymentAnnouncer of(PaymentAnnouncer good, ToyCable cable, Defect defect) {
    if (defect == Defect.OPENS_WHEN_MADE) {
      good.open(AMPLE);
    }
    return (PaymentAnnouncer)
        Proxy.newProxyInstance(
            BrokenDevice.class.getClassLoader(),
            new Class<?>[] {PaymentAnnouncer.class},
            new BrokenDevice(good, cable, defect));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
    return switch (method.getName()) {
      case "announce" -> announce(method, args);
      case "open" -> open(method, args);
      case "close" -> close(method, args);
      case "claim" -> claim(method, args);
      case "health", "state" -> health(method, args);
      case "capabilities" ->
          defect == Defect.CAPABILITIES_CHANGE
              ? new AnnouncerCapabilities(
                  good.capabilities().languages(),
                  good.capabilities().currencies(),
                  good.health().counted("calls") % 2 == 0,
                  true)
              : pass(method, args);
      case "subscribe" -> subscribe(method, args);
      default -> pass(method, args);
    };
  }

  private Object pass(Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(good, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Object announce(Method method, Object[] args) throws Throwable {
    Duration limit = (Duration) args[1];
    if (closed && defect == Defect.WORKS_WHEN_CLOSED) {
      return Announced.SAID;
    }
    if (defect == Defect.WANTS_OPEN_FIRST && opened.get() == 0
        || defect == Defect.DEAD_AFTER_A_TIMEOUT && lateOnce
        || defect == Defect.NEVER_RECONNECTS && lostOnce) {
      return Announced.NOT_SAID;
    }
    if (defect == Defect.LEAKS_A_THREAD) {
      leakThread();
    }
    if (defect == Defect.LEAKS_A_DESCRIPTOR) {
      LEAKED.add(new ServerSocket(0));
    }
    if (defect == Defect.CALLS_IGNORE_THE_CLAIM) {
      return Announced.SAID;
    }
    if (defect == Defect.WAITS_FOR_THE_CALL_BEFORE) {
      synchronized (this) {
        return slowWhenSilent(method, args);
      }
    }
    if (defect == Defect.UNTYPED_EXCEPTION && cable.has(Trouble.GARBLED)) {
      throw new NullPointerException("no answer");
    }
    if (defect == Defect.SECRET_IN_EXCEPTION && cable.has(Trouble.UNPLUGGED)) {
      throw DeviceException.of(Fault.LOST, Phase.WRITE, "the card " + SECRET + " was not read");
    }
    if (defect == Defect.EVENTS_OUT_OF_ORDER || defect == Defect.WAITS_FOR_LISTENERS) {
      tellInline();
    }
    Announced answer = (Announced) pass(method, args);
    if (answer == Announced.UNKNOWN || answer == Announced.NOT_SAID) {
      lateOnce = true;
      lostOnce |= cable.has(Trouble.UNPLUGGED);
      return failed(answer, limit);
    }
    return answer;
  }

  private Object failed(Announced answer, Duration limit) throws InterruptedException {
    return switch (defect) {
      case SUCCESS_FROM_SILENCE -> Announced.SAID;
      case GARBAGE_IS_SUCCESS -> cable.has(Trouble.GARBLED) ? Announced.SAID : answer;
      case IGNORES_DEADLINE -> {
        Thread.sleep(limit.toMillis() + 1_000);
        yield answer;
      }
      case TELLS_A_LOSS_TWICE -> {
        listeners.forEach(BrokenDevice::lost);
        listeners.forEach(BrokenDevice::lost);
        yield answer;
      }
      default -> answer;
    };
  }

  private static void lost(DeviceListener listener) {
    listener.on(
        new DeviceEvent.StateChanged("toy", Instant.now(), DeviceState.OPEN, DeviceState.LOST));
  }

  private Object slowWhenSilent(Method method, Object[] args) throws Throwable {
    Object answer = pass(method, args);
    if (cable.has(Trouble.SILENT)) {
      Thread.sleep(1_000);
    }
    return answer;
  }

  private void tellInline() {
    for (DeviceListener listener : listeners) {
      listener.on(
          new DeviceEvent.StateChanged("toy", Instant.now(), DeviceState.LOST, DeviceState.OPEN));
    }
  }

  private static void leakThread() {
    Thread leaked =
        new Thread(
            () -> {
              try {
                Thread.sleep(20_000);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "leaked");
    leaked.setDaemon(true);
    leaked.start();
  }

  private @Nullable Object open(Method method, Object[] args) throws Throwable {
    if (opened.incrementAndGet() > 1 && defect == Defect.SECOND_OPEN_FAILS) {
      throw DeviceException.of(Fault.BUSY, Phase.CONNECT, "a toy is open");
    }
    if (defect == Defect.SAYS_OPEN_WHEN_UNPLUGGED) {
      return null;
    }
    return pass(method, args);
  }

  private Object close(Method method, Object[] args) throws Throwable {
    if (closed && defect == Defect.SECOND_CLOSE_THROWS) {
      throw new IllegalStateException("closed already");
    }
    boolean first = !closed;
    closed = true;
    if (defect == Defect.CLOSE_WAITS_FOR_THE_CALL && cable.has(Trouble.SILENT)
        || defect == Defect.CLOSE_HANGS_WHEN_STUCK && cable.has(Trouble.STUCK)) {
      Thread.sleep(2_000);
    }
    Object done = pass(method, args);
    if (first && defect == Defect.EVENT_AFTER_CLOSED) {
      for (DeviceListener listener : listeners) {
        Scene.daemon(
            () -> {
              try {
                Thread.sleep(15);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              listener.on(new DeviceEvent.Overflowed("toy", Instant.now(), 1));
            });
      }
    }
    return done;
  }

  private Object claim(Method method, Object[] args) throws Throwable {
    if (defect == Defect.CLAIM_FOR_ALL) {
      return (Claim) () -> {};
    }
    Claim claim = (Claim) pass(method, args);
    if (defect == Defect.CLAIM_RELEASES_ANOTHERS) {
      held.add(claim);
      return (Claim) () -> held.forEach(Claim::close);
    }
    return claim;
  }

  private final List<Claim> held = new ArrayList<>();

  private Object health(Method method, Object[] args) throws Throwable {
    if (closed && defect == Defect.HEALTH_THROWS_WHEN_CLOSED) {
      throw DeviceException.of(Fault.CLOSED, Phase.STATUS, "a toy is closed");
    }
    if (defect == Defect.HEALTH_WAITS && cable.has(Trouble.SILENT)) {
      Thread.sleep(1_000);
    }
    Object truth = pass(method, args);
    if (truth instanceof Health health && defect == Defect.COUNTERS_FALL) {
      return new Health(
          health.device(),
          health.state(),
          health.since(),
          health.conditions(),
          Map.of("calls", 1_000 - health.counted("calls")),
          health.countedSince(),
          health.vitals(),
          health.identity(),
          Optional.empty());
    }
    boolean says = defect == Defect.SAYS_OPEN_WHEN_UNPLUGGED && cable.has(Trouble.UNPLUGGED);
    return says && truth instanceof DeviceState ? DeviceState.OPEN : truth;
  }

  private Object subscribe(Method method, Object[] args) throws Throwable {
    DeviceListener listener = (DeviceListener) args[0];
    Set<Defect> inline = Set.of(Defect.STOPS_AT_A_LISTENER_THAT_THROWS, Defect.TELLS_WHO_LEFT);
    listeners.add(listener);
    if (defect == Defect.STOPS_AT_A_LISTENER_THAT_THROWS) {
      boolean behind = listeners.size() > 1;
      return good.subscribe(
          event -> {
            // The listener before it threw, and the loop over them ended there.
            if (!behind || event instanceof DeviceEvent.StateChanged it && ended(it)) {
              listener.on(event);
            }
          });
    }
    Object subscription = pass(method, args);
    return inline.contains(defect)
        ? (dev.tillwright.device.spi.Subscription) () -> {}
        : subscription;
  }

  private static boolean ended(DeviceEvent.StateChanged change) {
    return change.to() == DeviceState.CLOSED;
  }
}
