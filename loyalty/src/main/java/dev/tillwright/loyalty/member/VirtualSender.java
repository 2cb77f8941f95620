package dev.tillwright.loyalty.member;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A carrier in memory for any channel, with faults: for tests and for trying things out. It keeps
 * what it delivered, the newest 10,000 messages, and is idempotent by contact as a good carrier is.
 * Any number of threads.
 */
public final class VirtualSender implements ContactSender {
  private static final int MAX_KEPT = 10_000;
  private static final int MAX_FAULTS = 1_000;

  private final Channel channel;
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<ContactMessage> delivered = new ArrayList<>();
  private final Map<String, ContactOutcome> known = new HashMap<>();

  private VirtualSender(Channel channel) {
    this.channel = Objects.requireNonNull(channel, "channel");
  }

  /** A carrier that delivers everything, until it is told otherwise. */
  public static VirtualSender of(Channel channel) {
    return new VirtualSender(channel);
  }

  /** What goes wrong with a message. */
  public enum Fault {
    /** Nothing goes wrong. */
    NONE,
    /** The carrier cannot be reached: nothing goes out, and that is certain. */
    DOWN,
    /** It goes out, and the answer gets lost. */
    ANSWER_LOST,
    /** It goes out, and the answer comes after the deadline. */
    LATE,
    /** The carrier fails in the middle; nothing went out, but nobody can tell. */
    BREAKS,
    /** It comes back. */
    COMES_BACK,
    /** A call that rings. */
    NO_ANSWER,
    /** A call to a busy line. */
    BUSY,
    /** The member asks not to be reached any more. */
    STOP
  }

  /** The next messages meet these, one each, in this order; after them all goes well. */
  public synchronized VirtualSender next(Fault... next) {
    if (faults.size() + next.length > MAX_FAULTS) {
      throw new IllegalArgumentException("at most 1,000 faults wait");
    }
    faults.addAll(List.of(next));
    return this;
  }

  /** What members received, in order. */
  public synchronized List<ContactMessage> delivered() {
    return List.copyOf(delivered);
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public ContactOutcome send(ContactMessage message, Duration deadline) {
    Fault fault = meet(message);
    switch (fault) {
      case LATE -> pause(deadline.plus(Duration.ofMillis(50)));
      case BREAKS -> throw new IllegalStateException("the carrier broke off");
      default -> {
        // the answer comes at once
      }
    }
    return switch (fault) {
      case DOWN -> ContactOutcome.NOT_SENT;
      case ANSWER_LOST -> ContactOutcome.UNKNOWN;
      default -> outcome(message.contact(), deadline).orElse(ContactOutcome.UNKNOWN);
    };
  }

  private synchronized Fault meet(ContactMessage message) {
    Fault fault = faults.isEmpty() ? Fault.NONE : faults.removeFirst();
    ContactOutcome outcome =
        switch (fault) {
          case NONE, ANSWER_LOST, LATE ->
              channel == Channel.VOICE ? ContactOutcome.ANSWERED : ContactOutcome.SENT;
          case DOWN, BREAKS -> ContactOutcome.NOT_SENT;
          case COMES_BACK -> ContactOutcome.UNDELIVERABLE;
          case NO_ANSWER -> ContactOutcome.NO_ANSWER;
          case BUSY -> ContactOutcome.BUSY;
          case STOP -> ContactOutcome.ASKED_TO_STOP;
        };
    boolean again = known.putIfAbsent(message.contact(), outcome) != null;
    if (!again && outcome != ContactOutcome.NOT_SENT) {
      if (delivered.size() == MAX_KEPT) {
        known.remove(delivered.remove(0).contact());
      }
      delivered.add(message);
    }
    return fault;
  }

  private static void pause(Duration time) {
    try {
      // Nobody opens it: it waits for the time, or until the gate gives up.
      var unused = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized Optional<ContactOutcome> outcome(String contact, Duration deadline) {
    return Optional.ofNullable(known.get(contact));
  }

  @Override
  public String toString() {
    return "VirtualSender[" + channel + "]";
  }
}
