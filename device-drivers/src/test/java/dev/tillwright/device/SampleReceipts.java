package dev.tillwright.device;

import static dev.tillwright.core.receipt.ReceiptDocument.Align.CENTER;
import static dev.tillwright.core.receipt.ReceiptDocument.Align.LEFT;
import static dev.tillwright.core.receipt.ReceiptDocument.Align.RIGHT;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.BOLD;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.LARGE;
import static dev.tillwright.core.receipt.ReceiptDocument.Style.NORMAL;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptDocument.Block;
import dev.tillwright.core.receipt.ReceiptDocument.Feed;
import dev.tillwright.core.receipt.ReceiptDocument.Pair;
import dev.tillwright.core.receipt.ReceiptDocument.Qr;
import dev.tillwright.core.receipt.ReceiptDocument.Rule;
import dev.tillwright.core.receipt.ReceiptDocument.Text;
import java.util.List;

/** Receipts of an invented corner shop. */
public final class SampleReceipts {
  public static final String PROOF = "https://tillwright.dev/r/till-01/1/20417#9f3a77c0e5d1b2";

  private SampleReceipts() {}

  /** Everything a receipt has. */
  public static ReceiptDocument cornerShop() {
    return new ReceiptDocument(
        List.<Block>of(
            new Text("THE CORNER LARDER", CENTER, LARGE),
            new Text("14 Mill Lane, Otterbrook OT4 7QX", CENTER, NORMAL),
            new Text("VAT No. GB 000 0000 00 · Tel. 01632 960 014", CENTER, NORMAL),
            new Rule(),
            new Pair("Receipt 20417", "24 Nov 2026 11:42", NORMAL),
            new Pair("Till 01", "Served by Ann", NORMAL),
            new Rule(),
            new Pair("Sourdough loaf 800 g", "£3.40 A", NORMAL),
            new Pair("Milk semi-skimmed 2 pt", "£1.55 A", NORMAL),
            new Pair("Bananas 0.742 kg x £1.10/kg", "£0.82 A", NORMAL),
            new Pair("Café blend ground coffee 227 g", "£5.95 A", NORMAL),
            new Pair("Crème brûlée 2 x £2.75", "£5.50 B", NORMAL),
            new Pair("  Any two puddings, one at half price", "-£1.38 B", NORMAL),
            new Pair(
                "Beeswax candle, hand-rolled, unscented, burns about twelve hours",
                "£6.00 B",
                NORMAL),
            new Rule(),
            new Pair("TOTAL", "£21.84", LARGE),
            new Pair("7 items, you saved", "£1.38", NORMAL),
            new Feed(1),
            new Pair("VAT     rate        net", "tax", BOLD),
            new Pair("A         0%     £11.72", "£0.00", NORMAL),
            new Pair("B        20%      £8.43", "£1.69", NORMAL),
            new Rule(),
            new Pair("Card VISA ************1111", "£21.84", BOLD),
            new Text("Chip · approved 004217 · AID A0000000031010", LEFT, NORMAL),
            new Rule(),
            new Text("POINTS", LEFT, BOLD),
            new Pair("1 point for each whole pound", "+21", NORMAL),
            new Pair("Twice on coffee, every Tuesday", "+5", NORMAL),
            new Pair("New balance, worth £3.12", "312", BOLD),
            new Text("No points on candles: 3 more for a loaf at half price", RIGHT, NORMAL),
            new Rule(),
            new Text("Changed your mind? Bring it back within 28 days.", CENTER, NORMAL),
            new Qr(PROOF),
            new Text("Entry 20417 · 9f3a 77c0 e5d1 b2", CENTER, NORMAL),
            new Text("Thank you", CENTER, BOLD)));
  }

  /** The same shop with Chinese names. */
  public static ReceiptDocument chinese() {
    return new ReceiptDocument(
        List.<Block>of(
            new Text("街角小店", CENTER, LARGE),
            new Text("水獭溪镇磨坊巷14号", CENTER, NORMAL),
            new Rule(),
            new Pair("龙井茶 Longjing tea 50 g", "¥68.00", NORMAL),
            new Pair("老面馒头 4个", "¥12.50", NORMAL),
            new Rule(),
            new Pair("合计", "￥80.50", BOLD),
            new Text("积分 +80，余额 312", LEFT, NORMAL),
            new Qr("https://tillwright.dev/r/感谢光临"),
            new Text("谢谢惠顾", CENTER, NORMAL)));
  }
}
