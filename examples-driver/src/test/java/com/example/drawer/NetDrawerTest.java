package com.example.drawer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.contract.CheckReport;
import dev.tillwright.device.DeviceRegistry;
import dev.tillwright.device.Devices;
import dev.tillwright.device.contract.DeviceContract;
import dev.tillwright.device.contract.DrawerBench;
import dev.tillwright.device.contract.Trouble;
import dev.tillwright.device.contract.TroubledTransport;
import dev.tillwright.device.spi.CashDrawer;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.DeviceProvider;
import dev.tillwright.device.transport.TcpTransport;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NetDrawerTest {

  @TestFactory
  Stream<DynamicTest> contract() {
    return DeviceContract.drawer(Bench::new).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), () -> check.run().orThrow()));
  }

  /** The driver at a virtual drawer, with a cable that can be troubled. */
  static final class Bench implements DrawerBench {
    private final VirtualDrawer drawer = new VirtualDrawer();
    private final TroubledTransport cable =
        TroubledTransport.around(TcpTransport.of("127.0.0.1", drawer.port()));

    @Override
    public CashDrawer device() {
      return new NetDrawer("drawer", cable, Clock.systemUTC());
    }

    @Override
    public void shut() {
      drawer.shut();
    }

    @Override
    public OptionalInt pulses() {
      return OptionalInt.of(drawer.pulses());
    }

    @Override
    public boolean lock() {
      drawer.lock(true);
      return true;
    }

    @Override
    public boolean can(Trouble trouble) {
      return cable.can(trouble);
    }

    @Override
    public void begin(Trouble trouble) {
      cable.begin(trouble);
    }

    @Override
    public void end() {
      cable.end();
      drawer.lock(false);
    }

    @Override
    public void close() {
      drawer.close();
    }
  }

  @Test
  void theDriver_isFound_andOpensTheDrawerOfATill() {
    assertThat(DeviceRegistry.discover().providers())
        .extracting(DeviceProvider::id)
        .contains("netdrawer");
    try (VirtualDrawer metal = new VirtualDrawer();
        Devices devices =
            Devices.of(
                DeviceDescriptor.of(
                    "drawer", DeviceKind.CASH_DRAWER, "tcp://127.0.0.1:" + metal.port()))) {
      CashDrawer drawer = devices.device("drawer", CashDrawer.class);
      assertThat(drawer.openDrawer(Duration.ofSeconds(20))).isEqualTo(CashDrawer.Opening.OPENED);
      assertThat(metal.pulses()).isOne();
    }
  }

  @Test
  void aFieldSelfTest_runsTheSameList() {
    CheckReport report = CheckReport.of(DeviceContract.drawer(Bench::new).subList(0, 5));
    assertThat(report.passed()).as(report.text()).isTrue();
  }
}
