package dev.tillwright.device.scanner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.device.spi.BarcodeScanner.BadScan;
import dev.tillwright.device.spi.BarcodeScanner.Scanned;
import dev.tillwright.device.spi.DeviceEvent;
import dev.tillwright.device.spi.DeviceException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys of a window become codes, and what a person typed comes back (F7). */
class WedgeScannerTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);

  private final AtomicLong nanos = new AtomicLong();
  private final BlockingQueue<DeviceEvent> told = new LinkedBlockingQueue<>();
  private final WedgeScanner scanner =
      WedgeScanner.builder("wedge").nanos(nanos::get).aimIds(true).build();

  @AfterEach
  void close() {
    scanner.close();
  }

  private String type(String keys, long gapMillis) {
    StringBuilder typed = new StringBuilder();
    for (char key : keys.toCharArray()) {
      nanos.addAndGet(gapMillis * 1_000_000);
      typed.append(scanner.key(key));
    }
    return typed.toString();
  }

  @Test
  void codesAreTold_andTypingComesBack() throws InterruptedException {
    scanner.subscribe(event -> told.add(event));
    assertThat(type("ab", 5)).as("disabled: all keys go to the window").isEqualTo("ab");
    scanner.enable(AMPLE);
    assertThat(type("]E04006381333931\n", 5)).isEmpty();
    Scanned scanned = next(Scanned.class);
    assertThat(scanned.scan().aimId()).isEqualTo("]E0");
    assertThat(scanned.scan().text()).isEqualTo("4006381333931");
    String typed = type("hi", 300);
    nanos.addAndGet(300_000_000);
    assertThat(typed + scanner.idle()).isEqualTo("hi");
    type("]E04006381333930\n", 5);
    assertThat(next(BadScan.class).flaw()).hasToString("BAD_CHECK");
    assertThat(scanner.capabilities().wedge()).isTrue();
    assertThat(scanner.health().counters()).containsEntry("reads.good", 1L);
    scanner.disable(AMPLE);
    assertThat(type("x", 5)).isEqualTo("x");
    assertThatThrownBy(() -> scanner.configure(Map.of("a", "b"), AMPLE))
        .isInstanceOf(DeviceException.class);
  }

  private <T> T next(Class<T> kind) throws InterruptedException {
    while (true) {
      DeviceEvent event = told.poll(20, TimeUnit.SECONDS);
      assertThat(event).as("an event").isNotNull();
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
    }
  }
}
