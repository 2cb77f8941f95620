package dev.tillwright.crypto.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.crypto.key.KeyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every vault promises. */
abstract class TokenVaultContract {
  static final KeyId SEAL = new KeyId("seal-0123456789abcdef");
  static final KeyId INDEX = new KeyId("index-0123456789abcdef");
  static final TokenDomain SHOP = TokenDomain.of("shop");
  static final TokenDomain OTHER = TokenDomain.of("other");

  private final TokenVault vault = open();

  abstract TokenVault open();

  @AfterEach
  void close() {
    vault.close();
    vault.close();
  }

  @Test
  void indexKey_onceKept_staysTheFirst() {
    assertThat(vault.indexKey(INDEX)).isEqualTo(INDEX);
    assertThat(vault.indexKey(new KeyId("index-ffffffffffffffff"))).isEqualTo(INDEX);
  }

  @Test
  void record_thatIsPut_isFoundByIndexAndByTokenInItsDomainOnly() {
    VaultRecord record = record(SHOP, "tok_1", 'a');
    assertThat(vault.putIfAbsent(record)).isTrue();
    assertThat(vault.findByToken(SHOP, record.token())).contains(record);
    assertThat(vault.findByIndex(SHOP, record.index())).contains(record);
    assertThat(vault.findByToken(OTHER, record.token())).isEmpty();
    assertThat(vault.findByIndex(OTHER, record.index())).isEmpty();
    assertThat(vault.findByToken(SHOP, new CardToken("tok_2"))).isEmpty();
  }

  @Test
  void record_withAnIndexOrATokenThatIsThere_isNotPut() {
    VaultRecord first = record(SHOP, "tok_1", 'a');
    assertThat(vault.putIfAbsent(first)).isTrue();
    assertThat(vault.putIfAbsent(record(SHOP, "tok_2", 'a'))).isFalse();
    assertThat(vault.putIfAbsent(record(SHOP, "tok_1", 'b'))).isFalse();
    assertThat(vault.putIfAbsent(record(OTHER, "tok_1", 'a'))).isTrue();
    assertThat(vault.findByToken(SHOP, new CardToken("tok_2"))).isEmpty();
    assertThat(vault.findByIndex(SHOP, "b".repeat(64))).isEmpty();
    assertThat(vault.findByToken(SHOP, first.token())).contains(first);
  }

  @Test
  void replace_ofTheRevisionThatIsThere_happensOnce() {
    VaultRecord first = record(SHOP, "tok_1", 'a');
    VaultRecord next =
        new VaultRecord(SHOP, first.token(), first.index(), SEAL, 1, "c2VhbGVkIGFuZXc=", 1);
    assertThat(vault.replace(first, next)).isFalse();
    vault.putIfAbsent(first);
    assertThat(vault.replace(first, next)).isTrue();
    assertThat(vault.replace(first, next)).isFalse();
    assertThat(vault.findByIndex(SHOP, first.index())).contains(next);
    assertThat(vault.findByToken(SHOP, first.token())).contains(next);
  }

  @Test
  void countMessages_stopsAtTheLimitAndAddsNothingBeyond() {
    long limit = 5_000_000_000L;
    assertThat(vault.countMessages(SEAL, limit - 1, limit)).isTrue();
    assertThat(vault.countMessages(SEAL, 2, limit)).isFalse();
    assertThat(vault.countMessages(SEAL, 1, limit)).isTrue();
    assertThat(vault.countMessages(SEAL, 1, limit)).isFalse();
    assertThat(vault.countMessages(new KeyId("seal-ffffffffffffffff"), 1, limit)).isTrue();
  }

  @Test
  void accesses_ofAToken_areListedNewestFirst() {
    CardToken token = new CardToken("tok_1");
    List<AccessRecord.Result> results = List.of(AccessRecord.Result.values());
    List<AccessRecord> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      AccessRecord access =
          new AccessRecord(
              Instant.ofEpochMilli(1_800_000_000_000L),
              SHOP,
              token,
              "forwarding \u4e2d " + i,
              results.get(i % results.size()));
      vault.record(access);
      made.add(0, access);
    }
    vault.record(
        new AccessRecord(Instant.EPOCH, OTHER, token, "refund", AccessRecord.Result.UNKNOWN));
    assertThat(vault.accesses(SHOP, token, 10)).isEqualTo(made);
    assertThat(vault.accesses(SHOP, token, 2)).isEqualTo(made.subList(0, 2));
    assertThat(vault.accesses(SHOP, new CardToken("tok_2"), 10)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> vault.accesses(SHOP, token, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> vault.accesses(SHOP, token, 10_001));
  }

  @Test
  void putIfAbsent_byManyAtOnce_keepsExactlyOne() throws Exception {
    int threads = 16;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Boolean>> putters = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        VaultRecord mine = record(SHOP, "tok_" + i, 'a');
        putters.add(
            () -> {
              start.await();
              return vault.putIfAbsent(mine);
            });
      }
      int kept = 0;
      for (Future<Boolean> each : pool.invokeAll(putters)) {
        kept += each.get() ? 1 : 0;
      }
      assertThat(kept).isEqualTo(1);
      Set<CardToken> found = new HashSet<>();
      for (int i = 0; i < threads; i++) {
        vault.findByToken(SHOP, new CardToken("tok_" + i)).ifPresent(r -> found.add(r.token()));
      }
      assertThat(found).hasSize(1);
    } finally {
      pool.shutdownNow();
    }
  }

  static VaultRecord record(TokenDomain domain, String token, char index) {
    return new VaultRecord(
        domain,
        new CardToken(token),
        String.valueOf(index).repeat(64),
        SEAL,
        1,
        "c2VhbGVkIGhlcmU=",
        0);
  }
}
