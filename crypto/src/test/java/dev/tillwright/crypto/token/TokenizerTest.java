package dev.tillwright.crypto.token;

import static dev.tillwright.crypto.token.Desk.AMEX;
import static dev.tillwright.crypto.token.Desk.REFUND;
import static dev.tillwright.crypto.token.Desk.SHOP;
import static dev.tillwright.crypto.token.Desk.VISA;
import static dev.tillwright.crypto.token.Desk.number;
import static dev.tillwright.crypto.token.Desk.refused;
import static dev.tillwright.crypto.token.Desk.tokenize;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.token.AccessRecord.Result;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows D2 and D3: who gets a number back, when, and what is known of it afterwards. */
class TokenizerTest {
  private static final TokenDomain OTHER = TokenDomain.of("other");

  @TempDir Path folder;
  private final Desk desk = new Desk();
  private Database database;
  private TokenVault vault;

  @BeforeEach
  void open() {
    database = Database.sqlite(folder.resolve("cards.db"));
    vault = JdbcTokenVault.over(database);
  }

  @AfterEach
  void close() {
    database.close();
    desk.close();
  }

  private static List<TokenPolicy.Builder> everyForm() {
    return List.of(TokenPolicy.opaque(), TokenPolicy.digits().keepLast(4), TokenPolicy.vaultless());
  }

  @Test
  void tokenThatStandsForNothing_hasOneAnswer_whateverTheReason() {
    Tokenizer shop = desk.tokenizer(vault, TokenPolicy.digits().keepLast(4));
    Tokenizer other = desk.tokenizer(vault, OTHER, TokenPolicy.digits().keepLast(4));
    Tokenizer once = desk.tokenizer(vault, TokenPolicy.digits().singleUse().oneTime());
    Tokenizer brief =
        desk.tokenizer(vault, TokenPolicy.opaque().expiresAfter(Duration.ofMinutes(5)));

    Token used = tokenize(once, VISA);
    assertThat(number(once, used)).contains(VISA);
    Token revoked = tokenize(shop, AMEX);
    assertThat(shop.revoke(revoked)).isTrue();
    Token late = tokenize(brief, VISA);
    desk.now = desk.now.plus(Duration.ofMinutes(5));
    Token foreign = tokenize(other, VISA);
    Token never = Token.of("4111111111111112");

    for (Token gone : List.of(used, revoked, late, foreign, never)) {
      assertThat(shop.detokenize(gone, "ann", REFUND)).as(gone.value()).isEmpty();
      assertThat(shop.accesses(gone, 1).get(0).result()).isEqualTo(Result.UNKNOWN);
      assertThat(shop.revoke(gone)).isFalse();
    }
    assertThat(number(other, foreign)).contains(VISA);
  }

  @Test
  void sameNumber_hasUnrelatedTokensInTwoDomains_inEveryForm() {
    for (TokenPolicy.Builder form : everyForm()) {
      Tokenizer shop = desk.tokenizer(vault, form);
      Tokenizer other = desk.tokenizer(vault, OTHER, form);
      for (String number : TestCards.NUMBERS) {
        Token here = tokenize(shop, number);
        Token there = tokenize(other, number);
        assertThat(here).isNotEqualTo(there);
        assertThat(number(shop, here)).contains(number);
        assertThat(number(other, there)).contains(number);
        assertThat(shop.detokenize(there, "ann", REFUND)).isEmpty();
      }
    }
  }

  @Test
  void tokenThatEnded_isFollowedByAnother_alsoWithoutAVault() {
    for (TokenPolicy.Builder form : everyForm()) {
      Tokenizer tokenizer = desk.tokenizer(vault, form);
      Token first = tokenize(tokenizer, VISA);
      tokenizer.revoke(first);
      Token second = tokenize(tokenizer, VISA);
      assertThat(second).isNotEqualTo(first);
      assertThat(tokenize(tokenizer, VISA)).isEqualTo(second);
      assertThat(number(tokenizer, first)).isEmpty();
      assertThat(number(tokenizer, second)).contains(VISA);
    }
    Tokenizer brief =
        desk.tokenizer(vault, OTHER, TokenPolicy.opaque().expiresAfter(Duration.ofDays(1)));
    Token first = tokenize(brief, VISA);
    desk.now = desk.now.plus(Duration.ofDays(1)).minusMillis(1);
    assertThat(tokenize(brief, VISA)).isEqualTo(first);
    desk.now = desk.now.plusMillis(1);
    assertThat(tokenize(brief, VISA)).isNotEqualTo(first);
  }

  @Test
  void oneTimeTokens_areAllDifferent_andAllGood() {
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.opaque().oneTime());
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tokens.add(tokenize(tokenizer, VISA));
    }
    assertThat(new HashSet<>(tokens)).hasSize(5);
    tokens.forEach(token -> assertThat(number(tokenizer, token)).contains(VISA));
  }

  @Test
  void nobody_mayHaveANumberBack_untilSomebodySaysWho() {
    Tokenizer closed = Tokenizer.builder(desk.keys, vault).domain(SHOP).open();
    Token token = tokenize(closed, VISA);
    refused("token.denied", () -> closed.detokenize(token, "ann", REFUND));
    Tokenizer open = desk.tokenizer(vault, TokenPolicy.opaque());
    refused("token.denied", () -> open.detokenize(token, "bob", REFUND));
    refused("token.denied", () -> open.detokenize(Token.of("tok_none"), "bob", REFUND));
    assertThat(open.accesses(token, 10))
        .extracting(AccessRecord::result)
        .containsExactly(Result.DENIED, Result.DENIED);
    assertThat(number(open, token)).contains(VISA);
  }

  @Test
  void access_isRecordedWithWhoWhenWhyAndWhatCameOfIt() {
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.opaque());
    Token token = tokenize(tokenizer, VISA);
    number(tokenizer, token);
    assertThat(tokenizer.accesses(token, 10))
        .containsExactly(new AccessRecord(desk.now, SHOP, token, "ann", "refund", Result.REVEALED));
  }

  @Test
  void numberWhoseAccessCannotBeRecorded_staysAndIsNotUsedUp() {
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.opaque().singleUse());
    Token token = tokenize(tokenizer, VISA);
    database.change(tx -> tx.update("alter table vault_access rename to elsewhere"));
    refused("store.failed", () -> tokenizer.detokenize(token, "ann", REFUND));
    refused("store.failed", () -> tokenizer.detokenize(Token.of("tok_none"), "ann", REFUND));
    refused("store.failed", () -> tokenizer.detokenize(token, "bob", REFUND));
    database.change(tx -> tx.update("alter table elsewhere rename to vault_access"));
    assertThat(number(tokenizer, token)).contains(VISA);
    assertThat(number(tokenizer, token)).isEmpty();
  }

  @Test
  void batches_keepTheirOrder_andRepeatedNumbersTheirToken() {
    for (TokenPolicy.Builder form : everyForm()) {
      Tokenizer tokenizer = desk.tokenizer(vault, form);
      Token known = tokenize(tokenizer, AMEX);
      List<Pan> pans = new ArrayList<>();
      for (String number : TestCards.NUMBERS) {
        pans.add(Pan.of(number));
        pans.add(Pan.of(number));
      }
      List<Token> tokens = tokenizer.tokenizeAll(pans);
      pans.forEach(Pan::close);
      assertThat(new HashSet<>(tokens)).hasSize(TestCards.NUMBERS.size()).contains(known);
      List<Token> asked = new ArrayList<>(tokens);
      asked.add(Token.of("tok_none"));
      List<Optional<Pan>> found = tokenizer.detokenizeAll(asked, "ann", REFUND);
      assertThat(found.get(tokens.size())).isEmpty();
      for (int i = 0; i < tokens.size(); i++) {
        assertThat(Desk.text(found.get(i).orElseThrow())).isEqualTo(TestCards.NUMBERS.get(i / 2));
      }
      List<Token> tooMany = Collections.nCopies(1001, known);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tokenizer.detokenizeAll(tooMany, "ann", REFUND));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tokenizer.tokenizeAll(Collections.nCopies(1001, Pan.of(VISA))));
    }
  }

  @Test
  void batchThatFails_wipesWhatItFound() {
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.opaque());
    Token good = tokenize(tokenizer, VISA);
    Token bad = tokenize(tokenizer, AMEX);
    database.change(
        tx -> tx.update("update vault_card set sealed = 'AAAA' where token = ?", bad.value()));
    refused("vault.damaged", () -> tokenizer.detokenizeAll(List.of(good, bad), "ann", REFUND));
    assertThat(tokenizer.accesses(good, 9))
        .extracting(AccessRecord::result)
        .containsExactly(Result.REVEALED);
    assertThat(tokenizer.accesses(bad, 9))
        .extracting(AccessRecord::result)
        .containsExactly(Result.REFUSED);
  }

  @Test
  void recordThatWasChangedOrMoved_isRefused() {
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.digits().keepLast(4));
    Token visa = tokenize(tokenizer, VISA);
    Token amex = tokenize(tokenizer, AMEX);
    String sealed = vault.findByToken(SHOP, amex).orElseThrow().sealed();
    database.change(
        tx -> tx.update("update vault_card set sealed = ? where token = ?", sealed, visa.value()));
    refused("vault.damaged", () -> tokenizer.detokenize(visa, "ann", REFUND));
    refused("vault.damaged", () -> tokenize(tokenizer, VISA));
    database.change(tx -> tx.update("update vault_card set version = 2"));
    refused("vault.newer", () -> tokenizer.detokenize(amex, "ann", REFUND));
    database.change(tx -> tx.update("update vault_card set form = 'digits-x'"));
    refused("vault.damaged", () -> tokenizer.detokenize(amex, "ann", REFUND));
  }

  /** FF1 gives some number for anything, so only the index can tell. */
  @Test
  void vaultlessRecordThatWasChanged_isRefused_notAnotherNumberGiven() {
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.vaultless().keepLast(4));
    Token token = tokenize(tokenizer, VISA);
    tokenizer.rotate();
    for (String change :
        List.of(
            "slot = 1",
            "slot = 4294967296",
            "slot = null, form = 'ff1-0-4-valid'",
            "form = 'ff1-0-3-invalid'",
            "form = 'ff1-8-4-any'",
            "seal_key = 'token-ff1.shop/2'",
            "card_index = '" + "0".repeat(64) + "'")) {
      VaultRecord good = vault.findByToken(SHOP, token).orElseThrow();
      database.change(tx -> tx.update("update vault_card set " + change));
      refused("vault.damaged", () -> tokenizer.detokenize(token, "ann", REFUND));
      assertThat(tokenizer.accesses(token, 1).get(0).result()).isEqualTo(Result.REFUSED);
      database.change(
          tx ->
              tx.update(
                  "update vault_card set slot = 0, form = ?, seal_key = ?, card_index = ?",
                  good.place().form(),
                  good.key(),
                  good.index()));
    }
    assertThat(number(tokenizer, token)).contains(VISA);
  }

  @Test
  void vaultlessNumberWhoseTokensAllEnded_isExhausted_notBusy() {
    Tokenizer tokenizer = desk.tokenizer(new InMemoryTokenVault(), TokenPolicy.vaultless());
    for (int i = 0; i < Issuer.ATTEMPTS; i++) {
      assertThat(tokenizer.revoke(tokenize(tokenizer, VISA))).isTrue();
    }
    refused("token.exhausted", () -> tokenize(tokenizer, VISA));
    assertThat(number(tokenizer, tokenize(tokenizer, AMEX))).contains(AMEX);
  }

  /** The answer was lost, the record was not: the number has that token, and no second one. */
  @Test
  void recordWhoseWritingIsInDoubt_isLookedFor() {
    for (TokenPolicy.Builder form : everyForm()) {
      for (boolean kept : new boolean[] {true, false}) {
        TokenVault inside = new InMemoryTokenVault();
        AtomicInteger puts = new AtomicInteger();
        TokenVault doubtful =
            (TokenVault)
                Proxy.newProxyInstance(
                    TokenVault.class.getClassLoader(),
                    new Class<?>[] {TokenVault.class},
                    (proxy, method, arguments) -> {
                      boolean first =
                          method.getName().equals("putIfAbsent") && puts.incrementAndGet() == 1;
                      Object answer = first && !kept ? null : method.invoke(inside, arguments);
                      if (first) {
                        throw new TillwrightException("store.unknown", true, "lost");
                      }
                      return answer;
                    });
        Token token = tokenize(desk.tokenizer(doubtful, form), VISA);
        assertThat(puts).hasValue(kept ? 1 : 2);
        Tokenizer later = desk.tokenizer(inside, form);
        assertThat(tokenize(later, VISA)).isEqualTo(token);
        assertThat(number(later, token)).contains(VISA);
      }
    }
  }

  /** A likely mistake, and then the record of it would be where card numbers lie in clear. */
  @Test
  void numberThatIsPassedForAToken_isRecordedByItsMask() {
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.opaque());
    for (String text : List.of(VISA, "4111-1111-1111-1111", "40000002")) {
      assertThat(tokenizer.detokenize(Token.of(text), "ann", REFUND)).isEmpty();
      refused("token.denied", () -> tokenizer.detokenize(Token.of(text), "bob", REFUND));
      assertThat(tokenizer.accesses(Token.of(text), 1)).isEmpty();
    }
    assertThat(tokenizer.accesses(Token.of("************1111"), 9))
        .extracting(AccessRecord::result)
        .containsExactly(Result.DENIED, Result.UNKNOWN, Result.DENIED, Result.UNKNOWN);
    assertThat(tokenizer.accesses(Token.of("********"), 9)).hasSize(2);

    Tokenizer likeOne = desk.tokenizer(vault, TokenPolicy.digits().luhn(Luhn.VALID));
    Token token = tokenize(likeOne, VISA);
    refused("token.denied", () -> likeOne.detokenize(token, "bob", REFUND));
    likeOne.revoke(token);
    assertThat(number(likeOne, token)).isEmpty();
    assertThat(likeOne.accesses(token, 9))
        .as("one that was given is recorded, whatever it looks like")
        .extracting(AccessRecord::result)
        .containsExactly(Result.UNKNOWN, Result.DENIED);
  }

  @Test
  void fingerprint_matchesOneNumberInOneDomainOnly() {
    Tokenizer shop = desk.tokenizer(vault, TokenPolicy.opaque());
    Tokenizer other = desk.tokenizer(vault, OTHER, TokenPolicy.opaque());
    try (Pan visa = Pan.of(VISA);
        Pan amex = Pan.of(AMEX)) {
      assertThat(shop.fingerprint(visa))
          .matches("[0-9a-f]{64}")
          .isEqualTo(shop.fingerprint(visa))
          .isNotEqualTo(shop.fingerprint(amex))
          .isNotEqualTo(other.fingerprint(visa));
      visa.close();
      assertThatIllegalStateException().isThrownBy(() -> shop.fingerprint(visa));
      assertThatIllegalStateException().isThrownBy(() -> shop.tokenize(visa));
    }
  }

  @Test
  void vaultOfOtherKeys_isRefusedAtOpening() {
    desk.tokenizer(vault, TokenPolicy.opaque());
    desk.tokenizer(vault, TokenPolicy.digits());
    try (Desk others = new Desk()) {
      refused("vault.otherKeys", () -> others.tokenizer(vault, TokenPolicy.opaque()));
      others.tokenizer(vault, OTHER, TokenPolicy.opaque());
    }
  }

  @Test
  void protector_overHandles_keepsNumberAndExpiry_apartFromATokenizersTokens() {
    TokenizingProtector cards =
        TokenizingProtector.open(
            desk.keys, vault, SHOP, Clock.fixed(desk.now, ZoneOffset.UTC), desk.random);
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.opaque());
    CardToken token;
    try (CardRead read = TestCards.read(VISA)) {
      token = cards.protect(read).token();
      assertThat(cards.protect(read).token()).isEqualTo(token);
      assertThat(cards.protect(read).keyId()).isEqualTo("token-seal.shop/1");
      assertThat(cards.fingerprint(read.card().pan()))
          .isEqualTo(tokenizer.fingerprint(read.card().pan()));
    }
    try (Card card = cards.reveal(token, REFUND)) {
      assertThat(card.expiry()).isEqualTo(TestCards.EXPIRY);
      assertThat(card.pan().masked().last4()).isEqualTo("1111");
    }
    assertThat(tokenize(tokenizer, VISA).value()).isNotEqualTo(token.value());
    assertThat(number(tokenizer, Token.of(token))).as("one domain, one vault").contains(VISA);
    tokenizer.shred();
    refused("card.unknown", () -> cards.reveal(token, REFUND));
  }
}
