package dev.tillwright.examples.report;

import dev.tillwright.core.report.SeasonRow;
import java.util.List;

/** The page's figures as tables in words: nothing is shown by a chart alone. */
final class PageTables {
  private final DayFigures figures;
  private final Shown shown;

  PageTables(DayFigures figures, Shown shown) {
    this.figures = figures;
    this.shown = shown;
  }

  String days() {
    HtmlTable table =
        new HtmlTable("Sales and returns by day", List.of("Day", "Sales", "Sold", "Given back"));
    for (DayFigures.Day day : figures.days()) {
      table.row(
          Shown.shortDate(day.date()),
          Shown.count(day.sales()),
          shown.money(day.grossMinor()),
          shown.money(day.refundedMinor()));
    }
    return table.end();
  }

  String hours() {
    HtmlTable table = new HtmlTable("Sales by hour of the day", List.of("Hour", "Sales", "Sold"));
    for (DayFigures.Hour hour : figures.hours()) {
      table.row(Shown.hour(hour.hour()), Shown.count(hour.sales()), shown.money(hour.grossMinor()));
    }
    return table.end();
  }

  String weekdays() {
    HtmlTable table =
        new HtmlTable(
            "Net sales by weekday", List.of("Weekday", "Days", "Net", "Beside a usual day"));
    for (SeasonRow row : figures.weekdays()) {
      table.row(
          Shown.weekday(row),
          Shown.count(row.days()),
          shown.money(row.net().minor()),
          row.index().toPlainString() + " %");
    }
    return table.end();
  }

  String sellers() {
    HtmlTable table = new HtmlTable("Best sellers", List.of("Item", "Code", "Pieces", "Sold"));
    for (DayFigures.Seller seller : figures.sellers()) {
      String other =
          seller.otherName().isEmpty()
              ? ""
              : " <span lang=\"zh\">" + Shown.escaped(seller.otherName()) + "</span>";
      table.rowHtml(
          Shown.escaped(seller.name()) + other,
          seller.code(),
          Shown.count(seller.quantity()),
          shown.money(seller.grossMinor()));
    }
    return table.end();
  }

  String tenders() {
    HtmlTable table =
        new HtmlTable("Tenders", List.of("Tender", "Payments", "Taken", "Given back"));
    for (DayFigures.Tender tender : figures.tenders()) {
      table.row(
          tender.name(),
          Shown.count(tender.payments()),
          shown.money(tender.takenMinor()),
          shown.money(tender.givenBackMinor()));
    }
    return table.end();
  }

  String stages() {
    HtmlTable table =
        new HtmlTable("Members by stage", List.of("Stage", "Members", "Why, of one of them"));
    for (DayFigures.Stage stage : figures.insight().stages()) {
      table.row(stage.name(), Shown.count(stage.members()), stage.reason());
    }
    return table.end();
  }

  String together() {
    HtmlTable table =
        new HtmlTable("What goes together", List.of("Best seller", "Goes with", "Why"));
    for (DayFigures.Together each : figures.insight().together()) {
      table.row(each.item(), each.with(), each.reason());
    }
    return table.end();
  }

  String points() {
    DayFigures.Points points = figures.points();
    HtmlTable table = new HtmlTable("Points", List.of("Points", "Number"));
    table.row("Earned by sales", Shown.count(points.earned()));
    table.row("Clawed back on returns", Shown.count(points.clawedBack()));
    table.row("Burned by members", Shown.count(points.burned()));
    table.row("Expired", Shown.count(points.expired()));
    table.row("Outstanding", Shown.count(points.outstanding()));
    table.row("Members in a tier", Shown.count(points.inTiers()));
    return table.end();
  }
}
