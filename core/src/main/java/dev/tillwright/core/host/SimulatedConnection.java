package dev.tillwright.core.host;

import dev.tillwright.core.iso8583.IsoFormatException;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageSpec;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One connection of the simulated host: reads requests, and answers as their behaviour says. */
final class SimulatedConnection {
  /** So many answers of all connections may wait; then a connection is closed. */
  private static final int MOST_DELAYED = 10_000;

  private static final byte[] GARBAGE = "no message".getBytes(StandardCharsets.US_ASCII);

  private final Socket socket;
  private final MessageSpec spec;
  private final Framing framing;
  private final ScheduledThreadPoolExecutor delays;
  private final Function<IsoMessage, Behaviour> script;
  private final BiFunction<IsoMessage, Behaviour, IsoMessage> decide;
  private final Object writing = new Object();

  SimulatedConnection(
      Socket socket,
      MessageSpec spec,
      Framing framing,
      ScheduledThreadPoolExecutor delays,
      Function<IsoMessage, Behaviour> script,
      BiFunction<IsoMessage, Behaviour, IsoMessage> decide) {
    this.socket = socket;
    this.spec = spec;
    this.framing = framing;
    this.delays = delays;
    this.script = script;
    this.decide = decide;
  }

  /** Until the peer goes, sends what is no message, or the connection is closed. */
  void serve() {
    byte[] buffer = Framing.buffer();
    try (InputStream in = socket.getInputStream()) {
      socket.setTcpNoDelay(true);
      while (true) {
        int length = framing.read(in, buffer);
        IsoMessage request = spec.unpack(buffer, 0, length);
        if (isQuestion(request.mti())) {
          handle(request, script.apply(request));
        }
      }
    } catch (IOException | IsoFormatException | RejectedExecutionException e) {
      close();
    } finally {
      Arrays.fill(buffer, (byte) 0);
      close();
    }
  }

  private static boolean isQuestion(String mti) {
    return (mti.charAt(2) - '0') % 2 == 0 && mti.charAt(2) < '8';
  }

  private void handle(IsoMessage request, Behaviour behaviour) throws IOException {
    switch (behaviour.fault()) {
      case DROP_REQUEST -> {
        // It never arrived.
      }
      case CLOSE -> close();
      case LATE_REQUEST ->
          later(behaviour, () -> send(spec.pack(decide.apply(request, behaviour))));
      case LATE_REPLY -> {
        byte[] answer = spec.pack(decide.apply(request, behaviour));
        later(behaviour, () -> send(answer));
      }
      default -> answer(spec.pack(decide.apply(request, behaviour)), behaviour);
    }
  }

  private void answer(byte[] answer, Behaviour behaviour) throws IOException {
    switch (behaviour.fault()) {
      case DROP_REPLY -> {
        // Nothing is said.
      }
      case DUPLICATE_REPLY -> {
        send(answer.clone());
        send(answer);
      }
      case GARBAGE -> send(GARBAGE.clone());
      case HALF_REPLY -> writeHalf(answer);
      case CLOSE_MID_MESSAGE -> {
        writeHalf(answer);
        close();
      }
      default -> send(answer);
    }
  }

  private void writeHalf(byte[] answer) throws IOException {
    byte[] frame = framing.frame(answer);
    write(Arrays.copyOf(frame, frame.length / 2));
  }

  /** Something that may meet a broken connection. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private void later(Behaviour behaviour, Step step) {
    Runnable guarded =
        () -> {
          try {
            step.run();
          } catch (IOException | IsoFormatException e) {
            close();
          }
        };
    if (delays.getQueue().size() >= MOST_DELAYED) {
      close();
      return;
    }
    ScheduledFuture<?> unused =
        delays.schedule(guarded, behaviour.delay().toNanos(), TimeUnit.NANOSECONDS);
  }

  private void send(byte[] message) throws IOException {
    write(framing.frame(message));
  }

  private void write(byte[] bytes) throws IOException {
    synchronized (writing) {
      socket.getOutputStream().write(bytes);
    }
  }

  void close() {
    closeQuietly(socket);
  }

  static void closeQuietly(@Nullable Closeable it) {
    if (it == null) {
      return;
    }
    try {
      it.close();
    } catch (IOException e) {
      // Closed all the same.
    }
  }
}
