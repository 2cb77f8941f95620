package dev.tillwright.core.host.wallet;

import dev.tillwright.core.payment.HostReply.Cause;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;

/** Asks one wallet in its dialect. */
final class WalletLine {
  private static final int MOST_BYTES = 65_536;
  private static final int MOST_BILL_BYTES = 50_000_000;
  private static final int NONCE_BYTES = 16;

  private final WalletDialect dialect;
  private final HttpLine http;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Duration each;

  WalletLine(
      WalletDialect dialect,
      HttpLine http,
      InstantSource clock,
      SecureRandom random,
      Duration each) {
    this.dialect = dialect;
    this.http = http;
    this.clock = clock;
    this.random = random;
    this.each = each;
  }

  /**
   * What came back.
   *
   * @param sent whether a byte may have left
   */
  record Said(WalletAnswer answer, boolean sent) {
    Cause cause() {
      return answer instanceof WalletAnswer.Unclear unclear ? unclear.cause() : Cause.GARBLED;
    }
  }

  Said ask(WalletQuestion question, Deadline end) {
    HttpLine.Heard heard = raw(question, end, MOST_BYTES);
    HttpAnswer answer = heard.answer();
    return answer == null
        ? new Said(new WalletAnswer.Unclear(heard.cause()), heard.sent())
        : new Said(dialect.read(question, answer, clock.instant()), true);
  }

  HttpLine.Heard file(WalletQuestion.BillFile question, Deadline end) {
    return raw(question, end, MOST_BILL_BYTES);
  }

  private HttpLine.Heard raw(WalletQuestion question, Deadline end, int most) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    HttpQuestion written =
        dialect.write(question, clock.instant(), HexFormat.of().formatHex(nonce));
    return http.ask(written, end.within(each), most);
  }

  /** How long one question may take. */
  Duration each() {
    return each;
  }

  WalletDialect dialect() {
    return dialect;
  }

  void close() {
    http.close();
  }
}
