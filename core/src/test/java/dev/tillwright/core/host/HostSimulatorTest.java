package dev.tillwright.core.host;

import static dev.tillwright.core.host.HostBench.LONG;
import static dev.tillwright.core.host.HostBench.eventually;
import static dev.tillwright.core.host.HostBench.key;
import static dev.tillwright.core.host.HostBench.purchase;
import static dev.tillwright.core.host.HostBench.refund;
import static dev.tillwright.core.host.HostBench.reversal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.host.HostLedgerEntry.Kind;
import dev.tillwright.core.host.HostLedgerEntry.State;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageSpec;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.AuthorizationRequest;
import dev.tillwright.core.payment.Charge;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.ReversalReply;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class HostSimulatorTest {
  private final HostBench bench = new HostBench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void portThatIsTaken_isAClearError() {
    assertThatThrownBy(() -> HostSimulator.start(bench.simulator.port()))
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo("host.portBusy"))
        .hasMessageContaining(String.valueOf(bench.simulator.port()));
  }

  @Test
  void ledger_showsEachKeyAndWhatBecameOfIt() {
    bench.host.authorize(purchase(1, 1000), LONG);
    bench.host.refund(refund(2, 1, 300), LONG);
    bench.simulator.limit(50);
    bench.host.authorize(purchase(3, 51), LONG);
    bench.host.authorize(purchase(4, 40), LONG);
    bench.host.reverse(reversal(purchase(4, 40), false), LONG);
    bench.host.reverse(reversal(purchase(5, 1), false), LONG);

    List<HostLedgerEntry> entries = bench.simulator.entries();

    assertThat(entries)
        .containsExactly(
            new HostLedgerEntry("till-01/3/1", Kind.PURCHASE, "", 1000, "826", State.APPROVED),
            new HostLedgerEntry(
                "till-01/3/2", Kind.REFUND, "till-01/3/1", 300, "826", State.APPROVED),
            new HostLedgerEntry("till-01/3/3", Kind.PURCHASE, "", 0, "826", State.DECLINED),
            new HostLedgerEntry("till-01/3/4", Kind.PURCHASE, "", 40, "826", State.REVERSED),
            new HostLedgerEntry("till-01/3/5", Kind.UNSEEN, "", 0, "", State.REVERSED));
    assertThat(entries.stream().mapToLong(HostLedgerEntry::net).sum()).isEqualTo(700);
    assertThat(bench.simulator.movedMinor(key(4))).isZero();
    assertThat(bench.simulator.movedMinor(key(99))).isZero();
  }

  @Test
  void currencies_areKeptApart() {
    Currency yen = Currency.getInstance("JPY");
    bench.host.authorize(purchase(1, 1000), LONG);
    bench.host.authorize(
        AuthorizationRequest.purchase(
            key(2), Charge.of(Money.ofMinor(70, yen)), HostBench.card(), HostBench.AT),
        LONG);

    assertThat(bench.simulator.ledger().takenMinor(HostBench.GBP)).isEqualTo(1000);
    assertThat(bench.simulator.ledger().takenMinor(yen)).isEqualTo(70);
    assertThat(bench.simulator.ledger().refundedMinor(yen)).isZero();
    assertThatThrownBy(bench.simulator::approvedMinor).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anything_maybeSent_andItStillServes() throws IOException {
    long seed = System.nanoTime();
    System.out.println("simulator fuzz: seed " + seed);
    RandomGenerator random = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(1, 200)];
      random.nextBytes(bytes);
      try (Socket socket = new Socket()) {
        socket.connect(bench.simulator.address());
        socket.getOutputStream().write(bytes);
      }
    }
    eventually(() -> bench.simulator.connections() == 0);
    assertThat(bench.host.authorize(purchase(1, 1), LONG)).isInstanceOf(HostReply.Approved.class);
  }

  @Test
  void requestsThatMakeNoSense_areAnsweredSo() throws IOException {
    MessageSpec spec = MessageSpec.ascii1987();
    IsoMessage noKey = IsoMessage.of("0200").set(4, "1").set(11, "000001").build();
    IsoMessage noAmount = IsoMessage.of("0200").set(11, "000001").set(48, "a/1/1").build();
    IsoMessage otherType = IsoMessage.of("0600").set(11, "000001").set(48, "a/1/1").build();
    try (Socket socket = new Socket()) {
      socket.connect(bench.simulator.address());
      for (IsoMessage request : List.of(noKey, noAmount, otherType)) {
        socket.getOutputStream().write(Framing.binary().frame(spec.pack(request)));
        byte[] buffer = Framing.buffer();
        int length = Framing.binary().read(socket.getInputStream(), buffer);
        assertThat(spec.unpack(buffer, 0, length).text(39)).isEqualTo("30");
      }
      // An answer asks for nothing, so it is answered by nothing.
      socket
          .getOutputStream()
          .write(
              Framing.binary().frame(spec.pack(IsoMessage.of("0210").set(11, "000001").build())));
    }
    assertThat(bench.simulator.approvedMinor()).isZero();
  }

  @Test
  void connectionsBeyondTheLimit_areClosed() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < HostSimulator.MAX_CONNECTIONS; i++) {
        Socket socket = new Socket();
        socket.connect(bench.simulator.address());
        sockets.add(socket);
      }
      eventually(() -> bench.simulator.connections() == HostSimulator.MAX_CONNECTIONS);
      try (Socket one = new Socket()) {
        one.connect(bench.simulator.address());
        assertThat(one.getInputStream().read()).isEqualTo(-1);
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void offlineTwice_andOnlineTwice_areTheSameAsOnce() {
    bench.simulator.offline(true);
    bench.simulator.offline(true);
    bench.simulator.offline(false);
    bench.simulator.offline(false);

    assertThat(bench.host.authorize(purchase(1, 1), LONG)).isInstanceOf(HostReply.Approved.class);
    bench.simulator.close();
    bench.simulator.offline(false);
    bench.simulator.close();
  }

  @Test
  void behavioursThatMakeNoSense_areRefused() {
    assertThatThrownBy(() -> Behaviour.decline("5")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Behaviour.delay(Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Behaviour.partial(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusedConnections_areMadeAgain() {
    bench.simulator.refuseNext(3);

    assertThat(bench.host.authorize(purchase(1, 1), LONG))
        .isInstanceOf(HostReply.Unreachable.class);
    eventually(() -> bench.host.authorize(purchase(2, 1), LONG) instanceof HostReply.Approved);
    assertThat(bench.simulator.movedMinor(key(1))).isZero();
  }

  @Test
  void whatTheHostIsMadeNotToDo_isRefusedWithACode() {
    bench.simulator.capabilities(HostCapabilities.of(HostCapability.DEDUPLICATION));

    bench.host.authorize(purchase(1, 500), LONG);
    assertThat(bench.host.reverse(reversal(purchase(1, 500), false), LONG))
        .isEqualTo(ReversalReply.UNACKNOWLEDGED);
    assertThat(bench.simulator.movedMinor(key(1))).isEqualTo(500);
  }

  @Test
  void scriptByWhatIsAsked_meetsThatAlone() {
    bench.simulator.play(
        Script.builder()
            .times(1, HostRequest.Kind.REVERSAL, Behaviour.decline("96"))
            .on(request -> request.minor() == 13, Behaviour.decline("05"))
            .build());

    assertThat(bench.host.authorize(purchase(1, 13), LONG)).isInstanceOf(HostReply.Declined.class);
    assertThat(bench.host.authorize(purchase(2, 14), LONG)).isInstanceOf(HostReply.Approved.class);
    assertThat(bench.host.reverse(reversal(purchase(2, 14), false), LONG))
        .isEqualTo(ReversalReply.UNACKNOWLEDGED);
    assertThat(bench.host.reverse(reversal(purchase(2, 14), true), LONG))
        .isEqualTo(ReversalReply.ACKNOWLEDGED);
  }

  private static Stream<Framing> framings() {
    return Stream.of(
        Framing.binary().withTpdu("6000010000"),
        Framing.ascii().withHeader("ISO015000055".getBytes(StandardCharsets.US_ASCII)),
        Framing.bcd().countingItself());
  }

  /** Link and simulator meet over every form, header and TPDU. */
  @ParameterizedTest
  @MethodSource("framings")
  void otherFramings_doTheSame(Framing framing) {
    try (HostSimulator other =
            HostSimulator.start(0, MessageSpec.ascii1987(), InstantSource.system(), framing);
        Iso8583Host host =
            Iso8583Host.connect(HostBench.config(other.address()).framing(framing).build())) {
      assertThat(host.authorize(HostBench.purchase(1, 500), HostBench.LONG))
          .isInstanceOf(HostReply.Approved.class);
      assertThat(
              host.reverse(HostBench.reversal(HostBench.purchase(1, 500), false), HostBench.LONG))
          .isEqualTo(ReversalReply.ACKNOWLEDGED);
      assertThat(other.approvedMinor()).isZero();
    }
  }
}
