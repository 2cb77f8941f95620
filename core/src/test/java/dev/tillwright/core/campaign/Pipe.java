package dev.tillwright.core.campaign;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The child's end of the pipe to its parent. A line is one write, so a kill leaves it whole or not
 * at all, and what was written before a kill can still be read.
 */
final class Pipe {
  private final OutputStream out = new FileOutputStream(FileDescriptor.out);
  private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(16);
  private final AtomicLong steps = new AtomicLong();
  private volatile boolean stopped;

  Pipe() {
    Thread listener = new Thread(this::listen, "pipe");
    listener.setDaemon(true);
    listener.start();
  }

  private void listen() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals("stop")) {
          stopped = true;
        } else {
          answers.put(line);
        }
      }
    } catch (IOException | InterruptedException e) {
      // The parent has gone, and with it the child.
    }
    Runtime.getRuntime().halt(4);
  }

  /** Whether the cashiers are to go home. */
  boolean stopped() {
    return stopped;
  }

  void begin() {
    stopped = false;
  }

  void tell(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (out) {
      try {
        out.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Says what is about to be done, before it is done, and numbers it. */
  long about(String what, String whose) {
    long step = steps.incrementAndGet();
    tell("about " + step + " " + what + " " + whose);
    return step;
  }

  /** Says what the cashier was shown, as soon as the call has returned. */
  void shown(long step, String what) {
    tell("shown " + step + " " + what);
  }

  synchronized String ask(String question) {
    tell("ask " + question);
    try {
      String answer = answers.poll(60, TimeUnit.SECONDS);
      if (answer == null) {
        throw new IllegalStateException("the parent does not answer");
      }
      return answer;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
