package dev.tillwright.device.contract;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.money.Money;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PaymentTerminal;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.TerminalCapabilities;
import dev.tillwright.device.spi.TerminalReply;
import dev.tillwright.device.spi.TerminalReply.Approved;
import dev.tillwright.device.spi.TerminalReply.CardShown;
import dev.tillwright.device.spi.TerminalReply.Declined;
import dev.tillwright.device.spi.TerminalReply.Reason;
import dev.tillwright.device.spi.TerminalReply.Unknown;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;

/** A terminal with its acquirer in one. */
final class ToyTerminal extends Toy implements PaymentTerminal {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final String NUMBER = "4111111111111111";

  private final Books books;

  /** What survives the driver. */
  private static final class Books {
    final Map<String, TerminalReply> replies = new HashMap<>();
    final Map<String, Long> moved = new HashMap<>();
    final Queue<Boolean> cards = new ArrayDeque<>();
  }

  private ToyTerminal(ToyCable cable, Defect defect, Books books) {
    super(DeviceKind.PAYMENT_TERMINAL, cable, defect);
    this.books = books;
  }

  @Override
  public TerminalCapabilities capabilities() {
    return new TerminalCapabilities(
        Set.of(EntryMode.CHIP), Set.of(GBP), true, true, false, Duration.ofHours(1));
  }

  @Override
  public TerminalReply sale(String id, Money amount, Duration limit) {
    if (!amount.currency().equals(GBP) && !broken(Defect.SENDS_ANY_CURRENCY)) {
      throw DeviceException.of(Fault.UNSUPPORTED, Phase.PREPARE, "a toy takes pounds");
    }
    return pay(id, amount, amount.minor(), limit);
  }

  @Override
  public TerminalReply refund(String id, Money amount, Duration limit) {
    return pay(id, amount, -amount.minor(), limit);
  }

  private TerminalReply pay(String id, Money amount, long minor, Duration limit) {
    return told(
        id,
        () ->
            connected(
                Phase.WRITE,
                limit,
                deadline -> {
                  Boolean good =
                      books.replies.containsKey(id)
                          ? Boolean.TRUE
                          : cable.await(deadline, () -> Optional.ofNullable(books.cards.poll()));
                  return cable.exchange(deadline, () -> settle(id, amount, minor, good));
                }));
  }

  private TerminalReply settle(String id, Money amount, long minor, boolean good) {
    if (broken(Defect.TAKES_MONEY_TWICE)) {
      books.moved.merge(id, minor, Long::sum);
    }
    return books.replies.computeIfAbsent(
        id,
        fresh -> {
          if (!good) {
            return new Declined(id, Reason.REFUSED, "51");
          }
          books.moved.put(id, minor);
          String line = broken(Defect.NUMBER_ON_THE_SLIP) ? "CARD " + NUMBER : "AID A0000000031010";
          return new Approved(id, amount, "123456", "1", CardShown.NOTHING, List.of(line));
        });
  }

  @Override
  public TerminalReply reverse(String id, String original, Duration limit) {
    return told(
        id,
        () ->
            ask(
                limit,
                () -> {
                  long moved = books.moved.getOrDefault(original, 0L);
                  if (moved == 0 && !broken(Defect.UNDOES_TWICE)) {
                    return new Declined(id, Reason.NOT_REVERSIBLE, "");
                  }
                  books.moved.put(original, 0L);
                  books.replies.put(original, new Declined(original, Reason.UNDONE, ""));
                  Money amount = Money.ofMinor(moved, GBP);
                  return new Approved(id, amount, "", "2", CardShown.NOTHING, List.of());
                }));
  }

  @Override
  public TerminalReply queryResult(String id, Duration limit) {
    return told(
        id,
        () ->
            ask(
                limit,
                () -> {
                  if (broken(Defect.QUERY_GUESSES)) {
                    return new Declined(id, Reason.REFUSED, "");
                  }
                  return books.replies.computeIfAbsent(
                      id, fresh -> new Declined(id, Reason.NEVER_RECEIVED, ""));
                }));
  }

  private TerminalReply told(String id, Supplier<TerminalReply> call) {
    try {
      return call.get();
    } catch (DeviceException e) {
      if (e.fault() == Fault.CLOSED) {
        throw e;
      }
      if (broken(Defect.UNKNOWN_IS_DECLINED)) {
        return new Declined(id, Reason.REFUSED, "");
      }
      if (e.fault() == Fault.CANCELLED) {
        return new Declined(id, Reason.CANCELLED, "");
      }
      boolean sent = !e.outcomeKnown() || e.phase() == Phase.WRITE || e.phase() == Phase.READ;
      return sent ? new Unknown(id, e.fault()) : new Declined(id, Reason.NOT_REACHED, "");
    }
  }

  @Override
  public void cancel(String id) {
    cable.cancel();
  }

  /** Its bench. */
  static final class Bench extends Toy.Bench<PaymentTerminal> implements TerminalBench {
    private final Books books = new Books();

    Bench(Defect defect) {
      super(defect);
    }

    @Override
    public PaymentTerminal device() {
      books.cards.clear();
      return new ToyTerminal(cable, defect, books);
    }

    @Override
    public Currency currency() {
      return GBP;
    }

    @Override
    public void presentGoodCard() {
      card(true);
    }

    @Override
    public void presentBadCard() {
      card(false);
    }

    private void card(boolean good) {
      cable.person(
          () -> {
            books.cards.clear();
            books.cards.add(good);
          });
    }

    @Override
    public OptionalLong movedMinor(String id) {
      return OptionalLong.of(books.moved.getOrDefault(id, 0L));
    }

    @Override
    public List<String> secrets() {
      return List.of(NUMBER);
    }
  }
}
