package dev.tillwright.core.host.wallet;

import java.util.Objects;

/**
 * What to answer to the wallet that sent a notice.
 *
 * @param verdict what became of it
 * @param status of HTTP
 * @param body in ASCII
 */
public record NoticeReply(NoticeVerdict verdict, int status, String body) {
  public NoticeReply {
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(body, "body");
  }
}
