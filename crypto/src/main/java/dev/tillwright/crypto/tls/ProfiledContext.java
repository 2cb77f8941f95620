package dev.tillwright.crypto.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A context whose sockets and engines have the profile from the start. The JDK's own would make
 * them without a check of the host's name, whoever made the context.
 */
final class ProfiledContext extends SSLContext {

  ProfiledContext(SSLContext jdk, SSLParameters profile) {
    super(new Spi(jdk, profile), jdk.getProvider(), jdk.getProtocol());
  }

  private static final class Spi extends SSLContextSpi {
    private final SSLContext jdk;
    private final SSLParameters profile;

    Spi(SSLContext jdk, SSLParameters profile) {
      this.jdk = jdk;
      this.profile = profile;
    }

    @Override
    protected void engineInit(
        KeyManager @Nullable [] keys,
        TrustManager @Nullable [] trust,
        @Nullable SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("the context is made already");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return new ProfiledSockets(jdk.getSocketFactory(), profile);
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      throw new IllegalStateException("this profile is for clients");
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return profiled(jdk.createSSLEngine());
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return profiled(jdk.createSSLEngine(host, port));
    }

    private SSLEngine profiled(SSLEngine engine) {
      engine.setUseClientMode(true);
      engine.setSSLParameters(profile);
      return engine;
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return jdk.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return jdk.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return TlsClient.copy(profile);
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return TlsClient.copy(profile);
    }
  }
}
