package dev.tillwright.device.wire;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.DeviceKind;
import dev.tillwright.device.spi.Driver;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the drivers of this wire share: questions and answers as lines of JSON, told apart by their
 * numbers, so that a late answer is never taken for that of another question.
 */
abstract class WireDriver extends Driver {
  /** The longest line, in bytes. */
  static final int MAX_LINE = 65_536;

  private static final Duration GLANCE = Duration.ofMillis(1);
  private static final Duration CANCELLING = Duration.ofSeconds(2);

  private final Transport transport;
  private final Object writing = new Object();
  private final ByteBuffer input = ByteBuffer.allocate(4_096);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private volatile @Nullable Connection current;
  private long number;

  WireDriver(String id, DeviceKind kind, Clock clock, Transport transport) {
    super(id, kind, clock, null);
    this.transport = Objects.requireNonNull(transport, "transport");
    input.flip();
  }

  @Override
  protected final void connect(Deadline deadline) {
    if (current != null && listens(deadline)) {
      return;
    }
    disconnect();
    Connection fresh = transport.connect(deadline);
    input.clear().flip();
    line.reset();
    current = fresh;
  }

  /** Hears what came meanwhile; false when the device hung up. */
  private boolean listens(Deadline deadline) {
    try {
      while (true) {
        heard(receive(deadline.within(GLANCE)));
      }
    } catch (DeviceException e) {
      return e.fault() == Fault.TIMEOUT && !deadline.passed();
    }
  }

  @Override
  protected final void disconnect() {
    Connection connection = current;
    current = null;
    if (connection != null) {
      connection.abort();
    }
  }

  @Override
  protected final void examine(Deadline deadline) {
    ask("hello", out -> {}, deadline);
  }

  /** An answer whose question is no longer waited for, or something said unasked. */
  void unasked(JsonIn message) {}

  /** Asks and waits; on the device's thread. */
  final JsonIn ask(String what, Consumer<JsonOut> fields, Deadline deadline) {
    long asked = ++number;
    send(asked, what, fields, deadline);
    try {
      while (true) {
        JsonIn message = receive(deadline);
        if (answers(message, asked)) {
          return understood(message);
        }
        heard(message);
      }
    } catch (DeviceException e) {
      if (line.size() > 0) {
        disconnect(); // half a line: what follows could not be told apart
      }
      throw e;
    }
  }

  private boolean answers(JsonIn message, long asked) {
    try {
      return message.optionalNumber("n").orElse(0) == asked;
    } catch (JsonException e) {
      throw garbled("an answer with a wrong number");
    }
  }

  /** What the device did not understand it did not do, whatever it was. */
  private JsonIn understood(JsonIn answer) {
    try {
      if (answer.optionalText("result").filter("misunderstood"::equals).isPresent()) {
        throw garbled("it does not understand the question");
      }
      return answer;
    } catch (JsonException e) {
      throw garbled("an answer with a wrong result");
    }
  }

  /** What was said unasked and makes no sense is counted: it ends nobody's wait. */
  private void heard(JsonIn message) {
    try {
      unasked(message);
    } catch (JsonException e) {
      loop().count("unasked.unknown", 1);
    }
  }

  /** Says something that has no answer, from any thread; whether it went out. */
  final boolean say(String what, Consumer<JsonOut> fields) {
    if (current == null) {
      return false;
    }
    try {
      send(0, what, fields, Deadline.after(CANCELLING));
      return true;
    } catch (DeviceException e) {
      return false; // whoever waits finds out by itself
    }
  }

  private void send(long asked, String what, Consumer<JsonOut> fields, Deadline deadline) {
    String json =
        JsonOut.object(
            out -> {
              out.put("n", asked).put("do", what);
              fields.accept(out);
            });
    ByteBuffer bytes = ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      synchronized (writing) {
        connection().write(bytes, deadline);
      }
    } catch (DeviceException e) {
      if (bytes.position() > 0) {
        disconnect(); // half a line: the next one would be its end
      }
      throw e;
    } finally {
      Arrays.fill(bytes.array(), (byte) 0);
    }
  }

  private JsonIn receive(Deadline deadline) {
    while (true) {
      while (input.hasRemaining()) {
        byte next = input.get();
        if (next == '\n') {
          String text = line.toString(StandardCharsets.UTF_8);
          line.reset();
          return parsed(text);
        }
        if (line.size() >= MAX_LINE) {
          throw garbled("a line has no end");
        }
        line.write(next);
      }
      input.clear();
      int count;
      try {
        count = connection().read(input, deadline);
      } finally {
        input.flip();
      }
      if (count < 0) {
        throw DeviceException.of(Fault.LOST, Phase.READ, "device " + id() + " hung up");
      }
    }
  }

  private JsonIn parsed(String text) {
    try {
      return JsonIn.parse(text);
    } catch (JsonException e) {
      throw garbled("an answer is no message");
    }
  }

  final DeviceException garbled(String what) {
    return DeviceException.of(Fault.PROTOCOL, Phase.READ, "device " + id() + ": " + what);
  }

  private Connection connection() {
    Connection connection = current;
    if (connection == null) {
      throw DeviceException.of(Fault.LOST, Phase.WRITE, "device " + id() + " is not connected");
    }
    return connection;
  }
}
