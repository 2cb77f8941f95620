package dev.tillwright.loyalty.member;

import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Migration;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The till's own memory of members it saw, for when what it reads them from does not answer. A
 * cache: losing it loses nothing, so it is no follower and no entry stands behind it. It knows
 * numbers and keyed indexes, nothing of a person; what is too old is not answered and is deleted.
 */
final class GlanceBook {
  private static final String COMPONENT = "member-glance";
  private static final List<Migration> STEPS =
      List.of(
          Migration.of(
              1,
              "create table member_glance (kind text not null, idx text not null,"
                  + " member text not null, at_ms bigint not null, facts text not null,"
                  + " primary key (kind, idx))",
              "create index member_glance_member on member_glance (member)",
              "create index member_glance_at on member_glance (at_ms)"));

  private final Database database;
  private final Duration keeps;
  private final int most;
  private final AtomicLong forgotten = new AtomicLong();

  GlanceBook(Database database, Duration keeps, int most) {
    this.database = database;
    this.keeps = keeps;
    this.most = most;
    database.migrate(COMPONENT, STEPS);
  }

  /** How often members were forgotten so far; to be told what was read before one was. */
  long forgotten() {
    return forgotten.get();
  }

  /**
   * @param before as {@link #forgotten} said before the glance was read: what was read beside an
   *     erasure is not kept
   */
  synchronized void keep(IdentifierKind kind, String idx, MemberGlance glance, long before) {
    if (forgotten.get() != before) {
      return;
    }
    database.change(
        tx -> {
          tx.update("delete from member_glance where kind = ? and idx = ?", kind.name(), idx);
          tx.update(
              "delete from member_glance where at_ms < ?",
              glance.asOf().minus(keeps).toEpochMilli());
          long rows =
              tx.first("select count(*) from member_glance", row -> row.number(1)).orElse(0L);
          if (rows >= most) {
            tx.update(
                "delete from member_glance where at_ms <="
                    + " (select min(at_ms) from member_glance)");
          }
          tx.update(
              "insert into member_glance (kind, idx, member, at_ms, facts) values (?,?,?,?,?)",
              kind.name(),
              idx,
              glance.member().value(),
              glance.asOf().toEpochMilli(),
              JsonOut.object(out -> write(glance, out)));
        });
  }

  Optional<MemberGlance> find(IdentifierKind kind, String idx, Instant now) {
    return database
        .read(
            tx ->
                tx.first(
                    "select facts from member_glance where kind = ? and idx = ? and at_ms >= ?",
                    row -> read(JsonIn.parse(row.text(1))),
                    kind.name(),
                    idx,
                    now.minus(keeps).toEpochMilli()))
        .map(it -> it.aged(age(it.asOf(), now)));
  }

  /** At least a millisecond: what is remembered never looks as if it was read just now. */
  private static Duration age(Instant asOf, Instant now) {
    Duration age = Duration.between(asOf, now);
    return age.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : age;
  }

  void drop(IdentifierKind kind, String idx) {
    database.change(
        tx -> tx.update("delete from member_glance where kind = ? and idx = ?", kind.name(), idx));
  }

  void forget(List<MemberId> numbers) {
    synchronized (this) {
      forgotten.incrementAndGet();
      database.change(
          tx ->
              numbers.forEach(
                  each -> tx.update("delete from member_glance where member = ?", each.value())));
    }
    database.purge();
  }

  List<MemberId> members() {
    return database.read(
        tx ->
            tx.list("select distinct member from member_glance", row -> MemberId.of(row.text(1))));
  }

  private static void write(MemberGlance glance, JsonOut out) {
    out.put("member", glance.member().value())
        .put("available", glance.available())
        .put("pending", glance.pending())
        .put("tier", glance.tier())
        .put("asOf", glance.asOf().toString());
    glance.toNextTier().ifPresent(missing -> out.put("next", missing));
    glance
        .reward()
        .ifPresent(
            reward ->
                out.put(
                    "reward",
                    inner ->
                        inner
                            .put("id", reward.id())
                            .put("points", reward.points())
                            .put("missing", reward.missing())));
    out.putAll(
        "offers",
        glance.offers(),
        (inner, offer) ->
            inner
                .put("item", offer.item())
                .put("text", offer.text())
                .put("because", offer.because()));
    out.putTexts("agreed", new TreeSet<>(glance.agreed()));
    out.putTexts("wants", glance.wants().stream().sorted().map(Preference::name).toList());
  }

  private static MemberGlance read(JsonIn in) {
    Set<Preference> wants = EnumSet.noneOf(Preference.class);
    in.texts("wants").forEach(name -> wants.add(Preference.valueOf(name)));
    MemberGlance.@Nullable NearReward reward =
        in.optionalObject("reward")
            .map(
                it ->
                    new MemberGlance.NearReward(
                        it.text("id"), it.number("points"), it.number("missing")))
            .orElse(null);
    return new MemberGlance(
        MemberId.of(in.text("member")),
        in.number("available"),
        in.number("pending"),
        in.text("tier"),
        in.has("next") ? Optional.of(in.number("next")) : Optional.empty(),
        Optional.ofNullable(reward),
        in.objects("offers").stream()
            .map(it -> new PersonalOffer(it.text("item"), it.text("text"), it.text("because")))
            .toList(),
        Set.copyOf(in.texts("agreed")),
        wants,
        MemberReading.instant(in, "asOf"),
        Duration.ZERO);
  }
}
