package dev.tillwright.loyalty.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.journal.Draft;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.ledger.PointsLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What members cost at the till while there are more and more of them: finding one by a card's
 * token, the call of the counter, the gate that refuses and the gate that lets through. Every
 * member has a card, a phone, a profile and two consents. {@code -Dmembers.profile=N} says how
 * many, {@code -Dmembers.calls=N} how many calls are timed of each kind.
 */
class MemberProfileTest {
  private static final int MEMBERS = Integer.getInteger("members.profile", 100_000);
  private static final int CALLS = Integer.getInteger("members.calls", 500);
  private static final int BATCH = 250;

  @TempDir Path dir;

  @Test
  @Tag("campaign-insight")
  void oneCall_costsTheSame_howeverManyMembersThereAre() {
    try (MemberShop shop = new MemberShop(dir, MemberShop.policy())) {
      shop.journal.follow(new PointsLedger());
      enrol(shop, 0, MEMBERS / 10);
      long[] few = profile(shop, MEMBERS / 10);
      enrol(shop, MEMBERS / 10, MEMBERS);
      long[] many = profile(shop, MEMBERS);
      for (int i = 0; i < few.length; i++) {
        // A tree that is ten times as large is a level deeper; a list that is walked is ten times.
        assertThat(many[i]).as("call " + i).isLessThan(few[i] * 4);
      }
    }
  }

  private static String token(int number) {
    return "tok-" + number;
  }

  private static MemberId member(int number) {
    return MemberId.of("m-p" + number);
  }

  private static void enrol(MemberShop shop, int from, int to) {
    MemberSeals seals = shop.members.seals();
    long begun = System.nanoTime();
    List<Draft> drafts = new ArrayList<>();
    for (int number = from; number < to; number++) {
      String phone = "+447%09d".formatted(number);
      MemberId id = member(number);
      Statements statements = new Statements(id, "bob", shop.now, 0, seals);
      drafts.add(
          new MemberEntries.Enrolled(
                  id,
                  "bob",
                  statements.next(),
                  seals.seal(id, MemberShop.profile(phone, MemberShop.LONDON)),
                  List.of(
                      seals.seal(id, 1, Identifier.card(new CardToken(token(number)))),
                      seals.seal(id, 2, Identifier.phone(phone))))
              .draft());
      drafts.add(statements.given(MemberShop.consent(Channel.SMS, Purpose.MARKETING)));
      drafts.add(statements.given(MemberShop.consent(Channel.EMAIL, Purpose.MARKETING)));
      if (drafts.size() >= 3 * BATCH || number == to - 1) {
        shop.journal.append(drafts, MemberShop.PATIENCE);
        shop.members.turn().settle();
        drafts.clear();
      }
    }
    System.out.printf(
        "members: %,d more in %.1f seconds%n", to - from, (System.nanoTime() - begun) / 1e9);
  }

  private static long[] profile(MemberShop shop, int members) {
    System.out.printf("members: of %,d members, %d calls of each kind%n", members, CALLS);
    Random random = new Random(members);
    MemberCounter counter =
        MemberCounter.over(shop.members, new LedgerQueries(shop.database))
            .clock(shop.clock())
            .open(shop.database, Runnable::run);
    return new long[] {
      time(
          "found by a card's token",
          call ->
              shop.members
                  .identify(
                      shop.bob, Identifier.card(new CardToken(token(random.nextInt(members)))))
                  .isPresent()),
      time(
          "balance, consents and wishes at the counter",
          call ->
              counter
                  .glance(
                      shop.bob,
                      Identifier.card(new CardToken(token(random.nextInt(members)))),
                      Duration.ofMinutes(1))
                  .facts()
                  .isPresent()),
      time(
          "gate: refused, with its entry",
          call ->
              !shop.ask(
                      members + "/no/" + call,
                      member(random.nextInt(members)),
                      Channel.PUSH,
                      Purpose.MARKETING)
                  .allowed()),
      time(
          "gate: let through, sent, with both entries",
          call ->
              shop.ask(
                      members + "/yes/" + call,
                      member(members - 1 - call * (members / 2 / CALLS)),
                      Channel.SMS,
                      Purpose.MARKETING)
                  .allowed())
    };
  }

  /** The median, in nanoseconds. */
  private static long time(String what, IntFunction<Boolean> call) {
    long[] times = new long[CALLS];
    for (int each = 0; each < CALLS; each++) {
      long begun = System.nanoTime();
      assertThat(call.apply(each)).as(what).isTrue();
      times[each] = System.nanoTime() - begun;
    }
    Arrays.sort(times);
    System.out.printf(
        "members: %s: median %,d microseconds, 99 of 100 within %,d%n",
        what, times[CALLS / 2] / 1_000, times[CALLS * 99 / 100] / 1_000);
    return times[CALLS / 2];
  }
}
