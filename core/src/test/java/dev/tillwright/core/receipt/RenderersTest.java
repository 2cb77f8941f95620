package dev.tillwright.core.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.money.Seeded;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Feed;
import dev.tillwright.core.receipt.ReceiptDocument.Pair;
import dev.tillwright.core.receipt.ReceiptDocument.Qr;
import dev.tillwright.core.receipt.ReceiptDocument.Rule;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The same document says the same in every form. */
class RenderersTest {
  private static final ReceiptDocument SMALL =
      new ReceiptDocument(
          List.of(
              new Text("Corner <Shop>", Align.CENTER, Style.LARGE),
              new Rule(),
              new Pair("Tea & \"milk\"", "1.20 A", Style.NORMAL),
              new Feed(2),
              new Pair("TOTAL", "1.20 GBP", Style.BOLD),
              new Qr("tillwright:1/x")));

  private static ReceiptDocument document(RandomGenerator random) {
    List<Block> blocks = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      Style style = Style.values()[random.nextInt(3)];
      blocks.add(
          switch (random.nextInt(5)) {
            case 0 -> new Rule();
            case 1 -> new Feed(1 + random.nextInt(3));
            case 2 -> new Qr("q" + random.nextInt());
            case 3 -> new Pair(words(random), words(random), style);
            default -> new Text(words(random), Align.values()[random.nextInt(3)], style);
          });
    }
    return new ReceiptDocument(blocks);
  }

  private static String words(RandomGenerator random) {
    return ColumnsTest.text(random, 12) + (random.nextInt(4) == 0 ? "<i a='\"'>&amp;" : "");
  }

  /** What a document says, without spaces: the oracle for every rendering. */
  private static String said(ReceiptDocument document) {
    StringBuilder said = new StringBuilder();
    for (Block block : document.blocks()) {
      if (block instanceof Text it) {
        said.append(it.text());
      } else if (block instanceof Pair it) {
        said.append(it.left()).append(it.right());
      } else if (block instanceof Qr it) {
        said.append('[').append(it.content()).append(']');
      }
    }
    return ColumnsTest.dense(Columns.printable(said.toString()));
  }

  private static String unescaped(String html) {
    return html.replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  @Test
  void anyDocument_saysTheSameInTextHtmlAndJson() {
    Seeded.cases(
        1_000,
        random -> {
          ReceiptDocument document = document(random);
          for (int columns : new int[] {32, 42, 48, 8}) {
            List<String> lines = new TextRenderer(columns).lines(document);
            String rule = "-".repeat(columns);
            assertThat(lines).allMatch(line -> Columns.width(line) <= columns);
            assertThat(lines).allMatch(line -> line.chars().noneMatch(Character::isISOControl));
            lines = lines.stream().filter(line -> !line.equals(rule)).toList();
            assertThat(ColumnsTest.dense(String.join("", lines))).isEqualTo(said(document));
          }
          String html = HtmlRenderer.fragment(document);
          assertThat(ColumnsTest.dense(unescaped(html))).isEqualTo(said(document));
          ReceiptDocument read = JsonRenderer.parse(JsonRenderer.render(document));
          assertThat(said(read)).isEqualTo(said(document));
          assertThat(JsonRenderer.render(read)).isEqualTo(JsonRenderer.render(document));
        });
  }

  @Test
  void text_isSetOnItsColumns() {
    assertThat(new TextRenderer(20).render(SMALL))
        .isEqualTo(
            """
               Corner <Shop>
            --------------------
            Tea & "milk"  1.20 A


            TOTAL       1.20 GBP
              [tillwright:1/x]
            """);
  }

  @Test
  void html_isEscaped_andLoadsNothing() {
    String page = HtmlRenderer.page(SMALL, "Receipt <1>", Locale.SIMPLIFIED_CHINESE);
    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"zh-CN\">")
        .contains("default-src 'none'")
        .contains("<title>Receipt &lt;1&gt;</title>")
        .contains("<h1 class=\"center large\">Corner &lt;Shop&gt;</h1>")
        .contains("<span>Tea &amp; &quot;milk&quot;</span> <span>1.20 A</span>")
        .contains("<div class=\"pair bold\">")
        .contains("<figure class=\"qr\" data-qr=\"tillwright:1/x\">")
        .doesNotContain("http://", "https://", "<script", "src=\"");
  }

  @Test
  void json_ofAnUnknownKind_isRefusedWithItsPlace() {
    assertThat(JsonRenderer.parse(JsonRenderer.render(SMALL))).isEqualTo(SMALL);
    refused("{\"version\":2,\"blocks\":[]}", "/version");
    refused("{\"version\":1,\"blocks\":[{\"type\":\"rule\"},{\"type\":\"x\"}]}", "/blocks/1/type");
    refused("{\"version\":1,\"blocks\":[{\"type\":\"feed\",\"lines\":21}]}", "/blocks/0/type");
    refused("{\"version\":1,\"blocks\":[{\"type\":\"feed\",\"lines\":9999999999}]}", "/blocks/0");
    refused("{\"version\":1,\"blocks\":[{\"type\":\"text\",\"text\":\"a\"}]}", "/blocks/0/align");
    refused("{\"version\":1,\"block\":[]}", "/block");
    String many = "{\"type\":\"rule\"},".repeat(ReceiptDocument.MAX_BLOCKS);
    refused("{\"version\":1,\"blocks\":[" + many + "{\"type\":\"rule\"}]}", "/blocks");
  }

  private static void refused(String json, String place) {
    assertThatThrownBy(() -> JsonRenderer.parse(json))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith(place);
  }

  @Test
  void textOfNoWidth_isRefused() {
    assertThatThrownBy(() -> new TextRenderer(7)).isInstanceOf(IllegalArgumentException.class);
  }
}
