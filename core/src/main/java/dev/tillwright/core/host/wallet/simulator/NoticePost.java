package dev.tillwright.core.host.wallet.simulator;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.host.wallet.simulator.WalletBehaviour.Notices;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the notices of the simulated wallets, in their order. */
final class NoticePost {
  private static final Logger LOG = LoggerFactory.getLogger(NoticePost.class);
  private static final int MOST = 10_000;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Map<String, URI> to = new ConcurrentHashMap<>();
  private final Queue<Runnable> held = new ArrayDeque<>();
  private final Phaser sending = new Phaser(1);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();
  private final ThreadPoolExecutor sender =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST),
          DaemonThreads.named("wallet-simulator-notices"));

  void to(String wallet, URI where) {
    to.put(wallet, where);
  }

  /** Called when a payment was begun and when it was paid, within the lock of the books. */
  void about(WalletTrade trade, Peer peer) {
    URI where = to.get(trade.wallet);
    if (where == null) {
      return;
    }
    Notices how = trade.behaviour.notices();
    boolean paid = trade.state == WalletTrade.State.PAID;
    boolean lies = how == Notices.FORGED || how == Notices.ALTERED;
    if (how == Notices.NONE || !lies && !paid) {
      return;
    }
    Peer.Came notice = peer.notice(trade, how == Notices.FORGED, how == Notices.ALTERED);
    Runnable post = () -> post(where, notice);
    if (how == Notices.LATE) {
      synchronized (held) {
        if (held.size() < MOST) {
          held.add(post);
        }
      }
      return;
    }
    for (int times = how == Notices.AGAIN ? 3 : 1; times > 0; times--) {
      send(post);
    }
  }

  private void send(Runnable post) {
    sending.register();
    try {
      sender.execute(
          () -> {
            try {
              post.run();
            } finally {
              sending.arriveAndDeregister();
            }
          });
    } catch (RejectedExecutionException e) {
      // Closed, or too many wait: a notice that goes missing.
      sending.arriveAndDeregister();
    }
  }

  private void post(URI where, Peer.Came notice) {
    HttpRequest.Builder request = HttpRequest.newBuilder(where).timeout(LIMIT);
    notice.headers().forEach(request::header);
    request.POST(HttpRequest.BodyPublishers.ofString(notice.body()));
    try {
      client.send(request.build(), HttpResponse.BodyHandlers.discarding());
    } catch (java.io.IOException e) {
      LOG.info("a notice was not taken: {}", e.getClass().getName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends what was held back, and waits until everything has arrived. */
  void deliver() {
    synchronized (held) {
      for (Runnable post = held.poll(); post != null; post = held.poll()) {
        send(post);
      }
    }
    sending.arriveAndAwaitAdvance();
  }

  void close() {
    sender.shutdownNow();
  }
}
