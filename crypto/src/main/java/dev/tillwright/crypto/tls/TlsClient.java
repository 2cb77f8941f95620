package dev.tillwright.crypto.tls;

import dev.tillwright.core.TillwrightException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How a till speaks TLS with a host.
 *
 * <p>Defaults: TLS 1.3 and 1.2 with forward secrecy and authenticated encryption only (the JDK's
 * own list of disabled algorithms holds as well), the JDK's trusted authorities, the host's name
 * checked (RFC 2818), no pins, no certificate of its own.
 *
 * <p><b>Guarantees.</b> Every socket and engine made from {@link #context} has the profile from the
 * start. A server whose chain, validity, name or pin is wrong is refused before anything is sent to
 * it, and so is one on a connection whose check of the name was turned off meanwhile. Pins are
 * looked for in the server's own key only, after the chain was found good. <b>Not promised.</b>
 * Revocation lists and OCSP are not asked: a key that must no longer be taken is named with {@link
 * Builder#refuse}.
 *
 * <p><b>Threads.</b> Any number at once; immutable. The handshake waits on the socket: its caller
 * sets the time-out.
 */
public final class TlsClient {
  static final String NAMES = "HTTPS";

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  /** RFC 9325 section 4.2, and the suites of TLS 1.3 (RFC 8446 B.4). */
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private final SSLContext context;
  private final SSLParameters profile;
  private final int pins;

  private TlsClient(Builder from) {
    try {
      SSLContext jdk = SSLContext.getInstance("TLS");
      jdk.init(
          from.keys(),
          new TrustManager[] {
            new PinningTrust(
                trusted(from.authorities), Set.copyOf(from.pinned), Set.copyOf(from.refused))
          },
          null);
      profile = profile(jdk);
      context = new ProfiledContext(jdk, profile);
      pins = from.pinned.size();
    } catch (GeneralSecurityException e) {
      throw new TillwrightException(
          "tls.unavailable", false, "this Java cannot make a TLS context");
    }
  }

  /** Begins with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** For host links, and whatever else takes a context. */
  public SSLContext context() {
    return context;
  }

  /** A copy of what every socket of {@link #context} begins with. */
  public SSLParameters parameters() {
    return copy(profile);
  }

  @Override
  public String toString() {
    return "TlsClient[" + pins + " pins]";
  }

  static SSLParameters copy(SSLParameters profile) {
    SSLParameters copy = new SSLParameters(profile.getCipherSuites(), profile.getProtocols());
    copy.setEndpointIdentificationAlgorithm(profile.getEndpointIdentificationAlgorithm());
    return copy;
  }

  private static SSLParameters profile(SSLContext jdk) {
    Set<String> here = Set.of(jdk.getSupportedSSLParameters().getCipherSuites());
    SSLParameters profile =
        new SSLParameters(SUITES.stream().filter(here::contains).toArray(String[]::new), PROTOCOLS);
    profile.setEndpointIdentificationAlgorithm(NAMES);
    return profile;
  }

  private static X509ExtendedTrustManager trusted(List<X509Certificate> authorities)
      throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(authorities.isEmpty() ? null : KeyStores.of(authorities));
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager it) {
        return it;
      }
    }
    throw new GeneralSecurityException("no trust manager for X.509");
  }

  /** Collects what differs from the defaults. For one thread. */
  public static final class Builder {
    private static final int MAX_PINS = 64;

    private final List<X509Certificate> authorities = new ArrayList<>();
    private final Set<SpkiPin> pinned = new LinkedHashSet<>();
    private final Set<SpkiPin> refused = new LinkedHashSet<>();
    private @Nullable KeyManagerFactory identity;

    private Builder() {}

    /**
     * Trusts these authorities instead of the JDK's; more may be added.
     *
     * @throws IllegalArgumentException for none: a list that came out empty must not trust the
     *     JDK's
     */
    public Builder trust(Collection<X509Certificate> more) {
      if (more.isEmpty()) {
        throw new IllegalArgumentException("no authority is named");
      }
      authorities.addAll(more);
      return this;
    }

    /**
     * Trusts the certificates of a PEM file of at most 1 MiB instead of the JDK's.
     *
     * @throws TillwrightException {@code tls.trust} when it cannot be read or holds none
     */
    public Builder trust(Path pem) {
      return trust(KeyStores.certificates(pem));
    }

    /**
     * Takes only servers with this key, or another that is pinned. Name at least two: the one in
     * use and one that is kept for the day it is lost.
     *
     * @throws IllegalArgumentException for none, and for more than 64 in all
     */
    public Builder pin(SpkiPin... pins) {
      return add(pinned, pins);
    }

    /** Never takes a server with this key: it was lost or revoked. Wins over {@link #pin}. */
    public Builder refuse(SpkiPin... pins) {
      return add(refused, pins);
    }

    private Builder add(Set<SpkiPin> to, SpkiPin... pins) {
      if (pins.length == 0) {
        throw new IllegalArgumentException("no key is named");
      }
      to.addAll(Arrays.asList(pins));
      if (to.size() > MAX_PINS) {
        throw new IllegalArgumentException("at most 64 keys are named");
      }
      return this;
    }

    /**
     * Shows the server a certificate of the till's own (mutual authentication), from a key store.
     *
     * @param password of its keys; stays the caller's to wipe
     * @throws TillwrightException {@code tls.identity} when there is no key in it or the password
     *     is wrong
     */
    public Builder identity(KeyStore store, char[] password) {
      identity = KeyStores.identity(store, password);
      return this;
    }

    /**
     * The same from a PKCS #12 file.
     *
     * @throws TillwrightException {@code tls.identity}
     */
    public Builder identity(Path pkcs12, char[] password) {
      return identity(KeyStores.pkcs12(pkcs12, password), password);
    }

    private KeyManager @Nullable [] keys() {
      return identity == null ? null : identity.getKeyManagers();
    }

    /** Makes the context. */
    public TlsClient build() {
      return new TlsClient(this);
    }
  }
}
