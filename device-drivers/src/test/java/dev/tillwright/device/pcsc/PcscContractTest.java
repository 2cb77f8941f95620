package dev.tillwright.device.pcsc;

import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.CheckResult;
import dev.tillwright.device.contract.ChipBench;
import dev.tillwright.device.contract.DeviceContract;
import dev.tillwright.device.contract.Trouble;
import dev.tillwright.device.spi.CardReader;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.virtual.VirtualCard;
import dev.tillwright.device.virtual.VirtualCardSlot;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The driver for PC/SC keeps the contract of chip readers, with the service and reader behind it.
 */
class PcscContractTest {
  private static @Nullable PcscBench service;

  @BeforeAll
  static void start() throws Exception {
    service = PcscBench.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (service != null) {
      service.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> chipReader() {
    return DeviceContract.chipReader(Slot::new).stream().map(PcscContractTest::test);
  }

  private static DynamicTest test(Check check) {
    return DynamicTest.dynamicTest(
        check.name(),
        () -> {
          CheckResult result = check.run();
          Assumptions.assumeTrue(result.applies(), result.text());
          result.orThrow();
        });
  }

  /** A slot of the virtual reader, with a card that answers every command alike. */
  private static final class Slot implements ChipBench, VirtualCard {
    private static final AtomicInteger NEXT = new AtomicInteger();

    // In turn, so that the service sees one slot empty while the other is used.
    private final int index = NEXT.getAndIncrement() % 2;
    private final VirtualCardSlot slot = Objects.requireNonNull(service).slot(index);
    private volatile boolean silent;
    private boolean inserted;

    Slot() {
      PcscBench.awaitEmpty(index);
    }

    @Override
    public CardReader device() {
      return PcscCardReader.builder("chip", PcscBench.reader(index)).build();
    }

    @Override
    public void insert() {
      if (!inserted) {
        slot.insert(this, Deadline.after(Duration.ofSeconds(20)));
        inserted = true;
      }
    }

    @Override
    public void remove() {
      slot.remove();
      inserted = false;
      PcscBench.awaitEmpty(index);
    }

    @Override
    public byte[] atr() {
      return HexFormat.of().parseHex("3B600000");
    }

    @Override
    public byte[] answer(byte[] command) {
      while (silent) {
        LockSupport.parkNanos(1_000_000);
      }
      return response();
    }

    @Override
    public byte[] command() {
      return HexFormat.of().parseHex("80CA9F3600");
    }

    @Override
    public byte[] response() {
      return HexFormat.of().parseHex("9F360200019000");
    }

    @Override
    public boolean can(Trouble trouble) {
      return trouble == Trouble.SILENT;
    }

    @Override
    public void begin(Trouble trouble) {
      silent = true;
    }

    @Override
    public void end() {
      silent = false;
    }

    @Override
    public void close() {
      silent = false;
      slot.remove();
    }
  }
}
