package dev.tillwright.device.contract;

import dev.tillwright.core.contract.BrokenPromise;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A bench with one driver, and what checks do with them. */
final class Scene<B extends DeviceBench<D>, D extends Device> implements AutoCloseable {
  private static final Duration LISTENING = Duration.ofMillis(500);

  private final B bench;
  private final Act<B, D> act;
  private final List<Seen> heard = new ArrayList<>();
  private D device;

  /** A text that a driver gave, and where. */
  private record Seen(String where, String text) {}

  Scene(B bench, Act<B, D> act) {
    this.bench = bench;
    this.act = act;
    this.device = bench.device();
  }

  static <B extends DeviceBench<D>, D extends Device> Function<Scene<B, D>, Optional<String>> needs(
      Trouble... troubles) {
    return scene -> {
      for (Trouble trouble : troubles) {
        if (!scene.bench.can(trouble)) {
          return Optional.of("the bench cannot " + trouble.what());
        }
      }
      return Optional.empty();
    };
  }

  B bench() {
    return bench;
  }

  D device() {
    return device;
  }

  /** Closes the driver and takes a new one for the same device. */
  D another() {
    device.close();
    device = bench.device();
    return device;
  }

  /** The usual call, which is expected to work. */
  void works(String when) {
    Deed deed = timed(bench.deadline(), () -> act.run(bench, device, bench.deadline()));
    Expect.that(deed == Deed.DONE || deed == Deed.TOLD, when + ", the usual call is " + deed);
  }

  /** The usual call, whatever it gives; a failure counts as what it says of its outcome. */
  Deed attempt(Duration limit) {
    try {
      return bounded(limit, () -> act.run(bench, device, limit));
    } catch (DeviceException e) {
      return typed(e).outcomeKnown() ? Deed.NOT_DONE : Deed.UNKNOWN;
    }
  }

  /** The usual call as it is, on a thread of its own. */
  CompletableFuture<Deed> begun(Duration limit) {
    CompletableFuture<Deed> deed = new CompletableFuture<>();
    daemon(
        () -> {
          try {
            deed.complete(act.run(bench, device, limit));
          } catch (Throwable e) {
            deed.completeExceptionally(e);
          }
        });
    return deed;
  }

  /** Gives a call that was begun the time to be under way. */
  void underWay() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(bench.shortDeadline().toMillis());
  }

  /** The answer of a call that has this long left; a typed failure counts as its outcome. */
  Deed ended(CompletableFuture<Deed> call, Duration left, String what) throws InterruptedException {
    try {
      return call.get(left.plus(bench.slack()).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new BrokenPromise(what + " did not end within " + left.plus(bench.slack()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DeviceException failure) {
        return typed(failure).outcomeKnown() ? Deed.NOT_DONE : Deed.UNKNOWN;
      }
      throw untyped(e.getCause());
    }
  }

  /** The answer of a call that is expected to work, and to come in time. */
  <T> T timed(Duration limit, Callable<T> call) {
    try {
      return bounded(limit, call);
    } catch (DeviceException e) {
      BrokenPromise broken =
          new BrokenPromise("a call that should work failed as " + e.fault() + " in " + e.phase());
      broken.initCause(typed(e));
      throw broken;
    }
  }

  /** A call's answer, which comes in time; only a {@link DeviceException} may be thrown. */
  private <T> T bounded(Duration limit, Callable<T> call) {
    long from = System.nanoTime();
    try {
      T answer = call.call();
      Expect.that(answer != null, "a call answered null");
      return answer;
    } catch (DeviceException | BrokenPromise e) {
      throw e;
    } catch (Exception e) {
      throw untyped(e);
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - from);
      Expect.that(
          took.compareTo(limit.plus(bench.slack())) <= 0,
          "a call with a deadline of " + limit + " took " + took);
    }
  }

  /** A call without an answer. */
  void timed(Duration limit, Runnable call) {
    timed(
        limit,
        () -> {
          call.run();
          return true;
        });
  }

  /** The failure of a call that cannot work; any of these faults, or any at all. */
  DeviceException fails(String what, Duration limit, Runnable call, Fault... faults) {
    DeviceException failure = null;
    try {
      bounded(
          limit,
          () -> {
            call.run();
            return true;
          });
    } catch (DeviceException e) {
      failure = typed(e);
    }
    if (failure == null) {
      throw new BrokenPromise(what + " should fail and did not");
    }
    if (faults.length > 0) {
      Expect.that(
          List.of(faults).contains(failure.fault()),
          what + " should fail as " + List.of(faults) + " and failed as " + failure.fault());
    }
    return failure;
  }

  private DeviceException typed(DeviceException e) {
    hear("an exception", e);
    return e;
  }

  private static BrokenPromise untyped(@Nullable Throwable e) {
    if (e instanceof BrokenPromise broken) {
      return broken;
    }
    String type = e == null ? "nothing" : e.getClass().getName();
    BrokenPromise broken = new BrokenPromise("a call threw " + type);
    broken.initCause(e);
    return broken;
  }

  /** Keeps what a driver gave, in order to look for secrets in it. */
  void hear(String where, @Nullable Object said) {
    synchronized (heard) {
      if (heard.size() < 1_000) {
        heard.add(new Seen(where, String.valueOf(said)));
        heard.notifyAll();
      }
    }
  }

  /** Gives an event that is on its way the time to be heard; a driver may have none to tell. */
  void listen() {
    synchronized (heard) {
      long end = System.nanoTime() + LISTENING.toNanos();
      while (heard.stream().noneMatch(it -> it.where().equals("an event"))) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return;
        }
        try {
          heard.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /** Nothing that was heard, nor the driver, nor the log, has a secret. */
  void expectNoSecret() {
    hear("the driver", device);
    hear("its health", device.health());
    hear("its capabilities", device.capabilities());
    bench.logged().ifPresent(log -> hear("the log", log));
    synchronized (heard) {
      for (Seen seen : heard) {
        for (String secret : bench.secrets()) {
          Expect.that(!seen.text().contains(secret), seen.where() + " tells a secret");
        }
      }
    }
  }

  /** Waits until it is so, at most the usual deadline. */
  void until(String what, BooleanSupplier so) throws InterruptedException {
    long end = System.nanoTime() + bench.deadline().toNanos();
    while (!so.getAsBoolean()) {
      Expect.that(System.nanoTime() - end < 0, "it did not come to be that " + what);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  static void daemon(Runnable work) {
    Thread thread = new Thread(work, "device-contract");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      device.close();
    } finally {
      bench.close();
    }
  }
}
