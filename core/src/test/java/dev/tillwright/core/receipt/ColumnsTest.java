package dev.tillwright.core.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.money.Seeded;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Width, line breaks and placing on paper of fixed columns. */
class ColumnsTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "tea",
          " ",
          "  ",
          "茶",
          "，",
          "（",
          "e\u0301",
          "👩\u200d👩\u200d👧",
          "🇬🇧",
          "❤\ufe0f",
          "👍🏽",
          "\u0007",
          "\u202e",
          "\ud800",
          "ﾊ",
          "Ａ",
          "한",
          "supercalifragilistic",
          "0.50",
          "\u00a0",
          "\t");

  static String text(RandomGenerator random, int pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(pieces + 1); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  static String dense(String text) {
    return text.replaceAll("\\s", "");
  }

  @Test
  void width_countsWideCharactersTwice_andMarksNot() {
    assertThat(Columns.width("Tea 1.20")).isEqualTo(8);
    assertThat(Columns.width("茶叶")).isEqualTo(4);
    assertThat(Columns.width("ＡＢ")).isEqualTo(4);
    assertThat(Columns.width("한국")).isEqualTo(4);
    assertThat(Columns.width("ﾊﾝ")).isEqualTo(2);
    assertThat(Columns.width("cafe\u0301")).isEqualTo(4);
    assertThat(Columns.width("👍")).isEqualTo(2);
    assertThat(Columns.width("👍🏽")).isEqualTo(2);
    assertThat(Columns.width("👩\u200d👩\u200d👧")).isEqualTo(2);
    assertThat(Columns.width("🇬🇧🇨🇳")).isEqualTo(4);
    assertThat(Columns.width("❤\ufe0f")).isEqualTo(2);
    assertThat(Columns.width("")).isZero();
  }

  @Test
  void wrap_breaksAtSpaces_andKeepsTheIndent() {
    assertThat(Columns.wrap("white hanging heart holder", 14))
        .containsExactly("white hanging", "heart holder");
    assertThat(Columns.wrap("  two words", 8)).containsExactly("  two", "  words");
    assertThat(Columns.wrap("", 8)).containsExactly("");
    assertThat(Columns.wrap("   ", 8)).containsExactly("");
    assertThat(Columns.wrap("a  b", 8)).containsExactly("a  b");
  }

  @Test
  void wrap_breaksALongWordWhereThePaperEnds() {
    assertThat(Columns.wrap("ab 0123456789", 8)).containsExactly("ab", "01234567", "89");
  }

  @Test
  void wrap_breaksBetweenIdeographs_neverBeforeAClosingMark() {
    assertThat(Columns.wrap("铁观音茶叶礼盒", 8)).containsExactly("铁观音茶", "叶礼盒");
    assertThat(Columns.wrap("铁观音茶，礼盒", 8)).containsExactly("铁观音", "茶，礼盒");
    assertThat(Columns.wrap("铁观音（茶叶）", 8)).containsExactly("铁观音", "（茶叶）");
  }

  @Test
  void wrap_neverPartsWhatIsReadAsOne() {
    String family = "👩\u200d👩\u200d👧";
    assertThat(Columns.wrap(family.repeat(5), 8)).containsExactly(family.repeat(4), family);
  }

  @Test
  void text_isPlaced() {
    assertThat(Columns.text("tea", Align.CENTER, 9)).containsExactly("   tea");
    assertThat(Columns.text("茶叶", Align.RIGHT, 9)).containsExactly("     茶叶");
    assertThat(Columns.text("tea", Align.LEFT, 9)).containsExactly("tea");
  }

  @Test
  void pair_keepsTheRightOnTheLastLine_andItsColumnFree() {
    assertThat(Columns.pair("Tea", "1.20 A", 16)).containsExactly("Tea       1.20 A");
    assertThat(Columns.pair("white hanging heart", "12.20 A", 16))
        .containsExactly("white", "hanging", "heart    12.20 A");
    assertThat(Columns.pair("white heart", "0123456789AB", 16))
        .containsExactly("white heart", "    0123456789AB");
    assertThat(Columns.pair("", "1.20", 8)).containsExactly("    1.20");
    assertThat(Columns.pair("Tea", "", 8)).containsExactly("Tea");
    assertThat(Columns.pair("Tea", "0123456789", 8)).containsExactly("Tea", "01234567", "      89");
  }

  @Test
  void printable_takesOutWhatCouldCommandAPrinter() {
    assertThat(Columns.printable("a\u001b@\nb\u2028c\u0085d")).isEqualTo("a @ b c d");
    assertThat(Columns.printable("12\u202e34\u2066")).isEqualTo("1234");
    assertThat(Columns.printable("x\ud83dy")).isEqualTo("x\ufffdy");
    assertThat(Columns.printable("茶 👍🏽 café")).isEqualTo("茶 👍🏽 café");
  }

  @Test
  void paperOfNoWidth_isRefused() {
    assertThatThrownBy(() -> Columns.wrap("tea", 7)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Columns.pair("tea", "1", 256))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anyText_fitsItsColumns_andLosesNothing() {
    Seeded.cases(
        3_000,
        random -> {
          String text = text(random, 40);
          int columns = Columns.MIN + random.nextInt(40);
          List<String> lines = Columns.wrap(text, columns);
          assertThat(lines).isNotEmpty().allMatch(line -> Columns.width(line) <= columns);
          assertThat(dense(String.join("", lines))).isEqualTo(dense(Columns.printable(text)));
        });
  }

  @Test
  void anyPair_fitsItsColumns_andLosesNothing() {
    Seeded.cases(
        3_000,
        random -> {
          String left = text(random, 20);
          String right = text(random, 12);
          int columns = Columns.MIN + random.nextInt(40);
          List<String> lines = Columns.pair(left, right, columns);
          assertThat(lines).isNotEmpty().allMatch(line -> Columns.width(line) <= columns);
          assertThat(dense(String.join("", lines)))
              .isEqualTo(dense(Columns.printable(left) + Columns.printable(right)));
        });
  }
}
