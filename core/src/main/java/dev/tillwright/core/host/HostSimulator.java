package dev.tillwright.core.host;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.host.HostLedgerEntry.Kind;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageSpec;
import dev.tillwright.core.payment.PaymentKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A card host for tests and examples: a real TCP server on loopback that speaks ISO 8583:1987,
 * keeps a ledger of its own and does what its script says, faults included.
 *
 * <p><b>Guarantees.</b> The ledger knows a key again: a repeat moves nothing and gets the first
 * answer; the same key for something else is refused with 94. A reversal takes back once; one that
 * comes before its original keeps it from ever counting. A refund that names its purchase never
 * gives back more than is left of it. Whatever is sent to it, it does not fall over.
 *
 * <p><b>Threads.</b> One a connection, at most {@value #MAX_CONNECTIONS}, and one for delays; all
 * daemons. {@link #close} ends them, at once. All methods from any thread.
 */
public final class HostSimulator implements AutoCloseable {
  /** More connections are closed at once. */
  public static final int MAX_CONNECTIONS = 64;

  private static final Duration LET_GO = Duration.ofSeconds(2);

  private final MessageSpec spec;
  private final HostLedger ledger = new HostLedger();
  private final SimulatedDesk desk = new SimulatedDesk(ledger);
  private final Set<SimulatedConnection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong requests = new AtomicLong();
  private final ScheduledThreadPoolExecutor delays;
  private final int port;
  private volatile Function<IsoMessage, Behaviour> script = request -> Behaviour.usual();
  private volatile Function<IsoMessage, Behaviour> networkScript = request -> Behaviour.usual();
  private volatile long limitMinor = Long.MAX_VALUE;
  private @Nullable ServerSocket server;
  private @Nullable Thread acceptor;
  private boolean closed;

  private HostSimulator(int port, MessageSpec spec) {
    this.spec = Objects.requireNonNull(spec, "spec");
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
    return new HostSimulator(port, spec);
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

  /** The same for sign-on and echo. */
  public void networkScript(Function<IsoMessage, Behaviour> behaviour) {
    networkScript = Objects.requireNonNull(behaviour, "behaviour");
  }

  /** Declines what is above this amount, in minor units, with code 61. */
  public void limit(long minor) {
    limitMinor = minor;
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

  /**
   * All purchases that count, reversed ones not; in minor units.
   *
   * @throws IllegalStateException when there are several currencies
   */
  public long approvedMinor() {
    return one(ledger.sums(Kind.PURCHASE));
  }

  /** The same in one currency. */
  public long approvedMinor(Currency currency) {
    return ledger.sums(Kind.PURCHASE).getOrDefault(Messages.number(currency), 0L);
  }

  /**
   * All refunds that count, reversed ones not; in minor units.
   *
   * @throws IllegalStateException when there are several currencies
   */
  public long refundedMinor() {
    return one(ledger.sums(Kind.REFUND));
  }

  /** The same in one currency. */
  public long refundedMinor(Currency currency) {
    return ledger.sums(Kind.REFUND).getOrDefault(Messages.number(currency), 0L);
  }

  /** What one attempt moved, after reversal; in minor units, positive for refunds too. */
  public long movedMinor(PaymentKey key) {
    return ledger.moved(key.toString());
  }

  /** The whole ledger, in the order in which keys were first seen; at most a million. */
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
    if (connections.size() >= MAX_CONNECTIONS) {
      SimulatedConnection.closeQuietly(socket);
      return;
    }
    SimulatedConnection connection =
        new SimulatedConnection(socket, spec, delays, this::behaviour, this::decide);
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
    return desk.decide(request, behaviour, limitMinor);
  }
}
