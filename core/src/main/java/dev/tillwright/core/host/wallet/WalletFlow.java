package dev.tillwright.core.host.wallet;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.host.wallet.WalletLine.Said;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.payment.StatusReply;
import dev.tillwright.core.qr.PaymentCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a payment goes at one wallet, in whatever dialect. */
final class WalletFlow {
  private static final Logger LOG = LoggerFactory.getLogger(WalletFlow.class);
  private static final int MOST_REFUND_POLLS = 3;
  private static final String UNDO = "_U";

  private final String wallet;
  private final WalletLine line;
  private final WalletNotices notices;
  private final @Nullable WalletDisplay display;
  private final InstantSource clock;
  private final String subject;
  private final Duration every;
  private final Duration settled;
  private final int mostPolls;

  WalletFlow(String wallet, WalletLine line, WalletNotices notices, WalletHostBuilder from) {
    this.wallet = wallet;
    this.line = line;
    this.notices = notices;
    this.display = from.display;
    this.clock = from.clock;
    this.subject = from.subject;
    this.every = from.every;
    this.settled = from.settled;
    this.mostPolls = from.mostPolls;
  }

  // --- taking money ----------------------------------------------------------------------------

  HostReply pay(AuthorizationRequest request, String number, Deadline end) {
    Money amount = request.charge().total();
    if (!line.dialect().takes(amount)) {
      return new HostReply.Declined("wallet.currency", "the wallet takes another currency");
    }
    boolean shown = request.card().isShown();
    PaymentCode code = request.presented();
    if (request.repeat()) {
      Said before = line.ask(new WalletQuestion.Query(number), end);
      if (!(before.answer() instanceof WalletAnswer.NotFound) || code == null && !shown) {
        return repeated(before, number, amount);
      }
    }
    WalletOrder order =
        new WalletOrder(number, amount, subject, Duration.ofNanos(end.leftNanos(Duration.ZERO)));
    if (shown) {
      return shown(request.key(), order, end);
    }
    if (code == null) {
      return new HostReply.Declined("wallet.noCode", "there is no code to pay with");
    }
    Waiting waiting = new Waiting(order);
    notices.expect(wallet, number, waiting);
    try {
      Said said = line.ask(new WalletQuestion.Pay(order, code), end);
      return said.answer() instanceof WalletAnswer.Pending
          ? awaited(order, waiting, false, end)
          : money(said, number, amount);
    } finally {
      notices.forget(wallet, number);
    }
  }

  private HostReply shown(PaymentKey key, WalletOrder order, Deadline end) {
    WalletDisplay where = display;
    if (where == null) {
      return new HostReply.Declined("wallet.noDisplay", "there is no display to show a code on");
    }
    Waiting waiting = new Waiting(order);
    notices.expect(wallet, order.number(), waiting);
    try {
      Said said = line.ask(new WalletQuestion.Show(order), end);
      if (!(said.answer() instanceof WalletAnswer.Shown code)) {
        return money(said, order.number(), order.amount());
      }
      try {
        where.show(key, wallet, order.amount(), code.content());
      } catch (RuntimeException e) {
        LOG.warn("a display failed: {}", e.getClass().getName());
        waiting.cancel();
      }
      try {
        return awaited(order, waiting, true, end);
      } finally {
        clear(where, key);
      }
    } finally {
      notices.forget(wallet, order.number());
    }
  }

  private static void clear(WalletDisplay where, PaymentKey key) {
    try {
      where.clear(key);
    } catch (RuntimeException e) {
      LOG.warn("a display failed: {}", e.getClass().getName());
    }
  }

  /** Waits for the customer; in the end it is cancelled, while there is time left to do so. */
  private HostReply awaited(WalletOrder order, Waiting waiting, boolean shown, Deadline end) {
    Duration kept =
        Duration.ofNanos(Math.min(line.each().toNanos(), end.leftNanos(Duration.ZERO) / 3));
    for (int poll = 0; poll < mostPolls; poll++) {
      waiting.await(Math.min(every.toNanos(), end.leftNanos(kept)));
      WalletAnswer.Paid told = waiting.paid();
      if (told != null) {
        return money(new Said(told, true), order.number(), order.amount());
      }
      if (waiting.isClosed()) {
        return new HostReply.Unknown(Cause.CLOSED);
      }
      if (waiting.isCancelled() || end.leftNanos(kept) == 0) {
        break;
      }
      Said said = line.ask(new WalletQuestion.Query(order.number()), end);
      boolean ended =
          said.answer() instanceof WalletAnswer.Paid
              || said.answer() instanceof WalletAnswer.Refused;
      if (ended) {
        return money(said, order.number(), order.amount());
      }
    }
    boolean undone = undo(order.number(), shown, order.amount(), clock.instant(), end);
    boolean cancelled = waiting.isCancelled();
    if (waiting.isClosed()) {
      return new HostReply.Unknown(Cause.CLOSED);
    }
    if (!undone) {
      return new HostReply.Unknown(cancelled ? Cause.CANCELLED : Cause.TIMEOUT);
    }
    return cancelled
        ? new HostReply.Declined("wallet.cancelled", "it was cancelled at the till")
        : new HostReply.Declined("wallet.notConfirmed", "the customer did not confirm in time");
  }

  private HostReply repeated(Said said, String number, Money amount) {
    return said.answer() instanceof WalletAnswer.NotFound
            || said.answer() instanceof WalletAnswer.Pending
        ? new HostReply.Unknown(Cause.GARBLED)
        : money(said, number, amount);
  }

  /** What an answer says of the money; one that is about another payment says nothing. */
  private static HostReply money(Said said, String number, Money amount) {
    if (said.answer() instanceof WalletAnswer.Paid paid) {
      boolean its =
          paid.number().equals(number)
              && paid.amount().equals(amount)
              && WalletHost.isTrade(paid.trade());
      return its
          ? new HostReply.Approved(amount, WalletHost.tail(paid.trade()), paid.trade())
          : new HostReply.Unknown(Cause.GARBLED);
    } else if (said.answer() instanceof WalletAnswer.Refused refused) {
      return declined(refused);
    }
    return said.sent()
        ? new HostReply.Unknown(said.cause())
        : new HostReply.Unreachable(said.cause());
  }

  private static HostReply.Declined declined(WalletAnswer.Refused refused) {
    String code = refused.code().matches("[\\x21-\\x7e]{1,64}") ? refused.code() : "refused";
    return new HostReply.Declined(code, WalletReasons.of(code));
  }

  // --- asking and undoing ----------------------------------------------------------------------

  StatusReply status(String number, Money amount, Deadline end) {
    Said said = line.ask(new WalletQuestion.Query(number), end);
    if (said.answer() instanceof WalletAnswer.NotFound) {
      return new StatusReply.NotFound();
    } else if (said.answer() instanceof WalletAnswer.Pending) {
      return new StatusReply.Unanswered(Cause.TIMEOUT); // nobody knows it yet
    }
    return status(money(said, number, amount));
  }

  StatusReply statusOfRefund(String purchase, String refund, Money amount, Deadline end) {
    Said said = line.ask(new WalletQuestion.QueryRefund(purchase, refund), end);
    return said.answer() instanceof WalletAnswer.NotFound
        ? new StatusReply.NotFound()
        : status(refunded(said, refund, amount));
  }

  private static StatusReply status(HostReply reply) {
    return reply.match(
        StatusReply.Approved::new,
        StatusReply.Declined::new,
        unknown -> new StatusReply.Unanswered(unknown.cause()),
        unreachable -> new StatusReply.Unanswered(unreachable.cause()));
  }

  /**
   * Whether nothing of a payment is charged, for certain.
   *
   * @param at when it was begun
   */
  boolean undo(String number, boolean shown, Money amount, Instant at, Deadline end) {
    Said said = line.ask(new WalletQuestion.Cancel(number, shown), end);
    if (said.answer() instanceof WalletAnswer.Undone) {
      return true;
    } else if (said.answer() instanceof WalletAnswer.NotFound) {
      // Its first sending may still be on its way, and would count.
      return clock.instant().isAfter(at.plus(settled));
    } else if (said.answer() instanceof WalletAnswer.PaidAlready) {
      return refund(number, number + UNDO, amount, true, end) instanceof HostReply.Approved;
    }
    return false;
  }

  // --- giving money back -----------------------------------------------------------------------

  /**
   * Gives back.
   *
   * @param repeat whether it may have been asked for before
   */
  HostReply refund(String purchase, String refund, Money amount, boolean repeat, Deadline end) {
    Money total = amount;
    if (line.dialect().refundsNeedTotal()) {
      Said asked = line.ask(new WalletQuestion.Query(purchase), end);
      if (asked.answer() instanceof WalletAnswer.Paid paid && paid.number().equals(purchase)) {
        total = paid.amount();
      } else if (asked.answer() instanceof WalletAnswer.Refused closed && !repeat) {
        return declined(closed); // what was undone holds nothing to give back
      } else {
        return asked.answer() instanceof WalletAnswer.NotFound
            ? new HostReply.Declined("wallet.notFound", "the wallet has no such payment")
            // Nothing was asked for yet that could move money.
            : new HostReply.Unreachable(asked.cause());
      }
    }
    Said said = line.ask(new WalletQuestion.Refund(purchase, refund, amount, total), end);
    for (int poll = 0; poll < MOST_REFUND_POLLS && isOpen(said); poll++) {
      Said found = line.ask(new WalletQuestion.QueryRefund(purchase, refund), end);
      if (found.answer() instanceof WalletAnswer.NotFound || !found.sent()) {
        break;
      }
      said = found;
    }
    if (repeat && said.answer() instanceof WalletAnswer.Refused refused) {
      return refusedAgain(refused, purchase, refund, amount, end);
    }
    return refunded(said, refund, amount);
  }

  /** A wallet may refuse how it is asked, after the first sending moved the money. */
  private HostReply refusedAgain(
      WalletAnswer.Refused refused, String purchase, String refund, Money amount, Deadline end) {
    Said found = line.ask(new WalletQuestion.QueryRefund(purchase, refund), end);
    if (found.answer() instanceof WalletAnswer.NotFound) {
      return declined(refused);
    }
    return found.answer() instanceof WalletAnswer.Unclear
        ? new HostReply.Unknown(Cause.GARBLED)
        : refunded(found, refund, amount);
  }

  /** Neither yes nor no, from a wallet that did answer. */
  private static boolean isOpen(Said said) {
    return said.answer() instanceof WalletAnswer.Pending
        || said.answer() instanceof WalletAnswer.Unclear unclear
            && unclear.cause() == Cause.GARBLED;
  }

  private static HostReply refunded(Said said, String refund, Money amount) {
    if (said.answer() instanceof WalletAnswer.Refunded back) {
      boolean its = back.refund().equals(refund) && back.amount().equals(amount);
      String tail = refund.substring(Math.max(0, refund.length() - 6));
      return its
          ? new HostReply.Approved(amount, tail, refund)
          : new HostReply.Unknown(Cause.GARBLED);
    } else if (said.answer() instanceof WalletAnswer.Refused refused) {
      return declined(refused);
    }
    return said.sent()
        ? new HostReply.Unknown(said.cause())
        : new HostReply.Unreachable(said.cause());
  }

  // --- bills -----------------------------------------------------------------------------------

  WalletBill bill(LocalDate day, WalletNumbers numbers, Deadline end) {
    Said said = line.ask(new WalletQuestion.Bill(day), end);
    if (!(said.answer() instanceof WalletAnswer.BillAt at)) {
      throw new TillwrightException("wallet.bill", true, "the wallet has no bill of that day");
    }
    HttpAnswer file = line.file(new WalletQuestion.BillFile(at.at()), end).answer();
    if (file == null || file.status() != 200 || !fits(file.body(), at.sha1())) {
      throw new TillwrightException("wallet.bill", true, "the wallet's bill cannot be fetched");
    }
    return line.dialect().bill(file, numbers, day);
  }

  private static boolean fits(byte[] file, String sha1) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-1").digest(file);
      return sha1.isEmpty() || HexFormat.of().formatHex(hash).equals(sha1.toLowerCase(Locale.ROOT));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-1", e);
    }
  }

  void close() {
    line.close();
  }
}
