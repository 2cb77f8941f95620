package dev.tillwright.device.virtual;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.device.spi.PaymentTerminal.Step;
import dev.tillwright.device.spi.TerminalReply.Reason;
import dev.tillwright.device.virtual.WireServer.Line;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A payment terminal without hardware, with books of its own, on the house's wire. Cards are only
 * said to be presented: it has no numbers.
 *
 * <p><b>Threads.</b> Any. It remembers the newest 10,000 payments.
 */
public final class VirtualTerminal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int REMEMBERED = 10_000;

  /** ISO 4217, of what moves no money. */
  private static final String NO_CURRENCY = "XXX";

  private final Persons<Card> persons = new Persons<>(false, "sale", "refund");
  private final WireServer server;
  private final Map<String, Payment> payments = new LinkedHashMap<>();
  private boolean busy;
  private boolean closedBatch;
  private int reversals;
  private long references;

  /** What a card that is presented is good for. */
  public enum Card {
    GOOD,
    /** Declined by its issuer. */
    BAD,
    /** Good for half of what is asked. */
    HALF
  }

  private enum State {
    PENDING,
    APPROVED,
    DECLINED,
    UNDOES
  }

  private static final class Payment {
    private final String kind;
    private final long asked;
    private final String currency;
    private State state = State.PENDING;
    private long minor;
    private Reason reason = Reason.REFUSED;
    private String reference = "";

    Payment(String kind, long asked, String currency) {
      this.kind = kind;
      this.asked = asked;
      this.currency = currency;
    }

    boolean same(Payment other) {
      return kind.equals(other.kind) && asked == other.asked && currency.equals(other.currency);
    }
  }

  private VirtualTerminal() {
    server = WireServer.start("virtual terminal", new Front());
  }

  /** A terminal on any free port. */
  public static VirtualTerminal start() {
    return new VirtualTerminal();
  }

  public int port() {
    return server.port();
  }

  /** As a descriptor takes it: {@code tcp://127.0.0.1:port}. */
  public URI address() {
    return server.address();
  }

  /** A person presents a card, once the terminal next asks for one. */
  public void present(Card card) {
    persons.does(card);
  }

  /** What a payment moved, in minor units; 0 when it was undone or never came. */
  public synchronized long movedMinor(String id) {
    Payment payment = payments.get(id);
    if (payment == null || payment.state != State.APPROVED) {
      return 0;
    }
    return payment.kind.equals("refund") ? -payment.minor : payment.minor;
  }

  /** What the wire reaches. */
  private final class Front implements WireServer.Device {
    @Override
    public long arrived(String what) {
      return persons.arrived(what);
    }

    @Override
    public void asked(String what, JsonIn question, Line line, long arrival)
        throws InterruptedException {
      VirtualTerminal.this.answer(what, question, line, arrival);
    }
  }

  private void answer(String what, JsonIn question, Line line, long arrival)
      throws InterruptedException {
    switch (what) {
      case "sale", "refund" -> pay(what, question, line, arrival);
      case "reverse" -> reverse(question, line);
      case "query" -> query(question.text("id"), line);
      case "cancel" -> {
        return; // it was heard when it arrived
      }
      default -> line.answer(out -> out.put("result", "misunderstood"));
    }
  }

  private void pay(String kind, JsonIn question, Line line, long arrival)
      throws InterruptedException {
    String id = question.text("id");
    Payment asked = new Payment(kind, question.number("minor"), question.text("currency"));
    if (!begin(id, asked, line)) {
      return;
    }
    line.tell(out -> out.put("id", id).put("step", Step.PRESENT_CARD.name()));
    Optional<Card> card = persons.await(arrival, PATIENCE);
    line.tell(out -> out.put("id", id).put("step", Step.AUTHORIZING.name()));
    end(asked, card);
    answer(id, line);
  }

  /** Whether it is a new payment and nothing else is under way; else it is answered. */
  private synchronized boolean begin(String id, Payment asked, Line line)
      throws InterruptedException {
    Payment known = payments.get(id);
    while (known != null && known.state == State.PENDING) {
      wait(PATIENCE.toMillis());
    }
    if (known != null) {
      if (known.kind.equals("query") || known.same(asked)) {
        answer(id, line);
      } else {
        decline(id, Reason.REFUSED, "other-content", line);
      }
      return false;
    }
    if (busy) {
      decline(id, Reason.BUSY, "", line);
      return false;
    }
    busy = true;
    keep(id, asked);
    return true;
  }

  private void keep(String id, Payment payment) {
    payments.put(id, payment);
    if (payments.size() > REMEMBERED) {
      payments.remove(payments.keySet().iterator().next());
    }
  }

  private synchronized void end(Payment payment, Optional<Card> card) {
    busy = false;
    payment.reference = "T" + ++references;
    if (card.isEmpty()) {
      payment.state = State.DECLINED;
      payment.reason = Reason.CANCELLED;
    } else if (card.get() == Card.BAD) {
      payment.state = State.DECLINED;
    } else {
      payment.state = State.APPROVED;
      payment.minor = card.get() == Card.HALF ? payment.asked / 2 : payment.asked;
    }
    notifyAll();
  }

  /** The terminal's batch is closed: what it took cannot be undone any more. */
  public synchronized void closeBatch() {
    closedBatch = true;
  }

  /** How often it was asked to undo something. */
  public synchronized int reversals() {
    return reversals;
  }

  private synchronized void reverse(JsonIn question, Line line) {
    reversals++;
    String id = question.text("id");
    Payment known = payments.get(id);
    Payment original = payments.get(question.text("original"));
    if (known == null) {
      Payment reversal = reversal(original);
      reversal.reference = "T" + ++references;
      keep(id, reversal);
    }
    answer(id, line);
  }

  private Payment reversal(@Nullable Payment original) {
    if (closedBatch || original == null || original.state != State.APPROVED) {
      Payment refused = new Payment("reverse", 0, NO_CURRENCY);
      refused.state = State.DECLINED;
      refused.reason = Reason.NOT_REVERSIBLE;
      return refused;
    }
    original.state = State.DECLINED;
    original.reason = Reason.UNDONE;
    Payment undone = new Payment("reverse", original.minor, original.currency);
    undone.state = State.UNDOES;
    undone.minor = original.minor;
    return undone;
  }

  private synchronized void query(String id, Line line) throws InterruptedException {
    Payment known = payments.get(id);
    if (known == null) {
      // Whoever was told that it never came may rely on it.
      Payment never = new Payment("query", 0, NO_CURRENCY);
      never.state = State.DECLINED;
      never.reason = Reason.NEVER_RECEIVED;
      keep(id, never);
    } else if (known.state == State.PENDING) {
      line.answer(out -> out.put("id", id).put("result", "unknown"));
      return;
    }
    answer(id, line);
  }

  private synchronized void answer(String id, Line line) {
    Payment payment = payments.get(id);
    if (payment == null) {
      return;
    }
    if (payment.state == State.DECLINED) {
      decline(id, payment.reason, "", line);
    } else {
      line.answer(out -> approved(id, payment, out));
    }
  }

  private static void approved(String id, Payment payment, JsonOut out) {
    out.put("id", id)
        .put("result", "approved")
        .put("minor", payment.minor)
        .put("currency", payment.currency)
        .put("authorization", "00" + payment.reference)
        .put("reference", payment.reference)
        .put("scheme", "TEST")
        .put("mode", "CHIP")
        .putTexts("slip", List.of("APPROVED", "AID A0000000000000"));
  }

  private static void decline(String id, Reason reason, String code, Line line) {
    line.answer(
        out ->
            out.put("id", id)
                .put("result", "declined")
                .put("reason", reason.name())
                .put("code", code));
  }

  /** Hangs up on everybody now; what is under way ends all the same. */
  public void unplug() {
    server.unplug();
  }

  /** Whoever waits at it now, waits no longer, as after its own cancel key. */
  public void endWaits() {
    persons.close();
  }

  @Override
  public void close() {
    persons.close();
    server.close();
  }
}
