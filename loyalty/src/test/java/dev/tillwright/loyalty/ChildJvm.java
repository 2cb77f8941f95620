package dev.tillwright.loyalty;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Starts a JVM of its own with the tests' class path, for tests that kill it. */
public final class ChildJvm {

  private ChildJvm() {}

  public static String classPath() {
    String ofSurefire = System.getProperty("surefire.test.class.path");
    return ofSurefire != null ? ofSurefire : System.getProperty("java.class.path");
  }

  public static Process start(String classPath, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", classPath));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
