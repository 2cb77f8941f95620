package dev.tillwright.examples.day;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Where cards and secrets live: another process than the till's. It is asked by a line and gives
 * ASCII.
 */
final class SecretDesk implements AutoCloseable {
  private final ServerSocket socket;

  SecretDesk(Function<String, String> answers) throws IOException {
    socket = new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> serve(answers), "secret-desk");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void serve(Function<String, String> answers) {
    try (Socket till = socket.accept();
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(till.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        byte[] answer = answers.apply(line).getBytes(StandardCharsets.US_ASCII);
        till.getOutputStream().write(answer.length);
        till.getOutputStream().write(answer);
      }
    } catch (IOException e) {
      System.out.println("the desk of secrets closed: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** The till's end; keeps nothing. */
  static final class Caller implements AutoCloseable {
    private final Socket socket;

    Caller(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
    }

    /** For the caller to wipe. */
    synchronized char[] ask(String line) {
      try {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        byte[] answer = new byte[in.read()];
        if (in.readNBytes(answer, 0, answer.length) < answer.length) {
          throw new IOException("the desk went away");
        }
        char[] text = new char[answer.length];
        for (int i = 0; i < text.length; i++) {
          text[i] = (char) answer[i];
        }
        Arrays.fill(answer, (byte) 0);
        return text;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
