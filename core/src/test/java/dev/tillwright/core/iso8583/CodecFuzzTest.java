package dev.tillwright.core.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tillwright.core.json.JsonIn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are: a message that writes itself again, or a typed error. */
class CodecFuzzTest {
  private static final int MUTANTS = Integer.getInteger("fuzz.mutants", 100_000);
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

  private record Sample(MessageSpec spec, byte[] bytes) {}

  @Test
  void mutatedMessages_giveAValueOrATypedError() throws IOException {
    System.out.println("iso8583 fuzz: seed " + SEED + ", " + MUTANTS + " mutants");
    RandomGenerator random = new SplittableRandom(SEED);
    List<Sample> samples = samples();
    int read = 0;
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      Sample sample = samples.get(random.nextInt(samples.size()));
      byte[] mutant = mutate(sample.bytes(), random);
      try {
        IsoMessage message = sample.spec().unpack(mutant);
        byte[] again = sample.spec().pack(message);
        // Fillers and hexadecimal letters may differ, what was said may not.
        assertThat(sample.spec().unpack(again)).isEqualTo(message);
        read++;
      } catch (IsoFormatException e) {
        assertThat(e.offset()).isBetween(0, mutant.length);
        refused++;
      } catch (RuntimeException e) {
        fail("mutant " + i + " of seed " + SEED, e);
      }
    }
    System.out.println("iso8583 fuzz: " + read + " read, " + refused + " refused");
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }

  @Test
  void randomMessages_comeBackInEveryDialect() {
    System.out.println("iso8583 round trips: seed " + SEED);
    RandomGenerator random = new SplittableRandom(SEED);
    for (String name : MessageSpec.names()) {
      MessageSpec spec = MessageSpec.named(name);
      for (int i = 0; i < 500; i++) {
        IsoMessage message = random(spec, random, IsoMessage.of("0200"));
        byte[] packed = spec.pack(message);
        assertThat(spec.unpack(packed)).as(name + " " + i).isEqualTo(message);
        assertThat(spec.pack(spec.unpack(packed))).as(name + " " + i).isEqualTo(packed);
      }
    }
  }

  private static IsoMessage random(
      MessageSpec spec, RandomGenerator random, IsoMessage.Builder message) {
    int few = random.nextInt(1, 12);
    for (int i = 0; i < few; i++) {
      FieldSpec field = spec.field(random.nextInt(2, 129));
      if (field == null) {
        continue;
      }
      MessageSpec inner = field.nested();
      if (inner != null) {
        message.set(field.number(), random(inner, random, IsoMessage.within()));
        continue;
      }
      int size = field.prefix() == null ? field.size() : random.nextInt(Math.min(field.size(), 60));
      byte[] value = new byte[size];
      for (int at = 0; at < size; at++) {
        value[at] =
            switch (field.type()) {
              case NUMERIC, TRACK -> (byte) random.nextInt('0', '9' + 1);
              case SIGNED -> (byte) (at == 0 ? 'C' : random.nextInt('0', '9' + 1));
              default -> (byte) random.nextInt(256);
            };
      }
      if (field.type() == FieldType.BINARY) {
        message.set(field.number(), value);
      } else {
        message.setText(field.number(), value);
      }
    }
    return message.build();
  }

  private static byte[] mutate(byte[] bytes, RandomGenerator random) {
    byte[] mutant = bytes.clone();
    int changes = random.nextInt(1, 4);
    for (int i = 0; i < changes && mutant.length > 0; i++) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(5)) {
        case 0 -> mutant[at] = (byte) random.nextInt(256);
        case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> mutant = Arrays.copyOf(mutant, at);
        case 3 -> mutant = Arrays.copyOf(mutant, mutant.length + random.nextInt(20));
        default -> mutant[at] = (byte) ('0' + random.nextInt(10));
      }
    }
    return mutant;
  }

  private static List<Sample> samples() throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (JsonIn row : VectorsTest.vectors().objects("messages")) {
      samples.add(
          new Sample(
              MessageSpec.named(row.text("dialect")),
              HexFormat.of().parseHex(row.text("raw_hex"))));
    }
    return samples;
  }
}
