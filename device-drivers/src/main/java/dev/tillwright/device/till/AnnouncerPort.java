package dev.tillwright.device.till;

import dev.tillwright.core.till.Announcer;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.PaymentAnnouncer;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A payment announcer as the till's port: {@code builder.announcer(AnnouncerPort.of(device),
 * Locale.UK)}.
 *
 * <p><b>Guarantee.</b> It never throws; a device that is closed, or lacks the language or the
 * currency, has said nothing.
 */
public final class AnnouncerPort implements Announcer {
  private static final Logger LOG = LoggerFactory.getLogger(AnnouncerPort.class);

  private final PaymentAnnouncer announcer;

  private AnnouncerPort(PaymentAnnouncer announcer) {
    this.announcer = Objects.requireNonNull(announcer, "announcer");
  }

  /** A port to this announcer, which stays the caller's to close. */
  public static AnnouncerPort of(PaymentAnnouncer announcer) {
    return new AnnouncerPort(announcer);
  }

  @Override
  public Said say(Announcement announcement, Duration deadline) {
    try {
      return switch (announcer.announce(
          new PaymentAnnouncer.Announcement(
              announcement.id(),
              announcement.amount(),
              announcement.language(),
              announcement.repeated()),
          deadline)) {
        case SAID, ACCEPTED -> Said.SAID;
        case NOT_SAID -> Said.NOT_SAID;
        case UNKNOWN -> Said.UNKNOWN;
      };
    } catch (DeviceException e) {
      return e.outcomeKnown() ? Said.NOT_SAID : Said.UNKNOWN;
    } catch (RuntimeException e) {
      LOG.warn("the driver of announcer {} threw {}", announcer.id(), e.getClass().getName());
      return Said.UNKNOWN;
    }
  }

  @Override
  public String toString() {
    return "AnnouncerPort[" + announcer.id() + "]";
  }
}
