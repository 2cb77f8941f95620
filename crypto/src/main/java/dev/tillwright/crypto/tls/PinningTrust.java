package dev.tillwright.crypto.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The JDK's check of the chain and the host's name, and then the pins.
 *
 * <p>Only the server's own key is looked at, never the rest of what it sent: a certificate is
 * public, and who has none of its own could send a pinned one along with the chain.
 */
final class PinningTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager jdk;
  private final Set<SpkiPin> pinned;
  private final Set<SpkiPin> refused;

  /**
   * @param pinned the keys that are taken; when empty, any that the chain vouches for
   * @param refused keys that are never taken
   */
  PinningTrust(X509ExtendedTrustManager jdk, Set<SpkiPin> pinned, Set<SpkiPin> refused) {
    this.jdk = jdk;
    this.pinned = pinned;
    this.refused = refused;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    if (!(socket instanceof SSLSocket it) || !namesChecked(it.getSSLParameters())) {
      throw unchecked();
    }
    jdk.checkServerTrusted(chain, authType, socket);
    pins(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    if (!namesChecked(engine.getSSLParameters())) {
      throw unchecked();
    }
    jdk.checkServerTrusted(chain, authType, engine);
    pins(chain);
  }

  /** Without the connection the host's name cannot be checked. */
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw unchecked();
  }

  private void pins(X509Certificate[] chain) throws CertificateException {
    SpkiPin key = SpkiPin.of(chain[0]);
    if (refused.contains(key)) {
      throw new CertificateException("the server's key was revoked here: " + key);
    }
    if (!pinned.isEmpty() && !pinned.contains(key)) {
      throw new CertificateException("the server's key is none of those pinned: " + key);
    }
  }

  private static boolean namesChecked(SSLParameters parameters) {
    return TlsClient.NAMES.equals(parameters.getEndpointIdentificationAlgorithm());
  }

  private static CertificateException unchecked() {
    return new CertificateException("the check of the host's name was turned off");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw noServer();
  }

  private static CertificateException noServer() {
    return new CertificateException("this profile is for clients");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return jdk.getAcceptedIssuers();
  }
}
