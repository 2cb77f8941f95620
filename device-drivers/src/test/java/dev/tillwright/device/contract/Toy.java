package dev.tillwright.device.contract;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Phase;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A driver over a {@link ToyCable}: right, but for the defect it is given. */
abstract class Toy extends Driver {
  final ToyCable cable;
  private final Defect defect;

  Toy(DeviceKind kind, ToyCable cable, Defect defect) {
    super("toy", kind, Clock.systemUTC(), null);
    this.cable = cable;
    this.defect = defect;
  }

  final boolean broken(Defect by) {
    return defect == by;
  }

  @Override
  protected void connect(Deadline deadline) {
    cable.connect();
  }

  @Override
  protected void disconnect() {
    cable.drop();
  }

  final <T> T ask(Duration limit, Supplier<T> effect) {
    return connected(Phase.WRITE, limit, deadline -> cable.exchange(deadline, effect));
  }

  final <T> T await(Duration limit, Supplier<Optional<T>> person) {
    return connected(Phase.READ, limit, deadline -> cable.await(deadline, person));
  }

  /** The benches of toys: quick, since nothing here takes time. */
  abstract static class Bench<D extends Device> implements DeviceBench<D> {
    final ToyCable cable = new ToyCable();
    final Defect defect;

    Bench(Defect defect) {
      this.defect = defect;
    }

    @Override
    public boolean can(Trouble trouble) {
      return trouble != Trouble.PAPER_OUT;
    }

    @Override
    public void begin(Trouble trouble) {
      cable.begin(trouble);
    }

    @Override
    public void end() {
      cable.end();
    }

    @Override
    public Duration deadline() {
      // What is broken need not be waited for long.
      return defect == Defect.NONE ? Duration.ofSeconds(20) : Duration.ofMillis(1_500);
    }

    @Override
    public Duration shortDeadline() {
      return Duration.ofMillis(50);
    }

    @Override
    public Duration slack() {
      return defect == Defect.NONE ? Duration.ofSeconds(20) : Duration.ofMillis(500);
    }

    @Override
    public void close() {}
  }
}
