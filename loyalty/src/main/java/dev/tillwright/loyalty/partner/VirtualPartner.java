package dev.tillwright.loyalty.partner;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A partner in memory, with books of its own and faults by script, for tests of tills and to try
 * out. It keeps to {@link PointsPartner}: what is lost is lost on the way.
 *
 * <p><b>Threads.</b> Any number at once.
 */
public final class VirtualPartner implements PointsPartner {
  private static final int MOST_WAITING = 1_000;

  private final String id;
  private final Capabilities capabilities;
  private final VirtualBooks books = new VirtualBooks();
  private final Deque<Fault> script = new ArrayDeque<>();
  private final List<Request> late = new ArrayList<>();

  /** A partner without accounts that can do all. */
  public VirtualPartner(String id) {
    this(id, new Capabilities(ExchangeRate.MOST, true));
  }

  /** A partner without accounts. */
  public VirtualPartner(String id, Capabilities capabilities) {
    this.id = id;
    this.capabilities = capabilities;
  }

  /** What happens to one call; a query counts as one. */
  public enum Fault {
    /** Nothing. */
    NONE,
    /** The request is lost. */
    DROP_REQUEST,
    /** The request is done, its answer lost. */
    DROP_REPLY,
    /** The request comes twice. */
    DUPLICATE,
    /** The request comes at {@link #deliverLate}; there is no answer. */
    LATE,
    /** The request is refused for good; a capture leaves its hold. */
    DECLINE,
    /** The caller stops before the request is sent. */
    STOP_BEFORE,
    /** The caller stops when the request is done, before it has the answer. */
    STOP_AFTER
  }

  /** The caller stops, as if its process had ended; thrown by scripted faults alone. */
  public static final class Stopped extends Error {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped by script");
    }
  }

  /** The faults of the calls to come, one each; after them there are none. */
  public synchronized VirtualPartner script(Fault... faults) {
    script.clear();
    script.addAll(List.of(faults));
    return this;
  }

  /** Gives points to an account, as a purchase there would. */
  public synchronized VirtualPartner deposit(String account, long points) {
    books.deposit(account, points);
    return this;
  }

  /** The points of an account that are free. */
  public synchronized long balance(String account) {
    return books.balance(account);
  }

  /** The points of all accounts, held ones included. */
  public synchronized long total() {
    return books.total();
  }

  /** Requests that were late arrive now. */
  public synchronized void deliverLate() {
    late.forEach(Request::arrive);
    late.clear();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public synchronized PartnerReply hold(PartnerRequest request, Duration deadline) {
    return deliver(() -> books.hold(request), () -> books.refuse(request));
  }

  @Override
  public synchronized PartnerReply credit(PartnerRequest request, Duration deadline) {
    return deliver(() -> books.credit(request), () -> books.refuse(request));
  }

  @Override
  public synchronized PartnerReply capture(String key, Duration deadline) {
    return deliver(() -> books.capture(key), () -> new PartnerReply.Refused("partner.declined"));
  }

  @Override
  public synchronized PartnerReply release(String key, Duration deadline) {
    boolean unseen = capabilities.endsUnseen();
    return deliver(
        () -> books.release(key, unseen), () -> new PartnerReply.Refused("partner.declined"));
  }

  @Override
  public synchronized PartnerState query(String key, Duration deadline) {
    return switch (next()) {
      case NONE, DUPLICATE -> books.state(key);
      case DROP_REQUEST, DROP_REPLY, LATE, DECLINE -> PartnerState.UNKNOWN;
      case STOP_BEFORE, STOP_AFTER -> throw new Stopped();
    };
  }

  private Fault next() {
    Fault next = script.poll();
    return next == null ? Fault.NONE : next;
  }

  private PartnerReply deliver(Request request, Request decline) {
    return switch (next()) {
      case NONE -> request.arrive();
      case DROP_REQUEST -> new PartnerReply.Unknown();
      case DROP_REPLY -> {
        request.arrive();
        yield new PartnerReply.Unknown();
      }
      case DUPLICATE -> {
        request.arrive();
        yield request.arrive();
      }
      case LATE -> {
        if (late.size() == MOST_WAITING) {
          throw new IllegalStateException("too many late requests");
        }
        late.add(request);
        yield new PartnerReply.Unknown();
      }
      case DECLINE -> decline.arrive();
      case STOP_BEFORE -> throw new Stopped();
      case STOP_AFTER -> {
        request.arrive();
        throw new Stopped();
      }
    };
  }

  /** A request on its way, with the answer it gets. */
  private interface Request {
    PartnerReply arrive();
  }
}
