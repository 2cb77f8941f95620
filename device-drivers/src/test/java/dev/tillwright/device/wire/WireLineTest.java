package dev.tillwright.device.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.money.Money;
import dev.tillwright.device.OneLine;
import dev.tillwright.device.spi.BiometricCapabilities.Modality;
import dev.tillwright.device.spi.BiometricVerifier.TemplateHandle;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.TerminalReply;
import dev.tillwright.device.spi.TerminalReply.Approved;
import dev.tillwright.device.spi.TerminalReply.Unknown;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From the first byte of a payment on, anything but a whole answer is unknown. */
@Timeout(60)
class WireLineTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final String APPROVED =
      "{\"n\":1,\"id\":\"p\",\"result\":\"approved\",\"minor\":100,\"currency\":\"GBP\","
          + "\"reference\":\"T1\",\"slip\":[]}";

  private List<String> says = List.of();
  private final OneLine line = new OneLine(this::take);
  private final WireTerminal terminal =
      WireTerminal.of("terminal", line, Set.of(GBP), Clock.systemUTC());

  private void take(int value) {
    if (value == '\n') {
      says.forEach(each -> line.send((each + "\n").getBytes(UTF_8)));
    }
  }

  @AfterEach
  void close() {
    terminal.close();
  }

  private TerminalReply sale() {
    return terminal.sale("p", Money.ofMinor(100, GBP), AMPLE);
  }

  @Test
  void anAnswerWithoutANumber_isUnknown_notAnError() {
    for (String wrong : List.of("{\"n\":\"1\"}", "{\"n\":1.5}", "{\"n\":[]}", "[]", "?")) {
      says = List.of(wrong);
      assertThat(sale()).as(wrong).isInstanceOf(Unknown.class);
    }
  }

  @Test
  void whatIsSaidUnasked_andMakesNoSense_endsNoPayment() {
    says = List.of("{\"n\":0,\"id\":\"p\",\"step\":5}", "{\"n\":0,\"id\":7}", APPROVED);
    assertThat(sale()).isInstanceOf(Approved.class);
    assertThat(terminal.health().counted("unasked.unknown")).isEqualTo(2);
  }

  @Test
  void whatTheDeviceDoesNotUnderstand_itDidNotDo() {
    says = List.of("{\"n\":1,\"result\":\"misunderstood\"}");
    try (WireBiometric reader =
        WireBiometric.of("finger", line, Modality.FINGER, 100, Clock.systemUTC())) {
      assertThatThrownBy(() -> reader.forget(new TemplateHandle("ann"), AMPLE))
          .isInstanceOfSatisfying(
              DeviceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.PROTOCOL));
    }
  }

  @Test
  void afterHalfALine_theNextOneIsAskedAnew() {
    line.takes(10);
    assertThat(sale()).isInstanceOf(Unknown.class);
    line.takes(Integer.MAX_VALUE);
    says = List.of(APPROVED.replace("\"n\":1", "\"n\":2"));
    assertThat(terminal.queryResult("p", AMPLE)).isInstanceOf(Approved.class);
    assertThat(line.connects()).isEqualTo(2);
  }
}
