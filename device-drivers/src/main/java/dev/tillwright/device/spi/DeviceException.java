package dev.tillwright.device.spi;

import dev.tillwright.core.TillwrightException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A device failed. Says why, in which phase, whether to try again, and whether it is known what the
 * device did.
 *
 * <p><b>Guarantee.</b> The message names the device and what to do, never what was sent or read.
 */
public final class DeviceException extends TillwrightException {
  private static final long serialVersionUID = 1L;

  private final Fault fault;
  private final Phase phase;
  private final boolean outcomeKnown;

  private DeviceException(
      Fault fault, Phase phase, boolean outcomeKnown, String message, @Nullable Throwable cause) {
    super(fault.code(), fault.retryable() && outcomeKnown, message + ": " + fault.advice(), cause);
    this.fault = fault;
    this.phase = Objects.requireNonNull(phase, "phase");
    this.outcomeKnown = outcomeKnown;
  }

  /**
   * A failure that left nothing behind: the device did not do what was asked.
   *
   * @param message which device and what, without data; the fault's advice is added
   */
  public static DeviceException of(Fault fault, Phase phase, String message) {
    return new DeviceException(fault, phase, true, message, null);
  }

  /** As above, with a cause whose text is free of card data. */
  public static DeviceException of(Fault fault, Phase phase, String message, Throwable cause) {
    return new DeviceException(fault, phase, true, message, cause);
  }

  /** The same failure after which nobody knows what the device did; not to be retried blindly. */
  public DeviceException outcomeUnknown() {
    String message = Objects.requireNonNull(getMessage(), "message");
    String bare = message.substring(0, message.length() - fault.advice().length() - 2);
    return new DeviceException(fault, phase, false, bare, this);
  }

  public Fault fault() {
    return fault;
  }

  public Phase phase() {
    return phase;
  }

  /** False when the device may or may not have done what was asked. */
  public boolean outcomeKnown() {
    return outcomeKnown;
  }
}
