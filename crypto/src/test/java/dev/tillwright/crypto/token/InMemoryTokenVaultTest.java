package dev.tillwright.crypto.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.TillwrightException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class InMemoryTokenVaultTest {
  private static final TokenDomain SHOP = TokenDomain.of("shop");

  @Test
  void vault_beyondItsBound_isFull() {
    TokenVault vault = new InMemoryTokenVault();
    AccessRecord access =
        new AccessRecord(
            Instant.EPOCH, SHOP, Token.of("tok_1"), "max", "refund", AccessRecord.Result.REVEALED);
    for (int i = 0; i < 100_000; i++) {
      vault.record(access);
    }
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(() -> vault.record(access))
        .satisfies(e -> assertThat(e.code()).isEqualTo("vault.full"));
  }

  @Test
  void record_printed_leavesItsContentOut() {
    VaultRecord record = JdbcTokenVaultTest.record("tok_1", 'a');
    assertThat(record.toString()).doesNotContain("aaaa").doesNotContain(record.sealed());
  }

  @Test
  void record_thatCannotBe_isRefused() {
    VaultRecord good = JdbcTokenVaultTest.record("tok_1", 'a');
    for (String bad : List.of("", "A".repeat(64), "a".repeat(63), "-tok_1")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> with(good, good.place(), bad, good.key(), good.sealed()));
    }
    for (String bad : List.of("", "key 1", "x".repeat(97))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> with(good, good.place(), good.index(), bad, good.sealed()));
    }
    for (String bad : List.of("", "A".repeat(1025))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> with(good, good.place(), good.index(), good.key(), bad));
    }
    VaultRecord.Place ff1 = new VaultRecord.Place("ff1-0-4-invalid", "", OptionalLong.of(0));
    with(good, ff1, good.index(), good.key(), "");
    assertThatIllegalArgumentException()
        .as("its number is in the token")
        .isThrownBy(() -> with(good, ff1, good.index(), good.key(), good.sealed()));
    for (String bad : List.of("", "digits", "digits-9-4-invalid", "ff1-0-5-any", "ff1-0-4-no")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  with(
                      good,
                      new VaultRecord.Place(bad, "", OptionalLong.empty()),
                      good.index(),
                      good.key(),
                      good.sealed()));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VaultRecord.Place("opaque", "x".repeat(65), OptionalLong.empty()));
    assertThatIllegalArgumentException().isThrownBy(() -> good.ended(TokenStatus.ACTIVE));
  }

  private static VaultRecord with(
      VaultRecord like, VaultRecord.Place place, String index, String key, String sealed) {
    return new VaultRecord(
        like.domain(), like.token(), place, index, key, 1, sealed, like.life(), 0);
  }

  @Test
  void names_thatCannotBe_areRefused() {
    for (String bad : List.of("", "Shop", "a b", "-a", "x".repeat(49))) {
      assertThatIllegalArgumentException().isThrownBy(() -> TokenDomain.of(bad));
    }
    for (String bad : List.of("", "a b", "t\u00f6k", "x".repeat(65))) {
      assertThatIllegalArgumentException().isThrownBy(() -> Token.of(bad));
    }
    for (String bad : List.of("", "a\nb", "x".repeat(65))) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new AccessRecord(
                      Instant.EPOCH,
                      SHOP,
                      Token.of("tok_1"),
                      bad,
                      "refund",
                      AccessRecord.Result.DENIED));
    }
    assertThat(Token.of("4111111111111111")).hasToString("4111111111111111");
    assertThatIllegalArgumentException()
        .as("core takes no token that looks like a number")
        .isThrownBy(() -> Token.of("4111111111111111").cardToken());
  }
}
