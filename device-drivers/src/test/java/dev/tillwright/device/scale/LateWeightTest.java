package dev.tillwright.device.scale;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tillwright.device.OneLine;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer that comes late is the weight of what lay there before. */
@Timeout(60)
class LateWeightTest {
  private final Queue<String> owed = new ArrayDeque<>();
  private final OneLine line = new OneLine(this::take);
  private String load = "01.000";
  private boolean slow = true;

  /** Answers each question with the next one. */
  private void take(int value) {
    if (value != 'W') {
      return;
    }
    owed.add(load);
    if (!slow || owed.size() > 1) {
      line.send(("\2" + owed.remove() + "\r").getBytes(US_ASCII));
    }
  }

  @Test
  void isNeverTheWeightOfWhatLiesThereNow() {
    ScaleProtocol protocol = ScaleProtocol.named("8217").orElseThrow();
    try (SerialScale scale = SerialScale.builder("scale", line, protocol).build()) {
      assertThat(
              catchThrowableOfType(DeviceException.class, () -> scale.weigh(Duration.ofMillis(150)))
                  .fault())
          .isEqualTo(Fault.TIMEOUT);
      load = "02.000";
      assertThat(scale.weigh(Duration.ofSeconds(20)).weight().orElseThrow().amount().value())
          .isEqualByComparingTo("2.000");
    }
  }
}
