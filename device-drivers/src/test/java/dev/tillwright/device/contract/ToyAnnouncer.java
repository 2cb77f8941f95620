package dev.tillwright.device.contract;

import dev.tillwright.device.spi.AnnouncerCapabilities;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PaymentAnnouncer;
import dev.tillwright.device.spi.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** An announcer that says into a list. */
final class ToyAnnouncer extends Toy implements PaymentAnnouncer {
  private static final AnnouncerCapabilities CAPABILITIES =
      new AnnouncerCapabilities(
          Set.of(Locale.UK), Set.of(Currency.getInstance("GBP")), false, true);

  private final List<String> said;
  private final Set<String> uncertain = new HashSet<>();

  ToyAnnouncer(ToyCable cable, Defect defect, List<String> said) {
    super(DeviceKind.PAYMENT_ANNOUNCER, cable, defect);
    this.said = said;
  }

  @Override
  public AnnouncerCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public Announced announce(Announcement announcement, Duration limit) {
    if (!CAPABILITIES.languages().contains(announcement.language())
        && !broken(Defect.SPEAKS_ANY_LANGUAGE)) {
      throw DeviceException.of(Fault.UNSUPPORTED, Phase.PREPARE, "a toy speaks English");
    }
    String id = announcement.id();
    return told(
        id,
        limit,
        () -> {
          if (!said.contains(id) || broken(Defect.SAYS_TWICE)) {
            said.add(id);
          }
          return broken(Defect.CONFIRMS_UNASKED) ? Announced.ACCEPTED : Announced.SAID;
        });
  }

  @Override
  public Announced queryResult(String id, Duration limit) {
    return told(id, limit, () -> said.contains(id) ? Announced.SAID : Announced.NOT_SAID);
  }

  private Announced told(String id, Duration limit, java.util.function.Supplier<Announced> effect) {
    try {
      return ask(limit, effect);
    } catch (DeviceException e) {
      if (e.fault() == Fault.CLOSED) {
        throw e;
      }
      if (!e.outcomeKnown()) {
        uncertain.add(id);
      }
      return uncertain.contains(id) ? Announced.UNKNOWN : Announced.NOT_SAID;
    }
  }

  @Override
  public void volume(int percent, Duration limit) {
    throw DeviceException.of(Fault.UNSUPPORTED, Phase.PREPARE, "a toy has one volume");
  }

  /** Its bench; the driver is wrapped when its common part is to be broken. */
  static final class Bench extends Toy.Bench<PaymentAnnouncer> implements AnnouncerBench {
    private final List<String> said = new ArrayList<>();

    Bench(Defect defect) {
      super(defect);
    }

    @Override
    public PaymentAnnouncer device() {
      return BrokenDevice.of(new ToyAnnouncer(cable, defect, said), cable, defect);
    }

    @Override
    public OptionalInt said(String id) {
      return OptionalInt.of((int) said.stream().filter(id::equals).count());
    }

    @Override
    public List<String> secrets() {
      return List.of(BrokenDevice.SECRET);
    }
  }
}
