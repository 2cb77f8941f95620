package dev.tillwright.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One-time codes against the vectors of RFC 6238, appendix B, and RFC 4226, appendix D. */
class TotpTest {
  private static byte[] seed(int length) {
    return "1234567890".repeat(7).substring(0, length).getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "59, 94287082, 46119246, 90693936",
    "1111111109, 07081804, 68084774, 25091201",
    "1111111111, 14050471, 67062674, 99943326",
    "1234567890, 89005924, 91819424, 93441116",
    "2000000000, 69279037, 90698825, 38618901",
    "20000000000, 65353130, 77737706, 47863826"
  })
  void rfc6238_everyVector(long time, String sha1, String sha256, String sha512) {
    check("HmacSHA1", 20, time, sha1);
    check("HmacSHA256", 32, time, sha256);
    check("HmacSHA512", 64, time, sha512);
  }

  private static void check(String algorithm, int seed, long time, String code) {
    Totp totp = new Totp(algorithm, 8, 30, 0);
    Instant at = Instant.ofEpochSecond(time);
    assertThat(totp.seedLength()).isEqualTo(seed);
    assertThat(new String(totp.code(seed(seed), totp.step(at)))).isEqualTo(code);
    assertThat(totp.matching(seed(seed), at, code.toCharArray())).hasValue(time / 30);
  }

  @Test
  void rfc4226_everyVector() {
    String[] codes = {
      "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
      "520489"
    };
    for (int counter = 0; counter < codes.length; counter++) {
      assertThat(new String(Totp.USUAL.code(seed(20), counter))).isEqualTo(codes[counter]);
    }
  }

  @Test
  void drift_isOneStepAndNoMore() {
    Instant now = Instant.ofEpochSecond(3_000);
    for (int off = -3; off <= 3; off++) {
      char[] code = Totp.USUAL.code(seed(20), 100 + off);
      assertThat(Totp.USUAL.matching(seed(20), now, code).isPresent())
          .as("step " + off)
          .isEqualTo(Math.abs(off) <= 1);
    }
    assertThat(Totp.USUAL.matching(seed(20), now, new char[0])).isEmpty();
    assertThat(Totp.USUAL.matching(seed(20), now, "\u0661".repeat(6).toCharArray())).isEmpty();
    assertThatThrownBy(() -> new Totp("HmacSHA1", 6, 30, 3)).hasMessageContaining("drift");
    assertThatThrownBy(() -> new Totp("HmacMD5", 6, 30, 1)).hasMessageContaining("code");
  }

  @Test
  void seed_isShownInBase32_andNeverPrinted() {
    // RFC 4648, section 10: foobar and foob.
    try (CodeSeed six = new CodeSeed("foobar".getBytes(StandardCharsets.US_ASCII), Totp.USUAL);
        CodeSeed four = new CodeSeed("foob".getBytes(StandardCharsets.US_ASCII), Totp.USUAL)) {
      assertThat(new String(six.base32())).isEqualTo("MZXW6YTBOI");
      assertThat(new String(four.base32())).isEqualTo("MZXW6YQ");
      assertThat(new String(six.uri("shop", "ann")))
          .isEqualTo(
              "otpauth://totp/shop:ann?secret=MZXW6YTBOI&issuer=shop&algorithm=SHA1&digits=6"
                  + "&period=30");
      assertThat(six.toString()).isEqualTo("CodeSeed");
    }
  }
}
