package dev.tillwright.loyalty.insight;

import dev.tillwright.core.json.JsonOut;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Today's program beside a draft.
 *
 * @param sales how many were played
 * @param today what today's program came to
 * @param draft what the draft came to
 * @param members everybody who bought, by member
 * @param segments the same by segment; the segment without a name holds who is in none
 */
public record Comparison(
    int sales, Total today, Total draft, List<Member> members, List<Segment> segments) {
  private static final int MOST_SHOWN = 10;

  public Comparison {
    Objects.requireNonNull(today, "today");
    Objects.requireNonNull(draft, "draft");
    members = List.copyOf(members);
    segments = List.copyOf(segments);
  }

  /**
   * What one program came to.
   *
   * @param program identifier and version
   * @param awards sales that were given points
   * @param points given
   * @param takenBack of them, with goods that came back
   * @param liabilityMinor what the points that are left are worth as a tender, in minor units; 0
   *     when the program does not say what points are worth
   * @param vouchersMinor the vouchers that were given, in minor units
   * @param reducedMinor what the program took off prices, in minor units
   * @param byRule points given by each rule that gave any, by its id
   */
  public record Total(
      String program,
      long awards,
      long points,
      long takenBack,
      long liabilityMinor,
      long vouchersMinor,
      long reducedMinor,
      Map<String, Long> byRule) {
    public Total {
      byRule = Collections.unmodifiableSortedMap(new TreeMap<>(byRule));
    }

    /** What it would cost at most, in minor units: points, vouchers and what is taken off. */
    public long costMinor() {
      return Math.addExact(liabilityMinor, Math.addExact(vouchersMinor, reducedMinor));
    }

    /** The points that the shop would owe. */
    public long liability() {
      return points - takenBack;
    }
  }

  /**
   * What one member would have.
   *
   * @param member who
   * @param today by today's program
   * @param draft by the draft
   */
  public record Member(String member, long today, long draft) {
    /** How many points more the draft gives; negative for fewer. */
    public long change() {
      return draft - today;
    }
  }

  /**
   * What the members of a segment would have together; one member may be in several.
   *
   * @param name of the segment; empty for none
   * @param members how many
   * @param winners of them, who have more by the draft
   * @param losers who have less
   * @param today points by today's program
   * @param draft points by the draft
   */
  public record Segment(String name, int members, int winners, int losers, long today, long draft) {
    static Segment of(String name, List<Member> members) {
      return new Segment(
          name,
          members.size(),
          (int) members.stream().filter(each -> each.change() > 0).count(),
          (int) members.stream().filter(each -> each.change() < 0).count(),
          members.stream().mapToLong(Member::today).sum(),
          members.stream().mapToLong(Member::draft).sum());
    }
  }

  /** Everybody as one segment. */
  public Segment everybody() {
    return Segment.of("", members);
  }

  /** Who gains most by the draft, at most so many. */
  public List<Member> winners(int most) {
    return members.stream()
        .filter(each -> each.change() > 0)
        .sorted(Comparator.comparing(Member::change).reversed().thenComparing(Member::member))
        .limit(most)
        .toList();
  }

  /** Who loses most by the draft, at most so many. */
  public List<Member> losers(int most) {
    return members.stream()
        .filter(each -> each.change() < 0)
        .sorted(Comparator.comparing(Member::change).thenComparing(Member::member))
        .limit(most)
        .toList();
  }

  /** The totals, the segments, and the ten who gain and lose most. */
  public String toJson() {
    return JsonOut.object(
        out ->
            out.put("sales", sales)
                .put("today", to -> total(to, today))
                .put("draft", to -> total(to, draft))
                .put("everybody", to -> segment(to, everybody()))
                .putAll("segments", segments, Comparison::segment)
                .putAll("winners", winners(MOST_SHOWN), Comparison::member)
                .putAll("losers", losers(MOST_SHOWN), Comparison::member));
  }

  private static void total(JsonOut out, Total total) {
    out.put("program", total.program())
        .put("awards", total.awards())
        .put("points", total.points())
        .put("takenBack", total.takenBack())
        .put("liability", total.liability())
        .put("liabilityMinor", total.liabilityMinor())
        .put("vouchersMinor", total.vouchersMinor())
        .put("reducedMinor", total.reducedMinor())
        .put("costMinor", total.costMinor())
        .putAll(
            "rules",
            total.byRule().entrySet(),
            (to, rule) -> to.put("rule", rule.getKey()).put("points", rule.getValue()));
  }

  private static void segment(JsonOut out, Segment segment) {
    out.put("segment", segment.name())
        .put("members", segment.members())
        .put("winners", segment.winners())
        .put("losers", segment.losers())
        .put("today", segment.today())
        .put("draft", segment.draft());
  }

  private static void member(JsonOut out, Member member) {
    out.put("member", member.member())
        .put("today", member.today())
        .put("draft", member.draft())
        .put("change", member.change());
  }
}
