package dev.tillwright.core.campaign;

import dev.tillwright.core.host.wallet.simulator.WalletKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** A shop with wallets in a JVM of its own: sells until it is killed, or only settles. */
final class WalletChild {
  private WalletChild() {}

  /** Arguments: file, address of the wallets, file of the keys, seed, which life, whether last. */
  public static void main(String[] arguments) throws Exception {
    WalletKeys keys = read(Files.readAllLines(Path.of(arguments[2])));
    long codes = Long.parseLong(arguments[4]) * 100_000;
    try (WalletShop shop =
        new WalletShop(
            Path.of(arguments[0]),
            URI.create(arguments[1]),
            keys,
            new Random(Long.parseLong(arguments[3])),
            codes)) {
      System.out.println("open");
      while (arguments[5].equals("false")) {
        shop.serve();
      }
      if (shop.settle() > 0) {
        throw new IllegalStateException("payments hang");
      }
    }
  }

  static Process start(Path file, URI at, Path keys, long seed, int life, boolean last)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            WalletChild.class.getName(),
            file.toString(),
            at.toString(),
            keys.toString(),
            Long.toString(seed),
            Integer.toString(life),
            Boolean.toString(last))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Keys of a simulator, for its test's other process alone. */
  static String written(WalletKeys keys) {
    Base64.Encoder out = Base64.getEncoder();
    return String.join(
        "\n",
        out.encodeToString(keys.shop().getPrivate().getEncoded()),
        out.encodeToString(keys.shop().getPublic().getEncoded()),
        out.encodeToString(keys.wallet().getPrivate().getEncoded()),
        out.encodeToString(keys.wallet().getPublic().getEncoded()),
        keys.apiKey());
  }

  static WalletKeys read(List<String> lines) throws GeneralSecurityException {
    return new WalletKeys(
        pair(lines.get(0), lines.get(1)), pair(lines.get(2), lines.get(3)), lines.get(4));
  }

  private static KeyPair pair(String secret, String known) throws GeneralSecurityException {
    KeyFactory rsa = KeyFactory.getInstance("RSA");
    return new KeyPair(
        rsa.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(known))),
        rsa.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(secret))));
  }
}
