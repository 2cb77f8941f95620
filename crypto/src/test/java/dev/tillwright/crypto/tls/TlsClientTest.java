package dev.tillwright.crypto.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.tls.TestAuthority.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row D10, against a real server socket: everything that must be refused, and what must not. */
class TlsClientTest {
  private static final TestAuthority AUTHORITY = new TestAuthority("Test authority");
  private static final Identity GOOD = AUTHORITY.issue("localhost");

  @TempDir Path folder;

  private static TlsClient.Builder trusting() {
    return TlsClient.builder().trust(List.of(AUTHORITY.certificate));
  }

  /** Sends a byte, has it back, and answers the protocol that was spoken. */
  private static String talk(TlsClient client, int port) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) client.context().getSocketFactory().createSocket("localhost", port)) {
      return talk(socket);
    }
  }

  private static String talk(SSLSocket socket) throws IOException {
    socket.setSoTimeout(10_000);
    socket.getOutputStream().write(42);
    int back = socket.getInputStream().read();
    if (back < 0) {
      throw new IOException("the server hung up");
    }
    assertThat(back).isEqualTo(42);
    return socket.getSession().getProtocol();
  }

  /** Refused, and the server has not seen a byte of what was to be sent. */
  private static void refused(TlsClient client, TestServer server, String why) throws Exception {
    assertThatThrownBy(() -> talk(client, server.port()))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining(why);
    assertThat(server.seen.poll(10, TimeUnit.SECONDS)).isIn("refused", "nothing");
  }

  @Test
  void aServerThatIsRight_isSpokenTo_withTheNewestProtocolOfBoth() throws Exception {
    try (TestServer server = TestServer.of(GOOD)) {
      assertThat(talk(trusting().build(), server.port())).isEqualTo("TLSv1.3");
      assertThat(server.seen.poll(10, TimeUnit.SECONDS)).isEqualTo("byte 42 from nobody");
    }
    try (TestServer server = TestServer.of(GOOD, "TLSv1.2")) {
      assertThat(talk(trusting().build(), server.port())).isEqualTo("TLSv1.2");
    }
  }

  @Test
  void everyWayToMakeASocket_hasTheProfile() throws Exception {
    try (TestServer server = TestServer.of(AUTHORITY.issue("other.example"))) {
      var factory = trusting().build().context().getSocketFactory();
      InetAddress here = InetAddress.getLoopbackAddress();
      List<Callable<Socket>> ways =
          List.of(
              () -> factory.createSocket("localhost", server.port()),
              () -> factory.createSocket("localhost", server.port(), here, 0),
              () -> factory.createSocket(here, server.port()),
              () -> factory.createSocket(here, server.port(), here, 0),
              () ->
                  factory.createSocket(
                      new Socket(here, server.port()), "localhost", server.port(), true),
              () -> {
                Socket later = factory.createSocket();
                later.connect(new InetSocketAddress("localhost", server.port()), 5_000);
                return later;
              });
      for (Callable<Socket> way : ways) {
        try (SSLSocket tls = (SSLSocket) way.call()) {
          assertThat(tls.getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
          assertThat(tls.getEnabledCipherSuites()).noneMatch(it -> it.contains("CBC"));
          assertThatThrownBy(() -> talk(tls)).isInstanceOf(SSLException.class);
        }
      }
      assertThat(factory.getDefaultCipherSuites())
          .isEqualTo(factory.getSupportedCipherSuites())
          .isNotEmpty()
          .noneMatch(it -> it.contains("CBC") || it.contains("_RSA_WITH") && !it.contains("ECDHE"));
      Socket plain = new Socket();
      assertThatThrownBy(() -> factory.createSocket(plain, InputStream.nullInputStream(), true))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void anExpiredOrFutureCertificate_isRefused() throws Exception {
    for (Duration from : new Duration[] {Duration.ofDays(-30), Duration.ofDays(3)}) {
      Identity identity =
          AUTHORITY.issue(TestAuthority.pair(), "localhost", Instant.now().plus(from));
      try (TestServer server = TestServer.of(identity)) {
        refused(trusting().build(), server, "validity check failed");
      }
    }
  }

  @Test
  void aCertificateForAnotherHost_isRefused() throws Exception {
    try (TestServer server = TestServer.of(AUTHORITY.issue("other.example"))) {
      refused(trusting().build(), server, "No subject alternative DNS name matching localhost");
    }
  }

  @Test
  void aSelfSignedCertificate_orOneOfAnUnknownAuthority_isRefused() throws Exception {
    for (Identity identity :
        new Identity[] {
          TestAuthority.selfSigned("localhost"), new TestAuthority("Nobody").issue("localhost")
        }) {
      try (TestServer server = TestServer.of(identity)) {
        refused(trusting().build(), server, "unable to find valid certification path");
      }
    }
    try (TestServer server = TestServer.of(GOOD)) {
      refused(TlsClient.builder().build(), server, "unable to find valid certification path");
    }
  }

  @Test
  void onlyAPinnedKeyIsTaken_andARevokedOneNever() throws Exception {
    KeyPair key = TestAuthority.pair();
    Identity identity = AUTHORITY.issue(key, "localhost", Instant.now().minusSeconds(60));
    SpkiPin pin = SpkiPin.of(key.getPublic());
    SpkiPin other = SpkiPin.of(TestAuthority.pair().getPublic());
    try (TestServer server = TestServer.of(identity)) {
      assertThat(talk(trusting().pin(other, pin).build(), server.port())).isEqualTo("TLSv1.3");
      server.seen.clear();
      refused(trusting().pin(other).build(), server, "none of those pinned");
      refused(trusting().pin(pin).refuse(pin).build(), server, "was revoked here");
      refused(trusting().refuse(pin).build(), server, "was revoked here");
    }
    // The key stays, the certificate is renewed: the pin holds.
    Identity renewed = AUTHORITY.issue(key, "localhost", Instant.now().minusSeconds(10));
    try (TestServer server = TestServer.of(renewed)) {
      assertThat(talk(trusting().pin(pin).build(), server.port())).isEqualTo("TLSv1.3");
    }
  }

  @Test
  void aPinnedCertificateThatIsOnlySentAlong_doesNotCount() throws Exception {
    Identity pinned = AUTHORITY.issue("localhost");
    Identity attacker = AUTHORITY.issue("localhost");
    Identity stuffed =
        new Identity(
            attacker.key(), attacker.certificate(), AUTHORITY.certificate, pinned.certificate());
    TlsClient client = trusting().pin(SpkiPin.of(pinned.certificate())).build();
    KeyStore store = KeyStore.getInstance("JKS"); // PKCS 12 would put the chain in order
    store.load(null, null);
    store.setKeyEntry(
        "key",
        stuffed.key(),
        TestAuthority.PASSWORD,
        new java.security.cert.Certificate[] {
          stuffed.certificate(), AUTHORITY.certificate, pinned.certificate()
        });
    try (TestServer server = TestServer.open(store, Optional.empty(), List.of(), List.of())) {
      refused(client, server, "none of those pinned");
    }
    TlsClient authority = trusting().pin(SpkiPin.of(AUTHORITY.certificate)).build();
    try (TestServer server = TestServer.of(GOOD)) {
      refused(authority, server, "none of those pinned");
    }
  }

  @Test
  void anOldProtocol_isRefused() throws Exception {
    for (String protocol : new String[] {"TLSv1.2", "TLSv1.1", "TLSv1"}) {
      try (OldServer server = OldServer.start(folder, GOOD, protocol)) {
        if (protocol.equals("TLSv1.2")) {
          assertThat(talk(trusting().build(), server.port())).isEqualTo(protocol);
        } else {
          assertThatThrownBy(() -> talk(trusting().build(), server.port()))
              .isInstanceOf(SSLException.class)
              .hasMessageContaining("protocol");
        }
      }
    }
  }

  @Test
  void aServerWithOldSuitesOnly_isRefused() throws Exception {
    try (TestServer server =
        TestServer.withSuites(GOOD, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256")) {
      refused(trusting().build(), server, "handshake_failure");
    }
    try (TestServer server =
        TestServer.withSuites(GOOD, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
      assertThat(talk(trusting().build(), server.port())).isEqualTo("TLSv1.2");
    }
  }

  @Test
  void withBothSidesCertified_theServerKnowsTheTill_andRefusesOneWithout() throws Exception {
    TestAuthority tills = new TestAuthority("Tills");
    Identity till = tills.issue("till-01");
    try (TestServer server = TestServer.mutual(GOOD, tills.certificate)) {
      TlsClient known = trusting().identity(till.store(), TestAuthority.PASSWORD).build();
      talk(known, server.port());
      assertThat(server.seen.poll(10, TimeUnit.SECONDS)).isEqualTo("byte 42 from CN=till-01");

      Path file = folder.resolve("till.p12");
      try (var out = Files.newOutputStream(file)) {
        till.store().store(out, TestAuthority.PASSWORD);
      }
      talk(trusting().identity(file, TestAuthority.PASSWORD).build(), server.port());
      assertThat(server.seen.poll(10, TimeUnit.SECONDS)).isEqualTo("byte 42 from CN=till-01");

      Identity foreign = new TestAuthority("Others").issue("till-01");
      for (TlsClient client :
          new TlsClient[] {
            trusting().build(), trusting().identity(foreign.store(), TestAuthority.PASSWORD).build()
          }) {
        // With TLS 1.3 the refusal may come as an alert or as a closed connection.
        assertThatThrownBy(() -> talk(client, server.port())).isInstanceOf(IOException.class);
        assertThat(server.seen.poll(10, TimeUnit.SECONDS)).isEqualTo("refused");
      }
    }
  }

  @Test
  void aCheckThatTheCallerTurnedOff_isAsked_notForgotten() throws Exception {
    try (TestServer server = TestServer.of(GOOD)) {
      TlsClient client = trusting().build();
      try (SSLSocket socket =
          (SSLSocket)
              client.context().getSocketFactory().createSocket("localhost", server.port())) {
        SSLParameters off = socket.getSSLParameters();
        off.setEndpointIdentificationAlgorithm("");
        socket.setSSLParameters(off);
        assertThatThrownBy(() -> talk(socket))
            .isInstanceOf(SSLException.class)
            .hasMessageContaining("turned off");
      }
    }
  }

  @Test
  void anEngine_hasTheProfileToo_andTheParametersAreACopy() throws Exception {
    TlsClient client = trusting().pin(SpkiPin.of(GOOD.certificate())).build();
    for (SSLEngine engine :
        new SSLEngine[] {
          client.context().createSSLEngine(), client.context().createSSLEngine("localhost", 443)
        }) {
      assertThat(engine.getUseClientMode()).isTrue();
      assertThat(engine.getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
      assertThat(engine.getSSLParameters().getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
    }
    client.parameters().setEndpointIdentificationAlgorithm("");
    client.context().getDefaultSSLParameters().setEndpointIdentificationAlgorithm("");
    client.context().getSupportedSSLParameters().setProtocols(new String[] {"TLSv1"});
    assertThat(client.parameters().getEndpointIdentificationAlgorithm()).isEqualTo("HTTPS");
    assertThat(client.parameters().getProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
    assertThatThrownBy(() -> client.context().getServerSocketFactory())
        .isInstanceOf(IllegalStateException.class);
    assertThat(client).hasToString("TlsClient[1 pins]");
  }

  @Test
  void anEngine_refusesWhatASocketRefuses() throws Exception {
    SpkiPin key = SpkiPin.of(GOOD.certificate());
    SpkiPin other = SpkiPin.of(TestAuthority.pair().getPublic());
    TlsClient good = trusting().pin(key, other).build();
    SSLEngine right = good.context().createSSLEngine("localhost", 443);
    shake(right);
    assertThat(right.getSession().getPeerCertificates()[0]).isEqualTo(GOOD.certificate());
    refused(trusting().pin(other).build().context().createSSLEngine("localhost", 443), "pinned");
    refused(trusting().refuse(key).build().context().createSSLEngine("localhost", 443), "revoked");
    refused(good.context().createSSLEngine("other.example", 443), "other.example");
    refused(good.context().createSSLEngine(), "");
    SSLEngine unchecked = good.context().createSSLEngine("localhost", 443);
    SSLParameters parameters = unchecked.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("");
    unchecked.setSSLParameters(parameters);
    refused(unchecked, "turned off");
  }

  private static void refused(SSLEngine client, String why) {
    assertThatThrownBy(() -> shake(client))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining(why);
  }

  /** A handshake with an engine of the JDK's, whose bytes are carried over by hand. */
  private static void shake(SSLEngine client) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(GOOD.store(), TestAuthority.PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    SSLEngine server = context.createSSLEngine();
    server.setUseClientMode(false);
    client.beginHandshake();
    server.beginHandshake();
    ByteBuffer toServer = ByteBuffer.allocate(1 << 17);
    ByteBuffer toClient = ByteBuffer.allocate(1 << 17);
    for (int i = 0; i < 100; i++) {
      step(client, toClient, toServer);
      step(server, toServer, toClient);
    }
    assertThat(client.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
  }

  private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK -> engine.getDelegatedTask().run();
      case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
        in.flip();
        engine.unwrap(in, ByteBuffer.allocate(1 << 17));
        in.compact();
      }
      default -> {}
    }
  }

  /** A list that came out empty, of a configuration for example, would open the door instead. */
  @Test
  void aListOfNone_isNoTrustAndNoPin() {
    assertThatIllegalArgumentException().isThrownBy(() -> TlsClient.builder().trust(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> TlsClient.builder().pin());
    assertThatIllegalArgumentException().isThrownBy(() -> TlsClient.builder().refuse());
    SpkiPin[] most = new SpkiPin[64];
    for (int i = 0; i < most.length; i++) {
      byte[] digest = new byte[32];
      digest[0] = (byte) i;
      most[i] = SpkiPin.parse("sha256/" + Base64.getEncoder().encodeToString(digest));
    }
    TlsClient.Builder full = TlsClient.builder().pin(most);
    assertThatIllegalArgumentException().isThrownBy(() -> full.pin(SpkiPin.of(GOOD.certificate())));
  }

  @Test
  void trustFromAFile_isThatFilesAlone_andABadFileIsNamed() throws Exception {
    Path pem = folder.resolve("authority.pem");
    Files.writeString(
        pem,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(AUTHORITY.certificate.getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    try (TestServer server = TestServer.of(GOOD)) {
      assertThat(talk(TlsClient.builder().trust(pem).build(), server.port())).isEqualTo("TLSv1.3");
    }
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    Path junk = Files.writeString(folder.resolve("junk.pem"), "no certificate at all");
    Path big = Files.write(folder.resolve("big.pem"), new byte[(1 << 20) + 1]);
    for (Path bad : new Path[] {empty, junk, big, folder.resolve("missing.pem")}) {
      failed("tls.trust", bad.getFileName().toString(), () -> TlsClient.builder().trust(bad));
      failed(
          "tls.identity",
          bad.getFileName().toString(),
          () -> TlsClient.builder().identity(bad, TestAuthority.PASSWORD));
    }
    KeyStore none = KeyStore.getInstance("PKCS12");
    none.load(null, null);
    failed("tls.identity", "no key", () -> TlsClient.builder().identity(none, new char[0]));
    failed(
        "tls.identity",
        "password",
        () -> TlsClient.builder().identity(GOOD.store(), "wrong".toCharArray()));
  }

  private static void failed(
      String code, String part, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(TillwrightException.class)
        .hasMessageContaining(part)
        .hasNoCause()
        .extracting(it -> ((TillwrightException) it).code())
        .isEqualTo(code);
  }

  /** The pin that OpenSSL's commands give for a published key: RFC 7469 2.4's construction. */
  @Test
  void aPin_isTheDigestOfTheWholeKeyInfo_andIsReadStrictly() throws Exception {
    byte[] info = GOOD.certificate().getPublicKey().getEncoded();
    String digest =
        Base64.getEncoder()
            .encodeToString(java.security.MessageDigest.getInstance("SHA-256").digest(info));
    assertThat(SpkiPin.of(GOOD.certificate())).isEqualTo(SpkiPin.parse("sha256/" + digest));
    for (String bad :
        new String[] {"", digest, "sha1/" + digest, "sha256/", "sha256/QQ==", "sha256/*"}) {
      assertThatThrownBy(() -> SpkiPin.parse(bad)).isInstanceOf(IllegalArgumentException.class);
    }
    SpkiPin[] many = new SpkiPin[65];
    for (int i = 0; i < many.length; i++) {
      many[i] =
          SpkiPin.parse(
              "sha256/"
                  + Base64.getEncoder()
                      .encodeToString(java.util.Arrays.copyOf(new byte[] {(byte) i}, 32)));
    }
    assertThatThrownBy(() -> TlsClient.builder().pin(many))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
