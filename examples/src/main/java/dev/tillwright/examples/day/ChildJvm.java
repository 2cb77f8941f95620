package dev.tillwright.examples.day;

import dev.tillwright.examples.Main;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a child JVM that sees the same classes as this one. */
final class ChildJvm {
  private ChildJvm() {}

  static List<String> command(int heapMegabytes, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-Djava.awt.headless=true");
    command.addAll(likeThisOne());
    String modulePath = System.getProperty("jdk.module.path");
    if (Main.class.getModule().isNamed() && modulePath != null) {
      command.addAll(
          List.of("-p", modulePath, "-m", "dev.tillwright.examples/" + Main.class.getName()));
    } else {
      command.addAll(List.of("-cp", classPath(), Main.class.getName()));
    }
    command.addAll(arguments);
    return command;
  }

  /** How this JVM was told to compile and to collect, if it was. */
  private static List<String> likeThisOne() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(it -> it.startsWith("-XX:TieredStopAtLevel=") || it.startsWith("-XX:+Use"))
        .toList();
  }

  /** Inside Maven's own JVM the class path stands in the loader, not in the property. */
  private static String classPath() {
    if (Main.class.getClassLoader() instanceof URLClassLoader loader) {
      List<String> parts = new ArrayList<>();
      for (URL url : loader.getURLs()) {
        parts.add(file(url));
      }
      return String.join(File.pathSeparator, parts);
    }
    return System.getProperty("java.class.path");
  }

  private static String file(URL url) {
    try {
      return Path.of(url.toURI()).toString();
    } catch (URISyntaxException e) {
      return url.getPath();
    }
  }
}
