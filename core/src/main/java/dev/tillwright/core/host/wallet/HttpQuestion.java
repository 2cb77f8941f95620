package dev.tillwright.core.host.wallet;

import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * A question as HTTP carries it.
 *
 * @param method {@code GET} or {@code POST}
 * @param headers by their names
 * @param body sent in UTF-8; empty for none
 */
public record HttpQuestion(String method, URI at, Map<String, String> headers, String body) {
  public HttpQuestion {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(at, "at");
    headers = Map.copyOf(headers);
    Objects.requireNonNull(body, "body");
  }

  /** The method and how long it is; a body may hold a payment code. */
  @Override
  public String toString() {
    return method + "[" + body.length() + "]";
  }
}
