package dev.tillwright.crypto.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A server socket of the JDK's own TLS, which gives back one byte; what it saw is told. */
final class TestServer implements AutoCloseable {
  final BlockingQueue<String> seen = new LinkedBlockingQueue<>(16);
  private final SSLServerSocket socket;

  private TestServer(SSLServerSocket socket) {
    this.socket = socket;
    Thread thread = new Thread(this::serve, "tls-test-server");
    thread.setDaemon(true);
    thread.start();
  }

  static TestServer of(TestAuthority.Identity identity, String... protocols) throws Exception {
    return open(identity.store(), Optional.empty(), List.of(protocols), List.of());
  }

  static TestServer withSuites(TestAuthority.Identity identity, String... suites) throws Exception {
    return open(identity.store(), Optional.empty(), List.of("TLSv1.2"), List.of(suites));
  }

  /** One that asks for a client's certificate of this authority. */
  static TestServer mutual(TestAuthority.Identity identity, X509Certificate clients)
      throws Exception {
    return open(identity.store(), Optional.of(clients), List.of(), List.of());
  }

  static TestServer open(
      KeyStore identity,
      Optional<X509Certificate> clients,
      List<String> protocols,
      List<String> suites)
      throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(identity, TestAuthority.PASSWORD);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    if (clients.isPresent()) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry("clients", clients.get());
      trust.init(store);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        keys.getKeyManagers(), clients.isPresent() ? trust.getTrustManagers() : null, null);
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 8, InetAddress.getLoopbackAddress());
    if (!protocols.isEmpty()) {
      socket.setEnabledProtocols(protocols.toArray(new String[0]));
    }
    if (!suites.isEmpty()) {
      socket.setEnabledCipherSuites(suites.toArray(new String[0]));
    }
    socket.setNeedClientAuth(clients.isPresent());
    return new TestServer(socket);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (SSLSocket peer = (SSLSocket) socket.accept()) {
        peer.setSoTimeout(10_000);
        peer.startHandshake();
        int one = peer.getInputStream().read();
        String client =
            socket.getNeedClientAuth() ? peer.getSession().getPeerPrincipal().getName() : "nobody";
        seen.add(one < 0 ? "nothing" : "byte " + one + " from " + client);
        if (one >= 0) {
          peer.getOutputStream().write(one);
        }
      } catch (IOException e) {
        seen.add("refused");
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
