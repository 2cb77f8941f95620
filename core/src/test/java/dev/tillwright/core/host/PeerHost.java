package dev.tillwright.core.host;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.iso8583.IsoMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A host of the test's own: speaks any wire over any server socket, and says what it is told. */
final class PeerHost implements AutoCloseable {
  private final ServerSocket server;
  private final Wire wire;
  private final Function<IsoMessage, List<IsoMessage>> answers;
  private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  /** What was asked, in order. */
  final List<IsoMessage> asked = Collections.synchronizedList(new ArrayList<>());

  PeerHost(ServerSocket server, Wire wire, Function<IsoMessage, List<IsoMessage>> answers) {
    this.server = server;
    this.wire = wire;
    this.answers = answers;
    DaemonThreads.named("peer-accept").newThread(this::accept).start();
  }

  static PeerHost plain(Wire wire, Function<IsoMessage, List<IsoMessage>> answers)
      throws IOException {
    return new PeerHost(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()), wire, answers);
  }

  /** Approves everything, and repeats all that came but the card. */
  static List<IsoMessage> approve(IsoMessage question) {
    String mti = question.mti();
    IsoMessage.Builder answer =
        IsoMessage.of(mti.substring(0, 2) + (char) (mti.charAt(2) + 1) + "0").set(39, "00");
    for (int field : new int[] {3, 4, 7, 11, 12, 37, 41, 48, 70}) {
      question.field(field).ifPresent(value -> answer.set(field, value));
    }
    return List.of(answer.build());
  }

  InetSocketAddress address() {
    return new InetSocketAddress("localhost", server.getLocalPort());
  }

  /** How many there were. */
  int connections() {
    return connections.get();
  }

  /** How many there are. */
  int open() {
    return open.get();
  }

  void hangUp() throws IOException {
    for (Socket socket : List.copyOf(sockets)) {
      socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        DaemonThreads.named("peer").newThread(() -> serve(socket)).start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    byte[] buffer = Framing.buffer();
    open.incrementAndGet();
    try (socket) {
      InputStream in = socket.getInputStream();
      connections.incrementAndGet();
      while (true) {
        IsoMessage question = wire.message(buffer, wire.framing().read(in, buffer));
        asked.add(question);
        for (IsoMessage answer : answers.apply(question)) {
          socket.getOutputStream().write(wire.frame(answer));
        }
      }
    } catch (IOException | IllegalStateException e) {
      // The link hung up or never shook hands, or the test wants the host to hang up.
    } finally {
      open.decrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    hangUp();
  }
}
