package dev.tillwright.crypto.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.access.AccessControl;
import dev.tillwright.core.access.AccessSettings;
import dev.tillwright.core.access.AuditRules;
import dev.tillwright.core.access.KeyAges;
import dev.tillwright.core.access.KeyAges.Key;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.Weakness;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.module.SoftwareModule;
import dev.tillwright.crypto.token.JdbcTokenVault;
import dev.tillwright.crypto.token.TokenVault;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row C4: the audit knows real keys by their names, ends and counts, and by nothing else. */
class KeyInventoryTest {
  private static final byte[] CONTEXT = "context".getBytes(US_ASCII);
  private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir Path folder;
  private final MovedClock clock = new MovedClock();
  private final SecureRandom random = new SecureRandom();

  private static final class MovedClock extends Clock {
    private Instant now = BEGIN;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private Keys keys(SoftwareKeys ring) {
    return Keys.in(
        SoftwareModule.open(
            Database.sqlite(folder.resolve("keys.db")),
            ring,
            Acknowledgement.KEYS_IN_SOFTWARE,
            random,
            clock),
        clock);
  }

  private static KeySpec data(UseLimits limits) {
    return KeySpec.of(KeyUsage.D0, ModeOfUse.BOTH, KeyAlgorithm.AES, 256).limited(limits);
  }

  /** What the audit of a till with these keys finds about keys, at the clock's time. */
  private List<String> audit(KeyAges ages, Path books) {
    try (Database database = Database.sqlite(books);
        Journal journal = Journal.open(database, "till-01", clock)) {
      AccessControl access =
          AccessControl.open(
              database, journal, AccessSettings.builder(null, clock).keys(ages).build());
      access.enrolFirst(new Operator("meg", "Meg", "manager"), new char[0]);
      return access
          .weaknesses(access.logOn("meg", new char[0]).orThrow(), AuditRules.usual())
          .stream()
          .filter(it -> it.what().name().contains("KEY"))
          .map(Weakness::toString)
          .toList();
    }
  }

  private List<String> kinds(KeyAges ages) {
    return audit(ages, folder.resolve("till.db")).stream()
        .map(it -> it.substring(0, it.indexOf(" (")))
        .toList();
  }

  private static String refusal(Runnable use) {
    try {
      use.run();
      return "";
    } catch (KeyRefusedException e) {
      return e.code();
    }
  }

  @Test
  void key_isSoonStale_thenStale_untilItIsRotated() {
    try (SoftwareKeys ring = SoftwareKeys.ephemeral(random);
        Keys keys = keys(ring)) {
      Instant end = BEGIN.plus(Duration.ofDays(90));
      KeyInventory ages = KeyInventory.of(keys);
      KeyHandle first = keys.generate("report", data(UseLimits.uses(1_000).within(end, end)));
      assertThat(kinds(ages)).isEmpty();

      clock.now = end.minus(Duration.ofDays(30)).minusSeconds(1);
      assertThat(kinds(ages)).isEmpty();
      clock.now = end.minus(Duration.ofDays(30));
      assertThat(kinds(ages)).containsExactly("KEY_SOON_STALE report/1");
      clock.now = end;
      assertThat(kinds(ages)).containsExactly("STALE_KEY report/1");
      assertThat(refusal(() -> keys.encrypt(first, new byte[4], CONTEXT)))
          .as("the audit and the keys are of one mind")
          .isEqualTo("key.expired");

      keys.rotate(first);
      assertThat(kinds(ages)).as("the old one protects nothing").isEmpty();
      clock.now = end.plus(Duration.ofDays(60));
      assertThat(kinds(ages)).containsExactly("KEY_SOON_STALE report/2");
    }
  }

  @Test
  void key_isSoonUsedUp_thenUsedUp_byTheBookedUses() {
    try (SoftwareKeys ring = SoftwareKeys.ephemeral(random);
        Keys keys = keys(ring)) {
      KeyInventory ages = KeyInventory.of(keys);
      KeyHandle few = keys.generate("few", data(UseLimits.uses(640)));
      keys.generate("many", data(UseLimits.NONE));
      for (int use = 0; use < 512; use++) {
        keys.encrypt(few, new byte[4], CONTEXT);
      }
      assertThat(kinds(ages)).isEmpty();
      keys.encrypt(few, new byte[4], CONTEXT); // books 64 more: 576 of 640
      assertThat(kinds(ages)).containsExactly("KEY_SOON_USED_UP few/1");
      assertThat(ages.keys()).hasSize(2);
      assertThat(keys.used(few)).as("looking books nothing").isEqualTo(576);
      for (int use = 513; use < 640; use++) {
        keys.encrypt(few, new byte[4], CONTEXT);
      }
      assertThat(kinds(ages)).containsExactly("KEY_USED_UP few/1");
      assertThat(refusal(() -> keys.encrypt(few, new byte[4], CONTEXT))).isEqualTo("key.exhausted");
    }
  }

  @Test
  void findings_nameTheKeyByIdAndCheckValue_andShowNothingOfIt() throws Exception {
    try (SoftwareKeys ring = SoftwareKeys.ephemeral(random);
        Keys keys = keys(ring)) {
      KeyHandle two =
          keys.generate(
              "old-mac",
              new KeySpec(
                  KeyUsage.M3,
                  ModeOfUse.GENERATE_AND_VERIFY,
                  KeyAlgorithm.TDES,
                  128,
                  Exportability.SENSITIVE,
                  UseLimits.NONE));
      keys.generate(
          "hmac", KeySpec.of(KeyUsage.M7, ModeOfUse.GENERATE_AND_VERIFY, KeyAlgorithm.HMAC, 256));
      clock.now = BEGIN.plus(Duration.ofDays(367));
      List<String> found = audit(KeyInventory.of(keys), folder.resolve("till.db"));
      try (SecretBytes clear = keys.reveal(two, SecretAccess.forPurpose("test"))) {
        byte[] bytes = clear.reveal(SecretAccess.forPurpose("test"));
        String hex = HexFormat.of().withUpperCase().formatHex(bytes);
        // The check value by the JDK alone: three bytes of an encrypted zero block.
        byte[] three = java.util.Arrays.copyOf(bytes, 24);
        System.arraycopy(bytes, 0, three, 16, 8);
        Cipher des = Cipher.getInstance("DESede/ECB/NoPadding");
        des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(three, "DESede"));
        String kcv = HexFormat.of().withUpperCase().formatHex(des.doFinal(new byte[8]), 0, 3);
        assertThat(found)
            .hasSize(2)
            .anySatisfy(
                it ->
                    assertThat(it).startsWith("STALE_KEY old-mac/1 (KCV " + kcv + "): retail MAC"))
            .anySatisfy(it -> assertThat(it).startsWith("STALE_KEY hmac/1: HMAC (M7)"))
            .allSatisfy(
                it -> {
                  assertThat(it).contains("docs/keys.md");
                  assertThat(it.toUpperCase(java.util.Locale.ROOT))
                      .doesNotContain(hex, hex.substring(0, 16), hex.substring(16));
                });
      }
    }
  }

  @Test
  void twoActiveVersions_asACrashInRotationLeavesThem_areToldApart() {
    try (SoftwareKeys ring = SoftwareKeys.ephemeral(random);
        Keys keys = keys(ring)) {
      keys.generate("pin", data(UseLimits.NONE));
      keys.generate("pin", data(UseLimits.NONE));
      assertThat(KeyInventory.of(keys).keys())
          .extracting(it -> it.id() + " " + it.remedy().split(" ")[0])
          .containsExactly("pin/1 a", "pin/2 rotate");
      keys.destroy(keys.find(new KeyRef("pin", 1)).orElseThrow());
      keys.retire(keys.find(new KeyRef("pin", 2)).orElseThrow());
      assertThat(KeyInventory.of(keys).keys()).isEmpty();
    }
  }

  @Test
  void ring_isToldWithWhatItsVaultCounted_andWhatCannotRotateSaysSo() {
    Path file = folder.resolve("ring");
    char[] passphrase = "a passphrase for a test".toCharArray();
    Argon2Cost cheap = new Argon2Cost(19_456, 2, 1);
    try (SoftwareKeys ring = SoftwareKeys.open(file, passphrase, cheap, clock, random);
        TokenVault vault = JdbcTokenVault.sqlite(folder.resolve("vault.db"))) {
      KeyAges ages = KeyInventory.of(ring, vault::messages);
      String seal = ring.current(KeyPurpose.SEAL).value();
      assertThat(vault.countMessages(seal, KeyRing.MAX_MESSAGES, KeyRing.MAX_MESSAGES)).isTrue();
      clock.now = BEGIN.plus(Duration.ofDays(367));

      List<String> found = audit(ages, folder.resolve("till.db"));
      assertThat(found)
          .hasSize(4)
          .anySatisfy(it -> assertThat(it).startsWith("STALE_KEY " + seal).contains("rotateSeal"))
          .anySatisfy(it -> assertThat(it).startsWith("KEY_USED_UP " + seal))
          .filteredOn(it -> it.contains("does not rotate"))
          .hasSize(2);

      ring.rotateSeal(passphrase);
      assertThat(audit(ages, folder.resolve("till.db")))
          .hasSize(2)
          .allSatisfy(it -> assertThat(it).contains("does not rotate"));
      assertThat(ages.keys()).extracting(Key::check).containsOnly("");
    }
  }
}
