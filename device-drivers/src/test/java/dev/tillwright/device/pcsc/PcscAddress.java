package dev.tillwright.device.pcsc;

import com.sun.jna.Function;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the tests' own smart card service is. The library asks once in its life, so all tests have
 * one folder, and a test that looks for all ports there are, cards too, asks for it first.
 */
public final class PcscAddress {
  private static final Path FOLDER = make();

  private PcscAddress() {}

  /** The folder of the service's socket; from now on the library looks there. */
  public static Path folder() {
    return FOLDER;
  }

  private static Path make() {
    try {
      Path folder = Files.createTempDirectory("pcsc");
      folder.toFile().deleteOnExit();
      Function.getFunction("c", "setenv")
          .invokeInt(new Object[] {"PCSCLITE_CSOCK_NAME", folder + "/pcscd.comm", 1});
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
