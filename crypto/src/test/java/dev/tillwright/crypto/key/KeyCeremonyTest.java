package dev.tillwright.crypto.key;

import static dev.tillwright.crypto.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.module.SoftwareModule;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Row D4: check values, and keys that several people bring. */
class KeyCeremonyTest {
  private static final SecretAccess WHY = SecretAccess.forPurpose("test");
  private static final KeySpec SENSITIVE =
      KeySpec.of(KeyUsage.K1, ModeOfUse.BOTH, KeyAlgorithm.TDES, 128)
          .exportable(Exportability.SENSITIVE);

  private final SecureRandom random = new SecureRandom();
  private final Keys keys =
      Keys.in(
          SoftwareModule.ephemeral(Acknowledgement.KEYS_IN_SOFTWARE, random, Clock.systemUTC()),
          Clock.systemUTC());

  @AfterEach
  void close() {
    keys.close();
  }

  @Test
  void checkValues_areThoseOfThePublishedKeys() {
    List<JsonIn> rows = Vectors.file("mac_kw_kcv.json").objects("kcv");
    for (JsonIn row : rows) {
      KeyHandle key = load(KeyAlgorithm.valueOf(row.text("keyType")), hex(row.text("key")));
      row.optionalText("kcv3").ifPresent(value -> same(key, KcvStyle.ECB, value));
      row.optionalText("kcvLegacyEcbZero3").ifPresent(value -> same(key, KcvStyle.ECB, value));
      row.optionalText("kcvCmac5").ifPresent(value -> same(key, KcvStyle.CMAC, value));
    }
    Vectors.checked("mac_kw_kcv.json", "kcv", rows.size());
  }

  private void same(KeyHandle key, KcvStyle style, String value) {
    assertThat(hex(keys.kcv(key, style))).isEqualTo(value);
  }

  @Test
  void wrappedKeys_areThoseOfTheRfcs_bothWays() {
    List<JsonIn> rows = Vectors.file("mac_kw_kcv.json").objects("keyWrap");
    for (JsonIn row : rows) {
      boolean padded =
          switch (row.text("algorithm")) {
            case "AES-KW RFC 3394" -> false;
            case "AES-KWP RFC 5649" -> true;
            default -> throw new AssertionError("not understood: " + row.pointer());
          };
      byte[] data = hex(row.text("keyData"));
      KeySpec spec =
          KeySpec.of(KeyUsage.M7, ModeOfUse.GENERATE_AND_VERIFY, KeyAlgorithm.HMAC, data.length * 8)
              .exportable(Exportability.SENSITIVE);
      KeyHandle kek =
          load(
              KeySpec.of(
                  KeyUsage.K0, ModeOfUse.BOTH, KeyAlgorithm.AES, row.text("kek").length() * 4),
              hex(row.text("kek")));
      byte[] wrapped = keys.wrap(kek, load(spec, data), padded);
      assertThat(hex(wrapped)).isEqualTo(row.text("wrapped"));
      assertThat(clear(keys.unwrap(kek, "in", spec, wrapped, padded))).isEqualTo(hex(data));
    }
    Vectors.checked("mac_kw_kcv.json", "keyWrap", rows.size());
  }

  @Test
  void components_inAnyOrder_giveTheKey() {
    long seed = System.nanoTime();
    Random shuffle = new Random(seed);
    for (KeyAlgorithm algorithm : List.of(KeyAlgorithm.TDES, KeyAlgorithm.AES)) {
      for (int parts = 2; parts <= 9; parts++) {
        KeySpec spec =
            KeySpec.of(KeyUsage.K1, ModeOfUse.BOTH, algorithm, 192)
                .exportable(Exportability.SENSITIVE);
        KeyHandle key = keys.generate("source", spec);
        List<KeyComponent> components = KeyCeremony.split(keys, key, parts, WHY, random);
        assertThat(components).hasSize(parts);
        Collections.shuffle(components, shuffle);
        try (KeyCeremony ceremony = KeyCeremony.of(spec, parts)) {
          int person = 0;
          for (KeyComponent component : components) {
            ceremony.add("person " + person++, component);
          }
          assertThat(ceremony.missing()).isZero();
          String kcv = hex(keys.kcv(key, parts % 2 == 0 ? KcvStyle.ECB : KcvStyle.CMAC));
          KeyHandle joined = ceremony.complete(keys, "joined", kcv);
          assertThat(clear(joined)).as("seed " + seed).isEqualTo(clear(key));
        }
        components.forEach(KeyComponent::close);
      }
    }
  }

  /** The published key C41B33, as XOR by hand. */
  @Test
  void componentsOnPaper_giveTheKeyTheyWereMadeFor() {
    String whole = "EFE0853B256B583D868F251CE99EA1D9";
    String first = "0123456789ABCDEFFEDCBA9876543210";
    String second = hex(xor(hex(whole), hex(first)));
    KeyCeremony ceremony = KeyCeremony.of(SENSITIVE, 2);
    ceremony.add("Ann", typed("0123 4567 89ab cdef FEDC BA98 7654 3210", "08D7B4"));
    assertThat(ceremony).hasToString("KeyCeremony[K1 TDES-128 B S, 1 missing]");
    ceremony.add(
        "Ben", typed(second, hex(keys.kcv(load(KeyAlgorithm.TDES, hex(second)), KcvStyle.ECB))));
    KeyHandle key = ceremony.complete(keys, "zmk", "C41B33");
    assertThat(clear(key)).isEqualTo(whole);
    assertThatIllegalStateException().isThrownBy(() -> ceremony.complete(keys, "zmk", "C41B33"));
  }

  @Test
  void component_thatIsNotRight_isRefusedAtOnce_andAnotherTryIsOpen() {
    String part = "0123456789ABCDEFFEDCBA9876543210";
    KeyCeremony ceremony = KeyCeremony.of(SENSITIVE, 3);
    refused("check value", () -> ceremony.add("Ann", typed(part, "08D7B5")));
    refused("length", () -> ceremony.add("Ann", typed(part + "00", "08D7B4")));
    refused("zero", () -> ceremony.add("Ann", typed("00".repeat(16), "8CA64D")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ceremony.add("  ", typed(part, "08D7B4")));
    assertThat(ceremony.missing()).isEqualTo(3);
    ceremony.add("Ann", typed(part, "0A82458664"));
    refused("holder", () -> ceremony.add(" ANN ", typed(part, "08D7B4")));
    refused("before", () -> ceremony.add("Ben", typed(part, "08D7B4")));
    assertThatIllegalStateException().isThrownBy(() -> ceremony.complete(keys, "k", "000000"));
    assertThat(ceremony.missing()).isEqualTo(2);
    KeyCeremony full = KeyCeremony.of(SENSITIVE, 2);
    List<KeyComponent> parts =
        KeyCeremony.split(keys, keys.generate("k", SENSITIVE), 3, WHY, random);
    full.add("Ann", parts.get(0)).add("Ben", parts.get(1));
    refused("already", () -> full.add("Cem", parts.get(2)));
    refused("check value", () -> full.complete(keys, "k2", "000000"));
    assertThat(keys.current("k2")).isEmpty();
  }

  @Test
  void keyThatIsNoTripleDes_isRefused() {
    String part = "0123456789ABCDEFFEDCBA9876543210";
    byte[] single = hex("1122334455667788".repeat(2));
    String other = hex(xor(hex(part), single));
    KeyCeremony ceremony = KeyCeremony.of(SENSITIVE, 2);
    ceremony.add("Ann", typed(part, "08D7B4"));
    ceremony.add("Ben", typed(other, kcv(other)));
    refused("alike", () -> ceremony.complete(keys, "k", kcv(hex(single))));
    String flipped = part.substring(0, 31) + "1"; // only a parity bit apart: nothing is left
    KeyCeremony nothing =
        KeyCeremony.of(SENSITIVE, 2)
            .add("Ann", typed(part, "08D7B4"))
            .add("Ben", typed(flipped, kcv(flipped)));
    refused("alike", () -> nothing.complete(keys, "k", "000000"));
    List<KeyComponent> three = new ArrayList<>();
    for (String value : List.of(part, "11".repeat(16), hex(xor(hex(part), hex("11".repeat(16)))))) {
      three.add(typed(value, kcv(value)));
    }
    KeyCeremony zero = KeyCeremony.of(SENSITIVE, 3);
    for (int i = 0; i < 3; i++) {
      zero.add("person " + i, three.get(i));
    }
    refused("zero", () -> zero.complete(keys, "k", "000000"));
  }

  @Test
  void desParity_isSetInMadeAndInJoinedKeys() {
    KeyHandle key = keys.generate("k", SENSITIVE);
    for (byte each : hex(clear(key))) {
      assertThat(Integer.bitCount(each & 0xFF) % 2).isOne();
    }
  }

  @Test
  void split_ofAKeyThatMayNotLeave_isRefused() {
    KeyHandle key = keys.generate("k", SENSITIVE.exportable(Exportability.TRUSTED));
    assertThatExceptionOfType(KeyRefusedException.class)
        .isThrownBy(() -> KeyCeremony.split(keys, key, 2, WHY, random))
        .satisfies(e -> assertThat(e.code()).isEqualTo("key.exportability"));
    for (int parts : new int[] {1, 10}) {
      assertThatIllegalArgumentException().isThrownBy(() -> KeyCeremony.of(SENSITIVE, parts));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                KeyCeremony.of(KeySpec.of(KeyUsage.M7, ModeOfUse.ANY, KeyAlgorithm.HMAC, 128), 2));
  }

  @Test
  void typing_thatIsNotHexadecimal_isNamedByItsPlaceAlone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> typed("01 2G", "08D7B4"))
        .withMessage("the character at position 4 is not hexadecimal");
    for (String text : List.of("", " ", "012", "0".repeat(257))) {
      assertThatIllegalArgumentException().isThrownBy(() -> typed(text, "08D7B4"));
    }
    for (String kcv : List.of("", "08d7b4", "08D7B", "08D7B4F")) {
      assertThatIllegalArgumentException().isThrownBy(() -> typed("0123", kcv));
    }
    try (KeyComponent component = typed("0aFf", "08D7B4")) {
      assertThat(component.hex(WHY)).isEqualTo("0AFF".toCharArray());
      assertThat(component.toString()).doesNotContain("0AFF");
    }
  }

  private String kcv(String value) {
    return hex(keys.kcv(load(KeyAlgorithm.TDES, hex(value)), KcvStyle.ECB));
  }

  private KeyHandle load(KeyAlgorithm algorithm, byte[] bytes) {
    return load(KeySpec.of(KeyUsage.K1, ModeOfUse.BOTH, algorithm, bytes.length * 8), bytes);
  }

  private KeyHandle load(KeySpec spec, byte[] bytes) {
    try (SecretBytes secret = SecretBytes.copyOf(bytes)) {
      return keys.load("loaded", spec, secret);
    }
  }

  private String clear(KeyHandle key) {
    try (SecretBytes secret = keys.reveal(key, WHY)) {
      return hex(secret.reveal(WHY));
    }
  }

  private static KeyComponent typed(String hex, String kcv) {
    return KeyComponent.parse(hex.toCharArray(), kcv);
  }

  private static byte[] xor(byte[] left, byte[] right) {
    byte[] sum = left.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] ^= right[i];
    }
    return sum;
  }

  private static void refused(String why, ThrowingCallable call) {
    assertThatExceptionOfType(KeyRefusedException.class)
        .isThrownBy(call)
        .withMessageContaining(why)
        .satisfies(e -> assertThat(e.code()).isEqualTo("key.component"));
  }
}
