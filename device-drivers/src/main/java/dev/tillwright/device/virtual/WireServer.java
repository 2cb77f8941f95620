package dev.tillwright.device.virtual;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * The device's side of the house's wire: each question is answered on a thread of its own, so that
 * a person who takes long keeps no other question waiting, and what was begun ends also when the
 * driver has gone. At most {@value #MAX_UNDER_WAY} questions are under way; more are misunderstood.
 * A line that is too long ends its connection.
 */
final class WireServer implements AutoCloseable {
  private static final int MAX_LINE = 65_536;
  private static final int MAX_UNDER_WAY = 64;

  private final LoopbackServer server;
  private final Device device;
  private final Semaphore room = new Semaphore(MAX_UNDER_WAY);

  /** Does what is asked. */
  interface Device {
    /** A question arrived, in the order of the line; what it gives comes back with the question. */
    long arrived(String what);

    void asked(String what, JsonIn question, Line line, long arrival) throws InterruptedException;
  }

  /** Where answers to one question, and what is said beside, go. */
  static final class Line {
    private final OutputStream out;
    private final long number;

    private Line(OutputStream out, long number) {
      this.out = out;
      this.number = number;
    }

    void answer(Consumer<JsonOut> fields) {
      send(number, fields);
    }

    void tell(Consumer<JsonOut> fields) {
      send(0, fields);
    }

    private void send(long n, Consumer<JsonOut> fields) {
      String json =
          JsonOut.object(
              to -> {
                to.put("n", n);
                fields.accept(to);
              });
      try {
        synchronized (out) {
          out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        // The driver has gone; it asks again.
      }
    }
  }

  private WireServer(String name, Device device) {
    this.device = device;
    this.server = LoopbackServer.start(name, 0, this::serve);
  }

  static WireServer start(String name, Device device) {
    return new WireServer(name, device);
  }

  private void serve(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    OutputStream out = socket.getOutputStream();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && line.size() < MAX_LINE; next = in.read()) {
      if (next == '\n') {
        heard(line.toString(StandardCharsets.UTF_8), out);
        line.reset();
      } else {
        line.write(next);
      }
    }
  }

  private void heard(String text, OutputStream out) {
    JsonIn question;
    Line line;
    String what;
    try {
      question = JsonIn.parse(text);
      line = new Line(out, question.optionalNumber("n").orElse(0));
      what = question.optionalText("do").orElse("");
    } catch (JsonException noise) {
      return;
    }
    if (!room.tryAcquire()) {
      line.answer(to -> to.put("result", "misunderstood"));
      return;
    }
    long arrival = device.arrived(what);
    Thread thread = new Thread(() -> answer(what, question, line, arrival), "virtual-wire");
    thread.setDaemon(true);
    thread.start();
  }

  private void answer(String what, JsonIn question, Line line, long arrival) {
    try {
      if (what.equals("hello")) {
        line.answer(out -> out.put("result", "hello"));
      } else {
        device.asked(what, question, line, arrival);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (JsonException | IllegalArgumentException e) {
      line.answer(out -> out.put("result", "misunderstood"));
    } finally {
      room.release();
    }
  }

  int port() {
    return server.port();
  }

  URI address() {
    return server.address();
  }

  void unplug() {
    server.dropAll();
  }

  @Override
  public void close() {
    server.close();
  }
}
