package dev.tillwright.crypto.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A SoftHSM2 token of the build's own. The library reads its settings from the environment of the
 * process, so tests that use it run in a JVM of their own.
 */
final class SoftHsm {
  static final String PIN = "1234";
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
          Path.of("/usr/lib64/softhsm/libsofthsm.so"),
          Path.of("/opt/homebrew/lib/softhsm/libsofthsm2.so"));

  private SoftHsm() {}

  /** Skips the test, and says why, where SoftHSM2 is not installed. */
  static Path library() {
    Optional<Path> library = LIBRARIES.stream().filter(Files::isRegularFile).findFirst();
    if (library.isEmpty()) {
      System.out.println("PKCS#11 is not tested: SoftHSM2 (Debian package softhsm2) is not here");
      Assumptions.abort("SoftHSM2 is not installed");
    }
    return library.orElseThrow();
  }

  /** Makes a token in a folder, and answers the settings file that names it. */
  static Path token(Path folder) throws IOException, InterruptedException {
    Path tokens = Files.createDirectory(folder.resolve("tokens"));
    Path settings =
        Files.writeString(
            folder.resolve("softhsm2.conf"),
            "directories.tokendir = %s%nobjectstore.backend = file%nlog.level = ERROR%n"
                .formatted(tokens));
    ProcessBuilder init =
        new ProcessBuilder(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "till",
                "--pin",
                PIN,
                "--so-pin",
                "5678")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("init.log").toFile());
    init.environment().put("SOFTHSM2_CONF", settings.toString());
    Process process = init.start();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError("no token: " + Files.readString(folder.resolve("init.log")));
    }
    return settings;
  }
}
