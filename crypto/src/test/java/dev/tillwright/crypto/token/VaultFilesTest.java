package dev.tillwright.crypto.token;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.KeyFileOracle;
import dev.tillwright.crypto.key.SoftwareKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row D2: what lies on the disk, read by code that knows the written format only. */
class VaultFilesTest {
  private static final String PASSPHRASE = "a passphrase for tests";
  private static final TokenDomain SHOP = TokenDomain.of("shop-1");

  @TempDir Path folder;

  @Test
  void record_openedByPlainJdkCode_holdsExpiryAndNumber() throws Exception {
    Path keyFile = folder.resolve("till.keys");
    try (SoftwareKeys keys = keys(keyFile);
        TokenVault vault = JdbcTokenVault.sqlite(folder.resolve("cards.db"))) {
      TokenizingProtector cards = TokenizingProtector.open(keys, vault, SHOP);
      Map<String, byte[]> raw = KeyFileOracle.keys(keyFile, PASSPHRASE);
      for (String number : TestCards.NUMBERS) {
        VaultRecord record = vault.findByToken(SHOP, Token.of(token(cards, number))).orElseThrow();

        byte[] sealed = Base64.getDecoder().decode(record.sealed());
        assertThat(sealed).hasSize(12 + 32 + 16);
        Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
        gcm.init(
            Cipher.DECRYPT_MODE,
            new SecretKeySpec(raw.get(record.key() + "!"), "AES"),
            new GCMParameterSpec(128, sealed, 0, 12));
        String bound = "tillwright.card.1\0shop-1\0" + record.token().value() + "\0" + record.key();
        gcm.updateAAD(bound.getBytes(US_ASCII));
        String plain = new String(gcm.doFinal(sealed, 12, 48), US_ASCII);
        assertThat(plain).isEqualTo(("203012" + number + "\0".repeat(32)).substring(0, 32));

        assertThat(record.index())
            .isEqualTo(hmac(raw, "index", "tillwright.index.1\0shop-1\0" + number));
        try (Pan pan = Pan.of(number)) {
          assertThat(cards.fingerprint(pan))
              .isEqualTo(hmac(raw, "fingerprint", "tillwright.fingerprint.1\0shop-1\0" + number));
        }
      }
    }
  }

  @Test
  void files_ofVaultAndKeys_holdNoNumberInAnyUsualWriting() throws Exception {
    Path keyFile = folder.resolve("till.keys");
    try (SoftwareKeys keys = keys(keyFile);
        TokenVault vault = JdbcTokenVault.sqlite(folder.resolve("cards.db"))) {
      TokenizingProtector cards = TokenizingProtector.open(keys, vault, SHOP);
      for (String number : TestCards.NUMBERS) {
        cards.reveal(token(cards, number), SecretAccess.forPurpose("test")).close();
      }
      assertThat(found(folder)).as("with the log beside it").isEmpty();
      assertThat(names(folder)).contains("cards.db", "cards.db-wal", "till.keys");
    }
    assertThat(found(folder)).as("after close").isEmpty();

    // The search finds each writing where it is.
    for (String number : TestCards.NUMBERS) {
      for (Map.Entry<String, byte[]> writing : writings(number).entrySet()) {
        Path planted = folder.resolve("planted");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {1, 2, 3});
        bytes.writeBytes(writing.getValue());
        Files.write(planted, bytes.toByteArray());
        assertThat(found(folder)).as(writing.getKey()).isNotEmpty();
      }
    }
  }

  private static SoftwareKeys keys(Path file) {
    return SoftwareKeys.open(file, PASSPHRASE.toCharArray(), Acknowledgement.KEYS_IN_SOFTWARE);
  }

  private static CardToken token(TokenizingProtector cards, String number) {
    try (CardRead read = TestCards.read(number)) {
      return cards.protect(read).token();
    }
  }

  private static String hmac(Map<String, byte[]> raw, String purpose, String message)
      throws Exception {
    byte[] key =
        raw.entrySet().stream()
            .filter(each -> each.getKey().startsWith(purpose))
            .findFirst()
            .orElseThrow()
            .getValue();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(message.getBytes(US_ASCII)));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(each -> String.valueOf(each.getFileName())).toList();
    }
  }

  private static List<String> found(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String content = Files.readString(file, ISO_8859_1);
        for (String number : TestCards.NUMBERS) {
          writings(number)
              .forEach(
                  (name, bytes) -> {
                    if (content.contains(new String(bytes, ISO_8859_1))) {
                      found.add(file.getFileName() + ": " + name);
                    }
                  });
        }
      }
    }
    return found;
  }

  private static Map<String, byte[]> writings(String number) {
    Map<String, byte[]> writings = new HashMap<>();
    byte[] ascii = number.getBytes(US_ASCII);
    writings.put("text", ascii);
    writings.put("UTF-16LE", number.getBytes(UTF_16LE));
    writings.put("UTF-16BE", number.getBytes(UTF_16BE));
    // Packed digits: the pairs that are whole, at either alignment.
    int even = number.length() / 2 * 2;
    int odd = (number.length() - 1) / 2 * 2;
    writings.put("packed", HexFormat.of().parseHex(number.substring(0, even)));
    writings.put("packed, shifted", HexFormat.of().parseHex(number.substring(1, 1 + odd)));
    String hex = HexFormat.of().formatHex(ascii);
    writings.put("hex", hex.getBytes(US_ASCII));
    writings.put("HEX", hex.toUpperCase(Locale.ROOT).getBytes(US_ASCII));
    for (int shift = 0; shift < 3; shift++) {
      // Base64 at each alignment, without the characters that neighbours share.
      byte[] shifted = new byte[shift + ascii.length];
      System.arraycopy(ascii, 0, shifted, shift, ascii.length);
      int first = shift == 0 ? 0 : 4;
      int last = shifted.length / 3 * 4;
      writings.put(
          "Base64, " + shift, Arrays.copyOfRange(Base64.getEncoder().encode(shifted), first, last));
    }
    return writings;
  }
}
