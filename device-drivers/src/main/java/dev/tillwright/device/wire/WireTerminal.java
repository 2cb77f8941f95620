package dev.tillwright.device.wire;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
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
import dev.tillwright.device.transport.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A semi-integrated payment terminal on the house's wire.
 *
 * <p><b>Guarantees.</b> From the first byte of a payment on, anything but a whole answer is {@link
 * Unknown}; before it, {@link Reason#NOT_REACHED}. An answer that comes too late is told as {@link
 * PaymentTerminal.LateReply}, never taken for another payment's.
 */
public final class WireTerminal extends WireDriver implements PaymentTerminal {
  private final Set<Currency> currencies;
  private final Clock clock;

  private WireTerminal(String id, Transport transport, Set<Currency> currencies, Clock clock) {
    super(id, DeviceKind.PAYMENT_TERMINAL, clock, transport);
    this.currencies = Set.copyOf(currencies);
    this.clock = clock;
  }

  /**
   * A terminal behind a transport; opened at first use.
   *
   * @param currencies what it is set up for
   */
  public static WireTerminal of(
      String id, Transport transport, Set<Currency> currencies, Clock clock) {
    return new WireTerminal(id, transport, currencies, clock);
  }

  @Override
  public TerminalCapabilities capabilities() {
    return new TerminalCapabilities(
        EnumSet.of(EntryMode.CHIP, EntryMode.CONTACTLESS),
        currencies,
        true,
        true,
        true,
        Duration.ofDays(7));
  }

  @Override
  public TerminalReply sale(String id, Money amount, Duration limit) {
    return pay("sale", id, amount, limit);
  }

  @Override
  public TerminalReply refund(String id, Money amount, Duration limit) {
    return pay("refund", id, amount, limit);
  }

  private TerminalReply pay(String what, String id, Money amount, Duration limit) {
    if (!currencies.contains(amount.currency())) {
      throw DeviceException.of(
          Fault.UNSUPPORTED, Phase.PREPARE, "terminal " + id() + " lacks this currency");
    }
    if (amount.minor() <= 0) {
      throw new IllegalArgumentException("a payment is more than nothing");
    }
    return answered(
        what,
        id,
        limit,
        out ->
            out.put("id", id)
                .put("minor", amount.minor())
                .put("currency", amount.currency().getCurrencyCode()));
  }

  @Override
  public TerminalReply reverse(String id, String original, Duration limit) {
    return answered("reverse", id, limit, out -> out.put("id", id).put("original", original));
  }

  @Override
  public TerminalReply queryResult(String id, Duration limit) {
    TerminalReply reply = answered("query", id, limit, out -> out.put("id", id));
    // That the query did not get there says nothing of the payment.
    return reply instanceof Declined declined && declined.reason() == Reason.NOT_REACHED
        ? new Unknown(id, Fault.REFUSED)
        : reply;
  }

  @Override
  public void cancel(String id) {
    say("cancel", out -> out.put("id", id));
  }

  private TerminalReply answered(String what, String id, Duration limit, Consumer<JsonOut> fields) {
    new Unknown(id, Fault.TIMEOUT); // refuses an id that is none before anything is sent
    boolean[] sent = {false};
    try {
      return connected(
          Phase.READ,
          limit,
          deadline -> {
            sent[0] = true;
            return reply(id, ask(what, fields, deadline));
          });
    } catch (DeviceException e) {
      if (e.fault() == Fault.CLOSED && !sent[0] || e.fault() == Fault.UNSUPPORTED) {
        throw e;
      }
      if (sent[0] && e.fault() == Fault.TIMEOUT && !what.equals("query")) {
        cancel(id); // nobody waits for this card any more; what became of it is still unknown
      }
      // Who hangs before it was sent may go on and send it.
      return sent[0] || !e.outcomeKnown()
          ? new Unknown(id, e.fault())
          : new Declined(id, Reason.NOT_REACHED, "");
    }
  }

  private TerminalReply reply(String id, JsonIn in) {
    try {
      if (!in.text("id").equals(id)) {
        throw garbled("an answer about another payment");
      }
      return switch (in.text("result")) {
        case "approved" -> approved(id, in);
        case "declined" ->
            new Declined(id, Reason.valueOf(in.text("reason")), in.optionalText("code").orElse(""));
        case "unknown" -> new Unknown(id, Fault.TIMEOUT);
        default -> throw garbled("an answer that is not known");
      };
    } catch (JsonException | IllegalArgumentException e) {
      throw garbled("an answer with a wrong field");
    }
  }

  private static Approved approved(String id, JsonIn in) {
    Currency currency = Currency.getInstance(in.text("currency"));
    CardShown card =
        new CardShown(
            in.optionalText("card").map(MaskedPan::new),
            in.optionalText("scheme").orElse(""),
            in.optionalText("mode").map(EntryMode::valueOf));
    return new Approved(
        id,
        Money.ofMinor(in.number("minor"), currency),
        in.optionalText("authorization").orElse(""),
        in.text("reference"),
        card,
        in.texts("slip"));
  }

  @Override
  void unasked(JsonIn message) {
    Optional<String> step = message.optionalText("step");
    Optional<String> id = message.optionalText("id");
    if (id.isEmpty()) {
      return;
    }
    try {
      if (step.isPresent()) {
        loop().publish(new Progress(id(), clock.instant(), id.get(), Step.valueOf(step.get())));
      } else if (message.has("result")) {
        loop().publish(new LateReply(id(), clock.instant(), reply(id.get(), message)));
      }
    } catch (IllegalArgumentException | DeviceException e) {
      loop().count("unasked.unknown", 1);
    }
  }
}
