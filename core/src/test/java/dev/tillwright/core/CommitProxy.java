package dev.tillwright.core;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/** A wire to PostgreSQL that breaks at the next commit, in the way the test wants. */
public final class CommitProxy implements AutoCloseable {
  /** What becomes of the next commit. Afterwards the wire is sound again. */
  public enum Fault {
    NONE,
    /** The server commits; nobody hears of it. */
    ANSWER_LOST,
    /** The server never hears of the commit and rolls back. */
    COMMIT_LOST,
    /** The client hears that the wire broke; the commit arrives when the test lets it. */
    COMMIT_LATE
  }

  private final ServerSocket door;
  private final String url;
  private final int port;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile Fault fault = Fault.NONE;
  private volatile boolean away;
  private volatile CountDownLatch late = new CountDownLatch(0);

  private CommitProxy(String url) throws IOException {
    this.url = url;
    this.port = Integer.parseInt(url.replaceFirst(".*://[^/]*:([0-9]+)/.*", "$1"));
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** In front of the database of {@code real}. */
  public static CommitProxy before(DataSource real) throws IOException {
    try (Connection connection = real.getConnection()) {
      return new CommitProxy(connection.getMetaData().getURL());
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The same database, through this wire. */
  public DataSource through() {
    // With server-side statements the text of a commit would stand on the wire only once.
    String wired =
        url.replaceFirst("://[^/]*/", "://127.0.0.1:" + door.getLocalPort() + "/")
            + "&user=postgres&prepareThreshold=0";
    return (DataSource)
        Proxy.newProxyInstance(
            CommitProxy.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) -> DriverManager.getConnection(wired));
  }

  public void breakNextCommit(Fault how) {
    late = new CountDownLatch(1);
    fault = how;
  }

  /** Lets a late commit arrive. */
  public void release() {
    late.countDown();
  }

  /** Cuts all wires; nobody gets through until {@link #listen}. */
  public void hangUp() throws IOException {
    away = true;
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  public void listen() {
    away = false;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = door.accept();
      if (away) {
        client.close();
        continue;
      }
      Socket server = new Socket("127.0.0.1", port);
      sockets.add(client);
      sockets.add(server);
      start(() -> pump(server.getInputStream(), client.getOutputStream()));
      start(() -> watch(client, server));
    }
  }

  private void watch(Socket client, Socket server) throws IOException {
    byte[] buffer = new byte[1 << 16];
    OutputStream out = server.getOutputStream();
    InputStream in = client.getInputStream();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      Fault now = fault;
      boolean commit = new String(buffer, 0, n, ISO_8859_1).contains("COMMIT");
      if (now != Fault.NONE && commit) {
        fault = Fault.NONE;
        client.close(); // whatever the server answers has nowhere to go
        if (now != Fault.COMMIT_LOST) {
          awaitQuietly(now);
          out.write(buffer, 0, n);
          out.flush();
        } else {
          server.close();
        }
        return;
      }
      out.write(buffer, 0, n);
      out.flush();
    }
    server.close();
  }

  private void awaitQuietly(Fault now) {
    try {
      if (now == Fault.COMMIT_LATE) {
        late.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pump(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      out.write(buffer, 0, n);
      out.flush();
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
                // One end is gone: that is what this wire is for.
              }
            },
            "commit-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    late.countDown();
    door.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
