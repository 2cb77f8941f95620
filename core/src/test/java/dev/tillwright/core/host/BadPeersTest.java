package dev.tillwright.core.host;

import static dev.tillwright.core.host.HostBench.LONG;
import static dev.tillwright.core.host.HostBench.SHORT;
import static dev.tillwright.core.host.HostBench.eventually;
import static dev.tillwright.core.host.HostBench.purchase;
import static dev.tillwright.core.host.HostBench.reversal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageSpec;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.HostReply.Cause;
import dev.tillwright.core.payment.ReversalReply;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that are no host at all: every call still ends, and says what is true. */
@Timeout(60)
class BadPeersTest {
  private static final MessageSpec SPEC = MessageSpec.ascii1987();

  /** What a peer does with a connection. */
  @FunctionalInterface
  private interface Peer {
    void meet(Socket socket) throws IOException, InterruptedException;
  }

  private static ServerSocket listen(Peer peer) throws IOException {
    ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    DaemonThreads.named("peer")
        .newThread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                  peer.meet(socket);
                } catch (IOException | InterruptedException e) {
                  // The test is over, or the link hung up.
                }
              }
            })
        .start();
    return server;
  }

  private static Iso8583Config.Builder config(ServerSocket server) {
    return HostBench.config((InetSocketAddress) server.getLocalSocketAddress());
  }

  private static void hold(Socket socket) throws InterruptedException {
    new CountDownLatch(1).await();
  }

  @Test
  void peerThatNeverReads_doesNotHoldTheCaller() throws Exception {
    try (ServerSocket server = listen(BadPeersTest::hold);
        Iso8583Host host = Iso8583Host.connect(config(server).signOn(false).build())) {
      assertThat(host.authorize(purchase(1, 1), SHORT))
          .isEqualTo(new HostReply.Unknown(Cause.TIMEOUT));
    }
  }

  @Test
  void writeThatIsStuck_isFreedByLosingTheConnection() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Socket socket = new Socket()) {
      Connection.connect(
          socket, (InetSocketAddress) server.getLocalSocketAddress(), Duration.ofSeconds(2));
      CompletableFuture<Cause> lost = new CompletableFuture<>();
      Connection connection =
          new Connection(socket, socket, new Wire(SPEC, Framing.binary(), null), owner(lost));
      Exchange huge =
          new Exchange(new byte[64 << 20], new Correlation("", List.of()), HostBench.key(1));
      Thread writer = DaemonThreads.named("writer").newThread(() -> huge.writeTo(connection));
      writer.start();

      assertThat(huge.await(System.nanoTime() + SHORT.toNanos())).isNull();
      eventually(huge::isWriting);
      connection.lose(Cause.TIMEOUT);
      writer.join();

      assertThat(lost).isCompletedWithValue(Cause.TIMEOUT);
      assertThat(huge.giveUp(Cause.TIMEOUT))
          .isEqualTo(Exchange.Outcome.sent(Cause.CONNECTION_LOST));
      assertThat(connection.isLost()).isTrue();
    }
  }

  private static Connection.Owner owner(CompletableFuture<Cause> lost) {
    return new Connection.Owner() {
      @Override
      public void received(Connection connection, IsoMessage message) {
        throw new AssertionError("nothing was sent");
      }

      @Override
      public void lost(Connection connection, Cause cause) {
        lost.complete(cause);
      }
    };
  }

  @Test
  void peerThatNeverAnswersTheSignOn_isUnreachable() throws Exception {
    try (ServerSocket server = listen(BadPeersTest::hold);
        Iso8583Host host =
            Iso8583Host.connect(config(server).connectDeadline(Duration.ofMillis(100)).build())) {
      assertThat(host.authorize(purchase(1, 1), LONG))
          .isEqualTo(new HostReply.Unreachable(Cause.NO_CONNECTION));
    }
  }

  @Test
  void callerWhoseDeadlineIsShorterThanTheSignOn_isUnreachableInTime() throws Exception {
    try (ServerSocket server = listen(BadPeersTest::hold);
        Iso8583Host host = Iso8583Host.connect(config(server).build())) {
      assertThat(host.authorize(purchase(1, 1), SHORT)).isInstanceOf(HostReply.Unreachable.class);
    }
  }

  @Test
  void hostThatRefusesTheSignOn_isUnreachable_untilItLetsUsIn() {
    try (HostBench bench = new HostBench()) {
      AtomicInteger tries = new AtomicInteger();
      bench.simulator.networkScript(
          request -> tries.incrementAndGet() < 3 ? Behaviour.decline("91") : Behaviour.usual());

      assertThat(bench.host.authorize(purchase(1, 1), LONG))
          .isEqualTo(new HostReply.Unreachable(Cause.NO_CONNECTION));
      assertThat(bench.host.authorize(purchase(1, 1), LONG))
          .isEqualTo(new HostReply.Unreachable(Cause.NO_CONNECTION));
      assertThat(bench.host.authorize(purchase(1, 1), LONG)).isInstanceOf(HostReply.Approved.class);
      assertThat(bench.simulator.requests()).isEqualTo(1);
    }
  }

  @Test
  void hugeDeclaredLength_isUnknown_andReadsNoFurther() throws Exception {
    assertGarbled(new byte[] {(byte) 0xFF, (byte) 0xFF, 1, 2, 3});
  }

  @Test
  void frameThatIsNoMessage_isUnknown() throws Exception {
    assertGarbled(new byte[] {0, 0, 0, 4, 'n', 'o', 'p', 'e'});
  }

  private static void assertGarbled(byte[] answer) throws Exception {
    Peer peer =
        socket -> {
          read(socket.getInputStream());
          socket.getOutputStream().write(answer);
          hold(socket);
        };
    try (ServerSocket server = listen(peer);
        Iso8583Host host = Iso8583Host.connect(config(server).signOn(false).build())) {
      assertThat(host.authorize(purchase(1, 1), LONG))
          .isEqualTo(new HostReply.Unknown(Cause.GARBLED));
    }
  }

  @Test
  void connectionOnWhichNobodyIsAnyMore_isReplaced() {
    try (HostSimulator simulator = HostSimulator.start(0);
        Iso8583Host host =
            Iso8583Host.connect(
                HostBench.config(simulator.address())
                    .connectDeadline(Duration.ofMillis(500))
                    .build())) {
      AtomicInteger echoes = new AtomicInteger();
      simulator.networkScript(
          request ->
              request.text(70).equals("301") && echoes.incrementAndGet() == 1
                  ? Behaviour.fault(Behaviour.Fault.DROP_REQUEST)
                  : Behaviour.usual());
      simulator.script(
          request ->
              request.text(48).equals("till-01/3/1")
                  ? Behaviour.fault(Behaviour.Fault.DROP_REQUEST)
                  : Behaviour.usual());

      eventually(() -> host.authorize(purchase(3, 1), LONG) instanceof HostReply.Approved);
      assertThat(host.authorize(purchase(1, 1), Duration.ofMillis(500)))
          .isEqualTo(new HostReply.Unknown(Cause.TIMEOUT));
      eventually(() -> echoes.get() == 1 && simulator.connections() == 0);
      assertThat(host.authorize(purchase(2, 1), LONG)).isInstanceOf(HostReply.Approved.class);
      assertThat(simulator.connections()).isEqualTo(1);
    }
  }

  @Test
  void hostThatAnswersTheEcho_keepsItsConnection() {
    try (HostBench bench = new HostBench()) {
      AtomicInteger echoes = new AtomicInteger();
      AtomicInteger signOns = new AtomicInteger();
      bench.simulator.networkScript(
          request -> {
            (request.text(70).equals("301") ? echoes : signOns).incrementAndGet();
            return Behaviour.usual();
          });
      bench.simulator.script(request -> Behaviour.fault(Behaviour.Fault.DROP_REPLY));
      for (int seq = 1; seq <= 3; seq++) {
        bench.host.authorize(purchase(seq, 1), SHORT);
      }
      eventually(() -> echoes.get() >= 1);
      bench.simulator.script(request -> Behaviour.usual());

      assertThat(bench.host.authorize(purchase(9, 1), LONG)).isInstanceOf(HostReply.Approved.class);
      assertThat(signOns).hasValue(1);
    }
  }

  @Test
  void echoOfTheHost_isAnswered() throws Exception {
    CompletableFuture<IsoMessage> answer = new CompletableFuture<>();
    Peer peer =
        socket -> {
          read(socket.getInputStream());
          IsoMessage echo =
              IsoMessage.of("0800").set(7, "0714213005").set(11, "000777").set(70, "301").build();
          socket.getOutputStream().write(Framing.binary().frame(SPEC.pack(echo)));
          answer.complete(read(socket.getInputStream()));
          hold(socket);
        };
    try (ServerSocket server = listen(peer);
        Iso8583Host host = Iso8583Host.connect(config(server).signOn(false).build())) {
      host.authorize(purchase(1, 1), SHORT);

      assertThat(answer.get())
          .isEqualTo(
              IsoMessage.of("0810")
                  .set(7, "0714213005")
                  .set(11, "000777")
                  .set(39, "00")
                  .set(70, "301")
                  .build());
    }
  }

  private static IsoMessage read(InputStream in) throws IOException {
    byte[] buffer = Framing.buffer();
    int length = Framing.binary().read(in, buffer);
    return SPEC.unpack(buffer, 0, length);
  }

  @Test
  void nobodyListening_isUnreachable_alsoByName() throws Exception {
    ServerSocket server = listen(BadPeersTest::hold);
    int port = server.getLocalPort();
    server.close();
    try (Iso8583Host host =
        Iso8583Host.connect(
            HostBench.config(InetSocketAddress.createUnresolved("localhost", port)).build())) {
      for (int i = 0; i < 4; i++) {
        assertThat(host.authorize(purchase(1, 1), LONG))
            .isEqualTo(new HostReply.Unreachable(Cause.NO_CONNECTION));
      }
    }
  }

  @Test
  void close_endsCallsUnderWay_andRefusesNewOnes() throws Exception {
    HostBench bench = new HostBench();
    CountDownLatch arrived = new CountDownLatch(1);
    bench.simulator.script(
        request -> {
          arrived.countDown();
          return Behaviour.fault(Behaviour.Fault.DROP_REPLY);
        });
    CompletableFuture<HostReply> under =
        CompletableFuture.supplyAsync(() -> bench.host.authorize(purchase(1, 1), LONG));
    arrived.await();
    bench.close();

    assertThat(under.get()).isEqualTo(new HostReply.Unknown(Cause.CLOSED));
    assertThat(bench.host.authorize(purchase(2, 1), LONG))
        .isEqualTo(new HostReply.Unreachable(Cause.CLOSED));
    assertThat(bench.host.reverse(reversal(purchase(2, 1), false), LONG))
        .isEqualTo(ReversalReply.UNACKNOWLEDGED);
    bench.host.close();
  }

  @Test
  void closeDuringTheSignOn_saysThatNothingWasSent() throws Exception {
    CountDownLatch met = new CountDownLatch(1);
    Peer peer =
        socket -> {
          met.countDown();
          hold(socket);
        };
    try (ServerSocket server = listen(peer)) {
      Iso8583Host host = Iso8583Host.connect(config(server).build());
      CompletableFuture<HostReply> under =
          CompletableFuture.supplyAsync(() -> host.authorize(purchase(1, 1), LONG));
      met.await();
      host.close();

      assertThat(under.get()).isEqualTo(new HostReply.Unreachable(Cause.CLOSED));
    }
  }

  @Test
  void interruptedCaller_doesNotWait_andStaysInterrupted() {
    try (HostBench bench = new HostBench()) {
      bench.simulator.script(request -> Behaviour.fault(Behaviour.Fault.DROP_REPLY));
      Thread.currentThread().interrupt();
      HostReply reply = bench.host.authorize(purchase(1, 1), LONG);
      boolean interrupted = Thread.interrupted();

      assertThat(interrupted).isTrue();
      assertThat(reply).isNotInstanceOf(HostReply.Approved.class);
    }
  }
}
