package dev.tillwright.examples.day;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.examples.Main;
import dev.tillwright.examples.shop.PlainCount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a run of the main job left in a folder, held against a plain count of the same file. */
final class ShopRun {
  private final Path folder;

  ShopRun(Path folder) {
    this.folder = folder;
  }

  record Ran(int code, String errors) {}

  static Ran run(String... arguments) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
    try {
      return new Ran(Main.run(arguments), errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  JsonIn report() throws IOException {
    return JsonIn.parse(Files.readString(folder.resolve("out/report.json")));
  }

  String out() {
    return folder.resolve("out").toString();
  }

  void equalsPlainCount(PlainCount plain) throws IOException {
    JsonIn report = report();
    assertThat(report.object("invoices").number("sales")).isEqualTo(plain.sales());
    assertThat(report.object("invoices").number("returns")).isEqualTo(plain.returns());
    assertThat(report.object("invoices").number("adjustments")).isEqualTo(plain.adjustments());
    assertThat(report.number("saleLines")).isEqualTo(plain.saleLines());
    assertThat(report.number("grossMinor")).isEqualTo(plain.grossMinor());
    assertThat(report.number("refundedMinor")).isEqualTo(plain.refundedMinor());
    assertThat(report.number("refundedWithoutReceiptMinor"))
        .isEqualTo(plain.refundedWithoutReceiptMinor());
    assertThat(report.number("netMinor")).isEqualTo(plain.netMinor());
    assertThat(report.number("members")).isEqualTo(plain.members());
    assertThat(report.number("anonymousSales")).isEqualTo(plain.anonymousSales());
    assertThat(
            report.object("insight").objects("stages").stream()
                .mapToLong(stage -> stage.number("members"))
                .sum())
        .isEqualTo(plain.members());
    assertThat(report.object("journal").truth("verified")).isTrue();
    assertThat(report.object("recovery").truth("killed")).isTrue();
    assertThat(report.object("speed").number("peakHeapBytes")).isLessThan(256L << 20);
  }

  /** With a file of one's own, members pay everything by card and nothing is spent in points. */
  void equalsPlainCards(PlainCount plain) throws IOException {
    JsonIn report = report();
    assertThat(report.object("host").number("approvedMinor")).isEqualTo(plain.memberGrossMinor());
    assertThat(report.object("host").number("refundedMinor"))
        .isEqualTo(plain.refundedMinor() - plain.refundedWithoutReceiptMinor());
  }

  void equalsPlainPoints(PlainCount plain) throws IOException {
    JsonIn points = report().object("points");
    assertThat(points.number("earned")).isEqualTo(plain.pointsEarned());
    assertThat(points.number("clawedBack")).isEqualTo(plain.pointsClawedBack());
    assertThat(points.number("expired")).as("they last for a year").isZero();
    assertThat(points.number("inTiers")).isEqualTo(plain.membersInTiers()).isPositive();
  }
}
