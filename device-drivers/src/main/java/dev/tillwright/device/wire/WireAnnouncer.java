package dev.tillwright.device.wire;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.device.spi.AnnouncerCapabilities;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PaymentAnnouncer;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.transport.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** A payment announcer on the house's wire; it remembers what it said, by the payments' ids. */
public final class WireAnnouncer extends WireDriver implements PaymentAnnouncer {
  private final Set<Locale> languages;
  private final Set<Currency> currencies;

  private WireAnnouncer(
      String id,
      Transport transport,
      Set<Locale> languages,
      Set<Currency> currencies,
      Clock clock) {
    super(id, DeviceKind.PAYMENT_ANNOUNCER, clock, transport);
    this.languages = Set.copyOf(languages);
    this.currencies = Set.copyOf(currencies);
  }

  /** An announcer behind a transport that speaks these; opened at first use. */
  public static WireAnnouncer of(
      String id,
      Transport transport,
      Set<Locale> languages,
      Set<Currency> currencies,
      Clock clock) {
    return new WireAnnouncer(id, transport, languages, currencies, clock);
  }

  @Override
  public AnnouncerCapabilities capabilities() {
    return new AnnouncerCapabilities(languages, currencies, true, true);
  }

  @Override
  public Announced announce(Announcement announcement, Duration limit) {
    if (!languages.contains(announcement.language())
        || !currencies.contains(announcement.amount().currency())) {
      throw DeviceException.of(
          Fault.UNSUPPORTED,
          Phase.PREPARE,
          "announcer " + id() + " lacks this language or currency");
    }
    return said(
        "announce",
        limit,
        Announced.NOT_SAID,
        out ->
            out.put("id", announcement.id())
                .put("minor", announcement.amount().minor())
                .put("currency", announcement.amount().currency().getCurrencyCode())
                .put("language", announcement.language().toLanguageTag())
                .put("repeated", announcement.repeated()));
  }

  @Override
  public Announced queryResult(String id, Duration limit) {
    return said("query", limit, Announced.UNKNOWN, out -> out.put("id", id));
  }

  private Announced said(
      String what, Duration limit, Announced unreached, Consumer<JsonOut> fields) {
    boolean[] sent = {false};
    try {
      return connected(
          Phase.READ,
          limit,
          deadline -> {
            sent[0] = true;
            return result(ask(what, fields, deadline));
          });
    } catch (DeviceException e) {
      if (e.fault() == Fault.CLOSED && !sent[0]) {
        throw e;
      }
      // Who hangs before it was sent may go on and send it.
      return sent[0] || !e.outcomeKnown() ? Announced.UNKNOWN : unreached;
    }
  }

  private Announced result(JsonIn in) {
    try {
      return Announced.valueOf(in.text("result"));
    } catch (JsonException | IllegalArgumentException e) {
      throw garbled("an answer with a wrong field");
    }
  }

  @Override
  public void volume(int percent, Duration limit) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("a volume is 0 to 100 percent");
    }
    connected(
        Phase.WRITE,
        limit,
        deadline -> ask("volume", out -> out.put("percent", percent), deadline));
  }
}
