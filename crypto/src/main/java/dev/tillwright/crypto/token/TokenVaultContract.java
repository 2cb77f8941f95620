package dev.tillwright.crypto.token;

import dev.tillwright.core.contract.Check;
import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What every {@link TokenVault} promises, as checks for whoever writes one. */
public final class TokenVaultContract {
  private static final TokenDomain SHOP = TokenDomain.of("shop");
  private static final TokenDomain OTHER = TokenDomain.of("other");
  private static final String KEY = "seal-0123456789abcdef";
  private static final String NEXT_KEY = "token-seal.shop/2";
  private static final String SPACE = "digits-6-4-invalid/411111......1111";
  private static final Instant NOON = Instant.ofEpochMilli(1_800_000_000_000L);
  private static final int THREADS = 8;

  private TokenVaultContract() {}

  /**
   * The checks.
   *
   * @param vaults opens an empty vault each time
   */
  public static List<Check> checks(Checks.Subject<TokenVault> vaults) {
    return Checks.on(vaults)
        .add(
            "setting_onceKept_staysTheFirst",
            "a value is kept under a name once and for all",
            TokenVaultContract::setting)
        .add(
            "record_isFound_inItsDomainOnly",
            "what was put is found by index and by token, and not in another domain",
            TokenVaultContract::found)
        .add(
            "record_withAnIndexOrTokenThatIsThere_isNotPut",
            "of records with one index or one token in a domain one is kept",
            TokenVaultContract::unique)
        .add(
            "batch_isPutAsOneByOne",
            "a batch keeps what putting one after the other would keep",
            TokenVaultContract::batch)
        .add(
            "replace_happensOnceForARevision",
            "of two that replace a revision one does",
            TokenVaultContract::replaced)
        .add(
            "ended_isKnownByItsToken_andItsIndexIsFree",
            "a token that ended is never given again, and its number may get another",
            TokenVaultContract::ended)
        .add(
            "admission_ofOneUse_happensOnce",
            "a token for one use is admitted once, and each admission is recorded",
            TokenVaultContract::admitted)
        .add(
            "firstFree_findsTheGap_orSaysThatThereIsNone",
            "the lowest slot that is not taken is found in any part of a space",
            TokenVaultContract::free)
        .add(
            "sealedByOthers_goesOnWhereItEnded",
            "records under older keys are listed in order, in parts, active ones only",
            TokenVaultContract::older)
        .add(
            "expired_areEnded_inParts",
            "tokens whose time is over end, and no others",
            TokenVaultContract::expired)
        .add(
            "messages_areCountedUpToTheLimit",
            "nothing is added beyond the limit of a key",
            TokenVaultContract::messages)
        .add(
            "accesses_areListedNewestFirst",
            "every access to a token is kept with who, what for and what came of it",
            TokenVaultContract::accesses)
        .add(
            "racers_forOneIndex_leaveOneRecord",
            "of many that put at the same time exactly one does",
            TokenVaultContract::race)
        .add(
            "racers_forOneUse_areAdmittedOnce",
            "of many that use a token for one use exactly one does",
            TokenVaultContract::useRace)
        .list();
  }

  private static void setting(TokenVault vault) {
    Expect.equal(vault.keepOnce("index.key", "one"), "one", "what is kept first");
    Expect.equal(vault.keepOnce("index.key", "two"), "one", "what is kept");
    Expect.equal(vault.keepOnce("index.key.shop", "two"), "two", "another name's value");
  }

  private static void found(TokenVault vault) {
    VaultRecord record = record(SHOP, "tok_1", 'a');
    Expect.that(vault.putIfAbsent(record), "a new record is put");
    Expect.equal(vault.findByToken(SHOP, record.token()), Optional.of(record), "by token");
    Expect.equal(vault.findByIndex(SHOP, record.index()), Optional.of(record), "by index");
    Expect.that(vault.findByToken(OTHER, record.token()).isEmpty(), "unknown in another domain");
    Expect.that(vault.findByIndex(OTHER, record.index()).isEmpty(), "unknown in another domain");
    Expect.that(vault.findByToken(SHOP, Token.of("tok_2")).isEmpty(), "never was");
  }

  private static void unique(TokenVault vault) {
    VaultRecord first = record(SHOP, "tok_1", 'a');
    Expect.that(vault.putIfAbsent(first), "a new record is put");
    Expect.that(!vault.putIfAbsent(record(SHOP, "tok_2", 'a')), "the index is there");
    Expect.that(!vault.putIfAbsent(record(SHOP, "tok_1", 'b')), "the token is there");
    Expect.that(vault.putIfAbsent(record(OTHER, "tok_1", 'a')), "another domain is another place");
    Expect.that(vault.findByIndex(SHOP, "b".repeat(64)).isEmpty(), "nothing of a refused record");
  }

  private static void batch(TokenVault vault) {
    vault.putIfAbsent(record(SHOP, "tok_1", 'a'));
    List<Boolean> kept =
        vault.putAll(
            List.of(
                record(SHOP, "tok_1", 'b'),
                record(SHOP, "tok_2", 'c'),
                record(SHOP, "tok_3", 'c'),
                record(SHOP, "tok_4", 'd')));
    Expect.equal(kept, List.of(false, true, false, true), "which were kept");
    Expect.that(vault.findByToken(SHOP, Token.of("tok_4")).isPresent(), "the last was kept");
    Expect.equal(vault.putAll(List.of()), List.of(), "an empty batch");
  }

  private static void replaced(TokenVault vault) {
    VaultRecord first = record(SHOP, "tok_1", 'a');
    VaultRecord next = first.resealed(NEXT_KEY, "c2VhbGVkIGFuZXc=");
    Expect.that(!vault.replace(first, next), "nothing is there to be replaced");
    vault.putIfAbsent(first);
    Expect.that(vault.replace(first, next), "the revision is there");
    Expect.that(!vault.replace(first, next), "the revision is gone");
    Expect.equal(vault.findByIndex(SHOP, first.index()), Optional.of(next), "by index");
    Expect.equal(vault.findByToken(SHOP, first.token()), Optional.of(next), "by token");
  }

  private static void ended(TokenVault vault) {
    VaultRecord first = record(SHOP, "tok_1", 'a');
    vault.putIfAbsent(first);
    Expect.that(vault.replace(first, first.ended(TokenStatus.REVOKED)), "it ends");
    Expect.that(vault.findByIndex(SHOP, first.index()).isEmpty(), "its number has no token");
    VaultRecord rest = vault.findByToken(SHOP, first.token()).orElseThrow();
    Expect.equal(rest.life().status(), TokenStatus.REVOKED, "what is known of it");
    Expect.equal(rest.sealed(), "", "what is left sealed");
    Expect.that(!vault.putIfAbsent(record(SHOP, "tok_1", 'b')), "it is not given again");
    Expect.that(vault.putIfAbsent(record(SHOP, "tok_2", 'a')), "the number gets another");
  }

  private static void admitted(TokenVault vault) {
    VaultRecord many = record(SHOP, "tok_1", 'a');
    VaultRecord once = once(record(SHOP, "tok_2", 'b'));
    vault.putIfAbsent(many);
    vault.putIfAbsent(once);
    Expect.that(vault.admit(many, access("tok_1", 1)), "the first use of many");
    Expect.that(vault.admit(many, access("tok_1", 2)), "the second use of many");
    Expect.that(vault.admit(once, access("tok_2", 1)), "the only use");
    Expect.that(!vault.admit(once, access("tok_2", 2)), "no second use");
    Expect.equal(vault.accesses(SHOP, many.token(), 9).size(), 2, "recorded uses");
    Expect.equal(vault.accesses(SHOP, once.token(), 9).size(), 1, "recorded uses");
    TokenStatus status = vault.findByToken(SHOP, once.token()).orElseThrow().life().status();
    Expect.equal(status, TokenStatus.USED, "the status of what was used");
    vault.replace(many, many.ended(TokenStatus.REVOKED));
    Expect.that(!vault.admit(many, access("tok_1", 3)), "no use of what was revoked meanwhile");
    Expect.equal(vault.accesses(SHOP, many.token(), 9).size(), 2, "recorded uses after its end");
  }

  private static void free(TokenVault vault) {
    Expect.equal(vault.firstFree(SHOP, SPACE, 0, 9), OptionalLong.of(0), "in an empty space");
    for (long slot : new long[] {0, 1, 2, 4, 5, 8}) {
      vault.putIfAbsent(slotted("41111" + slot, (char) ('0' + slot), slot));
    }
    vault.putIfAbsent(slotted("411116", '6', 6));
    Expect.equal(vault.firstFree(SHOP, SPACE, 0, 9), OptionalLong.of(3), "from the bottom");
    Expect.equal(vault.firstFree(SHOP, SPACE, 3, 9), OptionalLong.of(3), "from the gap itself");
    Expect.equal(vault.firstFree(SHOP, SPACE, 4, 9), OptionalLong.of(7), "from above the gap");
    Expect.equal(vault.firstFree(SHOP, SPACE, 8, 9), OptionalLong.empty(), "at the full end");
    Expect.equal(vault.firstFree(SHOP, SPACE, 0, 3), OptionalLong.empty(), "in a full part");
    Expect.equal(vault.firstFree(SHOP, SPACE, 5, 5), OptionalLong.empty(), "in no part");
    Expect.equal(vault.firstFree(OTHER, SPACE, 0, 9), OptionalLong.of(0), "in another domain");
  }

  private static void older(TokenVault vault) {
    for (int i = 1; i <= 5; i++) {
      vault.putIfAbsent(record(SHOP, "tok_" + i, (char) ('0' + i)));
    }
    VaultRecord over = record(SHOP, "tok_2", '2');
    vault.replace(over, over.ended(TokenStatus.EXPIRED));
    VaultRecord current = record(SHOP, "tok_4", '4');
    vault.replace(current, current.resealed(NEXT_KEY, "c2VhbGVkIGFuZXc="));
    List<VaultRecord> first = vault.sealedByOthers(SHOP, NEXT_KEY, Optional.empty(), 2);
    Expect.equal(tokens(first), List.of("tok_1", "tok_3"), "the first part");
    List<VaultRecord> rest =
        vault.sealedByOthers(SHOP, NEXT_KEY, Optional.of(Token.of("tok_3")), 2);
    Expect.equal(tokens(rest), List.of("tok_5"), "the rest");
  }

  private static void expired(TokenVault vault) {
    vault.putIfAbsent(record(SHOP, "tok_0", '0'));
    for (int i = 1; i <= 4; i++) {
      VaultRecord record = record(SHOP, "tok_" + i, (char) ('0' + i));
      vault.putIfAbsent(
          lived(record, new VaultRecord.Life(TokenStatus.ACTIVE, false, NOON.plusSeconds(i))));
    }
    Instant now = NOON.plusSeconds(3);
    Expect.equal(vault.endExpired(SHOP, now, 2), 2, "ended in the first part");
    Expect.equal(vault.endExpired(SHOP, now, 2), 1, "ended in the second part");
    Expect.equal(vault.endExpired(SHOP, now, 2), 0, "ended when all are");
    Expect.that(vault.findByIndex(SHOP, "4".repeat(64)).isPresent(), "its time has not come");
    Expect.that(vault.findByIndex(SHOP, "0".repeat(64)).isPresent(), "it lives for ever");
    Expect.that(vault.findByIndex(SHOP, "3".repeat(64)).isEmpty(), "its time is over");
  }

  private static void messages(TokenVault vault) {
    long limit = 5_000_000_000L;
    Expect.that(vault.countMessages(KEY, limit - 1, limit), "up to one below the limit");
    Expect.that(!vault.countMessages(KEY, 2, limit), "beyond the limit");
    Expect.that(vault.countMessages(KEY, 1, limit), "the last one");
    Expect.that(!vault.countMessages(KEY, 1, limit), "one more than the last");
    Expect.that(vault.countMessages(NEXT_KEY, 1, limit), "another key");
    Expect.equal(vault.messages(KEY), limit, "messages of the key");
    Expect.equal(vault.messages(NEXT_KEY), 1L, "messages of the other key");
    Expect.equal(vault.messages("unheard-of"), 0L, "messages of a key that sealed nothing");
  }

  private static void accesses(TokenVault vault) {
    List<AccessRecord> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      AccessRecord access = access("tok_1", i);
      vault.record(access);
      made.add(0, access);
    }
    vault.record(access("tok_2", 9));
    Token token = Token.of("tok_1");
    Expect.equal(vault.accesses(SHOP, token, 10), made, "all accesses");
    Expect.equal(vault.accesses(SHOP, token, 2), made.subList(0, 2), "the latest two");
    Expect.equal(vault.accesses(OTHER, token, 10), List.of(), "those of another domain");
    Expect.thrown(
        IllegalArgumentException.class, () -> vault.accesses(SHOP, token, 0), "asking for none");
  }

  private static void race(TokenVault vault) throws Exception {
    int kept = winners(i -> vault.putIfAbsent(record(SHOP, "tok_" + i, 'a')));
    Expect.equal(kept, 1, "how many were put");
  }

  private static void useRace(TokenVault vault) throws Exception {
    VaultRecord once = once(record(SHOP, "tok_1", 'a'));
    vault.putIfAbsent(once);
    Expect.equal(winners(i -> vault.admit(once, access("tok_1", i))), 1, "how many were admitted");
    Expect.equal(vault.accesses(SHOP, once.token(), 99).size(), 1, "how many were recorded");
  }

  private interface Racer {
    boolean run(int number);
  }

  private static int winners(Racer racer) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Boolean>> racers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        racers.add(
            () -> {
              start.await();
              return racer.run(number);
            });
      }
      int winners = 0;
      for (Future<Boolean> each : pool.invokeAll(racers)) {
        winners += each.get() ? 1 : 0;
      }
      return winners;
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<String> tokens(List<VaultRecord> records) {
    return records.stream().map(record -> record.token().value()).toList();
  }

  private static AccessRecord access(String token, int number) {
    AccessRecord.Result[] results = AccessRecord.Result.values();
    return new AccessRecord(
        NOON,
        SHOP,
        Token.of(token),
        "cashier \u4e2d",
        "forwarding " + number,
        results[number % results.length]);
  }

  private static VaultRecord once(VaultRecord record) {
    return lived(record, new VaultRecord.Life(TokenStatus.ACTIVE, true, Instant.MAX));
  }

  private static VaultRecord lived(VaultRecord record, VaultRecord.Life life) {
    return new VaultRecord(
        record.domain(),
        record.token(),
        record.place(),
        record.index(),
        record.key(),
        record.version(),
        record.sealed(),
        life,
        record.revision());
  }

  private static VaultRecord record(TokenDomain domain, String token, char index) {
    return record(domain, token, index, new VaultRecord.Place("opaque", "", OptionalLong.empty()));
  }

  private static VaultRecord slotted(String token, char index, long slot) {
    return record(
        SHOP,
        token,
        index,
        new VaultRecord.Place("digits-6-4-invalid", SPACE, OptionalLong.of(slot)));
  }

  private static VaultRecord record(
      TokenDomain domain, String token, char index, VaultRecord.Place place) {
    return new VaultRecord(
        domain,
        Token.of(token),
        place,
        String.valueOf(index).repeat(64),
        KEY,
        1,
        "c2VhbGVkIGhlcmU=",
        VaultRecord.Life.UNLIMITED,
        0);
  }
}
