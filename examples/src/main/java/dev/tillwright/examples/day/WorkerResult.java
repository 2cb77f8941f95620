package dev.tillwright.examples.day;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.examples.report.DayFigures;
import java.time.LocalDate;
import java.util.List;

/**
 * What the till's process says at its end; it travels through the pipe as one line.
 *
 * @param totals the sums of the books
 * @param days sums by day
 * @param hours sums by hour of the day
 * @param sellers the best sellers
 * @param tenders how it was paid
 * @param points what the ledger says
 * @param insight where the members stand, and what goes together
 * @param entries in the journal
 * @param headHash of its newest entry
 * @param verified whether the whole chain was checked and holds
 * @param recovery what the last opening found, in a sentence
 * @param salesPerSecond sales and returns of this process
 * @param forcesPerSecond plain appends with a force
 * @param peakHeapBytes the most heap in use
 */
record WorkerResult(
    DayFigures.Totals totals,
    List<DayFigures.Day> days,
    List<DayFigures.Hour> hours,
    List<DayFigures.Seller> sellers,
    List<DayFigures.Tender> tenders,
    DayFigures.Points points,
    DayFigures.Insight insight,
    long entries,
    String headHash,
    boolean verified,
    String recovery,
    long salesPerSecond,
    long forcesPerSecond,
    long peakHeapBytes) {

  String json() {
    return JsonOut.object(this::write);
  }

  private void write(JsonOut out) {
    out.put("totals", it -> writeTotals(it, totals))
        .putAll(
            "days",
            days,
            (it, day) ->
                it.put("date", day.date().toString())
                    .put("sales", day.sales())
                    .put("grossMinor", day.grossMinor())
                    .put("refundedMinor", day.refundedMinor()))
        .putAll(
            "hours",
            hours,
            (it, hour) ->
                it.put("hour", hour.hour())
                    .put("sales", hour.sales())
                    .put("grossMinor", hour.grossMinor()))
        .putAll("sellers", sellers, WorkerResult::writeSeller)
        .putAll(
            "tenders",
            tenders,
            (it, tender) ->
                it.put("name", tender.name())
                    .put("payments", tender.payments())
                    .put("takenMinor", tender.takenMinor())
                    .put("givenBackMinor", tender.givenBackMinor()))
        .put(
            "points",
            it ->
                it.put("program", points.program())
                    .put("earned", points.earned())
                    .put("clawedBack", points.clawedBack())
                    .put("burned", points.burned())
                    .put("expired", points.expired())
                    .put("outstanding", points.outstanding())
                    .put("inTiers", points.inTiers()))
        .put("insight", it -> writeInsight(it, insight))
        .put("entries", entries)
        .put("headHash", headHash)
        .put("verified", verified)
        .put("recovery", recovery)
        .put("salesPerSecond", salesPerSecond)
        .put("forcesPerSecond", forcesPerSecond)
        .put("peakHeapBytes", peakHeapBytes);
  }

  static void writeInsight(JsonOut out, DayFigures.Insight insight) {
    out.putAll(
            "stages",
            insight.stages(),
            (it, stage) ->
                it.put("stage", stage.name())
                    .put("members", stage.members())
                    .put("reason", stage.reason()))
        .putAll(
            "together",
            insight.together(),
            (it, each) ->
                it.put("item", each.item()).put("with", each.with()).put("reason", each.reason()));
  }

  private static DayFigures.Insight insight(JsonIn in) {
    return new DayFigures.Insight(
        in.objects("stages").stream()
            .map(
                it ->
                    new DayFigures.Stage(it.text("stage"), it.number("members"), it.text("reason")))
            .toList(),
        in.objects("together").stream()
            .map(it -> new DayFigures.Together(it.text("item"), it.text("with"), it.text("reason")))
            .toList());
  }

  private static void writeTotals(JsonOut out, DayFigures.Totals totals) {
    out.put("sales", totals.sales())
        .put("returns", totals.returns())
        .put("adjustments", totals.adjustments())
        .put("saleLines", totals.saleLines())
        .put("grossMinor", totals.grossMinor())
        .put("refundedMinor", totals.refundedMinor())
        .put("refundedWithoutReceiptMinor", totals.refundedWithoutReceiptMinor())
        .put("members", totals.members())
        .put("anonymousSales", totals.anonymousSales());
  }

  private static void writeSeller(JsonOut out, DayFigures.Seller seller) {
    out.put("code", seller.code())
        .put("name", seller.name())
        .put("otherName", seller.otherName())
        .put("quantity", seller.quantity())
        .put("grossMinor", seller.grossMinor());
  }

  static WorkerResult parse(String json) {
    JsonIn in = JsonIn.parse(json);
    JsonIn totals = in.object("totals");
    JsonIn points = in.object("points");
    return new WorkerResult(
        new DayFigures.Totals(
            totals.number("sales"),
            totals.number("returns"),
            totals.number("adjustments"),
            totals.number("saleLines"),
            totals.number("grossMinor"),
            totals.number("refundedMinor"),
            totals.number("refundedWithoutReceiptMinor"),
            totals.number("members"),
            totals.number("anonymousSales")),
        in.objects("days").stream()
            .map(
                it ->
                    new DayFigures.Day(
                        LocalDate.parse(it.text("date")),
                        it.number("sales"),
                        it.number("grossMinor"),
                        it.number("refundedMinor")))
            .toList(),
        in.objects("hours").stream()
            .map(
                it ->
                    new DayFigures.Hour(
                        (int) it.number("hour"), it.number("sales"), it.number("grossMinor")))
            .toList(),
        in.objects("sellers").stream()
            .map(
                it ->
                    new DayFigures.Seller(
                        it.text("code"),
                        it.text("name"),
                        it.text("otherName"),
                        it.number("quantity"),
                        it.number("grossMinor")))
            .toList(),
        in.objects("tenders").stream()
            .map(
                it ->
                    new DayFigures.Tender(
                        it.text("name"),
                        it.number("payments"),
                        it.number("takenMinor"),
                        it.number("givenBackMinor")))
            .toList(),
        new DayFigures.Points(
            points.text("program"),
            points.number("earned"),
            points.number("clawedBack"),
            points.number("burned"),
            points.number("expired"),
            points.number("outstanding"),
            points.number("inTiers")),
        insight(in.object("insight")),
        in.number("entries"),
        in.text("headHash"),
        in.truth("verified"),
        in.text("recovery"),
        in.number("salesPerSecond"),
        in.number("forcesPerSecond"),
        in.number("peakHeapBytes"));
  }
}
