package dev.tillwright.examples.day;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.examples.shop.CornerShop;
import dev.tillwright.examples.shop.House;
import dev.tillwright.examples.shop.PlainCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job as a Chinese shop: yuan, wallets for most tenders, slips in Chinese (A5, G5). */
class ChineseShopTest {
  @TempDir Path folder;

  @Test
  void days_killedHalfway_isThatOfAPlainCount_andOfTheWalletsBooks() throws Exception {
    Path month = folder.resolve("month.csv");
    CornerShop.write(month, House.CHINESE, CornerShop.DEFAULT_SEED);
    ShopRun shop = new ShopRun(folder);

    ShopRun.Ran ran =
        ShopRun.run(
            "shop-day",
            "--shop=cn",
            "--dir=" + shop.out(),
            "--from=2025-03-03",
            "--to=2025-03-04",
            "--receipts=2");

    assertThat(ran.code()).as(ran.errors()).isZero();
    shop.equalsPlainCount(
        PlainCount.of(month, LocalDate.of(2025, 3, 3), LocalDate.of(2025, 3, 4), true));
    JsonIn report = shop.report();
    assertThat(report.text("currency")).isEqualTo("CNY");
    JsonIn wallet = report.object("tenders").object("WALLET");
    assertThat(wallet.number("takenMinor"))
        .isEqualTo(report.object("wallets").number("takenMinor"))
        .isGreaterThan(report.object("tenders").object("CASH").number("takenMinor"))
        .isGreaterThan(report.object("tenders").object("CARD").number("takenMinor"));
    assertThat(wallet.number("givenBackMinor"))
        .isEqualTo(report.object("wallets").number("givenBackMinor"));
    assertThat(report.object("wallets").number("said")).isPositive();
    assertThat(written("wallet:")).contains("wallet:alipay:", "wallet:wechat:");
    assertThat(written("till-01.1.1.I1")).as("a fapiao can be had for each sale").isNotEmpty();
    try (var papers = Files.list(folder.resolve("out/receipts"))) {
      assertThat(papers.filter(it -> it.toString().endsWith(".png"))).hasSize(2);
    }
    assertThat(Files.readString(folder.resolve("out/report.html"))).contains("街角小店", "CN¥");
  }

  /** The entries with a word in them. */
  private String written(String word) throws SQLException {
    StringBuilder found = new StringBuilder();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("out/till.db"));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT payload FROM journal WHERE payload LIKE '%" + word + "%'")) {
      while (rows.next()) {
        found.append(rows.getString(1));
      }
    }
    return found.toString();
  }

  @Test
  void thereIsNoOtherShop() throws IOException {
    ShopRun.Ran ran = ShopRun.run("shop-day", "--shop=fr", "--dir=" + folder);

    assertThat(ran.code()).isNotZero();
    assertThat(ran.errors()).contains("uk and cn");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
