package dev.tillwright.device.printer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.tillwright.core.qr.QrMaker;
import dev.tillwright.core.qr.QrSquares;
import dev.tillwright.core.receipt.HtmlRenderer;
import dev.tillwright.core.receipt.JsonRenderer;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Align;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Pair;
import dev.tillwright.core.receipt.ReceiptDocument.Qr;
import dev.tillwright.core.receipt.ReceiptDocument.Rule;
import dev.tillwright.core.receipt.ReceiptDocument.Style;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.device.escpos.EscPosPrinter;
import dev.tillwright.device.escpos.PrinterProfile;
import dev.tillwright.device.transport.TcpTransport;
import dev.tillwright.device.virtual.VirtualPrinter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a receipt's JSON says stands in every form of it, the printer's paper included. */
class PagesAndPaperTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);
  private static final int SCALE = 4;
  private static final int QUIET = 4;

  @Test
  void randomDocuments_sayTheSameOnPaper_asTextAndOnAPage() {
    long seed = 20261126;
    Random random = new Random(seed);
    try (VirtualPrinter peer = VirtualPrinter.builder().start();
        EscPosPrinter printer =
            EscPosPrinter.builder("p", TcpTransport.of("127.0.0.1", peer.port()))
                .profile(PrinterProfile.generic80())
                .build()) {
      for (int round = 1; round <= 25; round++) {
        ReceiptDocument document = JsonRenderer.parse(JsonRenderer.render(document(random)));
        assertThat(printer.print("job-" + round, document, AMPLE).result())
            .as("seed %s, round %s", seed, round)
            .isEqualTo(PrintResult.PRINTED);
        String paper = dense(peer.awaitPaper(round, AMPLE).text());
        String text = dense(new TextRenderer(32).render(document));
        String page = dense(HtmlRenderer.fragment(document));
        for (String fact : facts(document)) {
          assertThat(paper).as("seed %s, round %s", seed, round).contains(dense(fact));
          assertThat(text).contains(dense(fact));
          assertThat(page).contains(dense(fact));
        }
      }
    }
  }

  private static List<String> facts(ReceiptDocument document) {
    List<String> facts = new ArrayList<>();
    for (Block block : document.blocks()) {
      if (block instanceof Text it) {
        facts.add(it.text());
      } else if (block instanceof Pair it) {
        facts.add(it.left());
        facts.add(it.right());
      } else if (block instanceof Qr it) {
        facts.add(it.content());
      }
    }
    return facts;
  }

  private static ReceiptDocument document(Random random) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 1 + random.nextInt(12); i > 0; i--) {
      Style style = Style.values()[random.nextInt(3)];
      blocks.add(
          switch (random.nextInt(5)) {
            case 0 -> new Rule();
            case 1 -> new Qr("q/" + random.nextInt(1_000_000));
            case 2 -> new Text(words(random, 12), Align.values()[random.nextInt(3)], style);
            // A right text that fits: a wider one has to break on any paper.
            default -> new Pair(words(random, 8), word(random), style);
          });
    }
    return new ReceiptDocument(blocks);
  }

  private static String words(Random random, int most) {
    StringBuilder words = new StringBuilder(word(random));
    for (int i = random.nextInt(most); i > 0; i--) {
      words.append(' ').append(word(random));
    }
    return words.toString();
  }

  private static String word(Random random) {
    String letters = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789.,:-+*";
    StringBuilder word = new StringBuilder();
    for (int i = 1 + random.nextInt(9); i > 0; i--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }

  /** Without spaces and tags: where a line breaks is the form's own. */
  private static String dense(String text) {
    return text.replaceAll("<[^>]*>", "").replaceAll("\\s+", "");
  }

  @Test
  void codeOnAPage_readsAsItsContent() throws Exception {
    String content = "tillwright:1/till-01/3/1742/" + "3f2a91bc04de77a1".repeat(4);
    String page = HtmlRenderer.fragment(new ReceiptDocument(List.of(new Qr(content))));
    Matcher svg =
        Pattern.compile("viewBox=\"-4 -4 ([0-9]+) [0-9]+\".*?#000\" d=\"([^\"]*)\"").matcher(page);
    assertThat(svg.find()).isTrue();
    assertThat(read(Integer.parseInt(svg.group(1)), svg.group(2))).isEqualTo(content);
  }

  /** Fills the runs of the path, as a browser does, and reads what came out. */
  private static String read(int side, String path) throws Exception {
    int width = side * SCALE;
    int[] pixels = new int[width * width];
    Arrays.fill(pixels, 0xFFFFFF);
    Matcher run = Pattern.compile("M([0-9]+) ([0-9]+)h([0-9]+)v1h-([0-9]+)z").matcher(path);
    while (run.find()) {
      assertThat(run.group(3)).isEqualTo(run.group(4));
      int from = (Integer.parseInt(run.group(1)) + QUIET) * SCALE;
      int top = (Integer.parseInt(run.group(2)) + QUIET) * SCALE;
      for (int y = top; y < top + SCALE; y++) {
        int begin = y * width + from;
        Arrays.fill(pixels, begin, begin + Integer.parseInt(run.group(3)) * SCALE, 0);
      }
    }
    BinaryBitmap bitmap =
        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, width, pixels)));
    return new QRCodeReader().decode(bitmap).getText();
  }

  @Test
  void textBeyondAnyCode_hasNone_andStandsInWords() {
    assertThat(QrMaker.squares("x".repeat(5_000))).isEmpty();
    assertThat(QrMaker.squares("x").map(QrSquares::side)).contains(21);
  }
}
