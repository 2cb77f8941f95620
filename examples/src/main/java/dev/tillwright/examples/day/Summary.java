package dev.tillwright.examples.day;

import dev.tillwright.core.json.JsonOut;
import dev.tillwright.device.virtual.Paper;
import dev.tillwright.examples.ExampleException;
import dev.tillwright.examples.report.DayFigures;
import dev.tillwright.examples.report.ReportPage;
import dev.tillwright.examples.shop.House;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is told at the end of a run: as JSON, as a page, as pictures and in a few lines.
 *
 * @param result what the till's process said
 * @param events what happened on the way, in order
 * @param killed whether the till's process was killed
 * @param approvedMinor what the host simulator approved, less what was reversed
 * @param refundedMinor what it gave back
 * @param wallets where customers pay with them
 * @param seconds the whole run
 */
record Summary(
    WorkerResult result,
    List<String> events,
    boolean killed,
    long approvedMinor,
    long refundedMinor,
    Optional<Wallets> wallets,
    double seconds) {

  /** What the wallets' own books say, and how often the box on the counter spoke. */
  record Wallets(long takenMinor, long givenBackMinor, long said) {
    static Wallets of(Telephones telephones) {
      return new Wallets(telephones.takenMinor(), telephones.givenBackMinor(), telephones.said());
    }
  }

  void write(Folder folder, ShopOptions options, World world) {
    try {
      Files.writeString(
          folder.path().resolve("report.json"), json(options.house()), StandardCharsets.UTF_8);
      ReportPage.write(folder.path().resolve("report.html"), page(options));
      for (Paper paper : world.papers()) {
        paper.writeTo(folder.receipts());
      }
    } catch (IOException e) {
      throw new ExampleException("cannot write the report to " + folder.path());
    }
  }

  private String json(House house) {
    DayFigures.Totals totals = result.totals();
    return JsonOut.object(
        out ->
            out.put(
                    "invoices",
                    it ->
                        it.put("sales", totals.sales())
                            .put("returns", totals.returns())
                            .put("adjustments", totals.adjustments()))
                .put("saleLines", totals.saleLines())
                .put("currency", house.currency().getCurrencyCode())
                .put("grossMinor", totals.grossMinor())
                .put("refundedMinor", totals.refundedMinor())
                .put("refundedWithoutReceiptMinor", totals.refundedWithoutReceiptMinor())
                .put("netMinor", totals.netMinor())
                .put("members", totals.members())
                .put("anonymousSales", totals.anonymousSales())
                .put(
                    "points",
                    it ->
                        it.put("program", result.points().program())
                            .put("earned", result.points().earned())
                            .put("clawedBack", result.points().clawedBack())
                            .put("burned", result.points().burned())
                            .put("expired", result.points().expired())
                            .put("outstanding", result.points().outstanding())
                            .put("inTiers", result.points().inTiers()))
                .put("insight", it -> WorkerResult.writeInsight(it, result.insight()))
                .put(
                    "journal",
                    it ->
                        it.put("entries", result.entries())
                            .put("headHash", result.headHash())
                            .put("verified", result.verified()))
                .put(
                    "host",
                    it ->
                        it.put("approvedMinor", approvedMinor).put("refundedMinor", refundedMinor))
                .put("wallets", this::writeWallets)
                .put("tenders", this::writeTenders)
                .put(
                    "recovery",
                    it -> it.put("killed", killed).put("found", killed ? result.recovery() : ""))
                .putTexts("events", events)
                .put(
                    "speed",
                    it ->
                        it.put("salesPerSecond", result.salesPerSecond())
                            .put("rawForcesPerSecond", result.forcesPerSecond())
                            .put("peakHeapBytes", result.peakHeapBytes()))
                .put("seconds", Math.round(seconds)));
  }

  private void writeWallets(JsonOut out) {
    wallets.ifPresent(
        it ->
            out.put("takenMinor", it.takenMinor())
                .put("givenBackMinor", it.givenBackMinor())
                .put("said", it.said()));
  }

  private void writeTenders(JsonOut out) {
    for (DayFigures.Tender tender : result.tenders()) {
      out.put(
          tender.name().toUpperCase(Locale.ROOT),
          it ->
              it.put("payments", tender.payments())
                  .put("takenMinor", tender.takenMinor())
                  .put("givenBackMinor", tender.givenBackMinor()));
    }
  }

  private DayFigures page(ShopOptions options) {
    List<String> story = new ArrayList<>(events);
    if (killed) {
      story.add("Recovery found: " + result.recovery() + ".");
    }
    LocalDate first = result.days().get(0).date();
    LocalDate last = result.days().get(result.days().size() - 1).date();
    String source =
        options.story()
            ? "A month of a corner shop made by a seeded generator. Tenders and points are played: "
                + (options.house().takesWallets()
                    ? "most pay by a simulated wallet, some members by test card, others in cash."
                    : "members pay by test card, everybody else in cash.")
            : "Invoices of "
                + fileName(options.file())
                + ". Tenders are added: customers with a number pay by test card, the rest in"
                + " cash.";
    return new DayFigures(
        options.story() ? options.house().merchant().name() : fileName(options.file()),
        source,
        options.house().currency(),
        options.days().from() == null ? first : options.days().from(),
        options.days().to() == null ? last : options.days().to(),
        result.totals(),
        result.days(),
        result.hours(),
        result.sellers(),
        result.tenders(),
        result.points(),
        result.insight(),
        new DayFigures.Books(
            result.entries(), result.headHash(), result.verified(), approvedMinor, refundedMinor),
        story,
        new DayFigures.Speed(
            seconds, result.salesPerSecond(), result.forcesPerSecond(), result.peakHeapBytes()));
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }

  void print(PrintStream out, Folder folder, House house) {
    DayFigures.Totals totals = result.totals();
    events.forEach(event -> out.println("  - " + event));
    if (killed) {
      out.println("  - recovery found: " + result.recovery());
    }
    out.printf(
        Locale.ROOT,
        "%n%,d sales with %,d lines, %,d returns, %,d adjustments; %,d members, %,d anonymous%n",
        totals.sales(),
        totals.saleLines(),
        totals.returns(),
        totals.adjustments(),
        totals.members(),
        totals.anonymousSales());
    out.printf(
        Locale.ROOT,
        "gross %s, refunded %s (%s without receipt), net %s%n",
        money(house, totals.grossMinor()),
        money(house, totals.refundedMinor()),
        money(house, totals.refundedWithoutReceiptMinor()),
        money(house, totals.netMinor()));
    out.printf(
        Locale.ROOT,
        "host: approved %s, refunded %s%n",
        money(house, approvedMinor),
        money(house, refundedMinor));
    wallets.ifPresent(
        it ->
            out.printf(
                Locale.ROOT,
                "wallets: took %s, gave back %s; the box said %,d payments aloud%n",
                money(house, it.takenMinor()),
                money(house, it.givenBackMinor()),
                it.said()));
    out.printf(
        Locale.ROOT,
        "points: %,d earned, %,d clawed back, %,d spent, %,d expired, %,d outstanding;"
            + " %,d members in a tier%n",
        result.points().earned(),
        result.points().clawedBack(),
        result.points().burned(),
        result.points().expired(),
        result.points().outstanding(),
        result.points().inTiers());
    out.printf(
        Locale.ROOT,
        "journal: %,d entries, %s, head %s%n",
        result.entries(),
        result.verified() ? "verified" : "NOT VERIFIED",
        result.headHash().substring(0, 20));
    out.printf(
        Locale.ROOT,
        "%,d sales a second beside %,d raw appends with force; peak heap %,d MB; %.0f s in all%n",
        result.salesPerSecond(),
        result.forcesPerSecond(),
        result.peakHeapBytes() >> 20,
        seconds);
    out.println("see " + folder.path().resolve("report.html").toAbsolutePath());
  }

  private static String money(House house, long minor) {
    return dev.tillwright.core.money.Money.ofMinor(minor, house.currency()).toString();
  }
}
