package dev.tillwright.device.contract;

import dev.tillwright.core.card.Pan;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.device.spi.BiometricCapabilities.Modality;
import dev.tillwright.device.spi.BiometricVerifier;
import dev.tillwright.device.spi.BiometricVerifier.TemplateHandle;
import dev.tillwright.device.spi.PaymentAnnouncer;
import dev.tillwright.device.spi.PaymentTerminal;
import dev.tillwright.device.spi.PinPad;
import dev.tillwright.device.spi.PinPad.PinFormat;
import dev.tillwright.device.spi.SignaturePad;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.VirtualAnnouncer;
import dev.tillwright.device.virtual.VirtualBiometric;
import dev.tillwright.device.virtual.VirtualPinPad;
import dev.tillwright.device.virtual.VirtualSignaturePad;
import dev.tillwright.device.virtual.VirtualTerminal;
import dev.tillwright.device.wire.WireAnnouncer;
import dev.tillwright.device.wire.WireBiometric;
import dev.tillwright.device.wire.WirePinPad;
import dev.tillwright.device.wire.WireSignaturePad;
import dev.tillwright.device.wire.WireTerminal;
import java.time.Clock;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The drivers of the house's wire keep the contract of their kinds (F12, F14). */
class WireDriversTest {
  private static final Currency GBP = Currency.getInstance("GBP");
  private static final Clock CLOCK = Clock.systemUTC();

  @TestFactory
  Stream<DynamicTest> terminal() {
    return OwnDriversTest.tests(DeviceContract.terminal(PayingBench::new));
  }

  @TestFactory
  Stream<DynamicTest> pinPad() {
    return OwnDriversTest.tests(DeviceContract.pinPad(PinBench::new));
  }

  @TestFactory
  Stream<DynamicTest> signaturePad() {
    return OwnDriversTest.tests(DeviceContract.signaturePad(SigningBench::new));
  }

  @TestFactory
  Stream<DynamicTest> biometricReader() {
    return OwnDriversTest.tests(DeviceContract.biometricReader(PersonBench::new));
  }

  @TestFactory
  Stream<DynamicTest> announcer() {
    return OwnDriversTest.tests(DeviceContract.announcer(SpeakingBench::new));
  }

  /** What all benches of a cable share. */
  private abstract static class CableBench {
    final TroubledTransport cable;

    CableBench(int port) {
      cable = TroubledTransport.around(TcpTransport.of("127.0.0.1", port));
    }

    public boolean can(Trouble trouble) {
      return cable.can(trouble);
    }

    public void begin(Trouble trouble) {
      cable.begin(trouble);
    }

    public void end() {
      cable.end();
    }
  }

  private static final class PayingBench extends CableBench implements TerminalBench {
    private final VirtualTerminal peer;

    PayingBench() {
      this(VirtualTerminal.start());
    }

    private PayingBench(VirtualTerminal peer) {
      super(peer.port());
      this.peer = peer;
    }

    @Override
    public PaymentTerminal device() {
      return WireTerminal.of("terminal", cable, Set.of(GBP), CLOCK);
    }

    @Override
    public Currency currency() {
      return GBP;
    }

    @Override
    public void presentGoodCard() {
      peer.endWaits(); // the deed is for whoever asks next
      peer.present(VirtualTerminal.Card.GOOD);
    }

    @Override
    public void presentBadCard() {
      peer.endWaits(); // the deed is for whoever asks next
      peer.present(VirtualTerminal.Card.BAD);
    }

    @Override
    public OptionalLong movedMinor(String id) {
      return OptionalLong.of(peer.movedMinor(id));
    }

    @Override
    public void close() {
      peer.close();
    }
  }

  private static final class PinBench extends CableBench implements PinPadBench {
    private static final String NUMBER = "4111111111111111";
    private static final String PIN = "739162840517";
    private final VirtualPinPad peer;

    PinBench() {
      this(
          VirtualPinPad.start(
              "a test key of 24 bytes!!".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    private PinBench(VirtualPinPad peer) {
      super(peer.port());
      this.peer = peer;
    }

    @Override
    public PinPad device() {
      return WirePinPad.of("pad", cable, PinFormat.ISO_0, CLOCK);
    }

    @Override
    public Pan pan() {
      return Pan.of(NUMBER);
    }

    @Override
    public void enter() {
      peer.endWaits(); // the deed is for whoever asks next
      peer.enter(PIN);
    }

    @Override
    public void refuse() {
      peer.endWaits(); // the deed is for whoever asks next
      peer.refuse();
    }

    @Override
    public int asked() {
      return peer.asked();
    }

    @Override
    public List<String> secrets() {
      return List.of(NUMBER, PIN);
    }

    @Override
    public void close() {
      peer.close();
    }
  }

  private static final class SigningBench extends CableBench implements SignatureBench {
    private final VirtualSignaturePad peer;

    SigningBench() {
      this(VirtualSignaturePad.start());
    }

    private SigningBench(VirtualSignaturePad peer) {
      super(peer.port());
      this.peer = peer;
    }

    @Override
    public SignaturePad device() {
      return WireSignaturePad.of("pad", cable, 320, 120, CLOCK);
    }

    @Override
    public void sign() {
      peer.endWaits(); // the deed is for whoever asks next
      peer.sign(
          new Signature(
              320,
              120,
              List.of(
                  new Signature.Stroke(
                      List.of(new Signature.Point(10, 20, 0), new Signature.Point(90, 60, 40))))));
    }

    @Override
    public void refuse() {
      peer.endWaits(); // the deed is for whoever asks next
      peer.refuse();
    }

    @Override
    public void close() {
      peer.close();
    }
  }

  private static final class PersonBench extends CableBench implements BiometricBench {
    private final VirtualBiometric peer;
    private final TemplateHandle known;

    PersonBench() {
      this(VirtualBiometric.start());
    }

    private PersonBench(VirtualBiometric peer) {
      super(peer.port());
      this.peer = peer;
      this.known = peer.knows("ann");
    }

    @Override
    public BiometricVerifier device() {
      return WireBiometric.of("finger", cable, Modality.FINGER, 1_000, CLOCK);
    }

    @Override
    public TemplateHandle known() {
      return known;
    }

    @Override
    public void comes() {
      peer.endWaits(); // the deed is for whoever asks next
      peer.comes("ann");
    }

    @Override
    public void strangerComes() {
      peer.endWaits(); // the deed is for whoever asks next
      peer.comes("bob");
    }

    @Override
    public void close() {
      peer.close();
    }
  }

  private static final class SpeakingBench extends CableBench implements AnnouncerBench {
    private final VirtualAnnouncer peer;

    SpeakingBench() {
      this(VirtualAnnouncer.start());
    }

    private SpeakingBench(VirtualAnnouncer peer) {
      super(peer.port());
      this.peer = peer;
    }

    @Override
    public PaymentAnnouncer device() {
      return WireAnnouncer.of("voice", cable, Set.of(Locale.ENGLISH), Set.of(GBP), CLOCK);
    }

    @Override
    public OptionalInt said(String id) {
      return OptionalInt.of(peer.said(id));
    }

    @Override
    public void close() {
      peer.close();
    }
  }
}
