package dev.tillwright.device.contract;

import dev.tillwright.device.spi.Device;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an implementer brings to {@link DeviceContract}: a driver, and a device for it to drive,
 * virtual or of metal. A fresh one is opened for each check. Each kind adds what a person does.
 *
 * <p>Everything with a default makes more checks applicable; what a bench cannot do leaves the
 * checks that need it listed as not applicable, with the reason.
 *
 * @param <D> the kind
 */
public interface DeviceBench<D extends Device> extends AutoCloseable {

  /**
   * A new driver for the one device of this bench, not opened. Asked for more than once, never for
   * two at a time: the check closes one before it asks for the next.
   */
  D device();

  /** Whether {@link #begin} can cause this. */
  default boolean can(Trouble trouble) {
    return false;
  }

  /** Causes this from now on; {@link Trouble} says which happen once. */
  default void begin(Trouble trouble) {
    throw new IllegalStateException("the bench cannot " + trouble.what());
  }

  /** Ends every trouble. */
  default void end() {}

  /** How long a usual call may take. */
  default Duration deadline() {
    return Duration.ofSeconds(10);
  }

  /** A deadline for what will not come: longer than a usual answer takes. */
  default Duration shortDeadline() {
    return Duration.ofMillis(300);
  }

  /** How much later than its deadline a call may return before it is said to ignore it. */
  default Duration slack() {
    return Duration.ofSeconds(3);
  }

  /**
   * Texts that must be seen nowhere: the test card's number, the PIN that is entered. Not short:
   * each is looked for in all that is printed.
   */
  default List<String> secrets() {
    return List.of();
  }

  /** What was logged since the bench was opened, where it can be had. */
  default Optional<String> logged() {
    return Optional.empty();
  }

  /** Closes the device of the bench; drivers are closed by then. */
  @Override
  void close();
}
