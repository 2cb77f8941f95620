package dev.tillwright.crypto.tls;

import dev.tillwright.core.TillwrightException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;

/** Certificates and keys from files. Causes are left out: a provider's text may hold anything. */
final class KeyStores {
  private static final int MAX_FILE = 1 << 20;

  private KeyStores() {}

  static KeyStore of(List<X509Certificate> authorities) throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("authority-" + i, authorities.get(i));
      }
      return store;
    } catch (IOException e) {
      throw new GeneralSecurityException("no empty key store can be made");
    }
  }

  static List<X509Certificate> certificates(Path pem) {
    List<X509Certificate> found = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (var each : factory.generateCertificates(new ByteArrayInputStream(read(pem)))) {
        found.add((X509Certificate) each);
      }
    } catch (GeneralSecurityException | IOException e) {
      throw failed("tls.trust", "no certificates can be read from " + pem);
    }
    if (found.isEmpty()) {
      throw failed("tls.trust", "there is no certificate in " + pem);
    }
    return found;
  }

  static KeyStore pkcs12(Path file, char[] password) {
    try (InputStream in = new ByteArrayInputStream(read(file))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw failed("tls.identity", "the file or its password is wrong: " + file);
    }
  }

  static KeyManagerFactory identity(KeyStore store, char[] password) {
    try {
      boolean key = false;
      for (String alias : Collections.list(store.aliases())) {
        // The factory looks at passwords late and then sends no certificate: a wrong one shows
        // here.
        key |= store.isKeyEntry(alias) && store.getKey(alias, password) != null;
      }
      if (!key) {
        throw failed("tls.identity", "the key store holds no key with a certificate");
      }
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(store, password);
      return factory;
    } catch (GeneralSecurityException e) {
      throw failed("tls.identity", "the key store or its password cannot be used");
    }
  }

  private static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE + 1);
      if (bytes.length > MAX_FILE) {
        throw new IOException("too big");
      }
      return bytes;
    }
  }

  private static TillwrightException failed(String code, String message) {
    return new TillwrightException(code, false, message);
  }
}
