package dev.tillwright.loyalty.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.store.Database;
import dev.tillwright.loyalty.ledger.LedgerEntries;
import dev.tillwright.loyalty.ledger.LedgerQueries;
import dev.tillwright.loyalty.ledger.PointsLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member at the till, while what is read answers and while it does not. */
class MemberCounterTest {
  private static final String PHONE = "+447700900123";
  private static final Identifier SHOWN = Identifier.phone(PHONE);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Executor HANGS = work -> {};

  @TempDir Path dir;
  private MemberShop shop;
  private MemberId ann;

  @BeforeEach
  void open() {
    shop = new MemberShop(dir, MemberShop.policy());
    shop.journal.follow(new PointsLedger());
    ann = shop.agreed(PHONE);
    grant(ann, 120);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void grant(MemberId member, long points) {
    shop.journal.append(
        LedgerEntries.Granted.of("grant/" + member, member.value(), points, "opening").draft(),
        MemberShop.PATIENCE);
  }

  private MemberCounter counter(Executor executor) {
    return MemberCounter.over(shop.members, new LedgerQueries(shop.database))
        .offers((member, at) -> List.of(new PersonalOffer("tea", "Tea", "bought with milk")))
        .clock(shop.clock())
        .snapshots(Duration.ofDays(2), 3)
        .open(shop.database, executor);
  }

  private Glance live(Identifier shown) {
    return counter(Runnable::run).glance(shop.bob, shown, MINUTE);
  }

  private Glance offline(Identifier shown) {
    return counter(HANGS).glance(shop.bob, shown, Duration.ofMillis(1));
  }

  @Test
  void oneCall_saysPointsConsentsAndWants_ofAllMergedNumbers() {
    MemberId two = shop.enrol(Enrolment.by(Identifier.app("acct-2")));
    grant(two, 30);
    shop.members.merge(shop.ann, two, ann);
    shop.members.prefer(shop.bob, ann, Preference.DO_NOT_CALL, true, ConsentSource.TILL);
    MemberGlance glance = live(Identifier.app("acct-2")).facts().orElseThrow();
    assertThat(glance.member()).isEqualTo(ann);
    assertThat(glance.available()).isEqualTo(150);
    assertThat(glance.agreed(Channel.SMS, Purpose.MARKETING)).isTrue();
    assertThat(glance.agreed(Channel.SMS, Purpose.FEEDBACK)).isFalse();
    assertThat(glance.wants()).containsExactly(Preference.DO_NOT_CALL);
    assertThat(glance.isSnapshot()).isFalse();
    assertThat(live(Identifier.app("acct-9"))).isEqualTo(new Glance.Nobody());
  }

  @Test
  void offers_areForThoseAlone_whoWantThem() {
    assertThat(live(SHOWN).facts().orElseThrow().offers()).isEmpty();
    shop.members.prefer(shop.bob, ann, Preference.PERSONALISATION, true, ConsentSource.APP);
    assertThat(live(SHOWN).facts().orElseThrow().offers())
        .containsExactly(new PersonalOffer("tea", "Tea", "bought with milk"));
  }

  @Test
  void withoutAnAnswer_theTillRemembers_andSaysHowOld() {
    assertThat(offline(SHOWN)).isEqualTo(new Glance.OutOfReach());
    MemberGlance fresh = live(SHOWN).facts().orElseThrow();
    grant(MemberId.of("x"), 1);
    shop.now = shop.now.plus(Duration.ofHours(5));
    MemberGlance remembered = offline(SHOWN).facts().orElseThrow();
    assertThat(remembered).isEqualTo(fresh.aged(Duration.ofHours(5)));
    assertThat(remembered.isSnapshot()).isTrue();
    shop.now = shop.now.plus(Duration.ofDays(2));
    assertThat(offline(SHOWN)).as("too old").isEqualTo(new Glance.OutOfReach());
  }

  @Test
  void keysOrStoreOutOfReach_isNoError() {
    live(SHOWN);
    Executor failing =
        work -> {
          throw new RejectedExecutionException("full");
        };
    assertThat(counter(failing).glance(shop.bob, SHOWN, MINUTE).facts()).isPresent();
  }

  @Test
  void readsThatHang_areBounded() {
    MemberCounter counter = counter(HANGS);
    for (int each = 0; each < 10; each++) {
      assertThat(counter.glance(shop.bob, SHOWN, Duration.ofMillis(1)))
          .isEqualTo(new Glance.OutOfReach());
    }
  }

  @Test
  void whatWasReadBesideAnErasure_isNotRemembered() {
    Executor erasesMeanwhile =
        work -> {
          work.run();
          shop.members.erase(shop.ann, ann, "request");
        };
    counter(erasesMeanwhile).glance(shop.bob, SHOWN, MINUTE);
    assertThat(offline(SHOWN)).isEqualTo(new Glance.OutOfReach());
  }

  @Test
  void erasureThatIsCutShort_endsTheMemoryAllTheSame() {
    live(SHOWN);
    shop.seals.unreachable = true;
    assertThatThrownBy(() -> shop.members.erase(shop.ann, ann, "request"))
        .isInstanceOf(TillwrightException.class);
    shop.seals.unreachable = false;
    assertThat(offline(SHOWN)).isEqualTo(new Glance.OutOfReach());
  }

  @Test
  void memoryOfATill_forgetsWhoWasErasedWhileItWasClosed() {
    try (Database own = Database.sqlite(dir.resolve("own.db"))) {
      MemberCounter before =
          MemberCounter.over(shop.members, new LedgerQueries(shop.database))
              .clock(shop.clock())
              .open(own, Runnable::run);
      before.glance(shop.bob, SHOWN, MINUTE);
      shop.reopened().members.erase(shop.ann, ann, "request");
      MemberCounter after =
          MemberCounter.over(shop.members, new LedgerQueries(shop.database))
              .clock(shop.clock())
              .open(own, HANGS);
      assertThat(after.glance(shop.bob, SHOWN, Duration.ofMillis(1)))
          .isEqualTo(new Glance.OutOfReach());
    }
  }

  @Test
  void memory_isBounded_andForgetsWhoWasErased() {
    live(SHOWN);
    for (int each = 0; each < 5; each++) {
      shop.now = shop.now.plusSeconds(1);
      shop.enrol(Enrolment.by(Identifier.app("acct-" + each)));
      live(Identifier.app("acct-" + each));
    }
    assertThat(offline(SHOWN)).as("the oldest went").isEqualTo(new Glance.OutOfReach());
    assertThat(offline(Identifier.app("acct-4")).facts()).isPresent();
    assertThat(offline(Identifier.app("acct-1"))).isEqualTo(new Glance.OutOfReach());

    live(SHOWN);
    shop.members.erase(shop.ann, ann, "request");
    assertThat(live(SHOWN)).isEqualTo(new Glance.Nobody());
    assertThat(offline(SHOWN)).isEqualTo(new Glance.OutOfReach());
  }
}
