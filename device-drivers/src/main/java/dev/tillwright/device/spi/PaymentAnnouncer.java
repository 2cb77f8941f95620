package dev.tillwright.device.spi;

import dev.tillwright.core.money.Money;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Says aloud that a payment arrived, so that a merchant need not look at a customer's telephone.
 */
public interface PaymentAnnouncer extends Device {

  @Override
  AnnouncerCapabilities capabilities();

  /**
   * Announces a payment once. The same id is not said again, unless it surely was not said.
   *
   * @throws DeviceException {@link Fault#UNSUPPORTED} for a language or currency it lacks, {@link
   *     Fault#CLOSED} when it was closed; nothing was sent then
   */
  Announced announce(Announcement announcement, Duration limit);

  /**
   * What became of an announcement; asks the device where it can answer. One that never came is
   * {@link Announced#NOT_SAID}.
   *
   * @throws DeviceException with {@link Fault#CLOSED} only
   */
  Announced queryResult(String id, Duration limit);

  /**
   * Sets how loud it is.
   *
   * @param percent 0 to 100
   * @throws DeviceException {@link Fault#UNSUPPORTED} when it has one volume only
   */
  void volume(int percent, Duration limit);

  /** What became of an announcement. */
  enum Announced {
    /** The device confirmed the end of it. */
    SAID,
    /** The device took it, and cannot say more. */
    ACCEPTED,
    /** Nothing was said, for certain. */
    NOT_SAID,
    UNKNOWN
  }

  /**
   * What is announced. There is no free text: whoever could choose the words could fake a payment.
   *
   * @param id chosen by the caller, 1 to 64 characters, new for each payment
   * @param amount that arrived, positive
   * @param language to say it in
   * @param repeated whether to say that it is a repetition: it was, or may have been, said under
   *     another id
   */
  record Announcement(String id, Money amount, Locale language, boolean repeated) {
    /** One that was never said. */
    public Announcement(String id, Money amount, Locale language) {
      this(id, amount, language, false);
    }

    public Announcement {
      JobId.check(id);
      Objects.requireNonNull(language, "language");
      if (amount.minor() <= 0) {
        throw new IllegalArgumentException("what arrived is more than nothing");
      }
    }
  }
}
