package dev.tillwright.device.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.card.Track;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Quantity;
import dev.tillwright.device.spi.BarcodeScanner.Scan;
import dev.tillwright.device.spi.PinPad.PinFormat;
import dev.tillwright.device.spi.PinPad.PinOutcome;
import dev.tillwright.device.spi.PinPad.PinRequest;
import dev.tillwright.device.spi.Scale.Load;
import dev.tillwright.device.spi.Scale.MassUnit;
import dev.tillwright.device.spi.Scale.Weighing;
import dev.tillwright.device.spi.Scale.Weight;
import dev.tillwright.device.spi.SignaturePad.Signed;
import dev.tillwright.device.spi.TerminalReply.CardShown;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the values of the kinds refuse, and what they never print. */
class KindValuesTest {
  private static final String NUMBER = "4111111111111111";
  private static final Money POUNDS = Money.parse("12.30", Currency.getInstance("GBP"));

  private static void refused(Runnable made) {
    assertThatThrownBy(made::run).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSwipe_namesItsCard_andPrintsNothingOfIt() {
    Track two = Track.of(Track.Kind.TWO, NUMBER + "=30121010000");
    try (StripeRead read =
        StripeRead.clear(EntryMode.STRIPE, List.of(two), Set.of(Track.Kind.ONE))) {
      assertThat(read.toString()).contains("STRIPE", "TWO").doesNotContain("1111");
      assertThat(read.unread()).containsExactly(Track.Kind.ONE);
      assertThat(read.takeCard())
          .hasValueSatisfying(
              card -> {
                assertThat(card.card().pan()).isEqualTo(Pan.of(NUMBER));
                assertThat(card.card().expiry()).isEqualTo(YearMonth.of(2030, 12));
                card.close();
              });
    }
    assertThatThrownBy(two::card).isInstanceOf(IllegalStateException.class);
    refused(() -> StripeRead.clear(EntryMode.STRIPE, List.of(), Set.of()));
  }

  @Test
  void anEncryptedSwipe_hasNoCard_andIsWipedWithItsRead() {
    SecretBytes block = SecretBytes.copyOf(new byte[40]);
    StripeRead.Encrypted head =
        new StripeRead.Encrypted(List.of(block), "FFFF9876543210E00001", Optional.empty());
    StripeRead read = StripeRead.encrypted(EntryMode.STRIPE, head, Set.of());
    assertThat(read.takeCard()).isEmpty();
    read.close();
    assertThat(block.closed()).isTrue();
    refused(() -> new StripeRead.Encrypted(List.of(), "no key", Optional.empty()));
  }

  @Test
  void aPinRequest_printsNoNumber_andAnOutcomeNoBlock() {
    try (Pan pan = Pan.of(NUMBER)) {
      PinRequest request = new PinRequest("p1", pan, PinFormat.ISO_4, 4, 6, Optional.of(POUNDS));
      assertThat(request.toString()).doesNotContain(NUMBER);
      refused(() -> new PinRequest("p1", pan, PinFormat.ISO_0, 3, 6, Optional.empty()));
      refused(() -> new PinRequest("p1", pan, PinFormat.ISO_0, 6, 5, Optional.empty()));
      refused(() -> new PinRequest("x".repeat(65), pan, PinFormat.ISO_0, 4, 6, Optional.empty()));
    }
    SecretBytes block = SecretBytes.copyOf("0412AC89ABCDEF67".getBytes(StandardCharsets.US_ASCII));
    PinOutcome entered = new PinOutcome.Entered(block, PinFormat.ISO_0, "FFFF9876543210E00001");
    assertThat(entered.toString()).doesNotContain("0412AC");
    assertThat(entered.<String>match(it -> it.keySerial(), it -> "none", it -> "unknown"))
        .startsWith("FFFF");
    assertThat(
            new PinOutcome.NotEntered(PinOutcome.Reason.TIMEOUT)
                .<String>match(it -> "in", it -> it.reason().name(), it -> "unknown"))
        .isEqualTo("TIMEOUT");
    assertThat(
            new PinOutcome.Unknown(Fault.LOST)
                .<String>match(it -> "in", it -> "none", it -> it.fault().code()))
        .isEqualTo("device.lost");
  }

  @Test
  void aScan_isWhatWasRead_andPrintsItsLengthOnly() {
    byte[] bytes = NUMBER.getBytes(StandardCharsets.US_ASCII);
    Scan scan = Scan.of(bytes, "]C1", NUMBER);
    bytes[0] = 'x';
    assertThat(scan)
        .isEqualTo(Scan.of(scan.bytes(), "]C1", NUMBER))
        .hasToString("Scan[]C1, 16 bytes]");
    assertThat(scan.text()).isEqualTo(NUMBER);
    refused(() -> Scan.of(new byte[0], "", ""));
    refused(() -> Scan.of(new byte[Scan.MAX_BYTES + 1], "", ""));
    refused(() -> Scan.of(bytes, "C1", NUMBER));
  }

  @Test
  void aLoadOffTheScale_hasNoWeight_andAStableOneHas() {
    Optional<Weight> weight = Optional.of(new Weight(Quantity.parse("0.742"), MassUnit.KILOGRAM));
    new Weighing(Load.STABLE, weight);
    new Weighing(Load.MOTION, weight);
    new Weighing(Load.MOTION, Optional.empty());
    new Weighing(Load.OVER, Optional.empty());
    refused(() -> new Weighing(Load.STABLE, Optional.empty()));
    refused(() -> new Weighing(Load.STABLE_ZERO, Optional.empty()));
    refused(() -> new Weighing(Load.OVER, weight));
    refused(() -> new Weighing(Load.UNDER_ZERO, weight));
    refused(() -> new Weighing(Load.NOT_READY, weight));
  }

  @Test
  void aTerminalsReply_isOneOfThree() {
    TerminalReply approved =
        new TerminalReply.Approved("s1", POUNDS, "123456", "r9", CardShown.NOTHING, List.of("AID"));
    TerminalReply declined = new TerminalReply.Declined("s1", TerminalReply.Reason.REFUSED, "51");
    TerminalReply unknown = new TerminalReply.Unknown("s1", Fault.TIMEOUT);
    assertThat(List.of(approved, declined, unknown))
        .extracting(
            reply -> reply.<String>match(it -> "money", it -> it.code(), it -> it.fault().code()))
        .containsExactly("money", "51", "device.timeout");
    refused(() -> new TerminalReply.Unknown(" ", Fault.TIMEOUT));
  }

  @Test
  void anAnnouncement_isOfSomething() {
    refused(
        () -> new PaymentAnnouncer.Announcement("a1", Money.zero(POUNDS.currency()), Locale.UK));
  }

  @Test
  void aPicture_hasABitAPoint() {
    Signed signed = new Signed.Picture(9, 2, new byte[4]);
    assertThat(signed.<String>match(it -> "ink", it -> it.toString(), it -> "refused"))
        .isEqualTo("Picture[9x2]");
    refused(() -> new Signed.Picture(9, 2, new byte[3]));
    refused(() -> new Signed.Picture(5_000, 1, new byte[625]));
  }

  @Test
  void whatHardwareSaysOfItself_isCutAndCleaned() {
    DeviceIdentity said = DeviceIdentity.of("Acme\u0007 ", "P\n80", "7".repeat(1_000));
    assertThat(said.vendor()).isEqualTo("Acme");
    assertThat(said.model()).isEqualTo("P80");
    assertThat(said.serial()).hasSize(DeviceIdentity.MAX_TEXT);
    assertThat(said.unique()).isTrue();
    assertThat(DeviceIdentity.UNKNOWN.withFirmware("1.2").unique()).isFalse();
    assertThat(DeviceIdentity.UNKNOWN.withKeyId("FFFF98").unique()).isTrue();
  }

  @Test
  void aPort_isKnownBySerial_elseBySocket_elseByAddress() {
    URI address = URI.create("serial:/dev/ttyUSB0");
    DeviceIdentity numbered = DeviceIdentity.of("Acme", "S1", "42");
    assertThat(new Port(address, "usb-1-1", numbered).stableId()).isEqualTo("Acme/S1/42");
    assertThat(new Port(address, "usb-1-1", DeviceIdentity.UNKNOWN).stableId())
        .isEqualTo("usb-1-1");
    assertThat(new Port(address, "", DeviceIdentity.UNKNOWN).stableId())
        .isEqualTo("serial:/dev/ttyUSB0");
  }
}
