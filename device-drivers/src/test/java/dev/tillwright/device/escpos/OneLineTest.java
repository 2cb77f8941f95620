package dev.tillwright.device.escpos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Pair;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Texts that fit are written at once: the same bytes as by way of the layout. */
class OneLineTest {
  private static final PrinterProfile PROFILE =
      PrinterProfile.builder("p").paper(20, 240).wideCharset("GB18030").build();

  private static String text(RandomGenerator random) {
    String letters = "ab c é£茶龙\u0301e\u00A0Ж€ ";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(26); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  @Test
  void whateverTheText_bothWaysGiveTheSameBytes() {
    long seed = 11;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    ReceiptEncoder encoder = new ReceiptEncoder(PROFILE, null);
    for (int i = 0; i < 10_000; i++) {
      List<Block> blocks = new ArrayList<>();
      for (int j = 0; j < 3; j++) {
        blocks.add(
            random.nextBoolean()
                ? new Pair(text(random), text(random), Style.NORMAL)
                : new Text(text(random), Align.LEFT, Style.NORMAL));
      }
      Job job = encoder.encode(new ReceiptDocument(blocks));
      byte[] expected = byLayout(blocks);
      byte[] bytes = job.bytes();
      assertThat(java.util.Arrays.copyOfRange(bytes, 5, bytes.length - 4))
          .as("seed %d, %s", seed, blocks)
          .isEqualTo(expected);
    }
  }

  private static byte[] byLayout(List<Block> blocks) {
    CharacterMap characters = new CharacterMap(PROFILE, false);
    TextEncoder text = new TextEncoder(PROFILE, characters, new GlyphCommands(null));
    ReceiptLayout layout = new ReceiptLayout(PROFILE.columns(), characters::width);
    CommandBuffer out = new CommandBuffer();
    text.begin(out);
    Align[] side = {Align.LEFT};
    ReceiptLayout.Lines lines =
        (indent, left, from, to, gap, right, align, style) -> {
          if (align != side[0]) {
            out.put(0x1B, 'a', align == Align.RIGHT ? 2 : 0);
            side[0] = align;
          }
          out.fill(' ', indent);
          text.write(left, from, to, 1, out);
          out.fill(' ', gap);
          text.write(right, 0, right.length(), 1, out);
          out.put('\n');
        };
    for (Block block : blocks) {
      if (block instanceof Pair pair) {
        layout.pair(pair, lines);
      } else {
        layout.text((Text) block, lines);
      }
    }
    if (side[0] != Align.LEFT) {
      out.put(0x1B, 'a', 0);
    }
    return out.toArray();
  }
}
