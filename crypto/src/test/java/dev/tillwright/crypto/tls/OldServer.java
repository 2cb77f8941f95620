package dev.tillwright.crypto.tls;

import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server in a JVM of its own, where TLS 1.1 is not disabled: the JDK reads that list once, so it
 * cannot be changed in the JVM that runs the tests.
 */
final class OldServer implements AutoCloseable {
  private final Process process;
  private final int port;

  private OldServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static OldServer start(Path folder, TestAuthority.Identity identity, String protocol)
      throws Exception {
    Path keys = folder.resolve("server.p12");
    try (var out = Files.newOutputStream(keys)) {
      identity.store().store(out, TestAuthority.PASSWORD);
    }
    Path security = folder.resolve("old.security");
    Files.writeString(security, "jdk.tls.disabledAlgorithms=\n");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.security.properties=" + security,
                "-cp",
                System.getProperty("java.class.path"),
                OldServer.class.getName(),
                keys.toString(),
                protocol)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = process.inputReader().readLine();
    return new OldServer(process, Integer.parseInt(line));
  }

  int port() {
    return port;
  }

  /** The server's own end. */
  public static void main(String[] arguments) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(arguments[0])) {
      store.load(in, TestAuthority.PASSWORD);
    }
    try (TestServer server =
        TestServer.open(store, Optional.empty(), List.of(arguments[1]), List.of())) {
      System.out.println(server.port());
      System.out.flush();
      System.in.read(); // ends with the parent
    }
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    process.waitFor(10, TimeUnit.SECONDS);
  }
}
