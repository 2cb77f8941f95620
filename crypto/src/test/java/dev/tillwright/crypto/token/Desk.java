package dev.tillwright.crypto.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.module.SoftwareModule;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of tokens share: keys, a clock that is moved by hand, and who may do what. */
final class Desk implements AutoCloseable {
  static final String VISA = "4111111111111111";
  static final String AMEX = "378282246310005";
  static final String SHORT_VISA = "4222222222222";
  static final TokenDomain SHOP = TokenDomain.of("shop");
  static final SecretAccess REFUND = SecretAccess.forPurpose("refund");

  Instant now = Instant.parse("2026-03-01T10:00:00.123Z");
  final InstantSource clock = () -> now;
  final SecureRandom random = new SecureRandom();
  final Keys keys =
      Keys.in(SoftwareModule.ephemeral(Acknowledgement.KEYS_IN_SOFTWARE, random, clock), clock);

  Tokenizer tokenizer(TokenVault vault, TokenPolicy.Builder policy) {
    return tokenizer(vault, SHOP, policy);
  }

  Tokenizer tokenizer(TokenVault vault, TokenDomain domain, TokenPolicy.Builder policy) {
    return Tokenizer.builder(keys, vault)
        .domain(domain)
        .policy(policy.build())
        .authorizer((of, who, access) -> who.equals("ann"))
        .clock(clock)
        .random(random)
        .open();
  }

  static Token tokenize(Tokenizer tokenizer, String number) {
    try (Pan pan = Pan.of(number)) {
      return tokenizer.tokenize(pan);
    }
  }

  static Optional<String> number(Tokenizer tokenizer, Token token) {
    return tokenizer.detokenize(token, "ann", REFUND).map(Desk::text);
  }

  static String text(Pan pan) {
    try (pan) {
      return new String(pan.reveal(REFUND), US_ASCII);
    }
  }

  static TillwrightException refused(String code, ThrowingCallable call) {
    TillwrightException[] seen = new TillwrightException[1];
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(call)
        .satisfies(
            e -> {
              org.assertj.core.api.Assertions.assertThat(e.code()).isEqualTo(code);
              org.assertj.core.api.Assertions.assertThat(e.getMessage())
                  .doesNotContain(VISA)
                  .doesNotContain(AMEX);
              seen[0] = e;
            });
    return seen[0];
  }

  @Override
  public void close() {
    keys.close();
  }
}
