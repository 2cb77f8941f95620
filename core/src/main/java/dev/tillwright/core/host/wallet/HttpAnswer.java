package dev.tillwright.core.host.wallet;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An answer as HTTP carries it, or a notice: one header of each name, whatever its case. */
public final class HttpAnswer {
  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    Map<String, String> small = new TreeMap<>();
    headers.forEach((name, value) -> small.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    this.status = status;
    this.headers = Map.copyOf(small);
    this.body = body;
  }

  /**
   * What came.
   *
   * @param status such as 200; 0 for a notice
   * @param body not copied, nobody changes it
   */
  public static HttpAnswer of(int status, Map<String, String> headers, byte[] body) {
    return new HttpAnswer(status, headers, body);
  }

  public int status() {
    return status;
  }

  /** A header's value; empty for none. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** The body in UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body itself, for readers only. */
  byte[] body() {
    return body;
  }

  /** The status and how long it is. */
  @Override
  public String toString() {
    return status + "[" + body.length + "]";
  }
}
