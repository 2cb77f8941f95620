package dev.tillwright.core.receipt.invoice;

import dev.tillwright.core.money.Money;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A provider in memory that issues nothing real: for tests, with faults. It keeps books of its own,
 * so that a test can compare them with the journal.
 *
 * <p>For any number of threads.
 */
public final class VirtualInvoices implements InvoiceProvider {

  /** What goes wrong with a call. */
  public enum Fault {
    /** The call never comes. */
    LOST_REQUEST,
    /** The call has its effect; the answer never comes. */
    LOST_ANSWER,
    /** The call has its effect; the answer comes after the deadline. */
    LATE,
    /** The call comes twice. */
    TWICE,
    /** The provider says no, for ever; not to what it did before. */
    REFUSED,
    /** The call has its effect; the answer is about another amount. */
    OTHER_AMOUNT,
    /** The call has its effect; the answer is about another number. */
    OTHER_NUMBER,
    /** The call has its effect; then the client fails. */
    THROWN
  }

  /**
   * A document that was issued.
   *
   * @param document its number
   * @param of the order's number
   * @param amount positive of an invoice, negative of a correction
   */
  public record Document(String document, String of, Money amount) {}

  private final Map<String, Order> orders = new HashMap<>();
  private final Map<String, Correction> corrections = new HashMap<>();
  private final Map<String, InvoiceReply> refused = new HashMap<>();
  private final List<Document> documents = new ArrayList<>();
  private final Deque<Fault> next = new ArrayDeque<>();
  private Supplier<Optional<Fault>> chance = Optional::empty;
  private long calls;
  private boolean closed;

  private static final class Order {
    private final InvoiceOrder asked;
    private Money left;
    private String document = "";

    private Order(InvoiceOrder asked) {
      this.asked = asked;
      this.left = asked.total();
    }
  }

  private record Correction(InvoiceCorrection asked, InvoiceReply answer) {}

  /** One that knows nothing, and works. */
  public VirtualInvoices() {}

  /** These go wrong with the next calls, one each. */
  public synchronized VirtualInvoices next(Fault... faults) {
    next.addAll(List.of(faults));
    return this;
  }

  /** Asked at each call for which none was said; for random faults. */
  public synchronized VirtualInvoices chance(Supplier<Optional<Fault>> faults) {
    chance = Objects.requireNonNull(faults, "faults");
    return this;
  }

  /**
   * A customer enters a code and his data.
   *
   * @return the document; empty when the code is none, or nothing is left to be invoiced
   */
  public synchronized Optional<String> claim(String code, InvoiceBuyer buyer) {
    Objects.requireNonNull(buyer, "buyer");
    String typed = InvoiceCodes.plain(code);
    return orders.values().stream()
        .filter(it -> InvoiceCodes.plain(it.asked.code()).equals(typed))
        .findFirst()
        .filter(it -> it.left.isPositive() || !it.document.isEmpty())
        .map(this::issued);
  }

  private String issued(Order order) {
    if (order.document.isEmpty()) {
      order.document = document("INV", order.asked.number(), order.left);
    }
    return order.document;
  }

  private String document(String kind, String of, Money amount) {
    String number = kind + "-" + (documents.size() + 1);
    documents.add(new Document(number, of, amount));
    return number;
  }

  @Override
  public InvoiceReply request(InvoiceOrder order, Duration deadline) {
    return call(order.number(), deadline, () -> requested(order));
  }

  private InvoiceReply requested(InvoiceOrder order) {
    Order known = orders.get(order.number());
    if (known != null && !same(known.asked, order)) {
      return new InvoiceReply.Refused(
          order.number(), InvoiceReply.OTHER, "this number came with another content");
    }
    Order kept = known == null ? new Order(order) : known;
    orders.put(order.number(), kept);
    if (order.buyer() != null) {
      issued(kept);
    }
    return state(kept);
  }

  /** The buyer is not compared: who asks again may not have him any more. */
  private static boolean same(InvoiceOrder a, InvoiceOrder b) {
    return a.code().equals(b.code())
        && a.total().equals(b.total())
        && a.tax().equals(b.tax())
        && a.lines().equals(b.lines());
  }

  private static InvoiceReply state(Order order) {
    return order.document.isEmpty()
        ? new InvoiceReply.Accepted(order.asked.number(), order.asked.total())
        : new InvoiceReply.Issued(order.asked.number(), order.document, order.asked.total());
  }

  @Override
  public InvoiceReply correct(InvoiceCorrection correction, Duration deadline) {
    return call(correction.number(), deadline, () -> corrected(correction));
  }

  private InvoiceReply corrected(InvoiceCorrection correction) {
    Correction known = corrections.get(correction.number());
    if (known != null) {
      return known.asked().equals(correction)
          ? known.answer()
          : new InvoiceReply.Refused(
              correction.number(), InvoiceReply.OTHER, "this number came with another content");
    }
    Order order = orders.get(correction.of());
    if (order == null) {
      return new InvoiceReply.Refused(
          correction.number(), InvoiceReply.UNKNOWN_NUMBER, "no such order");
    }
    if (correction.total().compareTo(order.left) > 0) {
      return new InvoiceReply.Refused(
          correction.number(), "amount.tooMuch", "more than is left of the order");
    }
    order.left = order.left.minus(correction.total());
    InvoiceReply answer =
        order.document.isEmpty()
            ? new InvoiceReply.Accepted(correction.number(), correction.total())
            : new InvoiceReply.Issued(
                correction.number(),
                document("RED", correction.of(), correction.total().negate()),
                correction.total());
    corrections.put(correction.number(), new Correction(correction, answer));
    return answer;
  }

  @Override
  public InvoiceReply status(InvoiceOrder order, Duration deadline) {
    return call(
        order.number(),
        deadline,
        () -> {
          Order known = orders.get(order.number());
          return known == null
              ? new InvoiceReply.Refused(
                  order.number(), InvoiceReply.UNKNOWN_NUMBER, "no such order")
              : state(known);
        });
  }

  private InvoiceReply call(String number, Duration deadline, Supplier<InvoiceReply> effect) {
    Fault fault;
    InvoiceReply reply = null;
    synchronized (this) {
      if (closed) {
        return new InvoiceReply.Unknown("closed");
      }
      calls++;
      fault = next.isEmpty() ? chance.get().orElse(null) : next.poll();
      if (fault == Fault.REFUSED
          && !orders.containsKey(number)
          && !corrections.containsKey(number)) {
        refused.put(
            number,
            new InvoiceReply.Refused(number, "virtual.refused", "this one was to be refused"));
      }
      if (refused.containsKey(number)) {
        return refused.get(number);
      }
      if (fault != Fault.LOST_REQUEST) {
        reply = effect.get();
      }
      if (fault == Fault.TWICE) {
        reply = effect.get();
      }
    }
    return fault == null || reply == null ? known(reply) : faulty(fault, reply, number, deadline);
  }

  private static InvoiceReply known(@Nullable InvoiceReply reply) {
    return reply == null ? new InvoiceReply.Unknown("no answer") : reply;
  }

  private static InvoiceReply faulty(
      Fault fault, InvoiceReply reply, String number, Duration deadline) {
    return switch (fault) {
      case LOST_ANSWER -> new InvoiceReply.Unknown("no answer");
      case LATE -> late(deadline);
      case THROWN -> throw new IllegalStateException("the client failed");
      case OTHER_AMOUNT -> altered(reply, number);
      case OTHER_NUMBER -> altered(reply, number + "9");
      case TWICE, LOST_REQUEST, REFUSED -> reply;
    };
  }

  private static InvoiceReply late(Duration deadline) {
    try {
      TimeUnit.NANOSECONDS.sleep(deadline.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new InvoiceReply.Unknown("no answer in time");
  }

  private static InvoiceReply altered(InvoiceReply reply, String of) {
    if (reply instanceof InvoiceReply.Issued it) {
      Money total = of.equals(it.of()) ? it.total().times(2) : it.total();
      return new InvoiceReply.Issued(of, it.document(), total);
    } else if (reply instanceof InvoiceReply.Accepted it) {
      Money total = of.equals(it.of()) ? it.total().times(2) : it.total();
      return new InvoiceReply.Accepted(of, total);
    }
    return new InvoiceReply.Unknown("an answer that cannot be read");
  }

  // --- its books -------------------------------------------------------------------------------

  /** All documents, in the order in which they were issued. */
  public synchronized List<Document> documents() {
    return List.copyOf(documents);
  }

  /** What is left of an order, issued or not; empty for one that never came. */
  public synchronized Optional<Money> left(String order) {
    return Optional.ofNullable(orders.get(order)).map(it -> it.left);
  }

  /** What the documents of an order come to, in minor units. */
  public synchronized long issuedMinor(String order) {
    return documents.stream()
        .filter(it -> it.of().equals(order))
        .mapToLong(it -> it.amount().minor())
        .sum();
  }

  /** Whom an order was asked for with; empty when it came without. */
  public synchronized Optional<InvoiceBuyer> buyer(String order) {
    return Optional.ofNullable(orders.get(order)).map(it -> it.asked.buyer());
  }

  /** How many orders came. */
  public synchronized int orders() {
    return orders.size();
  }

  /** How often it was called, faults included. */
  public synchronized long calls() {
    return calls;
  }

  /** Answers nothing any more. */
  @Override
  public synchronized void close() {
    closed = true;
  }

  /** The same provider, for a till that closes what it was given. */
  public InvoiceProvider lasting() {
    return new InvoiceProvider() {
      @Override
      public InvoiceReply request(InvoiceOrder order, Duration deadline) {
        return VirtualInvoices.this.request(order, deadline);
      }

      @Override
      public InvoiceReply correct(InvoiceCorrection correction, Duration deadline) {
        return VirtualInvoices.this.correct(correction, deadline);
      }

      @Override
      public InvoiceReply status(InvoiceOrder order, Duration deadline) {
        return VirtualInvoices.this.status(order, deadline);
      }
    };
  }
}
