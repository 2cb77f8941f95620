package dev.tillwright.device.contract;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What a cable and the device at its end do, without bytes. */
final class ToyCable {
  private final Set<Trouble> troubles = EnumSet.noneOf(Trouble.class);
  private boolean linked;
  private boolean cancelled;
  private int link;

  synchronized void begin(Trouble trouble) {
    troubles.add(trouble);
    if (trouble == Trouble.UNPLUGGED) {
      linked = false;
    }
    notifyAll();
  }

  synchronized void end() {
    troubles.clear();
    notifyAll();
  }

  synchronized boolean has(Trouble trouble) {
    return troubles.contains(trouble);
  }

  synchronized void connect() {
    if (has(Trouble.UNPLUGGED)) {
      throw DeviceException.of(Fault.REFUSED, Phase.CONNECT, "a toy is unplugged");
    }
    if (!linked) {
      linked = true;
      link++;
    }
  }

  synchronized void drop() {
    linked = false;
    notifyAll();
  }

  /** Has the device do something, and brings its answer. */
  synchronized <T> T exchange(Deadline deadline, Supplier<T> effect) {
    if (troubles.remove(Trouble.BREAKS_MID_JOB)) {
      linked = false;
      throw lost(Phase.WRITE);
    }
    waitWhile(() -> has(Trouble.STUCK), Phase.WRITE, deadline);
    waitWhile(() -> has(Trouble.SILENT), Phase.READ, deadline);
    if (has(Trouble.GARBLED)) {
      throw DeviceException.of(Fault.BAD_READ, Phase.READ, "a toy was not understood")
          .outcomeUnknown();
    }
    T answer = effect.get();
    if (troubles.remove(Trouble.REPLY_LOST)) {
      linked = false;
      throw lost(Phase.READ);
    }
    return answer;
  }

  /** Waits for a person, at a device that is well. */
  synchronized <T> T await(Deadline deadline, Supplier<Optional<T>> person) {
    cancelled = false;
    int mine = link;
    while (true) {
      Optional<T> came = has(Trouble.SILENT) ? Optional.empty() : person.get();
      if (came.isPresent()) {
        return came.get();
      }
      if (cancelled) {
        throw DeviceException.of(Fault.CANCELLED, Phase.READ, "a toy was cancelled");
      }
      pause(mine, Phase.READ, deadline, false);
    }
  }

  synchronized void cancel() {
    cancelled = true;
    notifyAll();
  }

  /** A person did something. */
  synchronized void person(Runnable deed) {
    deed.run();
    notifyAll();
  }

  private void waitWhile(BooleanSupplier so, Phase phase, Deadline deadline) {
    int mine = link;
    while (so.getAsBoolean()) {
      pause(mine, phase, deadline, true);
    }
  }

  private void pause(int mine, Phase phase, Deadline deadline, boolean begun) {
    if (!linked || link != mine) {
      throw lost(phase);
    }
    if (deadline.passed()) {
      DeviceException late = DeviceException.of(Fault.TIMEOUT, phase, "a toy does not answer");
      throw begun ? late.outcomeUnknown() : late;
    }
    try {
      wait(deadline.millis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeviceException.of(Fault.CANCELLED, phase, "interrupted").outcomeUnknown();
    }
    if (!linked || link != mine) {
      throw lost(phase);
    }
  }

  private static DeviceException lost(Phase phase) {
    return DeviceException.of(Fault.LOST, phase, "a toy lost its cable").outcomeUnknown();
  }
}
