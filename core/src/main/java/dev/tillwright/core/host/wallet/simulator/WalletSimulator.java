package dev.tillwright.core.host.wallet.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.host.wallet.AlipayDialect;
import dev.tillwright.core.host.wallet.NoticeVerifier;
import dev.tillwright.core.host.wallet.RequestSigner;
import dev.tillwright.core.host.wallet.WeChatDialect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Currency;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Alipay and WeChat Pay for tests and examples: an HTTP server on loopback that checks the shop's
 * signatures, keeps a {@link WalletLedger} of its own and does what its script says, faults and
 * forged notices included. It is written from the wallets' pages, apart from the dialects that talk
 * to it.
 *
 * <p><b>Threads.</b> At most {@value #MAX_THREADS} and two for delays and notices; all daemons.
 * {@link #close} ends them. All methods from any thread.
 */
public final class WalletSimulator implements AutoCloseable {
  /** More questions at once wait. */
  public static final int MAX_THREADS = 32;

  /** When a late answer comes. */
  public static final Duration LATE = Duration.ofMillis(600);

  static final String APP = "2021000000000001";
  static final String MERCHANT = "1900000109";
  private static final int MAX_BODY = 65_536;
  private static final int MAX_HELD = 4_096;

  // A forger has a key, but not the wallet's.
  private static final PrivateKey FORGER =
      WalletKeys.generate(new SecureRandom()).wallet().getPrivate();

  private final WalletKeys keys;
  private final Currency currency;
  private final WalletLedger ledger;
  private final NoticePost post = new NoticePost();
  private final Map<String, Peer> peers = new HashMap<>();
  private final ExecutorService threads;
  private final ScheduledThreadPoolExecutor delays;
  private final Queue<HttpExchange> held = new ConcurrentLinkedQueue<>();
  private final AtomicLong questions = new AtomicLong();
  private final int port;
  private volatile Function<WalletAsk, WalletBehaviour> script = ask -> WalletBehaviour.usual();
  private @Nullable HttpServer server;

  private WalletSimulator(int port, WalletKeys keys, Currency currency, InstantSource clock) {
    this.keys = keys;
    this.currency = currency;
    this.ledger = new WalletLedger(clock, this::begunOrPaid);
    this.threads =
        new ThreadPoolExecutor(
            0,
            MAX_THREADS,
            5,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            daemons("wallet-simulator"),
            new ThreadPoolExecutor.CallerRunsPolicy());
    this.delays = new ScheduledThreadPoolExecutor(1, daemons("wallet-simulator-delay"));
    this.server = listen(port);
    this.port = server.getAddress().getPort();
    String base = address().toString();
    peers.put("alipay", new AlipayPeer(keys, FORGER, ledger, APP, currency, base + "/bill/alipay"));
    peers.put(
        "wechat",
        new WeChatPeer(
            keys, FORGER, ledger, APP, MERCHANT, currency, base + "/v3/billdownload/file"));
  }

  /**
   * Starts on a port of loopback, in yuan, with fresh keys; port 0 is any free one.
   *
   * @throws TillwrightException {@code host.portBusy} when the port is taken
   */
  public static WalletSimulator start(int port) {
    return start(
        port,
        WalletKeys.generate(new SecureRandom()),
        Currency.getInstance("CNY"),
        InstantSource.system());
  }

  /** As above, with all that can be set. */
  public static WalletSimulator start(
      int port, WalletKeys keys, Currency currency, InstantSource clock) {
    return new WalletSimulator(
        port,
        Objects.requireNonNull(keys, "keys"),
        Objects.requireNonNull(currency, "currency"),
        Objects.requireNonNull(clock, "clock"));
  }

  private static ThreadFactory daemons(String name) {
    return DaemonThreads.named(name);
  }

  private HttpServer listen(int at) {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 64);
      made.createContext("/", this::handle);
      made.setExecutor(threads);
      made.start();
      return made;
    } catch (IOException e) {
      throw new TillwrightException("host.portBusy", true, "the port cannot be listened on");
    }
  }

  /** Where it listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The dialect that talks to the simulated Alipay. */
  public AlipayDialect alipay() {
    return alipay(address(), keys, currency);
  }

  /** The same from elsewhere, such as another process that was given the keys. */
  public static AlipayDialect alipay(URI at, WalletKeys keys, Currency currency) {
    return AlipayDialect.of(
            at.resolve("/gateway.do"),
            APP,
            RequestSigner.rsa(keys.shop().getPrivate()),
            NoticeVerifier.rsa(keys.wallet().getPublic()))
        .in(currency);
  }

  /** The dialect that talks to the simulated WeChat Pay. */
  public WeChatDialect wechat() {
    return wechat(address(), keys, currency);
  }

  /** The same from elsewhere, such as another process that was given the keys. */
  public static WeChatDialect wechat(URI at, WalletKeys keys, Currency currency) {
    return WeChatDialect.builder(at, APP, MERCHANT)
        .signedBy(RequestSigner.rsa(keys.shop().getPrivate()), "SHOP01")
        .verifiedBy(NoticeVerifier.rsa(Map.of(WeChatPeer.SERIAL, keys.wallet().getPublic())))
        .apiKey(SecretBytes.copyOf(keys.apiKey().getBytes(StandardCharsets.US_ASCII)))
        .in(currency)
        .build();
  }

  /** What to do with each question from now on; asked once a question, on its thread. */
  public void script(Function<WalletAsk, WalletBehaviour> behaviour) {
    script = Objects.requireNonNull(behaviour, "behaviour");
  }

  /** Customers have no more than this, in minor units. */
  public void limit(long minor) {
    ledger.limit(minor);
  }

  /** Where notices of a wallet go; nowhere until this is said. */
  public void noticesTo(String wallet, URI where) {
    post.to(wallet, where);
  }

  /** Sends the notices that were held back, and waits until all have arrived. */
  public void deliver() {
    post.deliver();
  }

  /** Out of reach from now on, or back on the same port. */
  public synchronized void offline(boolean out) {
    HttpServer now = server;
    if (out && now != null) {
      now.stop(0);
      server = null;
    } else if (!out && now == null) {
      server = listen(port);
    }
  }

  /** The wallets' own books. */
  public WalletLedger ledger() {
    return ledger;
  }

  /** How many questions came. */
  public long questions() {
    return questions.get();
  }

  private void begunOrPaid(WalletTrade trade) {
    Peer peer = peers.get(trade.wallet);
    if (peer != null) {
      post.about(trade, peer);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    questions.incrementAndGet();
    try {
      Peer.Came came = came(exchange);
      boolean alipay =
          came.path().startsWith("/gateway.do") || came.path().startsWith("/bill/alipay");
      Peer peer = Objects.requireNonNull(peers.get(alipay ? "alipay" : "wechat"), "peer");
      WalletAsk asked = peer.asked(came);
      answer(exchange, peer, came, asked, script.apply(asked));
    } catch (RuntimeException e) {
      send(exchange, new Peer.Goes(400, Map.of(), new byte[0])); // whatever comes, it goes on
    }
  }

  private static Peer.Came came(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    URI uri = exchange.getRequestURI();
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    String body =
        new String(exchange.getRequestBody().readNBytes(MAX_BODY), StandardCharsets.UTF_8);
    return new Peer.Came(exchange.getRequestMethod(), uri.getRawPath(), query, headers, body);
  }

  private void answer(
      HttpExchange exchange, Peer peer, Peer.Came came, WalletAsk asked, WalletBehaviour how)
      throws IOException {
    WalletBehaviour.Line line = how.line();
    if (line == WalletBehaviour.Line.LOSE_REQUEST) {
      hold(exchange);
      return;
    } else if (line == WalletBehaviour.Line.FAIL_BEFORE) {
      send(exchange, new Peer.Goes(500, Map.of(), new byte[0]));
      return;
    }
    Peer.Goes goes = peer.answer(came, asked, how);
    switch (line) {
      case LOSE_ANSWER -> hold(exchange);
      case LATE_ANSWER -> later(exchange, goes);
      case BREAK_ANSWER -> half(exchange, goes);
      case GARBLE_ANSWER ->
          send(exchange, new Peer.Goes(200, goes.headers, new byte[] {'{', 1, 2, (byte) 0xFF}));
      case FAIL_AFTER -> send(exchange, new Peer.Goes(500, Map.of(), new byte[0]));
      default -> send(exchange, goes);
    }
  }

  private void later(HttpExchange exchange, Peer.Goes goes) {
    var unused =
        delays.schedule(
            () -> {
              send(exchange, goes);
              return goes.status;
            },
            LATE.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Nobody answers; the connection stays until there are too many, or the end. */
  private void hold(HttpExchange exchange) {
    held.add(exchange);
    while (held.size() > MAX_HELD) {
      HttpExchange oldest = held.poll();
      if (oldest != null) {
        oldest.close();
      }
    }
  }

  private static void half(HttpExchange exchange, Peer.Goes goes) throws IOException {
    goes.headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(goes.status, goes.body.length + 100L);
    exchange.getResponseBody().write(goes.body, 0, goes.body.length / 2);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private static void send(HttpExchange exchange, Peer.Goes goes) throws IOException {
    try (exchange) {
      goes.headers.forEach(exchange.getResponseHeaders()::set);
      int length = goes.body.length;
      exchange.sendResponseHeaders(goes.status, length == 0 ? -1 : length);
      if (length > 0) {
        exchange.getResponseBody().write(goes.body);
      }
    }
  }

  @Override
  public synchronized void close() {
    HttpServer now = server;
    server = null;
    held.forEach(HttpExchange::close);
    held.clear();
    if (now != null) {
      now.stop(0);
    }
    delays.shutdownNow();
    threads.shutdownNow();
    post.close();
  }
}
