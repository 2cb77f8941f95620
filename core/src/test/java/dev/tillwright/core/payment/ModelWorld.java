package dev.tillwright.core.payment;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.HostReply.Cause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One payment, its host, the line between them and its sale, as a value. Whatever may happen next
 * is in {@link #moves}. Messages on the line overtake each other and get lost; the host keeps a
 * book of one key. Money is the only thing that counts.
 *
 * @param attempt as the journal has it
 * @param host what it can do
 * @param waits what the till waits for; nothing after a crash
 * @param asked whether the host was asked in vain since the till last moved
 * @param line what is under way, to the host and back
 * @param decided what the host made of the key; nothing before it came
 * @param charges how often the host moved the money
 * @param reversed whether the host undid the key, before or after it came
 * @param sale where the sale stands
 * @param cancelled whether the operator gave it up before an outcome was durable
 * @param luck how many losses, crashes and cancellations may still come, so that there is an end
 */
record ModelWorld(
    Attempt attempt,
    HostCapabilities host,
    @Nullable Message waits,
    boolean asked,
    List<Under> line,
    @Nullable Ruling decided,
    int charges,
    boolean reversed,
    Sale sale,
    boolean cancelled,
    int luck) {

  enum Message {
    MONEY,
    STATUS,
    UNDO
  }

  enum Ruling {
    APPROVED,
    PART,
    DECLINED,
    NOT_FOUND
  }

  enum Sale {
    WAITING,
    PAID,
    GONE
  }

  /** A message under way: a question without a ruling, an answer with one. */
  record Under(Message message, @Nullable Ruling ruling) {}

  static ModelWorld beginning(HostCapabilities host, AttemptKind kind) {
    return new ModelWorld(
        Attempt.of(Samples.intended(kind, true)),
        host,
        Message.MONEY,
        false,
        List.of(new Under(Message.MONEY, null)),
        null,
        0,
        false,
        Sale.WAITING,
        false,
        5);
  }

  /** Everything that may happen next, by name. */
  Map<String, ModelWorld> moves() {
    Map<String, ModelWorld> moves = new LinkedHashMap<>();
    for (Under under : line) {
      ModelWorld taken = without(under);
      if (under.ruling() == null) {
        arrives(taken, under.message(), moves);
      } else {
        moves.put("the till hears " + under, taken.hears(under));
      }
      if (luck > 0) {
        moves.put(under + " is lost", taken.unlucky());
        if (under.ruling() != null || host.can(HostCapability.DEDUPLICATION)) {
          moves.put(under + " is doubled", with(under).unlucky());
        }
      }
    }
    if (waits != null) {
      moves.put("the till waits no longer", timedOut());
      if (waits == Message.MONEY && line.isEmpty() && attempt.sends() == 1) {
        moves.put("nothing could be sent", unreachable());
      }
      if (luck > 0) {
        moves.put(
            "the till is killed",
            new ModelWorld(
                attempt, host, null, false, line, decided, charges, reversed, sale, cancelled,
                luck - 1));
      }
    } else {
      moves.put("the till drives on", drivesOn());
    }
    if (luck > 0 && cancellable()) {
      moves.put(
          "the operator cancels",
          moved(new AttemptEvent.ReversalDecided(attempt.key(), "CANCELLED")).unlucky().given());
    }
    if (sale == Sale.WAITING && !attempt.state().unresolved() && !attempt.state().counts()) {
      moves.put("the customer is told no", on(Sale.GONE));
    }
    moves.values().removeIf(next -> next.equals(this));
    return moves;
  }

  private boolean cancellable() {
    return host.can(HostCapability.REVERSAL)
        && (attempt.state() == AttemptState.SENDING
            || attempt.state() == AttemptState.PARTIALLY_AUTHORIZED);
  }

  // --- the host --------------------------------------------------------------------------------

  private static void arrives(ModelWorld at, Message message, Map<String, ModelWorld> moves) {
    switch (message) {
      case MONEY -> {
        if (at.reversed || at.decided != null && at.host.can(HostCapability.DEDUPLICATION)) {
          moves.put("the host knows the key", at.answers(message, at.known()));
        } else {
          moves.put(
              "the host approves", at.charged(Ruling.APPROVED).answers(message, Ruling.APPROVED));
          moves.put(
              "the host declines", at.charged(Ruling.DECLINED).answers(message, Ruling.DECLINED));
          if (at.host.can(HostCapability.PARTIAL_APPROVAL)) {
            moves.put(
                "the host approves a part", at.charged(Ruling.PART).answers(message, Ruling.PART));
          }
        }
      }
      case STATUS -> moves.put("the host tells", at.answers(message, at.standing()));
      case UNDO -> moves.put("the host undoes", at.undone().answers(message, Ruling.APPROVED));
    }
  }

  private Ruling known() {
    return reversed || decided == null ? Ruling.DECLINED : decided;
  }

  private Ruling standing() {
    return reversed ? Ruling.DECLINED : decided == null ? Ruling.NOT_FOUND : decided;
  }

  private ModelWorld charged(Ruling ruling) {
    int more = ruling == Ruling.DECLINED ? 0 : 1;
    return new ModelWorld(
        attempt, host, waits, asked, line, ruling, charges + more, reversed, sale, cancelled, luck);
  }

  private ModelWorld undone() {
    return new ModelWorld(
        attempt, host, waits, asked, line, decided, 0, true, sale, cancelled, luck);
  }

  private ModelWorld answers(Message message, Ruling ruling) {
    return with(new Under(message, ruling));
  }

  // --- the till --------------------------------------------------------------------------------

  private ModelWorld hears(Under answer) {
    Ruling ruling = Objects.requireNonNull(answer.ruling());
    if (answer.message() != waits) {
      return answer.message() == Message.MONEY && !duplicate() ? late(ruling) : this;
    }
    ModelWorld heard = waiting(null);
    return switch (answer.message()) {
      case MONEY -> heard.applied(Course.onReply(attempt, reply(ruling)));
      case STATUS -> heard.told(ruling);
      case UNDO ->
          heard.moved(
              attempt.state() == AttemptState.VOID_PENDING
                  ? new AttemptEvent.Voided(attempt.key())
                  : new AttemptEvent.Reversed(attempt.key()));
    };
  }

  /** The second copy of an answer that was heard: the link drops it. */
  private boolean duplicate() {
    return attempt.state().counts() || attempt.state() == AttemptState.DECLINED;
  }

  private ModelWorld late(Ruling ruling) {
    return applied(Course.onLateAnswer(attempt, reply(ruling)));
  }

  private ModelWorld told(Ruling ruling) {
    StatusReply reply =
        switch (ruling) {
          case APPROVED, PART -> new StatusReply.Approved((HostReply.Approved) reply(ruling));
          case DECLINED -> new StatusReply.Declined((HostReply.Declined) reply(ruling));
          case NOT_FOUND -> new StatusReply.NotFound();
        };
    AttemptEvent event = Course.onStatus(attempt, reply, host, line.isEmpty());
    return event == null ? inVain() : applied(event);
  }

  private HostReply reply(Ruling ruling) {
    Money whole = attempt.intent().amount();
    return switch (ruling) {
      case APPROVED -> new HostReply.Approved(whole, "123456", "");
      case PART -> new HostReply.Approved(Samples.gbp(500), "123456", "");
      default -> new HostReply.Declined("05", "no");
    };
  }

  private ModelWorld timedOut() {
    ModelWorld alone = waiting(null);
    return waits == Message.MONEY
        ? alone.applied(Course.onReply(attempt, new HostReply.Unknown(Cause.TIMEOUT)))
        : waits == Message.STATUS ? alone.inVain() : alone;
  }

  /** Only while the question is nowhere: it never left. */
  private ModelWorld unreachable() {
    if (decided != null || reversed || charges > 0 || luck < 5) {
      return this;
    }
    ModelWorld alone = waiting(null);
    if (host.can(HostCapability.DEDUPLICATION)) {
      return alone.taken(new AttemptEvent.Stored(attempt.key(), false));
    }
    return alone.applied(Course.onReply(attempt, new HostReply.Unreachable(Cause.NO_CONNECTION)));
  }

  private ModelWorld drivesOn() {
    PaymentKey key = attempt.key();
    Course.Step step = Course.next(attempt, host, Samples.AT, asked);
    return switch (step) {
      case REST, PERSON, PART -> this;
      case CANCEL -> moved(new AttemptEvent.Cancelled(key));
      case LOSE -> moved(new AttemptEvent.OutcomeLost(key, "RECOVERY"));
      case GIVE_UP -> moved(new AttemptEvent.ReversalDecided(key, "UNKNOWN"));
      case ACCEPT -> taken(new AttemptEvent.PartialAccepted(key));
      case STORE -> taken(new AttemptEvent.Stored(key, true));
      case ASK -> sent(Message.STATUS);
      case REPEAT -> moved(new AttemptEvent.Repeating(key)).sent(Message.MONEY);
      case FORWARD -> moved(new AttemptEvent.Forwarding(key)).sent(Message.MONEY);
      case UNDO -> sent(Message.UNDO);
    };
  }

  private ModelWorld applied(@Nullable AttemptEvent event) {
    if (event == null) {
      return this;
    }
    if (attempt.after(event).isEmpty() && event instanceof AttemptEvent.Approved approved) {
      // It was given up while the question was under way.
      AttemptEvent late = Course.onLateAnswer(attempt, approval(approved));
      return late == null ? this : moved(late);
    }
    boolean pays = event instanceof AttemptEvent.Approved && !attempt.state().counts();
    return pays ? taken(event) : moved(event);
  }

  private HostReply approval(AttemptEvent.Approved event) {
    return new HostReply.Approved(
        Objects.requireNonNull(event.amount()), event.authorizationCode(), event.reference());
  }

  private ModelWorld taken(AttemptEvent event) {
    if (sale == Sale.WAITING) {
      return moved(event).on(Sale.PAID);
    }
    return host.can(HostCapability.REVERSAL)
        ? moved(new AttemptEvent.ReversalDecided(attempt.key(), "UNWANTED"))
        : this;
  }

  private ModelWorld moved(AttemptEvent event) {
    Optional<Attempt> next = attempt.after(event);
    return next.map(
            it ->
                new ModelWorld(
                    it, host, waits, false, line, decided, charges, reversed, sale, cancelled,
                    luck))
        .orElse(this);
  }

  /** What a till would do that took silence for a no. */
  ModelWorld naivelyDeclined() {
    return waiting(null)
        .moved(new AttemptEvent.Declined(attempt.key(), "TIMEOUT", ""))
        .on(Sale.GONE)
        .silent();
  }

  private ModelWorld silent() {
    return new ModelWorld(
        attempt, host, waits, asked, List.of(), decided, charges, reversed, sale, cancelled, 0);
  }

  // --- what must hold --------------------------------------------------------------------------

  /** The first invariant that does not hold; empty when all do. */
  String fault() {
    if (charges < 0) {
      return "I4: left hanging for ever";
    }
    AttemptState state = attempt.state();
    boolean left = decided != null || !line.isEmpty() || charges > 0;
    if (left && attempt.sends() == 0 && state != AttemptState.OFFLINE_APPROVED) {
      return "I1: something left without a durable intent to send it";
    }
    if (sale == Sale.PAID && !state.counts() && state != AttemptState.FORWARD_DECLINED) {
      return "I2: the sale shows a payment that does not count";
    }
    // Back in REVERSAL_PENDING by a late approval is no doubt: nothing will be charged.
    if (sale == Sale.GONE && state.unresolved() && state != AttemptState.REVERSAL_PENDING) {
      return "I3: the sale was let go while nobody knew";
    }
    if (sale == Sale.WAITING && state.counts()) {
      return "I2: money counts that its sale does not show";
    }
    if (cancelled && state.counts()) {
      return "I10: cancelled first, and counted all the same";
    }
    if (charges > 1) {
      return "I6: one key moved money twice";
    }
    if (line.isEmpty() && !state.restless() && charges != (state.counts() ? 1 : 0)) {
      return "I7: the host moved " + charges + ", the sale shows " + state;
    }
    return "";
  }

  /** What must not change from one state to the next. */
  String brokenAfter(ModelWorld before) {
    AttemptState was = before.attempt.state();
    AttemptState is = attempt.state();
    boolean givenUp =
        EnumSet.of(AttemptState.REVERSAL_PENDING, AttemptState.REVERSED).contains(was);
    if (givenUp && is.counts()) {
      return "I5: given up, and counted later";
    }
    if (!before.attempt.intent().equals(attempt.intent())) {
      return "I6: the intent changed";
    }
    if (was.restless()
        && before.waits != null
        && waits == null
        && was != is
        && !is.restless()
        && line.equals(before.line)
        && !is.equals(AttemptState.NOT_SENT)) {
      return "I4: a crash or a time-out ended it";
    }
    return "";
  }

  /** The end when from now on nothing gets lost and nobody interferes. */
  ModelWorld goodWeather() {
    ModelWorld world =
        new ModelWorld(
            attempt, host, waits, asked, line, decided, charges, reversed, sale, cancelled, 0);
    for (int i = 0; i < 60; i++) {
      Map<String, ModelWorld> moves = world.moves();
      UnaryOperator<String> prefix =
          it -> moves.keySet().stream().filter(name -> name.startsWith(it)).findFirst().orElse("");
      String next = prefix.apply("the till hears");
      next = next.isEmpty() ? prefix.apply("the host") : next;
      next = next.isEmpty() ? prefix.apply("the till drives") : next;
      next = next.isEmpty() ? prefix.apply("the till waits") : next;
      if (next.isEmpty()) {
        break;
      }
      world = Objects.requireNonNull(moves.get(next));
    }
    return world.attempt.state().restless() || !world.line.isEmpty() ? world.stuck() : world;
  }

  /** Not at an end: shows as a fault in whoever looks. */
  private ModelWorld stuck() {
    return new ModelWorld(
        attempt, host, waits, asked, List.of(), decided, -1, reversed, sale, cancelled, luck);
  }

  // --- small changes ---------------------------------------------------------------------------

  private ModelWorld without(Under under) {
    List<Under> rest = new ArrayList<>(line);
    rest.remove(under);
    return lined(rest);
  }

  private ModelWorld with(Under under) {
    List<Under> more = new ArrayList<>(line);
    if (more.size() < 4) {
      more.add(under);
    }
    more.sort(Comparator.comparing(Under::toString));
    return lined(more);
  }

  private ModelWorld lined(List<Under> messages) {
    return new ModelWorld(
        attempt,
        host,
        waits,
        asked,
        List.copyOf(messages),
        decided,
        charges,
        reversed,
        sale,
        cancelled,
        luck);
  }

  private ModelWorld sent(Message message) {
    return with(new Under(message, null)).waiting(message);
  }

  private ModelWorld waiting(@Nullable Message message) {
    return new ModelWorld(
        attempt, host, message, asked, line, decided, charges, reversed, sale, cancelled, luck);
  }

  private ModelWorld inVain() {
    return new ModelWorld(
        attempt, host, waits, true, line, decided, charges, reversed, sale, cancelled, luck);
  }

  private ModelWorld on(Sale next) {
    return new ModelWorld(
        attempt, host, waits, asked, line, decided, charges, reversed, next, cancelled, luck);
  }

  private ModelWorld given() {
    return new ModelWorld(
        attempt, host, waits, asked, line, decided, charges, reversed, sale, true, luck);
  }

  private ModelWorld unlucky() {
    return new ModelWorld(
        attempt, host, waits, asked, line, decided, charges, reversed, sale, cancelled, luck - 1);
  }
}
