package dev.tillwright.core.campaign;

import dev.tillwright.core.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The parent's end of the pipe to one life of a {@link SellingChild}. */
final class ChildTill implements AutoCloseable {
  private static final int KEPT = 40;

  private final Process process;
  private final BufferedReader lines;
  private final OutputStream answers;
  private final Deque<String> last = new ArrayDeque<>();
  private volatile boolean killed;

  ChildTill(Path file, int port, HostKind host, long seed, int cashiers, boolean background)
      throws IOException {
    process =
        ChildJvm.start(
            ChildJvm.classPath(),
            SellingChild.class,
            file.toString(),
            Integer.toString(port),
            Long.toString(seed),
            Integer.toString(cashiers),
            Boolean.toString(background),
            host.name());
    lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    answers = process.getOutputStream();
  }

  /** The next line; null when it has died and everything was read. */
  String next() throws IOException {
    String line = lines.readLine();
    if (line != null) {
      last.add(line);
      if (last.size() > KEPT) {
        last.remove();
      }
    }
    return line;
  }

  void say(String answer) {
    try {
      answers.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
      answers.flush();
    } catch (IOException e) {
      if (!killed) {
        throw new IllegalStateException("the child does not listen", e);
      }
    }
  }

  /** SIGKILL: no hook runs, no buffer is flushed; what is in the pipe stays readable. */
  void kill() {
    killed = true;
    process.toHandle().destroyForcibly();
  }

  boolean killed() {
    return killed;
  }

  int exit() throws InterruptedException {
    return process.waitFor();
  }

  List<String> last() {
    return List.copyOf(last);
  }

  @Override
  public void close() throws IOException {
    process.toHandle().destroyForcibly();
    lines.close();
  }
}
