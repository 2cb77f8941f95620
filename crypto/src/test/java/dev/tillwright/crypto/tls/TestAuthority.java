package dev.tillwright.crypto.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Makes certificates for tests, with keys of the JDK's and Bouncy Castle's encoder. */
final class TestAuthority {
  static final char[] PASSWORD = "changeit".toCharArray();

  private static final AtomicLong SERIAL = new AtomicLong(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** A key with its certificate and those above it. */
  record Identity(PrivateKey key, X509Certificate certificate, X509Certificate... above) {
    KeyStore store() throws Exception {
      Certificate[] chain = new Certificate[above.length + 1];
      chain[0] = certificate;
      System.arraycopy(above, 0, chain, 1, above.length);
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("key", key, PASSWORD, chain);
      return store;
    }
  }

  private final KeyPair keys = pair();
  final X509Certificate certificate;

  TestAuthority(String name) {
    certificate =
        made(keys, "CN=" + name, keys, "CN=" + name, true, null, Instant.now().minus(DAY));
  }

  Identity issue(String host) {
    return issue(pair(), host, Instant.now().minus(DAY));
  }

  /** Valid for ten days from then. */
  Identity issue(KeyPair own, String host, Instant from) {
    X509Certificate made =
        made(
            own,
            "CN=" + host,
            keys,
            certificate.getSubjectX500Principal().getName(),
            false,
            host,
            from);
    return new Identity(own.getPrivate(), made, certificate);
  }

  static Identity selfSigned(String host) {
    KeyPair own = pair();
    String name = "CN=" + host;
    return new Identity(
        own.getPrivate(), made(own, name, own, name, false, host, Instant.now().minus(DAY)));
  }

  static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate made(
      KeyPair subject,
      String subjectName,
      KeyPair issuer,
      String issuerName,
      boolean authority,
      @Nullable String host,
      Instant from) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name(issuerName),
              BigInteger.valueOf(SERIAL.getAndIncrement()),
              Date.from(from),
              Date.from(from.plus(DAY.multipliedBy(10))),
              new X500Name(subjectName),
              subject.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      if (host != null) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate())));
    } catch (GeneralSecurityException
        | OperatorCreationException
        | org.bouncycastle.cert.CertIOException e) {
      throw new IllegalStateException(e);
    }
  }
}
