package dev.tillwright.device.spi;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The part that all drivers have in common, done: life cycle, claim, health, listeners, deadlines.
 * A driver extends this and adds the calls of its kind, each a {@code loop().call(...)}; one that
 * has another parent holds a {@link DeviceLoop} instead.
 *
 * <p><b>Threads.</b> {@link #connect} and all work run on the device's thread, never twice at once;
 * {@link #disconnect} comes from any thread, at any time, and frees whoever waits in the
 * connection.
 */
public abstract class Driver implements Device {
  private final DeviceKind kind;
  private final String id;
  private final DeviceLoop loop;

  /**
   * A device that has no thread and no connection yet.
   *
   * @param id its name
   * @param clock for events and health
   * @param threads makes daemon threads; null for plain ones
   */
  protected Driver(String id, DeviceKind kind, Clock clock, @Nullable ThreadFactory threads) {
    this.id = Objects.requireNonNull(id, "id");
    this.kind = Objects.requireNonNull(kind, "kind");
    this.loop = new DeviceLoop(id, clock, threads, this::disconnect);
  }

  /**
   * Makes the connection, unless it is there and alive.
   *
   * @throws DeviceException when it cannot be made
   */
  protected abstract void connect(Deadline deadline);

  /** Drops the connection, if there is one. Returns at once and does not throw. */
  protected abstract void disconnect();

  /** Asks the device how it is, where it can be asked; the connection is there. */
  protected void examine(Deadline deadline) {}

  /** Where a driver's work runs. */
  protected final DeviceLoop loop() {
    return loop;
  }

  /**
   * Connects where needed and runs work on the device's thread. A device that fails otherwise than
   * by {@link Fault#TIMEOUT}, or by what a person did, is dropped and {@link DeviceState#LOST}.
   */
  protected final <T> T connected(Phase phase, Duration limit, DeviceLoop.Work<T> work) {
    return loop.call(
        phase,
        limit,
        deadline -> {
          try {
            connect(deadline);
            if (deadline.passed()) {
              // Whoever waits is gone and was told so; nothing is begun behind his back.
              throw DeviceException.of(
                  Fault.TIMEOUT, Phase.CONNECT, "device " + id + " was reached too late");
            }
            loop.moved(DeviceState.OPEN);
            return work.run(deadline);
          } catch (DeviceException e) {
            if (e.fault() == Fault.LOST
                || e.fault() == Fault.REFUSED
                || e.fault() == Fault.PROTOCOL
                || e.phase() == Phase.CONNECT) {
              disconnect();
              loop.moved(DeviceState.LOST);
            }
            throw e;
          }
        });
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final DeviceKind kind() {
    return kind;
  }

  @Override
  public final DeviceState state() {
    return loop.state();
  }

  @Override
  public final void open(Duration limit) {
    connected(Phase.CONNECT, limit, deadline -> true);
  }

  @Override
  public final Claim claim(Duration limit) {
    return loop.claim(limit);
  }

  @Override
  public final Health probe(Duration limit) {
    connected(
        Phase.STATUS,
        limit,
        deadline -> {
          examine(deadline);
          return true;
        });
    return health();
  }

  @Override
  public final Health health() {
    return loop.health();
  }

  @Override
  public final Subscription subscribe(DeviceListener listener) {
    return loop.subscribe(listener);
  }

  @Override
  public void close() {
    loop.close();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + id + "]";
  }
}
