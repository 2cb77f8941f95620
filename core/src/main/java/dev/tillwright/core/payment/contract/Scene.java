package dev.tillwright.core.payment.contract;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.contract.BrokenPromise;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AttemptKind;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.AuthorizationRequest.Manner;
import dev.tillwright.core.payment.CaptureRequest;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.Converted;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.IncrementRequest;
import dev.tillwright.core.payment.LoadRequest;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.RefundRequest;
import dev.tillwright.core.payment.ReversalReply;
import dev.tillwright.core.payment.ReversalRequest;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.payment.StatusRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A bench with what checks do on it. */
final class Scene implements AutoCloseable {
  private final PaymentHostBench bench;
  private final Map<PaymentKey, String> codes = new ConcurrentHashMap<>();
  private final Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  Scene(PaymentHostBench bench) {
    this.bench = bench;
  }

  static Function<Scene, Optional<String>> needs(HostCapability... capabilities) {
    return scene -> {
      for (HostCapability capability : capabilities) {
        if (!scene.can(capability)) {
          return Optional.of("the host does not declare " + capability);
        }
      }
      return Optional.empty();
    };
  }

  static Function<Scene, Optional<String>> needs(Trouble... troubles) {
    return scene -> {
      for (Trouble trouble : troubles) {
        if (!scene.bench.can(trouble)) {
          return Optional.of("the bench cannot " + trouble.what());
        }
      }
      return Optional.empty();
    };
  }

  /** Both. */
  static Function<Scene, Optional<String>> both(
      Function<Scene, Optional<String>> one, Function<Scene, Optional<String>> other) {
    return scene -> one.apply(scene).or(() -> other.apply(scene));
  }

  boolean can(HostCapability capability) {
    return host().capabilities().can(capability);
  }

  PaymentHostBench bench() {
    return bench;
  }

  PaymentHost host() {
    return bench.host();
  }

  PaymentKey key() {
    return bench.nextKey();
  }

  Money money(long minor) {
    return Money.ofMinor(minor, bench.currency());
  }

  AuthorizationRequest asking(Manner manner, PaymentKey key, long minor) {
    return asking(manner, key, minor, bench.card(), false);
  }

  AuthorizationRequest asking(
      Manner manner, PaymentKey key, long minor, ProtectedCard card, boolean partial) {
    AuthorizationRequest asked =
        new AuthorizationRequest(key, Charge.of(money(minor)), card, at, manner, partial, false);
    return bench.code(key).map(asked::presenting).orElse(asked);
  }

  /** A purchase whose card is charged twice as many units of another currency. */
  AuthorizationRequest converting(PaymentKey key, long minor, long foreign) {
    boolean euro = bench.currency().getCurrencyCode().equals("EUR");
    Currency other = Currency.getInstance(euro ? "USD" : "EUR");
    Money nothing = money(0);
    Converted converted =
        new Converted(Money.ofMinor(foreign, other), BigDecimal.valueOf(2), "check");
    return AuthorizationRequest.purchase(
        key, new Charge(money(minor), nothing, nothing, nothing, converted), bench.card(), at);
  }

  HostReply ask(AuthorizationRequest request) {
    return ask(request, bench.deadline());
  }

  /** Asked for what will not be answered. */
  HostReply askInVain(AuthorizationRequest request) {
    return ask(request, bench.shortDeadline());
  }

  private HostReply ask(AuthorizationRequest request, Duration deadline) {
    return timed(deadline, () -> host().authorize(request, deadline));
  }

  HostReply purchase(PaymentKey key, long minor) {
    return ask(asking(Manner.PURCHASE, key, minor));
  }

  HostReply authorization(PaymentKey key, long minor) {
    HostReply reply = ask(asking(Manner.AUTHORIZATION, key, minor));
    if (reply instanceof HostReply.Approved approved) {
      codes.put(key, approved.authorizationCode());
    }
    return reply;
  }

  HostReply load(LoadRequest request) {
    return timed(bench.deadline(), () -> host().load(request, bench.deadline()));
  }

  LoadRequest loading(AttemptKind kind, PaymentKey key, ProtectedCard card, long minor) {
    return new LoadRequest(key, kind, null, money(minor), card, at, false);
  }

  LoadRequest unloading(PaymentKey key, PaymentKey of, ProtectedCard card, long minor) {
    return new LoadRequest(key, AttemptKind.UNLOAD, of, money(minor), card, at, false);
  }

  HostReply capture(PaymentKey key, PaymentKey of, long minor, boolean last, boolean repeat) {
    String code = codes.getOrDefault(of, "");
    CaptureRequest request =
        new CaptureRequest(key, of, at, code, money(minor), last, bench.card(), at, repeat);
    return timed(bench.deadline(), () -> host().capture(request, bench.deadline()));
  }

  HostReply increment(PaymentKey key, PaymentKey of, long minor, boolean repeat) {
    IncrementRequest request =
        new IncrementRequest(key, of, at, money(minor), bench.card(), at, repeat);
    return timed(bench.deadline(), () -> host().increment(request, bench.deadline()));
  }

  HostReply refund(PaymentKey key, @Nullable PaymentKey of, long minor, boolean repeat) {
    RefundRequest request = new RefundRequest(key, of, money(minor), bench.card(), at, repeat);
    return timed(bench.deadline(), () -> host().refund(request, bench.deadline()));
  }

  ReversalReply reverse(AttemptKind kind, PaymentKey key, long minor, boolean repeat) {
    return reverse(kind, key, minor, ReversalRequest.Cause.REVERSAL, repeat, bench.deadline());
  }

  ReversalReply reverse(
      AttemptKind kind,
      PaymentKey key,
      long minor,
      ReversalRequest.Cause cause,
      boolean repeat,
      Duration deadline) {
    ReversalRequest request =
        new ReversalRequest(key, kind, Charge.of(money(minor)), bench.card(), at, cause, repeat);
    return timed(deadline, () -> host().reverse(request, deadline));
  }

  StatusReply status(AttemptKind kind, PaymentKey key, long minor, Duration deadline) {
    StatusRequest request = new StatusRequest(key, kind, money(minor), bench.card(), at);
    return timed(deadline, () -> host().status(request, deadline));
  }

  StatusReply status(PaymentKey key, long minor) {
    return status(AttemptKind.PURCHASE, key, minor, bench.deadline());
  }

  /** One call to the host. */
  interface Call<T> {
    T run();
  }

  /** The call's answer; whatever the network does, it comes in time and is not an exception. */
  <T> T timed(Duration deadline, Call<T> call) {
    long from = System.nanoTime();
    T answer;
    try {
      answer = call.run();
    } catch (RuntimeException e) {
      BrokenPromise broken = new BrokenPromise("a call threw " + e.getClass().getName());
      broken.initCause(e);
      throw broken;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    Expect.that(
        took.compareTo(deadline.plus(bench.slack())) <= 0,
        "a call with a deadline of " + deadline + " took " + took);
    Expect.that(answer != null, "a call answered null");
    return answer;
  }

  void expectMisuse(Runnable call, String what) {
    Throwable seen = null;
    try {
      call.run();
    } catch (BrokenPromise e) {
      seen = e.getCause();
    }
    Expect.isA(seen, IllegalStateException.class, what);
  }

  void expectApproved(HostReply reply, long minor, String what) {
    HostReply.Approved approved = Expect.isA(reply, HostReply.Approved.class, what);
    Expect.equal(approved.amount(), money(minor), "the amount of " + what);
  }

  void expectMoved(PaymentKey key, long minor, String what) {
    Expect.equal(bench.movedMinor(key), minor, "what the books say of " + what);
  }

  /** The connection stands, so that the trouble meets the next request and nothing before it. */
  void trouble(Trouble trouble) {
    expectNextIsFine();
    bench.next(trouble);
  }

  /** The next purchase goes as if nothing had been. */
  void expectNextIsFine() {
    PaymentKey key = key();
    expectApproved(purchase(key, 177), 177, "a purchase without trouble");
    expectMoved(key, 177, "a purchase without trouble");
  }

  @Override
  public void close() {
    bench.close();
  }
}
