package dev.tillwright.loyalty.member;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.loyalty.TestStore;
import dev.tillwright.loyalty.member.VirtualSender.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows E12 and E13: whatever is done in whatever order, the gate agrees with plain loops. */
class GatePropertyTest {
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("Europe/London"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Asia/Kathmandu"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("Pacific/Kiritimati"));
  private static final Duration DAY = NaiveGate.DAY;

  @TempDir Path dir;

  private static ContactPolicy policy() {
    ContactPolicy.Builder policy = ContactPolicy.named("test/1", MemberShop.LONDON);
    for (Purpose purpose : Purpose.values()) {
      policy.quiet(
          purpose,
          new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0), Set.of(DayOfWeek.SUNDAY)));
    }
    return policy
        .cap(Cap.overall(1, DAY))
        .cap(Cap.overall(3, DAY.multipliedBy(7)))
        .cap(Cap.on(Channel.VOICE, 1, DAY.multipliedBy(10)))
        .build();
  }

  @Test
  void noSequence_letsAContactThroughThatPlainLoopsRefuse() throws Exception {
    run(System.nanoTime(), 250);
  }

  @Test
  void noSequence_onPostgres_letsAContactThroughThatPlainLoopsRefuse() {
    long seed = System.nanoTime();
    System.out.println("GatePropertyTest on PostgreSQL: seed " + seed);
    try (MemberShop shop =
        new MemberShop(() -> TestStore.postgres(dir.resolve("gate")), policy(), seed)) {
      new Run(shop, new Random(seed), seed).steps(100);
    }
  }

  @Test
  @Tag("campaign-members")
  void manySequences_letNoneThrough() throws Exception {
    long seed = Long.getLong("campaign.seed", System.nanoTime());
    int runs = Integer.getInteger("campaign.runs", 50);
    for (int run = 0; run < runs; run++) {
      Path own = Files.createDirectory(dir.resolve("run" + run));
      new GatePropertyTest().in(own).run(seed + run, 1_000);
    }
  }

  /** The summer's and the winter's nights of a zone, and a clock that is hours or weeks behind. */
  @Test
  void clockThatIsBehind_andPutRight_letsNoMoreThroughInAnyTrueTime() {
    long seed = Long.getLong("gate.seed", System.nanoTime());
    System.out.println("GatePropertyTest true time: seed " + seed);
    Random random = new Random(seed);
    ContactPolicy policy =
        ContactPolicy.named("test/2", MemberShop.LONDON)
            .quiet(Purpose.MARKETING, QuietHours.NONE)
            .cap(Cap.overall(2, DAY))
            .cap(Cap.overall(5, DAY.multipliedBy(7)))
            .build();
    try (MemberShop shop = new MemberShop(dir, policy, seed)) {
      List<MemberId> members = new ArrayList<>();
      Map<MemberId, List<Instant>> all = new HashMap<>();
      Instant truth = Instant.parse("2026-03-20T12:00:00Z"); // the clocks go forward on the 29th
      Duration behind = Duration.ZERO;
      for (int ask = 0; ask < 250; ask++) {
        if (ask % 10 == 0) {
          members.add(shop.agreed("+4477009%05d".formatted(ask)));
        }
        // Mostly one of the newest, who was not reached before the clock fell behind.
        int newest = Math.min(members.size(), 1 + random.nextInt(4));
        MemberId ann = members.get(members.size() - newest);
        List<Instant> made = all.computeIfAbsent(ann, it -> new ArrayList<>());
        truth = truth.plus(Duration.ofMinutes(random.nextInt(360)));
        if (ask > 0 && random.nextInt(8) == 0) { // what is wrong before the first ask looks right
          behind = behind.isZero() ? Duration.ofHours(24 + random.nextInt(1_000)) : Duration.ZERO;
        }
        shop.now = truth.minus(behind);
        if (shop.ask("ask-" + ask, ann, Channel.SMS, Purpose.MARKETING).allowed()) {
          made.add(truth);
          assertThat(since(made, truth.minus(DAY))).as("seed " + seed).isLessThanOrEqualTo(2);
          assertThat(since(made, truth.minus(DAY.multipliedBy(7))))
              .as("seed " + seed)
              .isLessThanOrEqualTo(5);
        }
      }
      assertThat(all.values().stream().filter(it -> it.size() > 1)).as("seed " + seed).isNotEmpty();
    }
  }

  private static long since(List<Instant> made, Instant after) {
    return made.stream().filter(it -> it.isAfter(after)).count();
  }

  private GatePropertyTest in(Path own) {
    dir = own;
    return this;
  }

  private void run(long seed, int steps) {
    System.out.println("GatePropertyTest seed " + seed);
    try (MemberShop shop = new MemberShop(dir, policy(), seed)) {
      new Run(shop, new Random(seed), seed).steps(steps);
    }
  }

  /** One sequence, side by side on the shop and on the model. */
  private static final class Run {
    private final MemberShop shop;
    private final Random random;
    private final String seed;
    private final NaiveGate naive = new NaiveGate();
    private final List<Instant> edges = new ArrayList<>();
    private boolean atHome = true;
    private int asks;
    private int allowed;
    private int enrolled;

    Run(MemberShop shop, Random random, long seed) {
      this.shop = shop;
      this.random = random;
      this.seed = "seed " + seed;
    }

    void steps(int steps) {
      for (int step = 0; step < steps; step++) {
        clock();
        step();
      }
      assertThat(asks).as(seed).isPositive();
      everyAskIsRecorded();
      String before = shop.dump();
      shop.journal.rebuild(MemberFollower.NAME);
      assertThat(shop.dump()).as(seed + ": rebuilt").isEqualTo(before);
    }

    /** Mostly a little later; at times far, back, or to where a cap ends to the millisecond. */
    private void clock() {
      if (random.nextInt(20) == 0) { // its battery is empty, or it is put right again
        Duration wrong = Duration.ofDays(2_000);
        shop.now = atHome ? shop.now.minus(wrong) : shop.now.plus(wrong);
        atHome = !atHome;
        return;
      }
      switch (random.nextInt(12)) {
        case 0 -> shop.now = shop.now.plus(Duration.ofDays(random.nextInt(12)));
        case 1 -> shop.now = shop.now.minus(Duration.ofHours(random.nextInt(60)));
        case 2, 3 -> {
          if (!edges.isEmpty()) {
            Instant edge = edges.get(random.nextInt(edges.size()));
            shop.now =
                edge.plus(DAY.multipliedBy(List.of(1, 7, 10).get(random.nextInt(3))))
                    .plusMillis(random.nextInt(3) - 1);
          }
        }
        default -> shop.now = shop.now.plus(Duration.ofMinutes(random.nextInt(700)));
      }
    }

    private void step() {
      if (naive.all.isEmpty() || random.nextInt(12) == 0 && enrolled < 12) {
        enrol();
        return;
      }
      String who = any();
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3 -> consent(who);
        case 4 -> withdraw(who);
        case 5 -> prefer(who);
        case 6 -> move(who);
        case 7 -> merge(who, any());
        case 8 -> unmerge(who);
        case 9 -> {
          if (random.nextInt(6) == 0) {
            erase(who);
          }
        }
        default -> ask(who);
      }
    }

    private String any() {
      List<String> all = List.copyOf(naive.all.keySet());
      return all.get(random.nextInt(all.size()));
    }

    private void enrol() {
      String phone = "+4477009%05d".formatted(enrolled++);
      ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
      MemberId id =
          shop.enrol(
              Enrolment.by(Identifier.phone(phone)).profile(MemberShop.profile(phone, zone)));
      NaiveGate.Who who = new NaiveGate.Who();
      who.zone = zone;
      naive.all.put(id.value(), who);
    }

    private void consent(String member) {
      Channel channel = channel();
      Purpose purpose = purpose();
      check(
          member,
          shop.members.consent(
              shop.bob, MemberId.of(member), MemberShop.consent(channel, purpose)));
      said(member, channel, purpose, true);
    }

    private void withdraw(String member) {
      Set<Channel> channels = EnumSet.of(channel(), channel());
      Set<Purpose> purposes = EnumSet.of(purpose());
      check(
          member,
          shop.members.withdraw(
              shop.bob, MemberId.of(member), channels, purposes, ConsentSource.WEB));
      for (Channel channel : channels) {
        for (Purpose purpose : purposes) {
          said(member, channel, purpose, false);
        }
      }
    }

    private void said(String member, Channel channel, Purpose purpose, boolean given) {
      NaiveGate.Who root = naive.who(naive.root(member));
      if (!root.erased) {
        root.said.put(channel + " " + purpose, given);
      }
    }

    private void prefer(String member) {
      Preference preference = pick(Preference.values());
      boolean on = preference.forbids() ? random.nextInt(3) == 0 : random.nextBoolean();
      check(
          member,
          shop.members.prefer(shop.bob, MemberId.of(member), preference, on, ConsentSource.TILL));
      NaiveGate.Who root = naive.who(naive.root(member));
      if (!root.erased) {
        root.wants.put(preference, on);
        if (preference.forbids() && !on) {
          naive.person(member).forEach(who -> who.wants.put(preference, false));
        }
      }
    }

    private void move(String member) {
      ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
      check(
          member,
          shop.members.describe(
              shop.bob, MemberId.of(member), MemberShop.profile("+447700999999", zone)));
      naive.who(naive.root(member)).zone = zone;
    }

    private void merge(String from, String into) {
      MemberResult result = shop.members.merge(shop.ann, MemberId.of(from), MemberId.of(into));
      String a = naive.root(from);
      String b = naive.root(into);
      boolean may = !a.equals(b) && !naive.who(a).erased && !naive.who(b).erased;
      assertThat(result == MemberResult.DONE).as(seed).isEqualTo(may);
      if (may) {
        naive.who(a).parent = b;
      }
    }

    private void unmerge(String member) {
      MemberResult result = shop.members.unmerge(shop.ann, MemberId.of(member));
      NaiveGate.Who who = naive.who(member);
      boolean may = !who.parent.isEmpty() && !who.erased;
      assertThat(result == MemberResult.DONE).as(seed).isEqualTo(may);
      if (may) {
        who.parent = "";
      }
    }

    private void erase(String member) {
      shop.members.erase(shop.ann, MemberId.of(member), "request");
      naive.person(member).forEach(who -> who.erased = true);
    }

    private void check(String member, MemberResult result) {
      assertThat(result)
          .as(seed)
          .isEqualTo(
              naive.who(naive.root(member)).erased ? MemberResult.ERASED : MemberResult.DONE);
    }

    private void ask(String member) {
      Channel channel = channel();
      Purpose purpose = purpose();
      Fault fault =
          List.of(Fault.NONE, Fault.NONE, Fault.DOWN, Fault.ANSWER_LOST, Fault.COMES_BACK)
              .get(random.nextInt(5));
      naive.asks.add(shop.now);
      Set<ContactRefusal> against = naive.against(member, channel, purpose, shop.now);
      if (against.isEmpty()) {
        shop.sender(channel).next(fault);
      }
      ContactAnswer answer = shop.ask("ask-" + asks++, MemberId.of(member), channel, purpose);
      Optional<ContactRefusal> reason = MemberShop.reason(answer);
      if (against.isEmpty()) {
        assertThat(reason).as(seed).isEmpty();
        allowed++;
        if (fault != Fault.DOWN) {
          naive.contacts.add(
              new NaiveGate.Past(
                  naive.root(member), channel, purpose, shop.now, naive.asks.size() - 1));
          edges.add(shop.now);
        }
      } else {
        assertThat(reason).as(seed).isPresent();
        assertThat(against).as(seed).contains(reason.get());
      }
    }

    private void everyAskIsRecorded() {
      List<Entry> attempted = shop.entries(ContactEntries.Attempted.KIND);
      assertThat(attempted).as(seed).hasSize(allowed);
      assertThat(shop.entries(ContactEntries.Refused.KIND)).as(seed).hasSize(asks - allowed);
      assertThat(shop.entries(ContactEntries.Ended.KIND)).as(seed).hasSize(allowed);
      for (Entry each : attempted) {
        assertThat(JsonIn.parse(each.payload()).text("policy")).startsWith("test/1@");
      }
      int delivered =
          shop.senders.values().stream().mapToInt(sender -> sender.delivered().size()).sum();
      assertThat(delivered).as(seed).isEqualTo(naive.contacts.size());
    }

    private <T> T pick(T[] of) {
      return of[random.nextInt(of.length)];
    }

    private Channel channel() {
      return pick(Channel.values());
    }

    private Purpose purpose() {
      return pick(Purpose.values());
    }
  }
}
