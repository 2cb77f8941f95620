package dev.tillwright.examples.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes a shop's days as one HTML page that needs nothing else: styles, figures and the chart
 * library (Chart.js) stand in it.
 *
 * <p><b>Guarantees.</b> The page loads nothing from outside, and its content security policy
 * forbids it. Texts of the figures are escaped. Every chart has its figures as a table.
 */
public final class ReportPage {
  private static final String CHARTS =
      "META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";
  private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");

  private ReportPage() {}

  /** Writes the page, over an older one. */
  public static void write(Path file, DayFigures figures) throws IOException {
    Files.writeString(file, html(figures), StandardCharsets.UTF_8);
  }

  /** The page's text. */
  public static String html(DayFigures figures) {
    Map<String, String> slots = new HashMap<>();
    fillFrame(slots);
    fillHead(slots, figures);
    fillCharts(slots, figures);
    fillBooks(slots, figures);
    Matcher slot = SLOT.matcher(text(ReportPage.class.getResourceAsStream("report.html")));
    StringBuilder page = new StringBuilder(300_000);
    while (slot.find()) {
      String content = slots.get(slot.group(1));
      if (content == null) {
        throw new IllegalStateException("nothing for the slot " + slot.group(1));
      }
      slot.appendReplacement(page, Matcher.quoteReplacement(content));
    }
    return slot.appendTail(page).toString();
  }

  private static void fillFrame(Map<String, String> slots) {
    slots.put("style", text(ReportPage.class.getResourceAsStream("report.css")));
    slots.put("script", text(ReportPage.class.getResourceAsStream("report.js")));
    slots.put(
        "charts",
        text(ReportPage.class.getClassLoader().getResourceAsStream(CHARTS))
            .replace("</script", "<\\/script")
            .replaceAll("(?m)^//# sourceMappingURL=.*$", "")); // it would be asked for
  }

  private static void fillHead(Map<String, String> slots, DayFigures figures) {
    Shown shown = new Shown(figures.currency());
    DayFigures.Totals totals = figures.totals();
    slots.put("title", Shown.escaped(figures.title()));
    slots.put("source", Shown.escaped(figures.source()));
    slots.put(
        "period",
        figures.from().equals(figures.to())
            ? Shown.date(figures.from())
            : Shown.date(figures.from()) + " to " + Shown.date(figures.to()));
    slots.put("currency", figures.currency().getCurrencyCode());
    slots.put("gross", shown.money(totals.grossMinor()));
    slots.put("refunded", shown.money(totals.refundedMinor()));
    slots.put("withoutReceipt", shown.money(totals.refundedWithoutReceiptMinor()));
    slots.put("net", shown.money(totals.netMinor()));
    slots.put("sales", Shown.count(totals.sales()));
    slots.put("saleLines", Shown.counted(totals.saleLines(), "line", "lines"));
    slots.put("returns", Shown.counted(totals.returns(), "return", "returns"));
    slots.put("adjustments", Shown.counted(totals.adjustments(), "adjustment", "adjustments"));
    slots.put("members", Shown.count(totals.members()));
    slots.put(
        "anonymous", Shown.counted(totals.anonymousSales(), "anonymous sale", "anonymous sales"));
    long average =
        totals.sales() == 0 ? 0 : Math.round((double) totals.grossMinor() / totals.sales());
    slots.put("average", shown.money(average));
  }

  private static void fillCharts(Map<String, String> slots, DayFigures figures) {
    PageTables tables = new PageTables(figures, new Shown(figures.currency()));
    slots.put("data", PageData.json(figures));
    slots.put("dayTable", tables.days());
    slots.put("hourTable", tables.hours());
    slots.put("weekdayTable", tables.weekdays());
    slots.put("sellerTable", tables.sellers());
    slots.put("tenderTable", tables.tenders());
    slots.put("pointsTable", tables.points());
    slots.put("stageTable", tables.stages());
    slots.put("togetherTable", tables.together());
    slots.put("program", Shown.escaped(figures.points().program()));
    slots.put("earned", Shown.count(figures.points().earned()));
    slots.put("outstanding", Shown.count(figures.points().outstanding()));
  }

  private static void fillBooks(Map<String, String> slots, DayFigures figures) {
    Shown shown = new Shown(figures.currency());
    DayFigures.Books books = figures.books();
    slots.put("entries", Shown.count(books.entries()));
    slots.put("headHash", Shown.escaped(books.headHash()));
    slots.put("seal", books.verified() ? "good" : "bad");
    slots.put(
        "verified",
        books.verified() ? "The chain holds, checked from its first entry" : "The chain is broken");
    slots.put("hostApproved", shown.money(books.hostApprovedMinor()));
    slots.put("hostRefunded", shown.money(books.hostRefundedMinor()));
    StringBuilder recovery = new StringBuilder();
    for (String paragraph : figures.recovery()) {
      recovery.append("<p>").append(Shown.escaped(paragraph)).append("</p>\n");
    }
    slots.put(
        "recovery",
        recovery.isEmpty() ? "<p>Nothing had to be recovered.</p>" : recovery.toString());
    DayFigures.Speed speed = figures.speed();
    slots.put("seconds", Shown.rate(speed.seconds()));
    slots.put("salesPerSecond", Shown.rate(speed.salesPerSecond()));
    slots.put("appendsPerSecond", Shown.rate(speed.appendsPerSecond()));
    slots.put("peakHeap", Shown.heap(speed.peakHeapBytes()));
  }

  private static String text(@Nullable InputStream resource) {
    if (resource == null) {
      throw new IllegalStateException("a part of the report page is not on the class path");
    }
    try (resource) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
