package dev.tillwright.crypto.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.CardToken;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryTokenVaultTest extends TokenVaultContract {

  @Override
  TokenVault open() {
    return new InMemoryTokenVault();
  }

  @Test
  void vault_beyondItsBound_isFull() {
    TokenVault vault = new InMemoryTokenVault();
    AccessRecord access =
        new AccessRecord(
            Instant.EPOCH, SHOP, new CardToken("tok_1"), "refund", AccessRecord.Result.REVEALED);
    for (int i = 0; i < 100_000; i++) {
      vault.record(access);
    }
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(() -> vault.record(access))
        .satisfies(e -> assertThat(e.code()).isEqualTo("vault.full"));
  }

  @Test
  void record_printed_leavesItsContentOut() {
    VaultRecord record = record(SHOP, "tok_1", 'a');
    assertThat(record.toString()).doesNotContain("aaaa").doesNotContain(record.sealed());
    for (String bad : List.of("", "A".repeat(64), "a".repeat(63))) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new VaultRecord(SHOP, record.token(), bad, SEAL, 1, record.sealed(), 0));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VaultRecord(SHOP, record.token(), record.index(), SEAL, 1, "", 0));
    for (String bad : List.of("", "Shop", "a b", "-a", "x".repeat(65))) {
      assertThatIllegalArgumentException().isThrownBy(() -> TokenDomain.of(bad));
    }
  }
}
