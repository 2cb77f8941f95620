package dev.tillwright.device.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tillwright.device.spi.BiometricCapabilities.Modality;
import dev.tillwright.device.spi.BiometricVerifier;
import dev.tillwright.device.spi.BiometricVerifier.TemplateHandle;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.VirtualBiometric;
import dev.tillwright.device.wire.WireBiometric;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A biometric reader says who is there, says nobody, or says that it cannot say. */
@Timeout(60)
class BiometricPortTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);

  private final VirtualBiometric peer = VirtualBiometric.start();
  private final WireBiometric reader = reader("finger");
  private final BiometricPort port = BiometricPort.of(reader);

  private WireBiometric reader(String id) {
    return WireBiometric.of(
        id, TcpTransport.of("127.0.0.1", peer.port()), Modality.FINGER, 1_000, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    reader.close();
    peer.close();
  }

  private Fault fault(BiometricPort of, Duration deadline) {
    Throwable thrown = catchThrowable(() -> of.identify(deadline));
    assertThat(thrown).asInstanceOf(type(DeviceException.class)).isNotNull();
    return ((DeviceException) thrown).fault();
  }

  @Test
  void match_isTheTemplatesName_theSameEachTime_andAnotherAtAnotherReader() {
    TemplateHandle ann = peer.knows("ann");
    peer.knows("bob");
    for (int time = 0; time < 2; time++) {
      peer.comes("ann");
      assertThat(port.identify(AMPLE)).contains("finger/" + ann.id());
    }
    assertThat(port.reference(ann)).isEqualTo("finger/" + ann.id());
    try (WireBiometric other = reader("other")) {
      peer.comes("ann");
      assertThat(BiometricPort.of(other).identify(AMPLE)).contains("other/" + ann.id());
    }
  }

  @Test
  void whoEnrolsAtTheReader_isFoundByTheReferenceOfItsHandle_untilItIsForgotten() {
    peer.comes("cid");
    TemplateHandle cid = reader.enrol(AMPLE);
    peer.knows("ann");
    peer.comes("cid");
    assertThat(port.identify(AMPLE)).contains(port.reference(cid));
    reader.forget(cid, AMPLE);
    peer.comes("cid");
    assertThat(port.identify(AMPLE)).isEmpty();
  }

  @Test
  void stranger_nobody_andAnEmptyReader_areNoMatch() {
    assertThat(port.identify(AMPLE)).as("it holds no template").isEmpty();
    peer.knows("ann");
    peer.comes("eve");
    assertThat(port.identify(AMPLE)).isEmpty();
    assertThat(port.identify(SHORT)).as("nobody comes").isEmpty();
    // The reader learns a moment later that nobody waits: a finger before that is lost on it.
    Optional<String> ann = Optional.empty();
    for (int time = 0; time < 10 && ann.isEmpty(); time++) {
      peer.comes("ann");
      ann = port.identify(Duration.ofSeconds(2));
    }
    assertThat(ann).isPresent();
  }

  @Test
  void badSample_isTakenAgain_threeInAll_andThenIsNoAnswer() {
    peer.knows("ann");
    peer.comesSmudged();
    peer.comesSmudged();
    peer.comes("ann");
    assertThat(port.identify(AMPLE)).isPresent();

    for (int sample = 0; sample < 3; sample++) {
      peer.comesSmudged();
    }
    assertThat(fault(port, AMPLE)).isEqualTo(Fault.BAD_READ);
    peer.comesSmudged();
    assertThat(fault(port, Duration.ofMillis(500))).as("and then nobody").isEqualTo(Fault.BAD_READ);
    // Twice: the reader may not yet have heard that nobody waits, and take the first for that wait.
    peer.comesSmudged();
    peer.comesSmudged();
    Throwable enrolling = catchThrowable(() -> reader.enrol(AMPLE));
    assertThat(((DeviceException) enrolling).fault()).isEqualTo(Fault.BAD_READ);
  }

  @Test
  void readerThatIsGone_orCancelled_orClosed_cannotSay() throws InterruptedException {
    peer.knows("ann");
    peer.unplug();
    peer.comes("ann");
    assertThat(port.identify(AMPLE)).as("it reaches the reader again").isPresent();

    Thread other =
        new Thread(
            () -> {
              // Until the wait has ended: a cancel before it began ends nothing.
              while (!Thread.currentThread().isInterrupted()) {
                reader.cancel();
                Thread.onSpinWait();
              }
            });
    other.start();
    assertThat(fault(port, AMPLE)).isEqualTo(Fault.CANCELLED);
    other.interrupt();
    other.join();

    peer.close();
    assertThat(fault(port, SHORT)).isIn(Fault.LOST, Fault.REFUSED, Fault.TIMEOUT);
    reader.close();
    assertThat(fault(port, SHORT)).isEqualTo(Fault.CLOSED);
  }

  @Test
  void readerThatMustBeTold_orComparesOutside_isRefused() {
    for (boolean inside : new boolean[] {true, false}) {
      BiometricVerifier weaker =
          (BiometricVerifier)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {BiometricVerifier.class},
                  (proxy, method, arguments) ->
                      method.getName().equals("capabilities")
                          ? new dev.tillwright.device.spi.BiometricCapabilities(
                              Modality.FINGER, inside, true, !inside, 10)
                          : "weaker");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BiometricPort.of(weaker))
          .withMessageContaining("weaker");
    }
  }
}
