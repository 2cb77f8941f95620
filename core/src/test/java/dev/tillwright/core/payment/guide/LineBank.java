package dev.tillwright.core.payment.guide;

import dev.tillwright.core.payment.contract.Trouble;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The bank that {@link LineHost} talks to: one line a question, and books of its own. */
final class LineBank implements AutoCloseable {
  private static final long LATE_MILLIS = 600;

  private final Map<String, Long> moved = new HashMap<>();
  private final Map<String, String> asked = new HashMap<>();
  private final Map<String, String> answers = new HashMap<>();
  private final Set<String> undone = new HashSet<>();
  private final AtomicReference<@Nullable Trouble> next = new AtomicReference<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final int port;
  private @Nullable ServerSocket server;
  private @Nullable Thread acceptor;

  LineBank() throws IOException {
    server = new ServerSocket(0, 32, InetAddress.getLoopbackAddress());
    port = server.getLocalPort();
    serve(server);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  synchronized long movedMinor(String key) {
    return undone.contains(key) ? 0 : moved.getOrDefault(key, 0L);
  }

  void next(Trouble trouble) {
    next.set(trouble);
  }

  synchronized void online(boolean on) throws IOException {
    if (!on && server != null) {
      server.close();
      server = null;
      letGo();
    } else if (on && server == null) {
      server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(address());
      serve(server);
    }
  }

  private void serve(ServerSocket listening) {
    acceptor = daemon(() -> accept(listening));
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        if (listening.isClosed()) {
          socket.close(); // it slipped in while the line went down
        } else {
          daemon(() -> meet(socket));
        }
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void meet(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String question = in.readLine();
      if (question != null) {
        answer(question, socket.getOutputStream());
      }
    } catch (IOException | InterruptedException e) {
      // The till went away.
    }
  }

  private void answer(String question, OutputStream out) throws IOException, InterruptedException {
    Trouble trouble = next.getAndSet(null);
    if (trouble == Trouble.REQUEST_LOST) {
      over.await();
      return;
    }
    String line = rule(question.split(" ", -1)) + "\n";
    if (trouble == Trouble.REPLY_LOST) {
      over.await();
      return;
    } else if (trouble == Trouble.REPLY_LATE && over.await(LATE_MILLIS, TimeUnit.MILLISECONDS)) {
      return;
    } else if (trouble == Trouble.REPLY_TWICE) {
      line = line + line;
    } else if (trouble == Trouble.REPLY_BROKEN) {
      line = line.substring(0, line.length() / 2);
    } else if (trouble == Trouble.REPLY_GARBLED) {
      line = "\u0007?\n";
    } else if (trouble == Trouble.REPLY_TO_OTHER) {
      line = "APPROVED another/1/1 A00001\n";
    }
    out.write(line.getBytes(StandardCharsets.US_ASCII));
  }

  private synchronized String rule(String[] words) {
    String key = words[1];
    if (words[0].equals("UNDO")) {
      undone.add(key);
      return "UNDONE " + key;
    }
    if (undone.contains(key)) {
      return "DECLINED " + key + " undone";
    }
    String known = asked.putIfAbsent(key, String.join(" ", words));
    if (known != null && !known.equals(String.join(" ", words))) {
      return "UNCLEAR " + key + " seen";
    }
    if (known == null) {
      moved.put(key, Long.parseLong(words[2]));
      answers.put(key, "APPROVED " + key + " A" + answers.size());
    }
    return answers.get(key);
  }

  /** The port is free only when the thread that accepts has let go of it. */
  private void letGo() {
    try {
      if (acceptor != null) {
        acceptor.join(2_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "line-bank");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    online(false);
  }
}
