package dev.tillwright.core.host;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * TLS over a connection that is made: 1.2 or 1.3, and only with a host whose certificate is for the
 * name that was asked for (RFC 2818, 3.1).
 */
final class TlsClient {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private TlsClient() {}

  /** Shakes hands until a moment of {@link System#nanoTime}, however slowly the peer talks. */
  static SSLSocket over(Socket raw, SSLContext context, InetSocketAddress to, long end)
      throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(raw, to.getHostString(), to.getPort(), true);
    socket.setUseClientMode(true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    CompletableFuture<Void> guard = new CompletableFuture<>();
    CompletableFuture<Void> unused =
        guard
            .orTimeout(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS)
            .whenComplete(
                (shaken, late) -> {
                  if (late != null) {
                    Connection.closeQuietly(raw);
                  }
                });
    try {
      socket.startHandshake();
      return socket;
    } finally {
      guard.complete(null);
    }
  }
}
