package dev.tillwright.crypto.token;

import static dev.tillwright.crypto.token.Desk.AMEX;
import static dev.tillwright.crypto.token.Desk.SHORT_VISA;
import static dev.tillwright.crypto.token.Desk.VISA;
import static dev.tillwright.crypto.token.Desk.number;
import static dev.tillwright.crypto.token.Desk.refused;
import static dev.tillwright.crypto.token.Desk.tokenize;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.card.Pan;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.KeyModule;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.module.SoftwareModule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row D2: what tokens look like, how many there are, and what happens when they run out. */
class TokenFormsTest {
  @TempDir Path folder;
  private final Desk desk = new Desk();
  private final TokenVault vault = new InMemoryTokenVault();

  @AfterEach
  void close() {
    vault.close();
    desk.close();
  }

  @Test
  void digits_keepWhatThePolicySays_andGiveTheNumberBack() {
    List<Supplier<TokenPolicy.Builder>> kinds =
        List.of(TokenPolicy::digits, TokenPolicy::vaultless);
    int domains = 0;
    int checked = 0;
    for (Supplier<TokenPolicy.Builder> kind : kinds) {
      for (Luhn luhn : Luhn.values()) {
        for (int bin : new int[] {0, 6}) {
          for (int last : new int[] {0, 3, 4}) {
            TokenPolicy.Builder policy =
                kind.get().keepBin(bin).keepLast(last).luhn(luhn).shortest(13);
            boolean fits = kind.get().build().form().sealed() || 13 - bin - last > 6;
            if (!fits) {
              assertThatIllegalArgumentException().isThrownBy(policy::build);
              continue;
            }
            Tokenizer tokenizer = desk.tokenizer(vault, TokenDomain.of("d" + domains++), policy);
            for (String number : TestCards.NUMBERS) {
              Token token = tokenize(tokenizer, number);
              String value = token.value();
              assertThat(value)
                  .matches("[0-9]+")
                  .hasSameSizeAs(number)
                  .isNotEqualTo(number)
                  .startsWith(number.substring(0, bin))
                  .endsWith(number.substring(number.length() - last));
              if (luhn != Luhn.ANY) {
                assertThat(valid(value)).as(value).isEqualTo(luhn == Luhn.VALID);
              }
              assertThat(tokenize(tokenizer, number)).isEqualTo(token);
              assertThat(number(tokenizer, token)).contains(number);
              checked++;
            }
          }
        }
      }
    }
    System.out.printf("%d tokens of digits in %d forms went there and back%n", checked, domains);
    assertThat(domains).isGreaterThan(20);
  }

  @Tag("unmutated")
  @Test
  void hundredThousandTokens_areDifferent_invalid_andUnremarkable() {
    Tokenizer tokenizer;
    Set<String> seen = new HashSet<>();
    long[][] counts = new long[16][10];
    try (TokenVault onDisk = JdbcTokenVault.sqlite(folder.resolve("cards.db"));
        Pan pan = Pan.of(VISA)) {
      tokenizer = desk.tokenizer(onDisk, TokenPolicy.digits().oneTime());
      List<Pan> batch = Collections.nCopies(Tokenizer.MAX_BATCH, pan);
      int valid = 0;
      for (int i = 0; i < 100; i++) {
        for (Token token : tokenizer.tokenizeAll(batch)) {
          seen.add(token.value());
          valid += valid(token.value()) ? 1 : 0;
          for (int at = 0; at < 16; at++) {
            counts[at][token.value().charAt(at) - '0']++;
          }
        }
      }
      assertThat(valid).as("valid check digits").isZero();
      String last = seen.iterator().next();
      assertThat(number(tokenizer, Token.of(last))).contains(VISA);
    }
    assertThat(seen).hasSize(100_000);
    unremarkable("random tokens", counts, 100_000);
  }

  /** FF1 permutes, and a permutation may leave a number where it is: about once in so many. */
  @Test
  void vaultlessToken_isNeverTheNumberItself() {
    AtomicInteger left = new AtomicInteger();
    AtomicInteger varied = new AtomicInteger(11);
    Keys keys = Keys.in(leavingNumbersAlone(left, varied), desk.clock);
    Tokenizer tokenizer =
        Tokenizer.builder(keys, vault)
            .policy(TokenPolicy.vaultless().keepLast(4).luhn(Luhn.VALID).build())
            .authorizer((of, who, access) -> true)
            .open();
    left.set(3);
    Token token = tokenize(tokenizer, VISA);
    assertThat(left).hasValue(0);
    assertThat(token.value()).endsWith(VISA.substring(12)).isNotEqualTo(VISA);
    assertThat(number(tokenizer, token)).contains(VISA);
    assertThat(tokenize(tokenizer, VISA)).isEqualTo(token);

    left.set(4);
    varied.set(12);
    Tokenizer other =
        Tokenizer.builder(keys, vault)
            .policy(TokenPolicy.vaultless().keepLast(4).luhn(Luhn.ANY).build())
            .open();
    refused("token.exhausted", () -> tokenize(other, VISA));
    keys.close();
  }

  /** A module in which FF1 encrypts the test's number to itself, so often. */
  private KeyModule leavingNumbersAlone(AtomicInteger left, AtomicInteger varied) {
    SoftwareModule module =
        SoftwareModule.ephemeral(Acknowledgement.KEYS_IN_SOFTWARE, new SecureRandom(), desk.clock);
    return (KeyModule)
        Proxy.newProxyInstance(
            KeyModule.class.getClassLoader(),
            new Class<?>[] {KeyModule.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("perform")
                  && ((KeyTask<?>) arguments[0]).name().equals("fpe.ff1.encrypt")
                  && left.getAndUpdate(it -> Math.max(0, it - 1)) > 0) {
                return VISA.substring(0, varied.get()).chars().map(c -> c - '0').toArray();
              }
              try {
                return method.invoke(module, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Tag("unmutated")
  @Test
  void vaultlessTokens_ofNeighbouringNumbers_areDifferentAndUnremarkable() {
    int numbers = 10_000;
    long[][] counts = new long[16][10];
    Set<String> seen = new HashSet<>();
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.vaultless());
    for (int i = 0; i < numbers; i++) {
      // Numbers that begin with zeros belong to nobody.
      String number = withCheckDigit(String.format("%015d", i));
      String token = tokenize(tokenizer, number).value();
      assertThat(valid(token)).isFalse();
      seen.add(token);
      for (int at = 0; at < 16; at++) {
        counts[at][token.charAt(at) - '0']++;
      }
    }
    assertThat(seen).hasSize(numbers);
    unremarkable("vaultless tokens", counts, numbers);
  }

  /** Beyond 50 at 9 degrees of freedom comes once in ten million draws. */
  private static void unremarkable(String what, long[][] counts, int total) {
    double worst = 0;
    for (long[] place : counts) {
      double square = 0;
      for (long count : place) {
        square += Math.pow(count - total / 10.0, 2) / (total / 10.0);
      }
      worst = Math.max(worst, square);
    }
    System.out.printf("%d %s: the largest chi-square of a place is %.1f%n", total, what, worst);
    assertThat(worst).isLessThan(50);
  }

  @Test
  void smallSpace_isGivenOutToTheLastToken_thenRefused() {
    givenOut(vault, TokenPolicy.digits().keepBin(6).keepLast(4), 900, "422222[0-9]{3}2222");
    try (TokenVault onDisk = JdbcTokenVault.sqlite(folder.resolve("cards.db"))) {
      givenOut(onDisk, TokenPolicy.digits().keepBin(8).keepLast(3), 90, "42222222[0-9]{2}222");
    }
  }

  private void givenOut(TokenVault from, TokenPolicy.Builder policy, int size, String shape) {
    Tokenizer tokenizer = desk.tokenizer(from, policy.oneTime().shortest(13));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < size; i++) {
      String token = tokenize(tokenizer, SHORT_VISA).value();
      assertThat(token).matches(shape);
      assertThat(valid(token)).isFalse();
      seen.add(token);
    }
    assertThat(seen).hasSize(size);
    assertThat(refused("token.exhausted", () -> tokenize(tokenizer, SHORT_VISA)).retryable())
        .isFalse();
    assertThat(tokenize(tokenizer, VISA).value()).as("others have room").startsWith("411111");
  }

  @Test
  void tokensWithValidCheckDigits_areNeverTheNumberItself() {
    Tokenizer tokenizer =
        desk.tokenizer(
            vault,
            TokenPolicy.digits().keepBin(8).keepLast(4).luhn(Luhn.ANY).oneTime().shortest(13));
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 9; i++) {
      seen.add(tokenize(tokenizer, SHORT_VISA).value());
    }
    assertThat(seen).hasSize(9).doesNotContain(SHORT_VISA);
    refused("token.exhausted", () -> tokenize(tokenizer, SHORT_VISA));
  }

  @Test
  void tokenThatWasGivenOnce_isNeverGivenAgain() {
    Tokenizer tokenizer =
        desk.tokenizer(vault, TokenPolicy.digits().keepBin(8).keepLast(4).singleUse().shortest(13));
    Set<Token> seen = new HashSet<>();
    for (int i = 0; i < 9; i++) {
      Token token = tokenize(tokenizer, SHORT_VISA);
      assertThat(number(tokenizer, token)).contains(SHORT_VISA);
      assertThat(number(tokenizer, token)).isEmpty();
      seen.add(token);
    }
    assertThat(seen).hasSize(9);
    refused("token.exhausted", () -> tokenize(tokenizer, SHORT_VISA));
  }

  @Test
  void opaqueTokens_sayNothing() {
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.opaque());
    for (String number : TestCards.NUMBERS) {
      Token token = tokenize(tokenizer, number);
      assertThat(token.value()).matches("tok_[0-9a-z]{24}").doesNotContainPattern("[0-9]{8}");
      assertThat(token.cardToken().value()).isEqualTo(token.value());
      assertThat(number(tokenizer, token)).contains(number);
    }
  }

  @Test
  void policiesThatCannotBe_areRefusedWhenTheyAreBuilt() {
    List<TokenPolicy.Builder> wrong =
        List.of(
            TokenPolicy.opaque().keepLast(4),
            TokenPolicy.opaque().keepBin(6),
            TokenPolicy.opaque().luhn(Luhn.VALID),
            TokenPolicy.vaultless().oneTime(),
            TokenPolicy.vaultless().singleUse(),
            TokenPolicy.vaultless().expiresAfter(Duration.ofDays(1)),
            TokenPolicy.vaultless().keepBin(6).keepLast(4).shortest(16),
            TokenPolicy.vaultless().keepBin(8).keepLast(4).shortest(16),
            TokenPolicy.vaultless().keepLast(4).shortest(10),
            TokenPolicy.digits().keepBin(8).shortest(8),
            TokenPolicy.digits().keepBin(8).keepLast(4).shortest(12));
    for (TokenPolicy.Builder each : wrong) {
      assertThatIllegalArgumentException().isThrownBy(each::build);
    }
    for (int bad : new int[] {-1, 5, 9}) {
      assertThatIllegalArgumentException().isThrownBy(() -> TokenPolicy.digits().keepBin(bad));
      assertThatIllegalArgumentException().isThrownBy(() -> TokenPolicy.digits().keepLast(bad));
    }
    for (int bad : new int[] {7, 20}) {
      assertThatIllegalArgumentException().isThrownBy(() -> TokenPolicy.digits().shortest(bad));
    }
    for (Duration bad : List.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(40_000))) {
      assertThatIllegalArgumentException().isThrownBy(() -> TokenPolicy.opaque().expiresAfter(bad));
    }
    // Exactly 1,000,000 are enough: six digits that vary, none of them a check digit's.
    assertThat(TokenPolicy.vaultless().keepBin(6).keepLast(4).luhn(Luhn.ANY).shortest(16).build())
        .hasToString("TokenPolicy[ff1-6-4-any]");
    assertThat(TokenPolicy.digits().singleUse().expiresAfter(Duration.ofDays(1)).build())
        .hasToString("TokenPolicy[digits-0-0-invalid, single use, expires after PT24H]");
  }

  @Test
  void numberThatIsTooShortForThePolicy_isRefusedWithoutEcho() {
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.vaultless().shortest(16));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokenize(tokenizer, AMEX))
        .withMessage("the policy takes card numbers of 16 digits and more");
  }

  @Test
  void longestNumbers_haveTokensOfEachKind() {
    String longest = withCheckDigit("0".repeat(9) + "123456789");
    for (Luhn luhn : Luhn.values()) {
      TokenDomain domain = TokenDomain.of("d" + luhn.ordinal());
      for (TokenPolicy.Builder policy :
          List.of(TokenPolicy.digits().luhn(luhn), TokenPolicy.vaultless().luhn(luhn))) {
        Tokenizer tokenizer = desk.tokenizer(vault, domain, policy);
        Token token = tokenize(tokenizer, longest);
        assertThat(token.value()).hasSize(19);
        assertThat(number(tokenizer, token)).contains(longest);
      }
    }
  }

  /** The long way round, as an oracle. */
  private static boolean valid(String number) {
    int sum = 0;
    for (int i = number.length() - 1, place = 1; i >= 0; i--, place++) {
      int value = (number.charAt(i) - '0') * (place % 2 == 0 ? 2 : 1);
      sum += value / 10 + value % 10;
    }
    return sum % 10 == 0;
  }

  private static String withCheckDigit(String body) {
    for (int check = 0; check < 10; check++) {
      if (valid(body + check)) {
        return body + check;
      }
    }
    throw new AssertionError("some check digit fits");
  }
}
