package dev.tillwright.core.host.wallet;

import dev.tillwright.core.payment.HostReply.Cause;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Asks over HTTP, and always comes back in time. It never asks twice by itself. */
final class HttpLine {
  private final HttpClient client;
  private final Map<Long, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();
  private final AtomicLong asked = new AtomicLong();
  private volatile boolean closed;

  /**
   * @param tls {@code null} for that of the JVM
   */
  HttpLine(@Nullable SSLContext tls, Duration connect) {
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connect)
            .sslParameters(parameters);
    this.client = (tls == null ? builder : builder.sslContext(tls)).build();
  }

  /**
   * What came back.
   *
   * @param answer {@code null} when none did
   * @param sent whether a byte may have left
   */
  record Heard(@Nullable HttpAnswer answer, boolean sent, Cause cause) {}

  /** Asks, and waits at most so long for at most so many bytes. */
  Heard ask(HttpQuestion question, Duration limit, int most) {
    if (closed) {
      return new Heard(null, false, Cause.CLOSED);
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(question.at()).timeout(limit);
    question.headers().forEach(request::header);
    request.method(
        question.method(),
        question.body().isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(question.body()));
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request.build(), head -> new BoundedBody(most));
    long mine = asked.incrementAndGet();
    underWay.put(mine, answer);
    try {
      if (closed) {
        answer.cancel(true);
      }
      HttpResponse<byte[]> came = answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      Map<String, String> headers =
          came.headers().map().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().get(0)));
      return new Heard(HttpAnswer.of(came.statusCode(), headers, came.body()), true, Cause.GARBLED);
    } catch (TimeoutException e) {
      return lost(Cause.TIMEOUT);
    } catch (CancellationException e) {
      return lost(closed ? Cause.CLOSED : Cause.FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return lost(Cause.FAILED);
    } catch (ExecutionException e) {
      return broken(e.getCause());
    } finally {
      underWay.remove(mine);
      answer.cancel(true);
    }
  }

  private Heard broken(@Nullable Throwable why) {
    if (closed) {
      return lost(Cause.CLOSED);
    }
    boolean before =
        why instanceof ConnectException
            || why instanceof HttpConnectTimeoutException
            || why instanceof SSLHandshakeException
            || why instanceof UnresolvedAddressException
            || why != null && why.getCause() instanceof UnresolvedAddressException;
    if (before) {
      return new Heard(null, false, Cause.NO_CONNECTION);
    }
    return lost(why instanceof HttpTimeoutException ? Cause.TIMEOUT : Cause.CONNECTION_LOST);
  }

  private static Heard lost(Cause cause) {
    return new Heard(null, true, cause);
  }

  /** Ends what is under way, at once. */
  void close() {
    closed = true;
    underWay.values().forEach(each -> each.cancel(true));
  }
}
