package dev.tillwright.core.receipt;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Feed;
import dev.tillwright.core.receipt.ReceiptDocument.Ink;
import dev.tillwright.core.receipt.ReceiptDocument.Pair;
import dev.tillwright.core.receipt.ReceiptDocument.Qr;
import dev.tillwright.core.receipt.ReceiptDocument.Rule;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A receipt as JSON, for a screen or another program, and back: {@code {"version":1,"blocks":[…]}},
 * each block with its {@code type}: {@code text}, {@code pair}, {@code rule}, {@code feed}, {@code
 * qr} or {@code ink}; {@code docs/receipts.md} lists their fields. What was written reads as an
 * equal document.
 *
 * <p>Stateless; for any number of threads.
 */
public final class JsonRenderer {
  private static final int VERSION = 1;

  private JsonRenderer() {}

  /** One JSON object. */
  public static String render(ReceiptDocument document) {
    return JsonOut.object(
        out ->
            out.put("version", VERSION).putAll("blocks", document.blocks(), JsonRenderer::write));
  }

  private static void write(JsonOut out, Block block) {
    if (block instanceof Text text) {
      out.put("type", "text")
          .put("text", text.text())
          .put("align", lower(text.align()))
          .put("style", lower(text.style()));
    } else if (block instanceof Pair pair) {
      out.put("type", "pair")
          .put("left", pair.left())
          .put("right", pair.right())
          .put("style", lower(pair.style()));
    } else if (block instanceof Qr qr) {
      out.put("type", "qr").put("content", qr.content());
    } else if (block instanceof Ink ink) {
      String strokes = new String(ink.signature().bytes(), StandardCharsets.US_ASCII);
      out.put("type", "ink").put("strokes", strokes);
    } else if (block instanceof Feed feed) {
      out.put("type", "feed").put("lines", feed.lines());
    } else {
      out.put("type", "rule");
    }
  }

  /**
   * Reads what {@link #render} wrote.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when it is not a receipt of a
   *     known version
   */
  public static ReceiptDocument parse(String json) {
    JsonIn in = JsonIn.parse(json).only("version", "blocks");
    if (in.number("version") != VERSION) {
      throw in.wrong("version", "only version " + VERSION + " is known");
    }
    List<JsonIn> items = in.objects("blocks");
    if (items.size() > ReceiptDocument.MAX_BLOCKS) {
      throw in.wrong("blocks", "at most " + ReceiptDocument.MAX_BLOCKS + " blocks");
    }
    List<Block> blocks = new ArrayList<>(items.size());
    items.forEach(item -> blocks.add(read(item)));
    return new ReceiptDocument(blocks);
  }

  private static Block read(JsonIn in) {
    try {
      return switch (in.text("type")) {
        case "text" ->
            new Text(
                in.text("text"),
                Align.valueOf(upper(in.text("align"))),
                Style.valueOf(upper(in.text("style"))));
        case "pair" ->
            new Pair(in.text("left"), in.text("right"), Style.valueOf(upper(in.text("style"))));
        case "qr" -> new Qr(in.text("content"));
        case "feed" -> new Feed(Math.toIntExact(in.number("lines")));
        case "ink" ->
            new Ink(Signature.parse(in.text("strokes").getBytes(StandardCharsets.US_ASCII)));
        case "rule" -> new Rule();
        default -> throw in.wrong("type", "unknown type of block");
      };
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw in.wrong("type", "not a block of a receipt");
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }
}
