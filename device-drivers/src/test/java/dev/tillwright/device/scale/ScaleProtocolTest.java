package dev.tillwright.device.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tillwright.device.Vectors;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Frames of scales, by the shared vectors, and noise (F9, R13). */
class ScaleProtocolTest {

  @Test
  void vectors() throws IOException {
    int checked = 0;
    for (JsonNode row : Vectors.rows("scale.json", "frames")) {
      ScaleProtocol protocol = ScaleProtocol.named(row.get("protocol").textValue()).orElseThrow();
      byte[] bytes = HexFormat.of().parseHex(row.get("hex").textValue());
      JsonNode expect = row.get("expect");
      if (expect.has("error")) {
        assertThat(fails(protocol, bytes)).as(row.toString()).isTrue();
        checked++;
        continue;
      }
      ScaleFrame frame = protocol.parse(bytes).orElseThrow();
      for (Iterator<Map.Entry<String, JsonNode>> all = expect.fields(); all.hasNext(); checked++) {
        Map.Entry<String, JsonNode> each = all.next();
        check(frame, each.getKey(), each.getValue());
      }
    }
    System.out.println("scale.json: " + checked + " fields checked");
  }

  private static boolean fails(ScaleProtocol protocol, byte[] bytes) {
    try {
      return protocol.parse(bytes).isEmpty();
    } catch (ScaleFormatException e) {
      return true;
    }
  }

  private static void check(ScaleFrame frame, String field, JsonNode value) {
    switch (field) {
      case "kg" -> {
        assertThat(frame.weight().orElseThrow().unit()).hasToString("KILOGRAM");
        assertThat(frame.weight().orElseThrow().value().toPlainString())
            .isEqualTo(value.textValue());
      }
      case "value" ->
          assertThat(frame.weight().orElseThrow().value().toPlainString())
              .isEqualTo(value.textValue());
      case "unit" -> assertThat(frame.weight().orElseThrow().unit()).hasToString("POUND");
      case "stable" -> assertThat(frame.stable()).isEqualTo(value.booleanValue());
      case "net" -> assertThat(frame.net()).isEqualTo(value.booleanValue());
      case "deviceId" -> assertThat(frame.deviceId()).hasValue(value.intValue());
      case "status" -> {
        assertThat(frame.weight()).isEmpty();
        assertThat(frame.status()).hasSize(value.size());
        value.forEach(each -> assertThat(frame.status().toString()).contains(each.textValue()));
      }
      default -> throw new AssertionError("a field of another kind of file: " + field);
    }
  }

  @Test
  void eachByteOfACheckedFrameChanged_isNeverAnotherWeight() {
    byte[] good = HexFormat.of().parseHex("0102532030312E3235306B67670304");
    ScaleProtocol cas = ScaleProtocol.named("cas").orElseThrow();
    for (int at = 0; at < good.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) (1 << bit);
        assertThat(fails(cas, bad)).as("bit " + bit + " of byte " + at).isTrue();
      }
    }
  }

  @Test
  void aFrameInPieces_isAwaited() {
    for (String hex :
        List.of(
            "0230312E3235300D",
            "0102532030312E3235306B67670304",
            "53542C47532C31D02C30303031332E3530206B670D0A")) {
      byte[] whole = HexFormat.of().parseHex(hex);
      int complete = 0;
      for (ScaleProtocol protocol : ScaleProtocol.all()) {
        for (int length = 0; length < whole.length; length++) {
          assertThat(protocol.parse(java.util.Arrays.copyOf(whole, length))).isEmpty();
        }
        Optional<ScaleFrame> frame =
            fails(protocol, whole) ? Optional.empty() : protocol.parse(whole);
        complete += frame.isPresent() ? 1 : 0;
      }
      assertThat(complete).as("protocols that take it for a frame of theirs").isEqualTo(1);
    }
  }

  @Test
  void noise_isAFrameOrATypedError() {
    fuzz(100_000);
    assertThatThrownBy(() -> ScaleProtocol.named("8217").orElseThrow().parse(new byte[] {2, 13}))
        .isInstanceOf(ScaleFormatException.class);
  }

  @Test
  @Tag("campaign-fuzz")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void tenMillionFrames_areReadOrRefusedWithATypedError() {
    fuzz(10_000_000);
  }

  private static void fuzz(long usual) {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    long frames = Long.getLong("fuzz.count", usual);
    System.out.println("scale fuzz: seed " + seed + ", " + frames + " frames");
    Random random = new Random(seed);
    String[] seeds = {
      "0230312E3235300D",
      "0102532030312E3235306B67670304",
      "53542C47532C31D02C30303031332E3530206B670D0A"
    };
    long refused = 0;
    for (long n = 0; n < frames; n++) {
      byte[] bytes = HexFormat.of().parseHex(seeds[random.nextInt(seeds.length)]);
      for (int i = random.nextInt(3); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        ScaleProtocol.all().get((int) (n % 3)).parse(bytes).ifPresent(ScaleFrame::weighing);
      } catch (ScaleFormatException e) {
        refused++;
      }
    }
    System.out.println("scale fuzz: " + refused + " refused");
    assertThat(refused).as("seed " + seed).isBetween(1L, frames - 1);
  }
}
