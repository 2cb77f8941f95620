package dev.tillwright.core.host.wallet;

import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.LateAnswer;
import dev.tillwright.core.payment.PaymentKey;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the notices that wallets send when a customer has paid. Whoever runs the server to which
 * they come gives them here as they are, and answers what is said.
 *
 * <p><b>Guarantees.</b> A notice counts once, and only when the wallet signed it, it is for this
 * shop's account, and names a payment that is waited for with its very amount. One that nobody
 * waits for is told to the listener of late answers; what was given up is undone then. A notice
 * that is lost costs nothing: the wallet is asked as well.
 *
 * <p><b>Threads.</b> Any number.
 */
public final class WalletNotices {
  /** The longest notice, in bytes. */
  public static final int MAX_BYTES = 65_536;

  private static final Logger LOG = LoggerFactory.getLogger(WalletNotices.class);
  private static final int REMEMBERED = 20_000;

  private final Map<String, WalletDialect> dialects;
  private final WalletNumbers numbers;
  private final InstantSource clock;
  private final SeenNotices seen;
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
  private volatile Consumer<LateAnswer> late = answer -> {};

  WalletNotices(Map<String, WalletDialect> dialects, WalletNumbers numbers, InstantSource clock) {
    this.dialects = new HashMap<>(dialects);
    this.numbers = numbers;
    this.clock = clock;
    // Wallets tell whole seconds.
    this.seen = new SeenNotices(REMEMBERED, clock.instant().minusSeconds(1));
  }

  /**
   * Takes one.
   *
   * @param wallet by which path it came
   * @param headers of the request
   */
  public NoticeReply receive(String wallet, Map<String, String> headers, byte[] body) {
    WalletDialect dialect = dialects.get(wallet);
    if (dialect == null) {
      return new NoticeReply(NoticeVerdict.UNKNOWN_WALLET, 404, "");
    }
    if (body.length > MAX_BYTES) {
      return dialect.reply(NoticeVerdict.UNREADABLE);
    }
    HeardNotice heard = dialect.hear(HttpAnswer.of(0, headers, body), clock.instant());
    WalletNotice notice = heard.notice();
    NoticeVerdict verdict = heard.verdict();
    if (notice != null) {
      verdict = seen.look(wallet, notice);
      if (verdict == NoticeVerdict.TOLD) {
        verdict = tell(wallet, notice);
      }
    }
    if (verdict != NoticeVerdict.TOLD) {
      LOG.info("a notice of {}: {}", wallet, verdict);
    }
    return dialect.reply(verdict);
  }

  private NoticeVerdict tell(String wallet, WalletNotice notice) {
    WalletAnswer.Paid paid = notice.paid();
    if (paid == null) {
      return NoticeVerdict.OF_NO_USE;
    }
    Optional<PaymentKey> key = numbers.keyOf(paid.number());
    Waiting waits = waiting.get(name(wallet, paid.number()));
    if (waits != null) {
      return waits.told(paid) ? NoticeVerdict.TOLD : NoticeVerdict.OF_NO_USE;
    }
    if (key.isEmpty() || !WalletHost.isTrade(paid.trade())) {
      return NoticeVerdict.OF_NO_USE;
    }
    try {
      late.accept(new LateAnswer(key.get(), approved(paid)));
      return NoticeVerdict.TOLD;
    } catch (RuntimeException e) {
      LOG.warn("the listener of late answers failed: {}", e.getClass().getName());
      return NoticeVerdict.OF_NO_USE;
    }
  }

  private static HostReply.Approved approved(WalletAnswer.Paid paid) {
    return new HostReply.Approved(paid.amount(), WalletHost.tail(paid.trade()), paid.trade());
  }

  void onLateAnswer(Consumer<LateAnswer> listener) {
    late = listener;
  }

  /** Waits for a payment at one wallet; a notice of another about the same number is none. */
  void expect(String wallet, String number, Waiting by) {
    waiting.put(name(wallet, number), by);
  }

  void forget(String wallet, String number) {
    waiting.remove(name(wallet, number));
  }

  Optional<Waiting> waiting(String wallet, String number) {
    return Optional.ofNullable(waiting.get(name(wallet, number)));
  }

  void cancel(String number) {
    waiting.forEach(
        (name, by) -> {
          if (name.endsWith(" " + number)) {
            by.cancel();
          }
        });
  }

  void close() {
    waiting.values().forEach(Waiting::close);
  }

  private static String name(String wallet, String number) {
    return wallet + " " + number;
  }
}
