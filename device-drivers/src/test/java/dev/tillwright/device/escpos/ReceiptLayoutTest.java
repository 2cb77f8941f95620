package dev.tillwright.device.escpos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Pair;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class ReceiptLayoutTest {
  private static int width(int codePoint) {
    return codePoint > 0x2000 ? 2 : 1;
  }

  private final ReceiptLayout layout = new ReceiptLayout(20, ReceiptLayoutTest::width);

  private List<String> pair(String left, String right) {
    List<String> lines = new ArrayList<>();
    layout.pair(new Pair(left, right, Style.NORMAL), into(lines));
    return lines;
  }

  private List<String> text(String text, Style style) {
    List<String> lines = new ArrayList<>();
    layout.text(new Text(text, Align.LEFT, style), into(lines));
    return lines;
  }

  private static ReceiptLayout.Lines into(List<String> lines) {
    return (indent, left, from, to, gap, right, align, style) ->
        lines.add(" ".repeat(indent) + left.substring(from, to) + " ".repeat(gap) + right);
  }

  @Test
  void words_areNotBroken_unlessTheyMust() {
    assertThat(text("one two three four five", Style.NORMAL))
        .containsExactly("one two three four", "five");
    assertThat(text("abcdefghijklmnopqrstuvwxyz", Style.NORMAL))
        .containsExactly("abcdefghijklmnopqrst", "uvwxyz");
    assertThat(text("", Style.NORMAL)).containsExactly("");
  }

  @Test
  void largeText_hasHalfTheColumns() {
    assertThat(text("one two three", Style.LARGE)).containsExactly("one two", "three");
  }

  @Test
  void wideCharacters_takeTwoColumns_andBreakAnywhere() {
    assertThat(text("茶".repeat(11), Style.NORMAL)).containsExactly("茶".repeat(10), "茶");
    assertThat(text("x" + "茶".repeat(10), Style.NORMAL)).containsExactly("x" + "茶".repeat(9), "茶");
  }

  @Test
  void aPair_fillsTheLine() {
    assertThat(pair("Milk", "1.55")).containsExactly("Milk            1.55");
    assertThat(pair("茶", "1.55")).containsExactly("茶              1.55");
  }

  @Test
  void aLongLeftText_isWrapped_andTheRightOneStandsOnItsLastLine() {
    assertThat(pair("Semi skimmed fresh milk", "1.55"))
        .containsExactly("Semi skimmed", "fresh milk      1.55");
  }

  @Test
  void anIndent_goesOn() {
    assertThat(pair("  two for the price of one", "-1.38"))
        .containsExactly("  two for the", "  price of one -1.38");
  }

  @Test
  void aRightText_thatFillsTheLine_getsItsOwn() {
    assertThat(pair("left", "a very long right one"))
        .containsExactly("left", "a very long right", "one");
    assertThat(pair("left", "")).containsExactly("left");
  }

  @Test
  void combiningAccents_areComposed() {
    assertThat(text("cafe\u0301", Style.NORMAL)).containsExactly("café");
  }

  @Test
  void whateverTheText_noLineIsTooLong_andNothingButSpacesIsLost() {
    long seed = 7;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(70);
      for (int j = 0; j < length; j++) {
        text.append("aa b茶".charAt(random.nextInt(5)));
      }
      List<String> lines = text(text.toString(), Style.NORMAL);
      for (String line : lines) {
        assertThat(line.codePoints().map(ReceiptLayoutTest::width).sum())
            .as("seed %d, text '%s'", seed, text)
            .isLessThanOrEqualTo(20);
      }
      assertThat(String.join("", lines).replace(" ", ""))
          .as("seed %d", seed)
          .isEqualTo(text.toString().replace(" ", ""));
    }
  }
}
