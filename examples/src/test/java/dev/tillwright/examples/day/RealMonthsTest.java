package dev.tillwright.examples.day;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillwright.examples.shop.PlainCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on a month of a real shop, in a class of its own: it takes as long as all others.
 * All three months with {@code -Dmonths.to=2011-02-28}.
 */
class RealMonthsTest {
  @TempDir Path folder;

  @Test
  void realMonths_giveTheTotalsOfAPlainCount() throws IOException {
    String data = System.getenv("RETAIL_DATA");
    Path file = Path.of(data == null ? "nowhere" : data, "online-retail-2010-12_2011-02.csv.gz");
    boolean there = Files.isReadable(file);
    if (!there) {
      System.out.println("skipped: RETAIL_DATA names no folder with the real months");
    }
    assumeTrue(there, "RETAIL_DATA names no folder with the real months");
    String to = System.getProperty("months.to", "2010-12-03");
    ShopRun shop = new ShopRun(folder);
    assertThat(
            ShopRun.run(
                    "shop-day",
                    "--data",
                    file.toString(),
                    "--dir",
                    shop.out(),
                    "--receipts",
                    "1",
                    "--to",
                    to)
                .code())
        .isZero();
    PlainCount plain = PlainCount.of(file, null, LocalDate.parse(to), false);
    shop.equalsPlainCount(plain);
    shop.equalsPlainCards(plain);
    shop.equalsPlainPoints(plain);
  }
}
