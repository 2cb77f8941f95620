package dev.tillwright.loyalty.insight.feedback;

import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.member.MemberId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads feedback. It says what the follower has read so far. Any number of threads at once. */
public final class FeedbackQueries {
  /** A list is at most so long. */
  public static final int MOST = 1_000;

  private static final int MOST_DAYS = 3_660;
  private static final String COLUMNS =
      "select sale, member, state, invited_ms, score, low, words, operator, outcome from feedback ";

  private final Database database;

  /** Reads the view that is in this database. */
  public FeedbackQueries(Database database) {
    this.database = database;
  }

  /** The feedback of one sale; none when nobody was asked. */
  public Optional<Feedback> find(SaleId sale) {
    return database.read(
        tx -> tx.first(COLUMNS + "where sale = ?", row -> read(row, tx), sale.toString()));
  }

  /** Low scores that nobody answered yet, the oldest first; at most {@value #MOST}. */
  public List<Feedback> open() {
    return database.read(
        tx ->
            tx
                .list(
                    "select sale from feedback where state = 'GIVEN' and low = 1"
                        + " order by given_ms, sale limit "
                        + MOST,
                    row -> row.text(1))
                .stream()
                .map(sale -> tx.first(COLUMNS + "where sale = ?", row -> read(row, tx), sale))
                .flatMap(Optional::stream)
                .toList());
  }

  private static Feedback read(Tx.Row row, Tx tx) {
    Set<String> themes =
        new HashSet<>(
            tx.list(
                "select theme from feedback_theme where sale = ?",
                theme -> theme.text(1),
                row.text(1)));
    return new Feedback(
        SaleId.parse(row.text(1)),
        row.text(2),
        Feedback.State.valueOf(row.text(3)),
        Instant.ofEpochMilli(row.number(4)),
        (int) row.number(5),
        row.number(6) == 1,
        themes,
        !row.text(7).isEmpty(),
        row.text(8),
        row.text(9));
  }

  /** The sealed words of a sale's feedback, as the entry has them; empty for none. */
  String words(SaleId sale) {
    return database.read(
        tx ->
            tx.first(
                    "select words from feedback where sale = ?",
                    row -> row.text(1),
                    sale.toString())
                .orElse(""));
  }

  /** A contact by which somebody was asked, and what the clock said then. */
  record Invitation(Instant at, String contact) {}

  /** The newest {@value #MOST} invitations of each of a person's numbers. */
  List<Invitation> invitations(List<MemberId> numbers) {
    return database.read(
        tx ->
            numbers.stream()
                .flatMap(
                    member ->
                        tx
                            .list(
                                "select invited_ms, contact from feedback where member = ?"
                                    + " and state <> 'NOT_ASKED' order by invited_ms desc limit "
                                    + MOST,
                                row ->
                                    new Invitation(
                                        Instant.ofEpochMilli(row.number(1)), row.text(2)),
                                member.value())
                            .stream())
                .toList());
  }

  /** The lowest score about a sale of a member since an instant that was not closed. */
  public Optional<Feedback> unhappy(String member, Instant since) {
    return database.read(
        tx ->
            tx.first(
                COLUMNS
                    + "where member = ? and invited_ms >= ? and low = 1 and state <> 'CLOSED'"
                    + " order by score, invited_ms desc, sale limit 1",
                row -> read(row, tx),
                member,
                since.toEpochMilli()));
  }

  /**
   * What was said week by week; weeks without a score are not among them.
   *
   * @param terminal where the sales were made; empty for all
   * @param from the first local day
   * @param to the last one, within ten years
   * @param zone whose days
   */
  public List<FeedbackTrend> weeks(String terminal, LocalDate from, LocalDate to, ZoneId zone) {
    if (to.isBefore(from) || to.toEpochDay() - from.toEpochDay() > MOST_DAYS) {
      throw new IllegalArgumentException("a day to ten years");
    }
    Map<LocalDate, long[]> sums = new TreeMap<>();
    Map<LocalDate, Map<String, Long>> themes = new TreeMap<>();
    long begin = from.atStartOfDay(zone).toInstant().toEpochMilli();
    long end = to.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
    return database.read(
        tx -> {
          tx.each(
              "select given_ms, score, low from feedback where given_ms >= ? and given_ms < ?"
                  + " and given_ms > 0 and (terminal = ? or ? = '')",
              row -> {
                long[] week =
                    sums.computeIfAbsent(week(row.number(1), zone), monday -> new long[3]);
                week[0]++;
                week[1] += row.number(2);
                week[2] += row.number(3);
              },
              begin,
              end,
              terminal,
              terminal);
          tx.each(
              "select f.given_ms, t.theme from feedback f join feedback_theme t on t.sale = f.sale"
                  + " where f.given_ms >= ? and f.given_ms < ? and f.given_ms > 0"
                  + " and (f.terminal = ? or ? = '')",
              row ->
                  themes
                      .computeIfAbsent(week(row.number(1), zone), monday -> new TreeMap<>())
                      .merge(row.text(2), 1L, Long::sum),
              begin,
              end,
              terminal,
              terminal);
          return sums.entrySet().stream()
              .map(
                  it ->
                      new FeedbackTrend(
                          it.getKey(),
                          it.getValue()[0],
                          it.getValue()[1],
                          it.getValue()[2],
                          themes.getOrDefault(it.getKey(), Map.of())))
              .toList();
        });
  }

  private static LocalDate week(long at, ZoneId zone) {
    return Instant.ofEpochMilli(at)
        .atZone(zone)
        .toLocalDate()
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }
}
