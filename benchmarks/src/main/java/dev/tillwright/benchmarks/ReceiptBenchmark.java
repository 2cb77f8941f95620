package dev.tillwright.benchmarks;

import static dev.tillwright.core.receipt.ReceiptDocument.Align.CENTER;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.BOLD;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.LARGE;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.NORMAL;

import com.github.anastaciocintra.escpos.EscPos;
import com.github.anastaciocintra.escpos.EscPosConst.Justification;
import com.github.anastaciocintra.escpos.Style;
import com.github.anastaciocintra.escpos.barcode.QRCode;
import com.github.anastaciocintra.escpos.image.BitonalThreshold;
import com.github.anastaciocintra.escpos.image.CoffeeImageImpl;
import com.github.anastaciocintra.escpos.image.EscPosImage;
import com.github.anastaciocintra.escpos.image.RasterBitImageWrapper;
import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Pair;
import dev.tillwright.core.receipt.ReceiptDocument.Qr;
import dev.tillwright.core.receipt.ReceiptDocument.Rule;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import dev.tillwright.device.escpos.PrinterProfile;
import dev.tillwright.device.escpos.SlipEncoder;
import dev.tillwright.device.printer.Dither;
import dev.tillwright.device.printer.Image;
import dev.tillwright.device.printer.Picture;
import dev.tillwright.device.printer.Slip;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Receipts as printer commands, beside escpos-coffee, from the same names and prices to the bytes
 * of a job. The other side puts name and price at the ends of a line in the plainest way, by spaces
 * between them; ours lays out, wraps and chooses code pages.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReceiptBenchmark {
  private static final int WIDTH = 384;
  private static final int HEIGHT = 160;
  private static final String LINK = "https://tillwright.dev/r/till-01/1/20417#9f3a77c0e5d1b2";

  /** Lines of goods on the receipt. */
  @Param({"40"})
  private int lines;

  private final SlipEncoder encoder = SlipEncoder.of(PrinterProfile.generic80());
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(65_536);
  private final char[] copied = new char[65_536];
  private ReceiptDocument text;
  private ReceiptDocument full;
  private Slip cached;
  private Picture picture;
  private BufferedImage logo;
  private EscPosImage coffeeCached;
  private List<String> names;
  private List<String> prices;

  @Setup
  public void make() {
    List<Block> blocks = new ArrayList<>();
    names = new ArrayList<>();
    prices = new ArrayList<>();
    blocks.add(new Text("THE CORNER LARDER", CENTER, LARGE));
    blocks.add(new Rule());
    for (int i = 0; i < lines; i++) {
      String name = i % 4 == 0 ? "Crème brûlée no. " + i : "Sourdough loaf 800 g no. " + i;
      String price = "£" + (3 + i % 7) + ".40 A";
      blocks.add(new Pair(name, price, NORMAL));
      names.add(name);
      prices.add(price);
    }
    blocks.add(new Rule());
    blocks.add(new Pair("TOTAL", "£121.84", BOLD));
    text = new ReceiptDocument(blocks);
    List<Block> whole = new ArrayList<>(blocks);
    whole.add(new Qr(LINK));
    whole.add(new Text("Thank you", CENTER, NORMAL));
    ReceiptDocument document = new ReceiptDocument(whole);

    logo = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    int[] argb = new int[WIDTH * HEIGHT];
    for (int i = 0; i < argb.length; i++) {
      int shade = (i % WIDTH * 255 / WIDTH + i / WIDTH) & 0xFF;
      argb[i] = 0xFF000000 | shade << 16 | shade << 8 | shade;
    }
    logo.setRGB(0, 0, WIDTH, HEIGHT, argb, 0, WIDTH);
    picture = Picture.argb(WIDTH, HEIGHT, argb);
    coffeeCached = coffeeImage();
    cached = Slip.builder().image(Image.of(picture, Dither.THRESHOLD)).receipt(document).build();
    full = document;
  }

  private EscPosImage coffeeImage() {
    return new EscPosImage(new CoffeeImageImpl(logo), new BitonalThreshold());
  }

  /** The logo is made black and white for each receipt. */
  @Benchmark
  public int fullOurs() {
    return encoder
        .encode(Slip.builder().image(Image.of(picture, Dither.THRESHOLD)).receipt(full).build())
        .remaining();
  }

  @Benchmark
  public int fullCoffee() throws IOException {
    return coffee(coffeeImage(), true);
  }

  /** The logo is kept. */
  @Benchmark
  public int cachedOurs() {
    return encoder.encode(cached).remaining();
  }

  @Benchmark
  public int cachedCoffee() throws IOException {
    return coffee(coffeeCached, true);
  }

  /** Text alone. */
  @Benchmark
  public int textOurs() {
    return encoder.encode(text).remaining();
  }

  /** What no encoder of text can go below: every character is copied once, and none looked at. */
  @Benchmark
  public int textCopied() {
    int done = 0;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String price = prices.get(i);
      Arrays.fill(copied, done, done + 48, ' ');
      name.getChars(0, name.length(), copied, done);
      price.getChars(0, price.length(), copied, done + 48 - price.length());
      done += 48;
    }
    return done;
  }

  @Benchmark
  public int textCoffee() throws IOException {
    return coffee(null, false);
  }

  private int coffee(@Nullable EscPosImage image, boolean code) throws IOException {
    out.reset();
    // Not closed: that would flush into the same array, and nothing else.
    EscPos printer = new EscPos(out);
    printer.initializePrinter();
    printer.setCharacterCodeTable(EscPos.CharacterCodeTable.CP437_USA_Standard_Europe);
    if (image != null) {
      RasterBitImageWrapper raster = new RasterBitImageWrapper();
      raster.setJustification(Justification.Center);
      printer.write(raster, image);
    }
    Style title =
        new Style()
            .setFontSize(Style.FontSize._2, Style.FontSize._2)
            .setJustification(Justification.Center);
    Style bold = new Style().setBold(true);
    Style middle = new Style().setJustification(Justification.Center);
    printer.writeLF(title, "THE CORNER LARDER");
    printer.writeLF("------------------------------------------------");
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String price = prices.get(i);
      printer.writeLF(name + " ".repeat(48 - name.length() - price.length()) + price);
    }
    printer.writeLF("------------------------------------------------");
    printer.writeLF(bold, "TOTAL                                    £121.84");
    if (code) {
      QRCode qr = new QRCode();
      qr.setSize(5).setJustification(Justification.Center);
      printer.write(qr, LINK);
      printer.writeLF(middle, "Thank you");
    }
    printer.feed(4).cut(EscPos.CutMode.PART);
    printer.flush();
    return out.size();
  }
}
