package dev.tillwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row D4: keys in a PKCS#11 token, against SoftHSM2. */
@Tag("unmutated")
class Pkcs11Test {
  @TempDir Path folder;

  /** Two JVMs, one after the other, over one token: what the first made the second finds. */
  @Test
  void tokensKeys_doWhatTheirBytesWouldDo_andOutliveTheProcess() throws Exception {
    Path library = SoftHsm.library();
    Path settings = SoftHsm.token(folder);
    assertThat(run(library, settings, "first")).contains("first: all held");
    assertThat(run(library, settings, "second")).contains("second: all held");
  }

  private String run(Path library, Path settings, String part) throws Exception {
    Path out = folder.resolve(part + ".log");
    ProcessBuilder child =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Pkcs11Child.class.getName(),
                    part,
                    library.toString(),
                    folder.toString()))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    child.environment().put("SOFTHSM2_CONF", settings.toString());
    Process process = child.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the child did not end: " + Files.readString(out));
    }
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    return Files.readString(out);
  }
}
