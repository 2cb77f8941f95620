package dev.tillwright.device.javapos;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.Track;
import dev.tillwright.device.DeviceRegistry;
import dev.tillwright.device.spi.Device;
import dev.tillwright.device.spi.DeviceDescriptor;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.StripeRead;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a card that a JavaPOS service read (F6, F8, F10). */
@Timeout(60)
class JavaPosStripeTest {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final SecretAccess ACCESS = SecretAccess.forPurpose("a test");
  private static final String KEY_SERIAL = "FFFF9876543210E00001";
  private static final byte[] BLOCK = HexFormat.of().parseHex("0123456789ABCDEF");

  private final JposRig rig = new JposRig(false);
  private final JavaPosStripeReader clear = reader(false);

  private JavaPosStripeReader reader(boolean encrypts) {
    return JavaPosStripeReader.of("stripes", jpos.MSR::new, rig.name, encrypts, Clock.systemUTC());
  }

  /** A card from a head that encrypts track 2 and shows its number masked. */
  static JposRig.Swiped sealed() {
    return sealed("411111******1111=****************", HexFormat.of().parseHex(KEY_SERIAL));
  }

  private static JposRig.Swiped sealed(String shown, byte[] keySerial) {
    return new JposRig.Swiped(
        List.of("", shown, ""), List.of(new byte[0], BLOCK, new byte[0]), keySerial, 0);
  }

  @AfterEach
  void close() {
    rig.end();
    clear.close();
    rig.close();
  }

  private static Fault fault(Runnable call) {
    return catchThrowableOfType(DeviceException.class, call::run).fault();
  }

  @Test
  void tracksInClear_areSecretsAtOnce() {
    rig.swipe(JposRig.Swiped.clear(0));
    try (StripeRead read = clear.awaitSwipe(AMPLE)) {
      assertThat(read.track(Track.Kind.ONE)).isPresent();
      assertThat(read.track(Track.Kind.TWO).orElseThrow().reveal(ACCESS))
          .isEqualTo("4111111111111111=30121010000000000000".getBytes(US_ASCII));
      assertThat(read.track(Track.Kind.THREE)).isEmpty();
      assertThat(read.unread()).isEmpty();
      assertThat(read.toString()).doesNotContain("4111");
    }
    assertThat(rig.calls).containsSubsequence("clearInput", "setDataEventEnabled", "getTrack1Data");
  }

  @Test
  void aTrackThatIsWrong_isSaid_andTheOtherTaken() {
    rig.swipe(JposRig.Swiped.clear(204)); // JPOS_EMSR_LRC on track 1
    try (StripeRead read = clear.awaitSwipe(AMPLE);
        Pan expected = Pan.of("4111111111111111")) {
      assertThat(read.unread()).containsExactly(Track.Kind.ONE);
      assertThat(read.track(Track.Kind.ONE)).isEmpty();
      try (CardRead card = read.takeCard().orElseThrow()) {
        assertThat(card.card().pan()).isEqualTo(expected);
      }
    }
  }

  @Test
  void aCardShownTooEarly_isNotTaken() {
    clear.open(AMPLE);
    rig.swipeNow(JposRig.Swiped.clear(0));
    assertThat(fault(() -> clear.awaitSwipe(SHORT).close())).isEqualTo(Fault.TIMEOUT);
    // After the deadline the service still tells of one card more: it is nobody's.
    rig.swipeNow(JposRig.Swiped.clear(0));
    assertThat(rig.calls.get(rig.calls.size() - 1)).isEqualTo("clearInput");
    rig.swipe(JposRig.Swiped.clear(0));
    clear.awaitSwipe(AMPLE).close();
  }

  @Test
  void encryptedTracks_passThrough_withTheSerialOfTheirKey() {
    rig.encrypts = true;
    try (JavaPosStripeReader sealed = reader(true)) {
      for (byte[] serial :
          List.of(HexFormat.of().parseHex(KEY_SERIAL), KEY_SERIAL.getBytes(US_ASCII))) {
        rig.swipe(sealed("411111******1111=****************", serial));
        try (StripeRead read = sealed.awaitSwipe(AMPLE)) {
          StripeRead.Encrypted encrypted = read.encrypted().orElseThrow();
          assertThat(encrypted.keySerial()).isEqualTo(KEY_SERIAL);
          assertThat(encrypted.ciphertext())
              .singleElement()
              .extracting(bytes -> bytes.reveal(ACCESS))
              .isEqualTo(BLOCK);
          assertThat(read.takeCard()).isEmpty();
        }
      }
      rig.swipe(sealed("", new byte[3]));
      assertThat(fault(() -> sealed.awaitSwipe(AMPLE).close())).isEqualTo(Fault.BAD_READ);
      assertThat(fault(() -> sealed.awaitCard(AMPLE).close())).isEqualTo(Fault.UNSUPPORTED);
    }
  }

  @Test
  void aNumberInClear_fromAHeadThatEncrypts_isRefused() {
    rig.encrypts = true;
    try (JavaPosStripeReader sealed = reader(true)) {
      rig.swipe(
          sealed("4111111111111111=30121010000000000000", HexFormat.of().parseHex(KEY_SERIAL)));
      assertThat(fault(() -> sealed.awaitSwipe(AMPLE).close())).isEqualTo(Fault.PROTOCOL);
    }
  }

  @Test
  void aServiceThatEncryptsOtherwiseThanSaid_isNotUsed() {
    try (JavaPosStripeReader sealed = reader(true)) {
      assertThat(fault(() -> sealed.open(AMPLE))).isEqualTo(Fault.CONFIGURATION);
    }
    rig.encrypts = true;
    assertThat(fault(() -> clear.open(AMPLE))).isEqualTo(Fault.CONFIGURATION);
  }

  @Test
  void theRegistry_findsTheBridge_andRefusesAWrongSetting() {
    DeviceDescriptor descriptor =
        DeviceDescriptor.of("stripes", DeviceKind.MAGSTRIPE_READER, "javapos:" + rig.name);
    try (Device found = DeviceRegistry.discover().create(descriptor)) {
      assertThat(found).isInstanceOf(JavaPosStripeReader.class);
    }
    assertThat(
            fault(
                () -> DeviceRegistry.discover().create(descriptor.with("encrypts", "yes")).close()))
        .isEqualTo(Fault.CONFIGURATION);
  }
}
