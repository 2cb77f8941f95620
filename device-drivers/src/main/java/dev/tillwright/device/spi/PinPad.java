package dev.tillwright.device.spi;

import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes a PIN and gives it encrypted.
 *
 * <p><b>Guarantee.</b> A PIN in clear never leaves the pad: neither result, event nor exception has
 * one, nor which keys were pressed.
 */
public interface PinPad extends Device {

  @Override
  PinPadCapabilities capabilities();

  /**
   * Has the cardholder enter a PIN. The same id gives the same outcome and asks nobody again.
   *
   * @return never null; what the connection did to it is {@link PinOutcome.Unknown}, to be asked
   *     for with {@link #queryResult}
   * @throws DeviceException {@link Fault#UNSUPPORTED} for a format it lacks, {@link Fault#CLOSED}
   *     and the like, when the cardholder was surely not asked
   */
  PinOutcome enterPin(PinRequest request, Duration limit);

  /**
   * What became of an entry; asks the pad where it is not known here. An id that the pad never had
   * is {@link PinOutcome.NotEntered}.
   */
  PinOutcome queryResult(String id, Duration limit);

  /**
   * A message authentication code with the pad's key (ISO 16609, the algorithm of its key scheme).
   *
   * @param message at most {@link PinPadCapabilities#longestMessage} bytes
   * @throws DeviceException {@link Fault#UNSUPPORTED} when it makes none, or the message is longer
   */
  byte[] mac(byte[] message, Duration limit);

  /** Ends a waiting {@link #enterPin} from another thread; nothing happens when none waits. */
  void cancel();

  /**
   * What is asked.
   *
   * @param id chosen by the caller, 1 to 64 characters, new for each entry
   * @param pan of the card, which binds the block to it; the caller closes it
   * @param format of the block (ISO 9564-1)
   * @param shortest fewest digits, 4 or more
   * @param longest most digits, 12 or fewer
   * @param amount to show; empty for none
   */
  record PinRequest(
      String id, Pan pan, PinFormat format, int shortest, int longest, Optional<Money> amount) {
    public PinRequest {
      JobId.check(id);
      Objects.requireNonNull(pan, "pan");
      Objects.requireNonNull(format, "format");
      if (shortest < 4 || longest > 12 || shortest > longest) {
        throw new IllegalArgumentException("a PIN has 4 to 12 digits");
      }
    }
  }

  /** Block formats of ISO 9564-1. */
  enum PinFormat {
    ISO_0,
    ISO_1,
    ISO_3,
    ISO_4
  }

  /** What became of an entry. */
  sealed interface PinOutcome {

    /** Exactly one of the functions is called. */
    default <T> T match(
        Function<Entered, T> entered,
        Function<NotEntered, T> notEntered,
        Function<Unknown, T> unknown) {
      if (this instanceof Entered it) {
        return entered.apply(it);
      } else if (this instanceof NotEntered it) {
        return notEntered.apply(it);
      } else {
        return unknown.apply((Unknown) this);
      }
    }

    /**
     * A PIN was entered.
     *
     * @param block encrypted, for the caller to close
     * @param format of the block
     * @param keySerial names its key: a KSN (ANSI X9.24) or the name of a working key
     */
    record Entered(SecretBytes block, PinFormat format, String keySerial) implements PinOutcome {}

    /** No PIN was entered, for certain. */
    record NotEntered(Reason reason) implements PinOutcome {}

    /**
     * It is not known whether one was entered.
     *
     * @param fault what happened
     */
    record Unknown(Fault fault) implements PinOutcome {}

    /** Why no PIN was entered. */
    enum Reason {
      /** By the cardholder. */
      REFUSED,
      /** By {@link PinPad#cancel}. */
      CANCELLED,
      /** The cardholder took too long. */
      TIMEOUT,
      /** The pad has no key, or is tampered with. */
      NO_KEY,
      /** The pad never had this id. */
      NEVER_ASKED
    }
  }

  /**
   * A key was pressed.
   *
   * @param digits how many there are now, never which
   */
  record KeyPressed(String device, Instant at, int digits) implements DeviceEvent {}
}
