package dev.tillwright.core.host;

import dev.tillwright.core.host.Exchange.Outcome;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.PaymentKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Questions and answers over one connection at a time. A thread of its own connects and writes, so
 * whoever asks only waits, and never longer than it wants to.
 *
 * <p>What goes wrong with one question does not harm the next: a question stuck in a write loses
 * the connection; one without an answer, after which nothing was heard, makes the link ask for an
 * echo, and lose the connection when that stays away too.
 */
final class HostLink implements Connection.Owner, AutoCloseable {
  /** So many questions may be under way. */
  static final int MAX_WAITING = 256;

  private final Iso8583Config config;
  private final Dialler dialler;
  private final LateReplies late;
  private final NetworkMessages network;
  private final BlockingQueue<Exchange> outgoing = new ArrayBlockingQueue<>(2 * MAX_WAITING);
  private final Map<Correlation, Exchange> waiting = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Exchange> echo = new AtomicReference<>();
  private volatile @Nullable Connection connection;
  private volatile boolean closed;
  private @Nullable Thread writer;

  /** A link whose late answers are counted and logged alone. */
  HostLink(Iso8583Config config) {
    this(config, (key, answer) -> {});
  }

  HostLink(Iso8583Config config, BiConsumer<PaymentKey, IsoMessage> lateAnswers) {
    this.config = config;
    this.network = new NetworkMessages(config);
    this.late = new LateReplies(config, lateAnswers);
    this.dialler = new Dialler(config, this);
  }

  LateReplies late() {
    return late;
  }

  /**
   * Asks, and waits until a moment of {@link System#nanoTime}. The message is wiped. Whoever asks
   * what is being asked already gets the same answer.
   */
  Outcome ask(IsoMessage question, PaymentKey key, long end) {
    Exchange mine = exchange(question, key);
    if (closed) {
      return mine.giveUp(Cause.CLOSED);
    }
    Exchange first = waiting.putIfAbsent(mine.correlation(), mine);
    if (first != null) {
      mine.giveUp(Cause.FAILED);
      return join(first, key, end);
    }
    try {
      if (waiting.size() > MAX_WAITING || !outgoing.offer(mine)) {
        return mine.giveUp(Cause.NO_CONNECTION);
      }
      startWriter();
      if (closed) {
        mine.giveUp(Cause.CLOSED);
      }
      Outcome outcome = mine.await(end);
      return outcome == null ? overdue(mine) : outcome;
    } finally {
      waiting.remove(mine.correlation(), mine);
    }
  }

  private static Outcome join(Exchange first, PaymentKey key, long end) {
    if (!key.equals(first.key())) {
      return Outcome.unsent(Cause.FAILED); // an answer could not be told from the other's
    }
    Outcome same = first.await(end);
    return same == null ? Outcome.sent(Cause.TIMEOUT) : same;
  }

  private Exchange exchange(IsoMessage question, @Nullable PaymentKey key) {
    Correlation correlation = Correlation.ofQuestion(question, config.correlation());
    try {
      return new Exchange(config.wire().frame(question), correlation, key);
    } finally {
      question.wipe();
    }
  }

  private Outcome overdue(Exchange exchange) {
    Connection on = exchange.connection();
    boolean stuck = exchange.isWriting();
    Connection now = connection;
    Cause unsent = now == null || now.isLost() ? Cause.NO_CONNECTION : Cause.TIMEOUT;
    late.expect(exchange);
    Outcome outcome = exchange.giveUp(unsent, Cause.TIMEOUT);
    if (outcome.reply() != null || !outcome.sent()) {
      late.forget(exchange);
    } else if (on != null && stuck) {
      on.lose(Cause.CONNECTION_LOST);
    } else if (on != null && on.heardAt() - exchange.sentAt() < 0) {
      doubt(on);
    }
    return outcome;
  }

  /** Nothing was heard since a question that stayed without an answer: is anybody there? */
  private void doubt(Connection on) {
    if (!config.signOn()) {
      on.lose(Cause.CONNECTION_LOST);
      return;
    }
    probe(on);
  }

  private void probe(Connection on) {
    Exchange probe = exchange(network.echo(), null);
    if (echo.compareAndSet(null, probe)) {
      waiting.put(probe.correlation(), probe);
      if (!outgoing.offer(probe)) {
        probe.giveUp(Cause.FAILED);
        on.lose(Cause.CONNECTION_LOST);
      }
    }
  }

  private synchronized void startWriter() {
    if (writer == null && !closed) {
      writer = config.threads().newThread(this::write);
      writer.start();
    }
  }

  private void write() {
    while (!closed) {
      try {
        Exchange next = outgoing.poll(untilEchoIsDue(), TimeUnit.NANOSECONDS);
        endEcho();
        probeSilence();
        if (next != null && !next.isDone()) {
          write(next);
        }
      } catch (InterruptedException e) {
        // Only close interrupts this thread.
      }
    }
    for (Exchange rest = outgoing.poll(); rest != null; rest = outgoing.poll()) {
      rest.giveUp(Cause.CLOSED);
    }
  }

  private void write(Exchange next) throws InterruptedException {
    Connection now = connection;
    if (now == null || now.isLost()) {
      now = next.key() == null ? null : dialler.dial(next::isDone);
    }
    if (now != null) {
      next.writeTo(now);
    } else if (!next.isDone()) {
      // Only those who waited through the failure share it: whoever is told may ask again at once.
      List<Exchange> behind = dialler.isUp() ? List.of() : List.copyOf(outgoing);
      next.giveUp(Cause.NO_CONNECTION);
      behind.forEach(it -> it.giveUp(Cause.NO_CONNECTION));
    }
  }

  /** Makes a connection the one in use, once it is signed on. */
  boolean signOn(Connection fresh, long end) {
    connection = fresh;
    if (closed) {
      fresh.lose(Cause.CLOSED);
      return false;
    }
    if (!config.signOn()) {
      return true;
    }
    Exchange question = exchange(network.signOn(), null);
    waiting.put(question.correlation(), question);
    question.writeTo(fresh);
    Outcome outcome = question.await(end);
    waiting.remove(question.correlation(), question);
    boolean welcome = outcome != null && network.isWelcome(outcome.reply());
    if (!welcome) {
      fresh.lose(Cause.CONNECTION_LOST);
    }
    return welcome;
  }

  private long untilEchoIsDue() {
    Exchange probe = echo.get();
    if (probe == null) {
      return untilSilenceIsTooLong();
    }
    return probe.connection() == null ? 0 : Math.max(0, echoDue(probe) - System.nanoTime());
  }

  private long untilSilenceIsTooLong() {
    Connection now = connection;
    Duration silence = config.echoAfter();
    return silence == null || now == null || now.isLost()
        ? Long.MAX_VALUE
        : Math.max(0, now.heardAt() + silence.toNanos() - System.nanoTime());
  }

  private void probeSilence() {
    Connection now = connection;
    if (now != null && echo.get() == null && untilSilenceIsTooLong() == 0) {
      probe(now);
    }
  }

  private long echoDue(Exchange probe) {
    return probe.sentAt() + config.connectDeadline().toNanos();
  }

  private void endEcho() {
    Exchange probe = echo.get();
    if (probe == null) {
      return;
    }
    Connection on = probe.connection();
    boolean overdue = on != null && echoDue(probe) - System.nanoTime() <= 0;
    if (on != null && overdue && !probe.isDone()) {
      on.lose(Cause.CONNECTION_LOST);
    }
    if (overdue || probe.isDone()) {
      waiting.remove(probe.correlation(), probe);
      echo.set(null);
    }
  }

  @Override
  public void received(Connection on, IsoMessage message) {
    message.wipeSecrets(); // some hosts repeat the card number, and nobody here needs it
    if (network.isQuestion(message)) {
      Exchange answer = exchange(network.answer(message), null);
      if (!outgoing.offer(answer)) {
        answer.giveUp(Cause.FAILED);
      }
      return;
    }
    Correlation correlation = Correlation.ofAnswer(message, config.correlation());
    Exchange exchange = waiting.get(correlation);
    boolean mine =
        exchange != null
            && exchange.connection() == on
            && Messages.mayAnswer(message, exchange.key());
    if (!mine || exchange == null || !exchange.answer(message)) {
      late.came(correlation, message);
    }
  }

  @Override
  public void lost(Connection which, Cause cause) {
    for (Exchange each : waiting.values()) {
      if (each.connection() == which) {
        // A host that keeps its answers may bring this one on the next connection.
        late.expect(each);
        if (each.giveUp(cause).reply() != null) {
          late.forget(each);
        }
      }
    }
  }

  /** Ends all questions, at once. The threads end by themselves. */
  @Override
  public synchronized void close() {
    closed = true;
    dialler.close();
    Connection now = connection;
    if (now != null) {
      now.lose(Cause.CLOSED);
    }
    waiting.values().forEach(it -> it.giveUp(Cause.CLOSED));
    if (writer != null) {
      writer.interrupt();
    }
  }
}
