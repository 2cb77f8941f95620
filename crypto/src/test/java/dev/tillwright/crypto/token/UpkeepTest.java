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

import dev.tillwright.core.card.Pan;
import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.key.KeyModule;
import dev.tillwright.crypto.key.KeyRef;
import dev.tillwright.crypto.key.Keys;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row D2: keys change and end, and so do tokens. */
class UpkeepTest {
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

  private List<Token> many(Tokenizer tokenizer, int count) {
    try (Pan pan = Pan.of(VISA)) {
      return tokenizer.tokenizeAll(Collections.nCopies(count, pan));
    }
  }

  private long under(String key) {
    return database.read(
        tx ->
            tx.first(
                    "select count(*) from vault_card where seal_key = ? and sealed <> ''",
                    row -> row.number(1),
                    key)
                .orElseThrow());
  }

  @Test
  void rewrap_inParts_goesOnWhereAnotherProgramStopped_andTheOldKeyIsNoLongerNeeded() {
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.digits().oneTime());
    List<Token> tokens = new ArrayList<>(many(tokenizer, 250));
    Token revoked = tokens.remove(7);
    tokenizer.revoke(revoked);
    tokenizer.rotate();
    tokens.addAll(many(tokenizer, 3));
    assertThat(under("token-seal.shop/1")).isEqualTo(249);

    Rewrapped first = tokenizer.rewrap(Optional.empty(), 100);
    assertThat(first.done()).isEqualTo(100);
    assertThat(under("token-seal.shop/1")).isEqualTo(149);

    Tokenizer again = desk.tokenizer(vault, TokenPolicy.opaque());
    Rewrapped second = again.rewrap(Optional.empty(), 100);
    Rewrapped third = again.rewrap(second.next(), 100);
    assertThat(second.done() + third.done()).isEqualTo(149);
    assertThat(third.next()).isEmpty();
    assertThat(under("token-seal.shop/1")).isZero();
    assertThat(under("token-seal.shop/2")).isEqualTo(252);

    desk.keys.destroy(desk.keys.find(new KeyRef("token-seal.shop", 1)).orElseThrow());
    for (Token token : tokens) {
      assertThat(number(tokenizer, token)).contains(VISA);
    }
    assertThat(number(tokenizer, revoked)).isEmpty();
    assertThat(again.rewrap(Optional.empty(), 100))
        .isEqualTo(new Rewrapped(0, List.of(), Optional.empty()));
    assertThatIllegalArgumentException().isThrownBy(() -> again.rewrap(Optional.empty(), 0));
  }

  @Test
  void rewrap_passesByWhatIsUnderAKeyThatWasDestroyedTooEarly() {
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.opaque().oneTime());
    List<Token> lost = many(tokenizer, 2);
    tokenizer.rotate();
    many(tokenizer, 3);
    tokenizer.rotate();
    desk.keys.destroy(desk.keys.find(new KeyRef("token-seal.shop", 1)).orElseThrow());
    Rewrapped all = tokenizer.rewrap(Optional.empty(), 100);
    assertThat(all.done()).isEqualTo(3);
    assertThat(all.damaged()).containsExactlyInAnyOrderElementsOf(lost);
    assertThat(under("token-seal.shop/3")).isEqualTo(3);
  }

  @Test
  void rewrap_passesByWhatIsDamaged_andNamesIt() {
    Tokenizer tokenizer = desk.tokenizer(vault, TokenPolicy.opaque().oneTime());
    List<Token> tokens = many(tokenizer, 6);
    Token bad = tokens.get(2);
    database.change(
        tx -> tx.update("update vault_card set sealed = 'AAAA' where token = ?", bad.value()));
    tokenizer.rotate();
    int done = 0;
    List<Token> damaged = new ArrayList<>();
    Optional<Token> after = Optional.empty();
    int steps = 0;
    do {
      Rewrapped step = tokenizer.rewrap(after, 2);
      done += step.done();
      damaged.addAll(step.damaged());
      after = step.next();
      steps++;
    } while (after.isPresent() && steps < 10);
    assertThat(steps).isLessThan(10);
    assertThat(done).isEqualTo(5);
    assertThat(damaged).containsExactly(bad);
  }

  /** Somebody rotates when today's key was asked for and not yet used. */
  @Test
  void rotationInTheMiddleOfATokenization_isNoError() {
    for (TokenPolicy.Builder form : List.of(TokenPolicy.opaque(), TokenPolicy.vaultless())) {
      try (Desk other = new Desk()) {
        Runnable[] meanwhile = {() -> {}};
        KeyModule module = other.keys.module();
        KeyModule watched =
            (KeyModule)
                Proxy.newProxyInstance(
                    KeyModule.class.getClassLoader(),
                    new Class<?>[] {KeyModule.class},
                    (proxy, method, arguments) -> {
                      Object result = method.invoke(module, arguments);
                      if (method.getName().equals("newest")) {
                        Runnable once = meanwhile[0];
                        meanwhile[0] = () -> {};
                        once.run();
                      }
                      return result;
                    });
        TokenVault cards = new InMemoryTokenVault();
        Tokenizer plain = other.tokenizer(cards, form);
        Tokenizer tokenizer =
            Tokenizer.builder(Keys.in(watched, other.clock), cards)
                .domain(SHOP)
                .policy(form.build())
                .open();
        meanwhile[0] = plain::rotate;
        Token token = tokenize(tokenizer, VISA);
        assertThat(number(plain, token)).contains(VISA);
        assertThat(cards.findByToken(SHOP, token).orElseThrow().key()).endsWith("/2");
      }
    }
  }

  @Test
  void rotation_changesNoToken_andSealsAnewWhatComesAgain() {
    for (TokenPolicy.Builder form : List.of(TokenPolicy.digits(), TokenPolicy.vaultless())) {
      Tokenizer tokenizer = desk.tokenizer(vault, form);
      Token visa = tokenize(tokenizer, VISA);
      tokenizer.rotate();
      assertThat(tokenize(tokenizer, VISA)).isEqualTo(visa);
      Token amex = tokenize(tokenizer, AMEX);
      assertThat(number(tokenizer, visa)).contains(VISA);
      assertThat(number(tokenizer, amex)).contains(AMEX);
    }
    assertThat(under("token-seal.shop/1")).isZero();
  }

  @Test
  void shreddedDomain_opensNoMore_whateverIsKept_andOthersDo() {
    Tokenizer shop = desk.tokenizer(vault, TokenPolicy.opaque());
    Tokenizer vaultless = desk.tokenizer(vault, TokenPolicy.vaultless());
    Tokenizer other = desk.tokenizer(vault, TokenDomain.of("other"), TokenPolicy.opaque());
    Token here = tokenize(shop, VISA);
    Token digits = tokenize(vaultless, VISA);
    Token there = tokenize(other, VISA);
    shop.rotate();
    tokenize(shop, AMEX);

    shop.shred();
    shop.shred();

    for (Tokenizer each : List.of(shop, vaultless, desk.tokenizer(vault, TokenPolicy.digits()))) {
      assertThat(each.detokenize(here, "ann", REFUND)).isEmpty();
      assertThat(each.detokenize(digits, "ann", REFUND)).isEmpty();
      refused("token.shredded", () -> tokenize(each, VISA));
      refused("token.shredded", () -> each.rewrap(Optional.empty(), 10));
      refused("token.shredded", each::rotate);
      try (Pan pan = Pan.of(VISA)) {
        refused("token.shredded", () -> each.fingerprint(pan));
      }
    }
    VaultRecord rest = vault.findByToken(SHOP, here).orElseThrow();
    refused("key.state", () -> new Opener(SHOP, HandleKeys.open(desk.keys, SHOP)).open(rest));
    assertThat(number(other, there)).contains(VISA);
  }

  @Test
  void expiredTokens_areEndedInParts_andForgotten() {
    Tokenizer brief =
        desk.tokenizer(vault, TokenPolicy.opaque().oneTime().expiresAfter(Duration.ofHours(1)));
    Tokenizer lasting = desk.tokenizer(vault, TokenPolicy.opaque());
    many(brief, 5);
    Token stays = tokenize(lasting, VISA);
    assertThat(brief.endExpired(10)).isZero();
    desk.now = desk.now.plus(Duration.ofHours(1));
    assertThat(brief.endExpired(3)).isEqualTo(3);
    assertThat(brief.endExpired(3)).isEqualTo(2);
    assertThat(brief.endExpired(3)).isZero();
    long left =
        database.read(
            tx ->
                tx.first("select count(*) from vault_card where sealed <> ''", row -> row.number(1))
                    .orElseThrow());
    assertThat(left).as("what is still sealed").isEqualTo(1);
    assertThat(number(lasting, stays)).contains(VISA);
  }
}
