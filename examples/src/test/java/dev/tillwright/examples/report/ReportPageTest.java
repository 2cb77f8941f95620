package dev.tillwright.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.json.JsonIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"figures\">(.*?)</script>");
  private static final String NASTY = "</script><script>alert(1)</script>&\"'{{title}}$1\\";

  @TempDir Path dir;

  @Test
  void page_isWholeInItself() throws IOException {
    Path file = Path.of("target", "report-sample.html");
    ReportPage.write(file, SampleFigures.month(dir));

    String page = Files.readString(file);

    assertThat(page).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(page).contains("Chart.js v4.5.1").contains("default-src 'none'");
    assertThat(page).doesNotContain("{{").doesNotContain("sourceMappingURL=");
    assertThat(page).doesNotContainPattern("(?i)<(link|img|iframe)\\b|<script[^>]+src|@import");
  }

  @Test
  void figures_standInTheTextAndInTheChartsData() throws IOException {
    DayFigures figures = SampleFigures.month(dir);
    String page = ReportPage.html(figures);

    assertThat(page)
        .contains("<p class=\"figure\">" + Shown.count(figures.totals().sales()) + "</p>");
    assertThat(page).contains("1 March 2025 to 31 March 2025");
    assertThat(page).contains("The chain holds").contains("<dd>413 a second</dd>");
    JsonIn data = data(page);
    assertThat(data.numbers("daySold")).hasSize(31);
    assertThat(data.numbers("daySold").stream().mapToLong(Long::longValue).sum())
        .isEqualTo(figures.totals().grossMinor());
    assertThat(data.numbers("tenderTaken").stream().mapToLong(Long::longValue).sum())
        .isEqualTo(figures.totals().grossMinor());
    assertThat(data.texts("sellers")).hasSize(DayFigures.BEST);
    assertThat(count(page, "<tr><th scope=\"row\">"))
        .isEqualTo(33 + figures.hours().size() + 7 + DayFigures.BEST + 2 + 4 + 6 + 1);
  }

  @Test
  void textsFromTheData_cannotLeaveTheirPlace() {
    String page = ReportPage.html(small(NASTY, Currency.getInstance("GBP"), true));

    assertThat(page).doesNotContain("<script>alert");
    assertThat(data(page).texts("sellers")).containsExactly(NASTY);
    assertThat(data(page).texts("tenders")).containsExactly(NASTY);
    assertThat(page)
        .contains("<h1>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;");
  }

  @Test
  void currenciesWithoutDecimals_andNegativeNet_areWrittenAsTheyAre() {
    String page = ReportPage.html(small("Shop", Currency.getInstance("JPY"), true));

    assertThat(page).contains("1,234").doesNotContain("12.34").contains("-JP¥766");
    assertThat(data(page).number("digits")).isZero();
  }

  @Test
  void brokenChain_isSaid() {
    String page = ReportPage.html(small("Shop", Currency.getInstance("GBP"), false));

    assertThat(page).contains("<p class=\"seal bad\">The chain is broken</p>");
    assertThat(page).contains("Nothing had to be recovered.").contains("1 March 2025</p>");
  }

  @Test
  void periodThatEndsBeforeItBegins_isRefused() {
    DayFigures good = small("Shop", Currency.getInstance("GBP"), true);
    assertThatThrownBy(
            () ->
                new DayFigures(
                    good.title(),
                    good.source(),
                    good.currency(),
                    good.from(),
                    good.from().minusDays(1),
                    good.totals(),
                    good.days(),
                    good.hours(),
                    good.sellers(),
                    good.tenders(),
                    good.points(),
                    good.insight(),
                    good.books(),
                    good.recovery(),
                    good.speed()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static DayFigures small(String text, Currency currency, boolean verified) {
    LocalDate day = LocalDate.of(2025, 3, 1);
    return new DayFigures(
        text,
        text,
        currency,
        day,
        day,
        new DayFigures.Totals(1, 1, 0, 1, 1_234, 2_000, 0, 0, 1),
        List.of(new DayFigures.Day(day, 1, 1_234, 2_000)),
        List.of(new DayFigures.Hour(9, 1, 1_234)),
        List.of(new DayFigures.Seller("x", text, "", 1, 1_234)),
        List.of(new DayFigures.Tender(text, 1, 1_234, 2_000)),
        new DayFigures.Points(text, 0, 0, 0, 0, 0, 0),
        new DayFigures.Insight(
            List.of(new DayFigures.Stage("loyal", 17, "3 purchases")),
            List.of(new DayFigures.Together(text, "milk", "bought with tea"))),
        new DayFigures.Books(3, "00", verified, 0, 0),
        List.of(),
        new DayFigures.Speed(0.5, 2, 7_000, 1));
  }

  private static JsonIn data(String page) {
    Matcher found = DATA.matcher(page);
    assertThat(found.find()).isTrue();
    return JsonIn.parse(found.group(1));
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }
}
