package dev.tillwright.core.host;

import dev.tillwright.core.payment.HostReply.Cause;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections, with waits between the attempts that double up to a bound. Used by the one
 * thread that writes; closed from any.
 */
final class Dialler {
  private static final Logger LOG = LoggerFactory.getLogger(Dialler.class);
  private static final Duration SHORTEST = Duration.ofMillis(20);
  private static final int MOST_DOUBLINGS = 20;

  private final Iso8583Config config;
  private final HostLink link;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Socket dialling;
  private int failures;
  private long nextAt = System.nanoTime();

  Dialler(Iso8583Config config, HostLink link) {
    this.config = config;
    this.link = link;
  }

  /** Whether the last attempt gave a connection. */
  boolean isUp() {
    return failures == 0;
  }

  /**
   * One attempt, not before its time; none when meanwhile nobody wants it any more.
   *
   * @return null when there is no connection
   */
  @Nullable Connection dial(BooleanSupplier unwanted) throws InterruptedException {
    boolean end = closed.await(Math.max(0, nextAt - System.nanoTime()), TimeUnit.NANOSECONDS);
    if (end || unwanted.getAsBoolean()) {
      return null;
    }
    Connection fresh = attempt();
    failures = fresh == null ? Math.min(failures + 1, MOST_DOUBLINGS) : 0;
    // Also after a success: a host that hangs up after each sign-on is not to be flooded.
    Duration wait = SHORTEST.multipliedBy(1L << failures);
    Duration bounded = wait.compareTo(config.backOff()) < 0 ? wait : config.backOff();
    nextAt = System.nanoTime() + bounded.toNanos();
    return fresh;
  }

  private @Nullable Connection attempt() {
    long end = System.nanoTime() + config.connectDeadline().toNanos();
    Socket socket = new Socket();
    dialling = socket;
    try {
      if (closed.getCount() == 0) {
        Connection.closeQuietly(socket);
        return null;
      }
      Connection.connect(socket, config.address(), config.connectDeadline());
      Connection fresh = new Connection(socket, secured(socket, end), config.wire(), link);
      config.threads().newThread(fresh::listen).start();
      if (link.signOn(fresh, end)) {
        LOG.info("connected to the host at {}", config.address());
        return fresh;
      }
      fresh.lose(Cause.CONNECTION_LOST);
      LOG.warn("the host at {} did not answer the sign-on", config.address());
      return null;
    } catch (SSLException e) {
      Connection.closeQuietly(socket);
      // Told louder than a host that is not there: somebody else may be.
      LOG.warn("no TLS with the host at {}: {}", config.address(), e.getClass().getSimpleName());
      return null;
    } catch (IOException e) {
      Connection.closeQuietly(socket);
      LOG.debug("no connection to the host at {}", config.address());
      return null;
    } finally {
      dialling = null;
    }
  }

  private Socket secured(Socket socket, long end) throws IOException {
    SSLContext context = config.tls();
    return context == null ? socket : TlsClient.over(socket, context, config.address(), end);
  }

  /** Ends an attempt or a wait that is under way, and all later ones. */
  void close() {
    closed.countDown();
    Socket socket = dialling;
    if (socket != null) {
      Connection.closeQuietly(socket);
    }
  }
}
