package dev.tillwright.core.host;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageSpec;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.PaymentKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A card host for tests and examples: a real TCP server on loopback that speaks ISO 8583:1987,
 * keeps a {@link HostLedger} of its own and does what its script says, faults included. Whatever is
 * sent to it, it does not fall over.
 *
 * <p><b>Threads.</b> One a connection, at most {@value #MAX_CONNECTIONS}, and one for delays; all
 * daemons. {@link #close} ends them, at once. All methods from any thread.
 */
public final class HostSimulator implements AutoCloseable {
  /** More connections are closed at once. */
  public static final int MAX_CONNECTIONS = 64;

  private static final HostCapabilities ALL =
      new HostCapabilities(
          EnumSet.complementOf(
              EnumSet.of(
                  HostCapability.AT_TERMINAL,
                  HostCapability.AT_PHONE,
                  HostCapability.LOAD,
                  HostCapability.BALANCE)),
          HostCapabilities.USUAL_MEMORY);
  private static final Duration LET_GO = Duration.ofSeconds(2);

  private final MessageSpec spec;
  private final Framing framing;
  private final HostLedger ledger;
  private final SimulatedDesk desk;
  private final Set<SimulatedConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicInteger refusals = new AtomicInteger();
  private final ScheduledThreadPoolExecutor delays;
  private final int port;
  private volatile Function<IsoMessage, Behaviour> script = request -> Behaviour.usual();
  private volatile Function<IsoMessage, Behaviour> networkScript = request -> Behaviour.usual();
  private @Nullable ServerSocket server;
  private @Nullable Thread acceptor;
  private boolean closed;

  private HostSimulator(int port, MessageSpec spec, InstantSource clock, Framing framing) {
    this.spec = Objects.requireNonNull(spec, "spec");
    this.framing = Objects.requireNonNull(framing, "framing");
    this.ledger = new HostLedger(ALL, Objects.requireNonNull(clock, "clock"));
    this.desk = new SimulatedDesk(ledger);
    this.delays = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("host-simulator-delay"));
    this.server = listen(port);
    this.port = server.getLocalPort();
  }

  /**
   * Starts on a port of loopback, in the dialect {@code 87A}; port 0 is any free one.
   *
   * @throws TillwrightException {@code host.portBusy} when the port is taken
   */
  public static HostSimulator start(int port) {
    return start(port, MessageSpec.ascii1987());
  }

  /** As above, in another dialect of edition 1987. */
  public static HostSimulator start(int port, MessageSpec spec) {
    return start(port, spec, InstantSource.system());
  }

  /** As above, with a clock that says how old what it remembers is. */
  public static HostSimulator start(int port, MessageSpec spec, InstantSource clock) {
    return start(port, spec, clock, Framing.binary());
  }

  /**
   * As above, with messages told apart as an acquirer does it; two bytes of length otherwise. A
   * header or TPDU of requests is left out, and stands on each answer as it is given.
   */
  public static HostSimulator start(
      int port, MessageSpec spec, InstantSource clock, Framing framing) {
    return new HostSimulator(port, spec, clock, framing);
  }

  public int port() {
    return port;
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /**
   * What to do with each request for money or reversal from now on; asked once a request, on the
   * connection's thread. It sees card numbers in clear: it is for test cards.
   */
  public void script(Function<IsoMessage, Behaviour> behaviour) {
    script = Objects.requireNonNull(behaviour, "behaviour");
  }

  /** The same by what is asked, whatever the message looks like. */
  public void play(Script behaviours) {
    Objects.requireNonNull(behaviours, "behaviours");
    script = message -> read(message).map(behaviours).orElseGet(Behaviour::usual);
  }

  /** The same for sign-on and echo. */
  public void networkScript(Function<IsoMessage, Behaviour> behaviour) {
    networkScript = Objects.requireNonNull(behaviour, "behaviour");
  }

  /**
   * Declines what takes more than this, in minor units, with code 61; where less is welcome, it
   * approves this much.
   */
  public void limit(long minor) {
    desk.limit(minor);
  }

  /** Does no more than this from now on; the rest is refused with code 40. All by default. */
  public void capabilities(HostCapabilities now) {
    ledger.capabilities(Objects.requireNonNull(now, "capabilities"));
  }

  /**
   * How much more than authorized may be captured.
   *
   * @param percent 0 to 100; by default 20
   */
  public void tolerance(int percent) {
    ledger.tolerance(percent);
  }

  /** Closes so many connections as soon as they are made, beginning with the next. */
  public void refuseNext(int connections) {
    refusals.set(connections);
  }

  /** Goes off the network, with all connections, or comes back on the same port. */
  public synchronized void offline(boolean offline) {
    if (offline && server != null) {
      SimulatedConnection.closeQuietly(server);
      server = null;
      connections.forEach(SimulatedConnection::close);
      awaitEnd(acceptor);
    } else if (!offline && server == null && !closed) {
      server = listen(port);
    }
  }

  /** The host's own books. */
  public HostLedger ledger() {
    return ledger;
  }

  /**
   * All that was taken and counts, purchases and captures; in minor units.
   *
   * @throws IllegalStateException when there are several currencies
   */
  public long approvedMinor() {
    return one(ledger.sums(false));
  }

  /**
   * All refunds that count, reversed ones not; in minor units.
   *
   * @throws IllegalStateException when there are several currencies
   */
  public long refundedMinor() {
    return one(ledger.sums(true));
  }

  /** As {@link HostLedger#movedMinor}. */
  public long movedMinor(PaymentKey key) {
    return ledger.movedMinor(key);
  }

  /** As {@link HostLedger#entries}. */
  public List<HostLedgerEntry> entries() {
    return ledger.entries();
  }

  /** Requests for money and reversals that came in, also those that were dropped. */
  public long requests() {
    return requests.get();
  }

  /** Connections that are open. */
  public int connections() {
    return connections.size();
  }

  @Override
  public synchronized void close() {
    closed = true;
    offline(true);
    delays.shutdownNow();
  }

  private static long one(Map<String, Long> sums) {
    if (sums.size() > 1) {
      throw new IllegalStateException("there are several currencies: ask for one");
    }
    return sums.values().stream().mapToLong(Long::longValue).sum();
  }

  private ServerSocket listen(int wanted) {
    ServerSocket socket = null;
    try {
      socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 64);
    } catch (IOException e) {
      SimulatedConnection.closeQuietly(socket);
      throw new TillwrightException(
          "host.portBusy", true, "the port " + wanted + " for the host simulator is not free");
    }
    ServerSocket listening = socket;
    acceptor = DaemonThreads.named("host-simulator").newThread(() -> accept(listening));
    acceptor.start();
    return listening;
  }

  /** The port is free again only when the thread that accepts has let go of it. */
  private static void awaitEnd(@Nullable Thread thread) {
    if (thread == null || thread == Thread.currentThread()) {
      return;
    }
    try {
      thread.join(LET_GO.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(ServerSocket listening) {
    try {
      while (!listening.isClosed()) {
        serve(listening, listening.accept());
      }
    } catch (IOException e) {
      SimulatedConnection.closeQuietly(listening);
    }
  }

  private void serve(ServerSocket listening, Socket socket) {
    boolean refused = refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    if (refused || connections.size() >= MAX_CONNECTIONS) {
      SimulatedConnection.closeQuietly(socket);
      return;
    }
    SimulatedConnection connection =
        new SimulatedConnection(socket, spec, framing, delays, this::behaviour, this::decide);
    connections.add(connection);
    if (listening.isClosed()) {
      connection.close(); // went offline between the two
    }
    Runnable task =
        () -> {
          try {
            connection.serve();
          } finally {
            connections.remove(connection);
          }
        };
    DaemonThreads.named("host-simulator").newThread(task).start();
  }

  private Behaviour behaviour(IsoMessage request) {
    if (request.mti().startsWith("08")) {
      return networkScript.apply(request);
    }
    requests.incrementAndGet();
    return script.apply(request);
  }

  private IsoMessage decide(IsoMessage request, Behaviour behaviour) {
    return desk.decide(request, read(request), behaviour);
  }

  private static Optional<HostRequest> read(IsoMessage request) {
    return HostWire.read(request, Iso8583Config.PARTIAL_FIELD);
  }
}
