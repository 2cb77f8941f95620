package dev.tillwright.examples.report;

import dev.tillwright.core.json.JsonOut;
import dev.tillwright.examples.report.DayFigures.Day;
import dev.tillwright.examples.report.DayFigures.Hour;
import dev.tillwright.examples.report.DayFigures.Seller;
import dev.tillwright.examples.report.DayFigures.Tender;
import java.math.RoundingMode;

/** The charts' figures as JSON that may stand inside a script element. */
final class PageData {
  private PageData() {}

  static String json(DayFigures figures) {
    String json =
        JsonOut.object(
            out -> {
              out.put("currency", figures.currency().getCurrencyCode());
              out.put("digits", figures.currency().getDefaultFractionDigits());
              out.putTexts(
                  "days", figures.days().stream().map(d -> Shown.shortDate(d.date())).toList());
              out.putNumbers("daySold", figures.days().stream().map(Day::grossMinor).toList());
              out.putNumbers("dayBack", figures.days().stream().map(Day::refundedMinor).toList());
              out.putNumbers("daySales", figures.days().stream().map(Day::sales).toList());
              out.putTexts(
                  "hours", figures.hours().stream().map(h -> Shown.hour(h.hour())).toList());
              out.putNumbers("hourSold", figures.hours().stream().map(Hour::grossMinor).toList());
              out.putNumbers("hourSales", figures.hours().stream().map(Hour::sales).toList());
              out.putTexts("weekdays", figures.weekdays().stream().map(Shown::weekday).toList());
              out.putNumbers(
                  "weekdayIndex",
                  figures.weekdays().stream()
                      .map(it -> it.index().setScale(0, RoundingMode.HALF_EVEN).longValueExact())
                      .toList());
              out.putTexts("sellers", figures.sellers().stream().map(PageData::label).toList());
              out.putNumbers(
                  "sellerSold", figures.sellers().stream().map(Seller::grossMinor).toList());
              out.putNumbers(
                  "sellerPieces", figures.sellers().stream().map(Seller::quantity).toList());
              out.putTexts("tenders", figures.tenders().stream().map(Tender::name).toList());
              out.putNumbers(
                  "tenderTaken", figures.tenders().stream().map(Tender::takenMinor).toList());
              out.putTexts(
                  "stages",
                  figures.insight().stages().stream().map(DayFigures.Stage::name).toList());
              out.putNumbers(
                  "stageMembers",
                  figures.insight().stages().stream().map(DayFigures.Stage::members).toList());
              DayFigures.Points points = figures.points();
              out.put("earned", points.earned());
              out.put("clawedBack", points.clawedBack());
              out.put("burned", points.burned());
              out.put("outstanding", points.outstanding());
            });
    // A name in the data must not be able to end the script element it stands in.
    return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
  }

  private static String label(Seller seller) {
    return seller.name().isEmpty() ? seller.code() : seller.name();
  }
}
