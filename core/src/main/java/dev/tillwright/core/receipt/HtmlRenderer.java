package dev.tillwright.core.receipt;

import dev.tillwright.core.qr.QrMaker;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Feed;
import dev.tillwright.core.receipt.ReceiptDocument.Ink;
import dev.tillwright.core.receipt.ReceiptDocument.Pair;
import dev.tillwright.core.receipt.ReceiptDocument.Qr;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import java.util.Locale;

/**
 * A receipt as HTML, for a mail or a page of its own. A QR code is a figure whose attribute {@code
 * data-qr} and caption hold its content, with the code itself as SVG where somebody makes it
 * ({@link QrMaker}).
 *
 * <p><b>Guarantee.</b> Everything that comes from the document is escaped: it can add no element,
 * attribute or script. The page loads nothing from anywhere.
 *
 * <p>Stateless; for any number of threads.
 */
public final class HtmlRenderer {
  private static final String STYLE =
      """
      .receipt{max-width:24em;margin:1em auto;padding:1em;font:14px/1.4 ui-monospace,monospace;\
      overflow-wrap:anywhere}
      .receipt p,.receipt h1,.receipt figure{margin:0}
      .receipt .center,.receipt .qr{text-align:center}
      .receipt .right{text-align:right}
      .receipt .bold{font-weight:bold}
      .receipt .large{font-size:1.4em;font-weight:bold}
      .receipt .pair{display:flex;justify-content:space-between;gap:1em}
      .receipt .pair span+span{white-space:nowrap;align-self:flex-end}
      .receipt .qr{font-size:.7em}
      .receipt .qr svg{width:14em;max-width:100%;height:auto}
      .receipt .ink svg{width:100%;height:auto}
      """;

  private HtmlRenderer() {}

  /** One {@code article} element, to be put into a page that brings its own style. */
  public static String fragment(ReceiptDocument document) {
    StringBuilder html = new StringBuilder("<article class=\"receipt\">\n");
    Block heading =
        document.blocks().stream().filter(HtmlRenderer::isLarge).findFirst().orElse(null);
    for (Block block : document.blocks()) {
      if (block == heading) {
        text(html, (Text) block, "h1");
      } else {
        append(html, block);
      }
    }
    return html.append("</article>\n").toString();
  }

  /**
   * A whole page with its style.
   *
   * @param title in the head
   * @param language of the receipt's labels
   */
  public static String page(ReceiptDocument document, String title, Locale language) {
    return """
           <!DOCTYPE html>
           <html lang="%s">
           <head>
           <meta charset="utf-8">
           <meta name="viewport" content="width=device-width, initial-scale=1">
           <meta http-equiv="Content-Security-Policy" \
           content="default-src 'none'; style-src 'unsafe-inline'">
           <title>%s</title>
           <style>
           %s</style>
           </head>
           <body>
           <main>
           %s</main>
           </body>
           </html>
           """
        .formatted(escape(language.toLanguageTag()), escape(title), STYLE, fragment(document));
  }

  private static void append(StringBuilder html, Block block) {
    if (block instanceof Text text) {
      text(html, text, "p");
    } else if (block instanceof Pair pair) {
      html.append("<div class=\"pair").append(style(pair.style())).append("\"><span>");
      html.append(escape(pair.left())).append("</span> <span>");
      html.append(escape(pair.right())).append("</span></div>\n");
    } else if (block instanceof Qr qr) {
      qr(html, qr.content());
    } else if (block instanceof Ink ink) {
      ink(html, ink.signature());
    } else if (block instanceof Feed feed) {
      html.append("<br>".repeat(feed.lines())).append('\n');
    } else {
      html.append("<hr>\n");
    }
  }

  /** The first large text is what the page is called by who has it read aloud. */
  private static boolean isLarge(Block block) {
    return block instanceof Text text && text.style() == Style.LARGE;
  }

  private static void text(StringBuilder html, Text text, String element) {
    String align = text.align().name().toLowerCase(Locale.ROOT);
    html.append('<').append(element).append(" class=\"").append(align);
    html.append(style(text.style())).append("\">").append(escape(text.text()));
    html.append("</").append(element).append(">\n");
  }

  private static void qr(StringBuilder html, String text) {
    String content = escape(text);
    html.append("<figure class=\"qr\" data-qr=\"").append(content).append("\">");
    QrMaker.squares(text)
        .ifPresent(
            squares -> {
              // A quiet zone of four squares around it (ISO/IEC 18004, 5.3.8).
              int side = squares.side() + 8;
              html.append("<svg viewBox=\"-4 -4 ").append(side).append(' ').append(side);
              html.append("\" role=\"img\" aria-label=\"QR code\" shape-rendering=\"crispEdges\">");
              html.append("<path fill=\"#fff\" d=\"M-4-4h").append(side).append('v').append(side);
              html.append("h-").append(side).append("z\"/><path fill=\"#000\" d=\"");
              html.append(squares.svgPath()).append("\"/></svg>\n");
            });
    html.append("<figcaption>[").append(content).append("]</figcaption></figure>\n");
  }

  private static void ink(StringBuilder html, Signature signature) {
    html.append("<figure class=\"ink\"><svg viewBox=\"0 0 ").append(signature.width());
    html.append(' ').append(signature.height());
    html.append("\" role=\"img\" aria-label=\"signature\">\n");
    double pen = Math.max(signature.width(), signature.height()) / 150.0;
    for (Signature.Stroke stroke : signature.strokes()) {
      html.append("<polyline fill=\"none\" stroke=\"currentColor\" stroke-linecap=\"round\"");
      html.append(" stroke-width=\"").append(String.format(Locale.ROOT, "%.1f", pen));
      html.append("\" points=\"");
      for (Signature.Point point : stroke.points()) {
        html.append(point.x()).append(',').append(point.y()).append(' ');
      }
      // A point alone would not be drawn: a line to itself has round ends.
      Signature.Point last = stroke.points().get(stroke.points().size() - 1);
      html.append(last.x()).append(',').append(last.y()).append("\"/>\n");
    }
    html.append("</svg></figure>\n");
  }

  private static String style(Style style) {
    return style == Style.NORMAL ? "" : " " + style.name().toLowerCase(Locale.ROOT);
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (char c : Columns.printable(text).toCharArray()) {
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
