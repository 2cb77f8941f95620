package dev.tillwright.crypto.tls;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Makes sockets that have the profile before anyone can use them. */
final class ProfiledSockets extends SSLSocketFactory {
  private final SSLSocketFactory jdk;
  private final SSLParameters profile;

  ProfiledSockets(SSLSocketFactory jdk, SSLParameters profile) {
    this.jdk = jdk;
    this.profile = profile;
  }

  private Socket profiled(Socket socket) {
    ((SSLSocket) socket).setSSLParameters(profile);
    return socket;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return profile.getCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return profile.getCipherSuites();
  }

  @Override
  public Socket createSocket() throws IOException {
    return profiled(jdk.createSocket());
  }

  @Override
  public Socket createSocket(Socket over, String host, int port, boolean close) throws IOException {
    return profiled(jdk.createSocket(over, host, port, close));
  }

  @Override
  public Socket createSocket(Socket over, InputStream read, boolean close) throws IOException {
    throw new IOException("this profile is for clients");
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return profiled(jdk.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return profiled(jdk.createSocket(host, port, from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return profiled(jdk.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return profiled(jdk.createSocket(host, port, from, fromPort));
  }
}
