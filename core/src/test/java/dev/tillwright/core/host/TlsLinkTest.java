package dev.tillwright.core.host;

import static dev.tillwright.core.host.HostBench.LONG;
import static dev.tillwright.core.host.HostBench.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.host.Exchange.Outcome;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageSpec;
import dev.tillwright.core.payment.HostReply.Cause;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The link over TLS, against a real server with keys that the JDK's keytool makes. */
@Timeout(60)
class TlsLinkTest {
  private static final char[] PASSWORD = "not a secret".toCharArray();
  private static final Wire WIRE = new Wire(MessageSpec.ascii1987(), Framing.binary(), null);

  @TempDir static Path folder;
  private static KeyStore hostStore;
  private static SSLContext host;
  private static SSLContext elsewhere;

  @BeforeAll
  static void keys() throws Exception {
    hostStore = store("host", "dns:localhost");
    host = context(hostStore);
    elsewhere = context(store("elsewhere", "dns:bank.example"));
  }

  private static KeyStore store(String name, String subject) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + subject,
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).as(said).isTrue();
    assertThat(keytool.exitValue()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  /** Its own key, and trust in nobody else. */
  private static SSLContext context(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust(store), null);
    return context;
  }

  private static TrustManager[] trust(KeyStore store) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    String alias = store.aliases().nextElement();
    trusted.setCertificateEntry(alias, store.getCertificate(alias));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    return trust.getTrustManagers();
  }

  private static PeerHost peer(SSLContext context) throws Exception {
    return new PeerHost(server(context), WIRE, PeerHost::approve);
  }

  private static SSLServerSocket server(SSLContext context) throws Exception {
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 8, InetAddress.getLoopbackAddress());
  }

  private static HostLink link(InetSocketAddress to, SSLContext trust) {
    return new HostLink(
        HostBench.config(to).connectDeadline(Duration.ofSeconds(10)).tls(trust).build());
  }

  private static Outcome ask(HostLink link, int seq, Duration deadline) {
    IsoMessage question =
        IsoMessage.of("0200")
            .set(7, "0714213005")
            .set(11, String.format("%06d", seq))
            .set(41, "T1")
            .build();
    return link.ask(question, HostBench.key(seq), System.nanoTime() + deadline.toNanos());
  }

  private static IsoMessage answer(Outcome outcome) {
    return Objects.requireNonNull(outcome.reply(), "answer");
  }

  @Test
  void questions_areAnsweredOverTls_alsoAfterTheConnectionBroke() throws Exception {
    try (PeerHost peer = peer(host);
        HostLink link = link(peer.address(), host)) {
      assertThat(answer(ask(link, 1, LONG)).text(11)).isEqualTo("000001");
      assertThat(answer(ask(link, 2, LONG)).text(11)).isEqualTo("000002");
      assertThat(peer.connections()).isEqualTo(1);
      peer.hangUp();
      eventually(() -> peer.open() == 0);
      // The link may learn of it by a question.
      AtomicInteger seq = new AtomicInteger(3);
      eventually(() -> ask(link, seq.getAndIncrement(), LONG).reply() != null);
      assertThat(peer.connections()).isEqualTo(2);
      assertThat(peer.asked)
          .extracting(IsoMessage::mti)
          .containsExactly("0800", "0200", "0200", "0800", "0200");
    }
  }

  @Test
  void hostOfAnotherName_orUnknown_isNotTalkedTo() throws Exception {
    for (List<SSLContext> pair : List.of(List.of(elsewhere, elsewhere), List.of(host, elsewhere))) {
      try (PeerHost peer = peer(pair.get(0));
          HostLink link = link(peer.address(), pair.get(1))) {
        assertThat(ask(link, 1, LONG)).isEqualTo(Outcome.unsent(Cause.NO_CONNECTION));
        assertThat(peer.asked).isEmpty();
      }
    }
  }

  @Test
  void clientWithoutAKey_isTurnedAway_whereTheHostAsksForOne() throws Exception {
    SSLServerSocket server = server(host);
    server.setNeedClientAuth(true);
    SSLContext keyless = SSLContext.getInstance("TLS");
    keyless.init(null, trust(hostStore), null);
    try (PeerHost peer = new PeerHost(server, WIRE, PeerHost::approve);
        HostLink with = link(peer.address(), host);
        HostLink without = link(peer.address(), keyless)) {
      assertThat(ask(with, 1, LONG).reply()).isNotNull();
      assertThat(ask(without, 2, LONG)).isEqualTo(Outcome.unsent(Cause.NO_CONNECTION));
    }
  }

  @Test
  void peerThatNeverShakesHands_isGivenUpInTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        HostLink link =
            new HostLink(
                HostBench.config(new InetSocketAddress("localhost", silent.getLocalPort()))
                    .connectDeadline(Duration.ofMillis(200))
                    .tls(host)
                    .build())) {
      assertThat(ask(link, 1, LONG)).isEqualTo(Outcome.unsent(Cause.NO_CONNECTION));
    }
  }

  @Test
  void closing_freesAWriterThatIsStuckInTls() throws Exception {
    CountDownLatch accepted = new CountDownLatch(1);
    try (SSLServerSocket server = server(host)) {
      CompletableFuture<Socket> deaf = new CompletableFuture<>();
      DaemonThreads.named("deaf")
          .newThread(
              () -> {
                try {
                  Socket socket = server.accept();
                  socket.getInputStream().read();
                  deaf.complete(socket);
                  accepted.countDown();
                } catch (java.io.IOException e) {
                  deaf.completeExceptionally(e);
                }
              })
          .start();
      Socket raw = new Socket();
      InetSocketAddress to = new InetSocketAddress("localhost", server.getLocalPort());
      Connection.connect(raw, to, Duration.ofSeconds(5));
      Socket tls = TlsClient.over(raw, host, to, System.nanoTime() + LONG.toNanos());
      CompletableFuture<Cause> lost = new CompletableFuture<>();
      Connection connection =
          new Connection(
              raw,
              tls,
              WIRE,
              new Connection.Owner() {
                @Override
                public void received(Connection on, IsoMessage message) {
                  throw new AssertionError("nothing was sent");
                }

                @Override
                public void lost(Connection which, Cause cause) {
                  lost.complete(cause);
                }
              });
      Exchange huge =
          new Exchange(new byte[64 << 20], new Correlation("", List.of()), HostBench.key(1));
      Thread writer = DaemonThreads.named("writer").newThread(() -> huge.writeTo(connection));
      writer.start();
      accepted.await();
      assertThat(huge.await(System.nanoTime() + HostBench.SHORT.toNanos())).isNull();

      connection.lose(Cause.TIMEOUT);
      writer.join();

      assertThat(lost).isCompletedWithValue(Cause.TIMEOUT);
      deaf.get().close();
    }
  }
}
