package dev.tillwright.core.host.wallet;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where wallets send their notices; it gives them to a host. */
public final class NoticeServer implements AutoCloseable {
  final List<NoticeVerdict> verdicts = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile @Nullable WalletNotices notices;

  /** On any free port of loopback. */
  public NoticeServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          String wallet = exchange.getRequestURI().getPath().substring(1);
          Map<String, String> headers =
              exchange.getRequestHeaders().entrySet().stream()
                  .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().get(0)));
          byte[] body = exchange.getRequestBody().readNBytes(WalletNotices.MAX_BYTES + 1);
          NoticeReply reply = Objects.requireNonNull(notices).receive(wallet, headers, body);
          verdicts.add(reply.verdict());
          byte[] said = reply.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(reply.status(), said.length == 0 ? -1 : said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });
    server.start();
  }

  /** Who takes them; before the first comes. */
  public void to(WalletNotices taker) {
    notices = taker;
  }

  /** Where those of a wallet go. */
  public URI of(String wallet) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + wallet);
  }

  /** How many of each verdict there were. */
  public Map<NoticeVerdict, Long> counts() {
    return verdicts.stream()
        .collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting()));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
