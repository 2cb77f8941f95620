package dev.tillwright.core.monitor.flight;

/**
 * Writes events to the JDK's flight recorder. Each call returns at once, and does nothing unless a
 * recording takes the event.
 *
 * <p><b>Guarantees.</b> What is written is ids, codes, counts and durations; callers pass nothing
 * else. Durations are in nanoseconds, of {@code System.nanoTime}.
 *
 * <p><b>Threads.</b> Any.
 */
public final class Flight {
  private Flight() {}

  /**
   * {@code tillwright.JournalAppend}: a group of entries became durable, or did not.
   *
   * @param entries in one commit
   * @param seq the newest position after it
   * @param failure a code; empty when all went well
   */
  public static void append(String terminal, int entries, long seq, long took, String failure) {
    JournalAppend event = new JournalAppend();
    if (event.shouldCommit()) {
      event.terminal = terminal;
      event.entries = entries;
      event.seq = seq;
      event.took = took;
      event.failure = failure;
      event.commit();
    }
  }

  /**
   * {@code tillwright.FollowerMoved}: a view took entries in.
   *
   * @param behind entries that are still to come
   * @param failures how often in a row it failed at the same place
   */
  public static void follower(
      String follower, long position, long behind, int failures, long took) {
    FollowerMoved event = new FollowerMoved();
    if (event.shouldCommit()) {
      event.follower = follower;
      event.position = position;
      event.behind = behind;
      event.failures = failures;
      event.took = took;
      event.commit();
    }
  }

  /**
   * {@code tillwright.PaymentMoved}: an attempt went from one state to another.
   *
   * @param payment the attempt's key
   * @param why the event that moved it
   */
  public static void payment(String payment, String kind, String from, String to, String why) {
    PaymentMoved event = new PaymentMoved();
    if (event.shouldCommit()) {
      event.payment = payment;
      event.kind = kind;
      event.from = from;
      event.to = to;
      event.why = why;
      event.commit();
    }
  }

  /**
   * {@code tillwright.HostAnswer}: what came of a question to a payment host.
   *
   * @param tender which kind of host
   * @param answer the type of the answer
   */
  public static void host(String tender, String answer, long took) {
    HostAnswer event = new HostAnswer();
    if (event.shouldCommit()) {
      event.tender = tender;
      event.answer = answer;
      event.took = took;
      event.commit();
    }
  }

  /** {@code tillwright.SaleFinished}: a sale, return or exchange is durable. */
  public static void sale(String sale, String kind) {
    SaleFinished event = new SaleFinished();
    if (event.shouldCommit()) {
      event.sale = sale;
      event.kind = kind;
      event.commit();
    }
  }

  /**
   * {@code tillwright.DeviceFault}: a device that was ready is not any more.
   *
   * @param device its id
   * @param fault a code
   */
  public static void device(String device, String fault) {
    DeviceFault event = new DeviceFault();
    if (event.shouldCommit()) {
      event.device = device;
      event.fault = fault;
      event.commit();
    }
  }

  /**
   * {@code tillwright.Shipped}: entries went to another store.
   *
   * @param highWater the newest position that it has
   * @param waiting entries that are still to be sent
   */
  public static void shipped(
      String terminal, long entries, long highWater, long waiting, long took) {
    Shipped event = new Shipped();
    if (event.shouldCommit()) {
      event.terminal = terminal;
      event.entries = entries;
      event.highWater = highWater;
      event.waiting = waiting;
      event.took = took;
      event.commit();
    }
  }

  /** {@code tillwright.Alarm}: one was raised, or cleared. */
  public static void alarm(String code, String subject, boolean raised) {
    AlarmChanged event = new AlarmChanged();
    if (event.shouldCommit()) {
      event.code = code;
      event.subject = subject;
      event.raised = raised;
      event.commit();
    }
  }
}
