package dev.tillwright.crypto.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.key.KeyId;
import dev.tillwright.crypto.key.KeyPurpose;
import dev.tillwright.crypto.key.SoftwareKeys;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows D1, D2 and D3: a card goes in, a token comes out, and back with a purpose only. */
class TokenizingProtectorTest {
  private static final String VISA = "4111111111111111";
  private static final String MASTERCARD = "5555555555554444";
  private static final SecretAccess REFUND = SecretAccess.forPurpose("refund");
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path folder;
  private final SecureRandom random = new SecureRandom();
  private final SoftwareKeys keys = SoftwareKeys.ephemeral(random);
  private Database database;
  private TokenVault vault;
  private TokenizingProtector cards;

  @BeforeEach
  void open() {
    database = Database.sqlite(folder.resolve("cards.db"));
    vault = JdbcTokenVault.over(database);
    cards = TokenizingProtector.open(keys, vault, TokenDomain.of("shop"), CLOCK, random);
  }

  @AfterEach
  void close() {
    database.close();
    keys.close();
  }

  @Test
  void protect_thenReveal_givesTheCardBack() {
    for (String number : TestCards.NUMBERS) {
      ProtectedCard kept = protect(number);
      assertThat(kept.keyId()).isEqualTo(keys.current(KeyPurpose.SEAL).value());
      assertThat(kept.entryMode()).isEqualTo(EntryMode.CHIP);
      assertThat(kept.masked().last4()).isEqualTo(number.substring(number.length() - 4));
      assertThat(kept.toString()).doesNotContain(number);
      assertThat(number(kept.token())).isEqualTo(number);
      try (Card card = cards.reveal(kept.token(), REFUND)) {
        assertThat(card.expiry()).isEqualTo(TestCards.EXPIRY);
      }
    }
  }

  @Test
  void protect_leavesTheCardOpenForItsOwner_andRefusesAWipedOne() {
    try (CardRead read = TestCards.read(VISA)) {
      cards.protect(read);
      assertThat(read.card().pan().reveal(REFUND)).hasSize(16);
      read.card().close();
      assertThatIllegalStateException().isThrownBy(() -> cards.protect(read));
    }
  }

  @Test
  void token_isNeverACardNumberNorHoldsOne() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20_000; i++) {
      String token = TokenFormat.random(random).value();
      assertThat(token).matches("tok_[0-9a-hjkmnp-tv-z]{24}").doesNotContainPattern("[0-9]{8}");
      seen.add(token);
    }
    assertThat(seen).hasSize(20_000);
    assertThatIllegalStateException().isThrownBy(() -> TokenFormat.random(() -> 0L));
  }

  @Test
  void token_ofOneNumber_staysTheSameInItsDomain_andSaysNothingInAnother() {
    TokenizingProtector others = TokenizingProtector.open(keys, vault, TokenDomain.of("other"));
    CardToken first = protect(VISA).token();
    assertThat(protect(VISA).token()).isEqualTo(first);
    assertThat(protect(MASTERCARD).token()).isNotEqualTo(first);
    CardToken elsewhere = protect(others, VISA, TestCards.EXPIRY).token();
    assertThat(elsewhere).isNotEqualTo(first);

    String wrongDomain = refused("card.unknown", () -> others.reveal(first, REFUND));
    String never = refused("card.unknown", () -> cards.reveal(new CardToken("tok_x"), REFUND));
    assertThat(wrongDomain).isEqualTo(never);
    assertThat(TokenizingProtector.open(keys, vault)).hasToString("TokenizingProtector[default]");
  }

  @Test
  void protect_withANewExpiry_sealsAnewUnderTheSameToken() {
    CardToken token = protect(VISA).token();
    String before = sealed(token);
    assertThat(protect(cards, VISA, TestCards.EXPIRY).token()).isEqualTo(token);
    assertThat(sealed(token)).as("nothing changed").isEqualTo(before);

    YearMonth renewed = YearMonth.of(2034, 1);
    assertThat(protect(cards, VISA, renewed).token()).isEqualTo(token);
    assertThat(sealed(token)).isNotEqualTo(before);
    try (Card card = cards.reveal(token, REFUND)) {
      assertThat(card.expiry()).isEqualTo(renewed);
    }
  }

  @Test
  void protect_afterRotation_sealsAnewUnderTheNewKey_andOldRecordsStillOpen() {
    ProtectedCard visa = protect(VISA);
    ProtectedCard mastercard = protect(MASTERCARD);
    KeyId fresh = keys.rotateSeal(new char[0]);
    ProtectedCard again = protect(VISA);
    assertThat(again.token()).isEqualTo(visa.token());
    assertThat(again.keyId()).isEqualTo(fresh.value()).isNotEqualTo(visa.keyId());
    assertThat(number(visa.token())).isEqualTo(VISA);
    assertThat(number(mastercard.token())).isEqualTo(MASTERCARD);
  }

  /** Without reading each card again. */
  @Test
  void rewrap_bringsCardsUnderTheNewKey_soThatTheOldOneCanBeDestroyed() {
    List<CardToken> tokens = new ArrayList<>();
    TestCards.NUMBERS.forEach(number -> tokens.add(protect(number).token()));
    KeyId old = keys.current(KeyPurpose.SEAL);
    keys.rotateSeal(new char[0]);
    int done = 0;
    Optional<Token> after = Optional.empty();
    do {
      Rewrapped step = cards.rewrap(after, 2);
      done += step.done();
      after = step.next();
    } while (after.isPresent());
    assertThat(done).isEqualTo(TestCards.NUMBERS.size());
    keys.destroySeal(old, new char[0]);
    for (int i = 0; i < tokens.size(); i++) {
      assertThat(number(tokens.get(i))).isEqualTo(TestCards.NUMBERS.get(i));
      try (Card card = cards.reveal(tokens.get(i), REFUND)) {
        assertThat(card.expiry()).isEqualTo(TestCards.EXPIRY);
      }
    }
  }

  @Test
  void expiry_withAYearOfMoreThanFourDigits_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> protect(cards, VISA, YearMonth.of(10_000, 1)))
        .withMessage("the year of an expiry has four digits");
  }

  @Test
  void reveal_isRecordedWithPurposeTimeAndResult() {
    CardToken token = protect(VISA).token();
    CardToken unknown = new CardToken("tok_x");
    number(token);
    refused("card.unknown", () -> cards.reveal(unknown, REFUND));
    TokenDomain shop = TokenDomain.of("shop");
    assertThat(vault.accesses(shop, Token.of(token), 10))
        .containsExactly(
            new AccessRecord(
                NOW, shop, Token.of(token), "till", "refund", AccessRecord.Result.REVEALED));
    assertThat(vault.accesses(shop, Token.of(unknown), 10))
        .containsExactly(
            new AccessRecord(
                NOW, shop, Token.of(unknown), "till", "refund", AccessRecord.Result.UNKNOWN));
  }

  @Test
  void reveal_thatCannotBeRecorded_givesNothing() {
    CardToken token = protect(VISA).token();
    database.change(tx -> tx.update("alter table vault_access rename to elsewhere"));
    refused("store.failed", () -> cards.reveal(token, REFUND));
    database.change(tx -> tx.update("alter table elsewhere rename to vault_access"));
    assertThat(number(token)).isEqualTo(VISA);
  }

  @Test
  void record_thatWasChanged_isRefusedAndRecorded() {
    CardToken token = protect(VISA).token();
    String good = sealed(token);
    Set<String> messages = new HashSet<>();
    for (int at = 0; at < good.length(); at++) {
      char other = good.charAt(at) == 'A' ? 'B' : 'A';
      change("sealed", good.substring(0, at) + other + good.substring(at + 1), token);
      messages.add(refused("vault.damaged", () -> cards.reveal(token, REFUND)));
    }
    for (String bad : List.of("!", "AAAA", good + "AAAA", good.substring(4))) {
      change("sealed", bad, token);
      messages.add(refused("vault.damaged", () -> cards.reveal(token, REFUND)));
      messages.add(refused("vault.damaged", () -> protect(VISA)));
    }
    assertThat(messages).hasSize(1);
    assertThat(vault.accesses(TokenDomain.of("shop"), Token.of(token), 1).get(0).result())
        .isEqualTo(AccessRecord.Result.REFUSED);
    change("sealed", good, token);
    assertThat(number(token)).isEqualTo(VISA);
  }

  @Test
  void record_movedToAnotherTokenOrDomain_isRefused() {
    CardToken visa = protect(VISA).token();
    CardToken mastercard = protect(MASTERCARD).token();
    String visaSealed = sealed(visa);
    String mastercardSealed = sealed(mastercard);
    change("sealed", mastercardSealed, visa);
    change("sealed", visaSealed, mastercard);
    refused("vault.damaged", () -> cards.reveal(visa, REFUND));
    refused("vault.damaged", () -> cards.reveal(mastercard, REFUND));
    change("sealed", visaSealed, visa);
    change("sealed", mastercardSealed, mastercard);

    database.change(tx -> tx.update("update vault_card set domain = ?", "other"));
    TokenizingProtector others = TokenizingProtector.open(keys, vault, TokenDomain.of("other"));
    refused("vault.damaged", () -> others.reveal(visa, REFUND));
    refused("card.unknown", () -> cards.reveal(visa, REFUND));
  }

  @Test
  void index_exchangedWithAnotherCards_isRefused() {
    CardToken visa = protect(VISA).token();
    CardToken mastercard = protect(MASTERCARD).token();
    String visaIndex = record(visa).index();
    String mastercardIndex = record(mastercard).index();
    change("card_index", "0".repeat(64), visa);
    change("card_index", visaIndex, mastercard);
    change("card_index", mastercardIndex, visa);
    refused("vault.damaged", () -> protect(VISA));
    refused("vault.damaged", () -> protect(MASTERCARD));
  }

  @Test
  void version_ofANewerProgram_isToldAsSuch() {
    CardToken token = protect(VISA).token();
    database.change(tx -> tx.update("update vault_card set version = 2"));
    refused("vault.newer", () -> cards.reveal(token, REFUND));
  }

  @Test
  void vault_ofOtherKeys_isRefusedAtOpening() {
    protect(VISA);
    try (SoftwareKeys others = SoftwareKeys.ephemeral(random)) {
      refused("vault.otherKeys", () -> TokenizingProtector.open(others, vault));
    }
  }

  @Test
  void key_thatIsGone_isATypedError() {
    CardToken token = protect(VISA).token();
    change("seal_key", "seal-0123456789abcdef", token);
    refused("key.unknown", () -> cards.reveal(token, REFUND));
    change("seal_key", keys.current(KeyPurpose.INDEX).value(), token);
    refused("vault.damaged", () -> cards.reveal(token, REFUND));
  }

  @Test
  void key_thatHasSealedAsMuchAsItMay_isRefusedUntilRotated() {
    TokenizingProtector limited =
        TokenizingProtector.open(
            keys, vault, TokenDomain.of("limited"), CLOCK, random, RingKeys.BLOCK);
    for (int month = 1; month <= RingKeys.BLOCK; month++) {
      protect(limited, VISA, YearMonth.of(2030, 1).plusMonths(month));
    }
    refused("key.exhausted", () -> protect(limited, MASTERCARD, TestCards.EXPIRY));
    // What needs no sealing still works, and a fresh key ends it.
    YearMonth last = YearMonth.of(2030, 1).plusMonths(RingKeys.BLOCK);
    CardToken token = protect(limited, VISA, last).token();
    limited.reveal(token, REFUND).close();
    TokenizingProtector reopened =
        TokenizingProtector.open(
            keys, vault, TokenDomain.of("limited"), CLOCK, random, RingKeys.BLOCK);
    refused("key.exhausted", () -> protect(reopened, MASTERCARD, TestCards.EXPIRY));
    keys.rotateSeal(new char[0]);
    assertThat(protect(reopened, MASTERCARD, TestCards.EXPIRY).token()).isNotEqualTo(token);
  }

  @Test
  void fingerprint_matchesOneCardInOneDomainOnly() {
    TokenizingProtector others = TokenizingProtector.open(keys, vault, TokenDomain.of("other"));
    CardToken token = protect(VISA).token();
    try (Pan visa = Pan.of(VISA);
        Pan mastercard = Pan.of(MASTERCARD)) {
      String fingerprint = cards.fingerprint(visa);
      assertThat(fingerprint).matches("[0-9a-f]{64}").isEqualTo(cards.fingerprint(visa));
      assertThat(cards.fingerprint(mastercard)).isNotEqualTo(fingerprint);
      assertThat(others.fingerprint(visa)).isNotEqualTo(fingerprint);
      assertThat(record(token).index()).as("another key, another label").isNotEqualTo(fingerprint);
    }
  }

  private ProtectedCard protect(String number) {
    return protect(cards, number, TestCards.EXPIRY);
  }

  private static ProtectedCard protect(
      TokenizingProtector protector, String number, YearMonth expiry) {
    try (CardRead read = TestCards.read(number, expiry)) {
      return protector.protect(read);
    }
  }

  private String number(CardToken token) {
    try (Card card = cards.reveal(token, REFUND)) {
      return new String(card.pan().reveal(REFUND), US_ASCII);
    }
  }

  private VaultRecord record(CardToken token) {
    return vault.findByToken(TokenDomain.of("shop"), Token.of(token)).orElseThrow();
  }

  private String sealed(CardToken token) {
    return record(token).sealed();
  }

  private void change(String column, String value, CardToken token) {
    database.change(
        tx ->
            tx.update(
                "update vault_card set " + column + " = ? where token = ?", value, token.value()));
  }

  private static String refused(String code, ThrowingCallable call) {
    String[] message = new String[1];
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(call)
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.getMessage()).doesNotContain(VISA).doesNotContain(MASTERCARD);
              message[0] = e.getMessage();
            });
    return message[0];
  }
}
