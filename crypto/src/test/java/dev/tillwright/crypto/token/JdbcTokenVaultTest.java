package dev.tillwright.crypto.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcTokenVaultTest {
  static final TokenDomain SHOP = TokenDomain.of("shop");
  static final String SEAL = "seal-0123456789abcdef";

  @TempDir static Path folder;

  static VaultRecord record(String token, char index) {
    return new VaultRecord(
        SHOP,
        Token.of(token),
        new VaultRecord.Place("opaque", "", OptionalLong.empty()),
        String.valueOf(index).repeat(64),
        SEAL,
        1,
        "c2VhbGVkIGhlcmU=",
        VaultRecord.Life.UNLIMITED,
        0);
  }

  @Test
  void file_andTheLogBesideIt_areTheOwnersAlone() throws Exception {
    Path made = folder.resolve("made");
    Path file = made.resolve("cards.db");
    try (JdbcTokenVault vault = JdbcTokenVault.sqlite(file)) {
      vault.putIfAbsent(record("tok_1", 'a'));
      assertThat(mode(made)).isEqualTo("rwx------");
      assertThat(mode(file)).isEqualTo("rw-------");
      try (Stream<Path> beside = Files.list(made)) {
        assertThat(beside.filter(each -> each.toString().endsWith("-wal")).toList())
            .isNotEmpty()
            .allSatisfy(each -> assertThat(mode(each)).isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void vault_openedAgain_hasWhatWasKept() {
    Path file = folder.resolve("again.db");
    VaultRecord record = record("tok_1", 'a');
    try (JdbcTokenVault vault = JdbcTokenVault.sqlite(file)) {
      vault.putIfAbsent(record);
      vault.keepOnce("a", "b");
      vault.countMessages(SEAL, 9, 10);
    }
    try (JdbcTokenVault vault = JdbcTokenVault.sqlite(file)) {
      assertThat(vault.findByToken(SHOP, record.token())).contains(record);
      assertThat(vault.keepOnce("a", "c")).isEqualTo("b");
      assertThat(vault.countMessages(SEAL, 2, 10)).isFalse();
    }
  }

  @Test
  void database_ofTheCaller_staysOpenWhenTheVaultIsClosed() {
    try (Database database = Database.sqlite(folder.resolve("callers.db"))) {
      JdbcTokenVault.over(database).close();
      JdbcTokenVault again = JdbcTokenVault.over(database);
      assertThat(again.findByToken(SHOP, Token.of("tok_1"))).isEmpty();
      again.close();
    }
  }

  @Test
  void row_thatNobodyOfOursWrote_isDamaged() {
    try (Database database = Database.sqlite(folder.resolve("foreign.db"))) {
      JdbcTokenVault vault = JdbcTokenVault.over(database);
      VaultRecord record = record("tok_1", 'a');
      vault.putIfAbsent(record);
      database.change(
          tx -> tx.update("update vault_card set seal_key = ?", TestCards.NUMBERS.get(0)));
      assertThatExceptionOfType(TillwrightException.class)
          .isThrownBy(() -> vault.findByToken(SHOP, record.token()))
          .satisfies(e -> assertThat(e.code()).isEqualTo("vault.damaged"))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("4111"))
          .withNoCause();
    }
  }

  @Test
  void place_whereNoVaultCanBe_isATypedError() throws Exception {
    Path plain = Files.createFile(folder.resolve("plain"));
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(() -> JdbcTokenVault.sqlite(plain.resolve("cards.db")))
        .satisfies(e -> assertThat(e.code()).isEqualTo("store.failed"));
    Path text = Files.writeString(folder.resolve("text"), "not a database, but a text of lines\n");
    assertThatExceptionOfType(TillwrightException.class)
        .isThrownBy(() -> JdbcTokenVault.sqlite(text))
        .satisfies(e -> assertThat(e.code()).startsWith("store."));
  }

  private static String mode(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
