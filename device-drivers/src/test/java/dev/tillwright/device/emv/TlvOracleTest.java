package dev.tillwright.device.emv;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.payneteasy.tlv.BerTlv;
import com.payneteasy.tlv.BerTlvParser;
import dev.tillwright.core.tlv.TlvObject;
import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.core.tlv.TlvTag;
import dev.tillwright.device.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Our reader of data objects beside somebody else's. */
class TlvOracleTest {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final List<String> PRIMITIVE =
      List.of("5A", "57", "82", "94", "9F38", "9F26", "5F24", "DF8129");
  private static final List<String> TEMPLATES = List.of("6F", "70", "77", "A5", "BF0C", "61");

  @Test
  void randomObjects_areReadAsSomebodyElseReadsThem() {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    System.out.println("tlv oracle: seed " + seed);
    SplittableRandom random = new SplittableRandom(seed);
    int all = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = objects(random, 0).toBytes();
      List<String> ours = ours(TlvObjects.parse(bytes).objects());
      assertThat(ours).as("seed %d", seed).isEqualTo(theirs(bytes));
      all += ours.size();
    }
    assertThat(all).isPositive();
  }

  private static TlvObjects objects(SplittableRandom random, int depth) {
    TlvObjects.Builder objects = TlvObjects.builder();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      if (depth < 4 && random.nextInt(3) == 0) {
        String tag = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
        objects.add(TlvTag.of(tag), objects(random, depth + 1));
      } else {
        byte[] value = new byte[random.nextInt(8) == 0 ? random.nextInt(300) : random.nextInt(20)];
        random.nextBytes(value);
        objects.add(TlvTag.of(PRIMITIVE.get(random.nextInt(PRIMITIVE.size()))), value);
      }
    }
    return objects.build();
  }

  private static List<String> ours(List<TlvObject> objects) {
    List<String> all = new ArrayList<>();
    for (TlvObject object : objects) {
      if (object.tag().isTemplate()) {
        all.add(object.tag() + "{");
        all.addAll(ours(object.inner()));
        all.add("}");
      } else {
        all.add(object.tag() + "=" + HEX.formatHex(object.value()));
      }
    }
    return all;
  }

  private static List<String> theirs(byte[] bytes) {
    return theirs(new BerTlvParser().parse(bytes, 0, bytes.length).getList());
  }

  private static List<String> theirs(List<BerTlv> objects) {
    List<String> all = new ArrayList<>();
    for (BerTlv object : objects) {
      String tag = HEX.formatHex(object.getTag().bytes);
      if (object.isConstructed()) {
        all.add(tag + "{");
        all.addAll(theirs(object.getValues()));
        all.add("}");
      } else {
        all.add(tag + "=" + HEX.formatHex(object.getBytesValue()));
      }
    }
    return all;
  }

  @Test
  void answersOfRealCards_areReadAsSomebodyElseReadsThem() throws Exception {
    int read = 0;
    for (JsonNode trace : Vectors.file("apdu-traces.json").get("traces")) {
      for (JsonNode pair : trace.get("pairs")) {
        byte[] response = HEX.parseHex(pair.get("r").asText());
        int first = response[0] & 0xFF;
        if (first == 0x6F || first == 0x70 || first == 0x77) {
          byte[] data = Arrays.copyOf(response, response.length - 2);
          assertThat(ours(TlvObjects.parse(data).objects())).isEqualTo(theirs(data));
          read++;
        }
      }
    }
    assertThat(read).isGreaterThan(20);
  }
}
