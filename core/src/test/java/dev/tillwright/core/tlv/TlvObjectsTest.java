package dev.tillwright.core.tlv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlvObjectsTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

  @ParameterizedTest
  @CsvSource({
    // an unknown tag, a long form that need not be, zeros before, between and behind
    "DF8A7F0101",
    "9F26810412345678",
    "9F26820004123456785A00",
    "00009A0300112200005F2A0208400000",
    "E10400009A00",
    "700B9F3901055A0541111111115701D1",
  })
  void whatWasRead_isGivenBackByteForByte(String hex) {
    byte[] bytes = HEX.parseHex(hex);

    TlvObjects read = TlvObjects.parse(bytes);

    assertThat(read.toBytes()).isEqualTo(bytes);
    assertThat(read.all()).isNotEmpty();
  }

  @Test
  void templates_areOpenedInReadingOrder() {
    TlvObjects read = TlvObjects.parse(HEX.parseHex("E104E2029C00"));

    assertThat(read.all()).hasToString("[E1[4], E2[2], 9C[0]]");
    assertThat(read.objects()).hasSize(1);
    assertThat(read.objects().get(0).inner()).hasToString("[E2[2]]");
    assertThat(read.value(TlvTag.of("9C"))).contains(new byte[0]);
    assertThat(read.find(TlvTag.of("9A"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "5A, 5A, 1, the length is missing",
    "9F, '', 1, the tag ends too early",
    "9F81, '', 2, the tag ends too early",
    "9F8181818101, '', 4, a tag of more than 4 bytes",
    "9F3602, 9F36, 3, longer than what is left",
    "5A84FFFFFFFF, 5A, 6, longer than what is left",
    "5A85000000000100, 5A, 2, a length of more than 4 bytes",
    "5A82FF, 5A, 3, the length ends too early",
    "7080, 70, 2, an indefinite length",
    "E104E2035A01, E1.E2, 4, longer than what is left",
    "E1035A029911, E1.5A, 4, longer than what is left",
  })
  void bytesThatAreNoObjects_areRefusedWithTagsAndPlace(
      String hex, String path, int offset, String what) {
    assertThatThrownBy(() -> TlvObjects.parse(HEX.parseHex(hex)))
        .isInstanceOfSatisfying(
            TlvFormatException.class,
            e -> {
              assertThat(e.offset()).isEqualTo(offset);
              assertThat(e.what()).isEqualTo(what);
              assertThat(e.code()).isEqualTo("tlv.format");
              assertThat(e.path()).isEqualTo(path);
            });
  }

  @Test
  void bounds_onLengthDepthAndCount_areKept() {
    assertThatThrownBy(() -> TlvObjects.parse(new byte[TlvObjects.MAX_BYTES + 1]))
        .isInstanceOf(TlvFormatException.class);
    assertThat(TlvObjects.parse(new byte[TlvObjects.MAX_BYTES]).all()).isEmpty();
    assertThat(TlvObjects.parse(nested(TlvObjects.MAX_DEPTH)).all())
        .hasSize(TlvObjects.MAX_DEPTH + 1);
    assertThatThrownBy(() -> TlvObjects.parse(nested(TlvObjects.MAX_DEPTH + 1)))
        .isInstanceOf(TlvFormatException.class)
        .hasMessageContaining("deeper than 8");
    assertThat(TlvObjects.parse(many(TlvObjects.MAX_OBJECTS)).all())
        .hasSize(TlvObjects.MAX_OBJECTS);
    assertThatThrownBy(() -> TlvObjects.parse(many(TlvObjects.MAX_OBJECTS + 1)))
        .isInstanceOf(TlvFormatException.class)
        .hasMessageContaining("more than 1024 objects");
    assertThatThrownBy(
            () -> TlvObjects.builder().add(TlvTag.of("DF01"), new byte[TlvObjects.MAX_BYTES + 1]))
        .isInstanceOf(TlvFormatException.class);
  }

  private static byte[] nested(int templates) {
    byte[] bytes = {(byte) 0x9C, 0};
    for (int i = 0; i < templates; i++) {
      byte[] outer = new byte[bytes.length + 2];
      outer[0] = (byte) 0xE1;
      outer[1] = (byte) bytes.length;
      System.arraycopy(bytes, 0, outer, 2, bytes.length);
      bytes = outer;
    }
    return bytes;
  }

  private static byte[] many(int count) {
    byte[] bytes = new byte[2 * count];
    for (int i = 0; i < count; i++) {
      bytes[2 * i] = (byte) 0x9C;
    }
    return bytes;
  }

  @Test
  void whatIsBuilt_readsBack_withTheShortestLengths() {
    TlvObjects inner = TlvObjects.builder().add(TlvTag.of("5A"), new byte[127]).build();
    TlvObjects built =
        TlvObjects.builder()
            .add(TlvTag.of("E1"), inner)
            .add(TlvTag.of("DF8129"), new byte[256])
            .build();

    assertThat(HEX.formatHex(built.toBytes())).startsWith("E181815A7F").contains("DF8129820100");
    assertThat(built.all()).hasToString("[E1[129], 5A[127], DF8129[256]]");
    assertThat(built)
        .isEqualTo(TlvObjects.parse(built.toBytes()))
        .hasSameHashCodeAs(TlvObjects.parse(built.toBytes()))
        .isNotEqualTo(inner);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlvObjects.builder().add(TlvTag.of("5A"), inner));
    assertThatThrownBy(
            () -> TlvObjects.builder().add(TlvTag.of("E1"), new byte[] {0x5A, 1}).build())
        .isInstanceOf(TlvFormatException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "9", "9F", "5A5A", "9F0202", "9F8A", "1F8181818101", "GG"})
  void textThatIsNoTag_isRefused(String hex) {
    assertThatIllegalArgumentException().isThrownBy(() -> TlvTag.of(hex));
  }

  @ParameterizedTest
  @CsvSource({"5A,1,false", "9F02,2,false", "DF8129,3,false", "FF818201,4,true", "70,1,true"})
  void tag_knowsItsLength_andWhetherItIsATemplate(String hex, int length, boolean template) {
    TlvTag tag = TlvTag.of(hex);

    assertThat(tag).hasToString(hex);
    assertThat(tag.length()).isEqualTo(length);
    assertThat(tag.isTemplate()).isEqualTo(template);
  }

  @Test
  void values_areNotPrinted_andAreWiped() {
    TlvObjects read = TlvObjects.parse(HEX.parseHex("5A084111111111111111"));

    assertThat(read).hasToString("TlvObjects[5A[8]]");
    read.close();
    assertThat(read.value(TlvTag.of("5A"))).contains(new byte[8]);
    assertThatThrownBy(() -> TlvObjects.parse(HEX.parseHex("5A094111111111111111")))
        .hasMessage("in 5A at byte 2: longer than what is left");
  }

  @Test
  void anyBytes_areObjectsThatComeBack_orATypedError() {
    fuzz(100_000);
  }

  @Test
  @Tag("campaign-fuzz")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void tenMillionTimesAnyBytes_areObjectsThatComeBack_orATypedError() {
    fuzz(10_000_000);
  }

  /** Each round reads its bytes twice, as objects and as a list. */
  private static void fuzz(long usual) {
    long rounds = Long.getLong("fuzz.count", usual) / 2;
    System.out.println("tlv fuzz: seed " + SEED + ", " + rounds + " rounds");
    RandomGenerator random = new SplittableRandom(SEED);
    byte[] sample = HEX.parseHex("701A9F390105571040123456789095D2512201197339300F82025900");
    int read = 0;
    for (long i = 0; i < rounds; i++) {
      byte[] bytes = random.nextBoolean() ? sample.clone() : new byte[random.nextInt(40)];
      for (int change = random.nextInt(1, 20); change > 0 && bytes.length > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        TlvObjects objects = TlvObjects.parse(bytes);
        assertThat(objects.toBytes()).isEqualTo(bytes);
        assertThat(values(objects.objects())).isEqualTo(naive(bytes, 0, bytes.length));
        read++;
      } catch (TlvFormatException e) {
        assertThat(e.offset()).as("seed %d", SEED).isBetween(0, bytes.length);
      }
      try {
        assertThat(DataObjectList.parse(bytes).length()).isNotNegative();
      } catch (TlvFormatException e) {
        assertThat(e.offset()).as("seed %d", SEED).isBetween(0, bytes.length);
      }
    }
    assertThat(read).isPositive();
  }

  private static List<String> values(List<TlvObject> objects) {
    return objects.stream().map(it -> it.tag() + "=" + HEX.formatHex(it.value())).toList();
  }

  /** The plainest reader that can be: no bounds, no templates. */
  private static List<String> naive(byte[] bytes, int from, int to) {
    List<String> values = new ArrayList<>();
    int at = from;
    while (at < to) {
      if (bytes[at] == 0) {
        at++;
        continue;
      }
      int tagEnd = at + 1;
      if ((bytes[at] & 31) == 31) {
        while (bytes[tagEnd++] < 0) {}
      }
      int length = bytes[tagEnd] & 255;
      int start = tagEnd + 1;
      if (length > 128) {
        int more = length - 128;
        length = 0;
        for (int i = 0; i < more; i++) {
          length = length * 256 + (bytes[start++] & 255);
        }
      }
      values.add(
          HEX.formatHex(Arrays.copyOfRange(bytes, at, tagEnd))
              + "="
              + HEX.formatHex(Arrays.copyOfRange(bytes, start, start + length)));
      at = start + length;
    }
    return values;
  }
}
