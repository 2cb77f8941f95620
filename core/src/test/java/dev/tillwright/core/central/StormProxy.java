package dev.tillwright.core.central;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A line to a server on which each connection breaks sooner or later, by the dice of a seed. */
public final class StormProxy implements AutoCloseable {
  /** How a connection ends. */
  enum End {
    /** Both ends hear that it broke. */
    CUT,
    /** What was asked never arrives. */
    REQUEST_LOST,
    /** What was asked is done, and nobody hears of it: the client asks again. */
    ANSWER_LOST
  }

  /** Asked and answered before a connection may break: enough to log on and do a little work. */
  private static final int SOUND = 24;

  private final ServerSocket door;
  private final int port;
  private final Random dice;
  private final int lasting;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final Map<End, AtomicInteger> ends = new EnumMap<>(End.class);
  private final AtomicInteger delays = new AtomicInteger();
  private volatile boolean calm;

  /**
   * @param lasting about so many messages of the client pass before a connection breaks
   */
  public StormProxy(DataSource real, long seed, int lasting) throws IOException {
    this.port = port(real);
    this.dice = new Random(seed);
    this.lasting = lasting;
    for (End end : End.values()) {
      ends.put(end, new AtomicInteger());
    }
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static int port(DataSource real) {
    try (Connection connection = real.getConnection()) {
      String url = connection.getMetaData().getURL();
      return Integer.parseInt(url.replaceFirst(".*://[^/]*:([0-9]+)/.*", "$1"));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  /** Nothing breaks any more. */
  public void calm() {
    calm = true;
  }

  public int broken() {
    return ends.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = door.accept();
      Socket server = new Socket("127.0.0.1", port);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      sockets.add(client);
      sockets.add(server);
      End end;
      int messages;
      long pauses;
      synchronized (dice) {
        end = End.values()[dice.nextInt(End.values().length)];
        messages = SOUND + dice.nextInt(2 * lasting);
        pauses = dice.nextLong();
      }
      Line line = new Line(client, server, end, messages, new Random(pauses));
      start(line::answers);
      start(line::questions);
    }
  }

  private final class Line {
    private final Socket client;
    private final Socket server;
    private final End end;
    private final int messages;
    private final Random pauses;
    private volatile boolean deaf;

    Line(Socket client, Socket server, End end, int messages, Random pauses) {
      this.client = client;
      this.server = server;
      this.end = end;
      this.messages = messages;
      this.pauses = pauses;
    }

    void questions() throws IOException {
      byte[] buffer = new byte[1 << 16];
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      int passed = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        pause();
        if (++passed >= messages && !calm) {
          Objects.requireNonNull(ends.get(end)).incrementAndGet();
          last(buffer, n, out);
          return;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
      server.close();
    }

    private void last(byte[] buffer, int n, OutputStream out) throws IOException {
      if (end == End.ANSWER_LOST) {
        deaf = true;
        out.write(buffer, 0, n);
        out.flush();
        client.close();
        server.shutdownOutput(); // the server does what it was asked, then finds nobody there
        return;
      }
      if (end == End.CUT) {
        server.close();
      }
      client.close();
      server.close();
    }

    void answers() throws IOException {
      byte[] buffer = new byte[1 << 16];
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!deaf) {
          out.write(buffer, 0, n);
          out.flush();
        }
      }
      client.close();
    }

    private void pause() {
      if (pauses.nextInt(20) == 0) {
        delays.incrementAndGet();
        try {
          Thread.sleep(1 + pauses.nextInt(4)); // a slow line, not a wait for something
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // One end is gone: that is what this line is for.
              }
            },
            "storm-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** What happened on the line. */
  @Override
  public String toString() {
    return "connections broken " + ends + ", delays " + delays;
  }
}
