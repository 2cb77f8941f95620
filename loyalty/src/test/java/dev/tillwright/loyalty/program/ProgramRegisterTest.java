package dev.tillwright.loyalty.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.loyalty.Programs;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Row E3: versions are drafted, approved, in force and retired; row E9: what changed. */
class ProgramRegisterTest {
  private static final Instant MARCH = Instant.parse("2025-03-01T00:00:00Z");
  private static final Instant JUNE = Instant.parse("2025-06-01T00:00:00Z");

  private static Program version(int version, String more, String points) {
    return Programs.of(
        "EUR",
        more + "'limits':[{'per':'DAY','points':99}],",
        "{'id':'a','scope':'BASKET','then':[{'type':'earnFixed','points':" + points + "}]}",
        version);
  }

  private ProgramRegister register = ProgramRegister.empty();

  private String tell(ProgramEvent event, Instant at) {
    ProgramRegister.Decision decision = register.decide(event, at);
    return decision.match(
        done -> {
          register = done;
          return "done";
        },
        ProgramRegister.Refused::code);
  }

  private String approve(Program program, Instant at) {
    assertThat(tell(new ProgramEvent.Drafted(program), at)).isEqualTo("done");
    return tell(new ProgramEvent.Approved(program.name(), program.digest(), "ann"), at);
  }

  @Test
  void versionInForce_isTheLargestWhoseTimeHasCome() {
    Program one = version(1, "", "5");
    Program two = version(2, "'effective':{'from':'2025-06-01T01:00'},", "6");
    assertThat(approve(one, MARCH)).isEqualTo("done");
    assertThat(approve(two, MARCH)).isEqualTo("done");
    assertThat(register.inForce("test", MARCH.minusSeconds(1))).isEmpty();
    assertThat(register.inForce("test", MARCH)).contains(one);
    assertThat(register.inForce("test", JUNE.minusSeconds(1))).contains(one);
    assertThat(register.inForce("test", JUNE)).contains(two);
    assertThat(register.versions("test"))
        .extracting(each -> each.at(MARCH))
        .containsExactly(ProgramVersion.State.EFFECTIVE, ProgramVersion.State.APPROVED);
    assertThat(tell(new ProgramEvent.Retired("test/2", "ann"), JUNE.plusSeconds(60)))
        .isEqualTo("done");
    assertThat(register.inForce("test", JUNE.plusSeconds(59))).contains(two);
    assertThat(register.inForce("test", JUNE.plusSeconds(60))).contains(one);
    assertThat(register.byDigest(two.digest())).contains(two);
  }

  @Test
  void approvedVersion_isFrozen() {
    Program one = version(1, "", "5");
    assertThat(tell(new ProgramEvent.Drafted(one), MARCH)).isEqualTo("done");
    Program better = version(1, "", "6");
    assertThat(tell(new ProgramEvent.Drafted(better), MARCH)).isEqualTo("done");
    assertThat(tell(new ProgramEvent.Approved("test/1", one.digest(), "ann"), MARCH))
        .isEqualTo("program.changed");
    assertThat(register.byDigest(better.digest())).as("a draft").isEmpty();
    assertThat(tell(new ProgramEvent.Approved("test/1", better.digest(), "ann"), MARCH))
        .isEqualTo("done");
    assertThat(tell(new ProgramEvent.Drafted(one), JUNE)).isEqualTo("program.frozen");
    assertThat(tell(new ProgramEvent.Approved("test/1", better.digest(), "bob"), JUNE))
        .isEqualTo("program.frozen");
    assertThat(tell(new ProgramEvent.Approved("test/9", better.digest(), "bob"), JUNE))
        .isEqualTo("program.unknown");
    assertThat(tell(new ProgramEvent.Retired("test/9", "bob"), JUNE)).isEqualTo("program.unknown");
    assertThat(tell(new ProgramEvent.Retired("test/1", "bob"), JUNE)).isEqualTo("done");
    assertThat(tell(new ProgramEvent.Retired("test/1", "bob"), JUNE)).isEqualTo("program.retired");
  }

  @Test
  void programWithAnError_isNotApproved() {
    Program over = version(1, "", "100");
    ProgramRegister drafted =
        register.decide(new ProgramEvent.Drafted(over), MARCH).match(done -> done, no -> register);
    List<Finding> findings =
        drafted
            .decide(new ProgramEvent.Approved("test/1", over.digest(), "ann"), MARCH)
            .match(done -> List.of(), ProgramRegister.Refused::findings);
    assertThat(findings).extracting(Finding::kind).containsExactly(Finding.Kind.CAP_BELOW_AWARD);
  }

  /** As after an update that brought more checks: what was approved is in force. */
  @Test
  void approvalInTheJournal_isNotLookedAtAgain() {
    Program over = version(1, "", "100");
    for (ProgramEvent event :
        List.of(
            new ProgramEvent.Drafted(over),
            new ProgramEvent.Approved(over.name(), over.digest(), "ann"))) {
      Draft draft = event.toDraft();
      register = register.apply(new Entry("t", 1, 1, MARCH, draft.kind(), draft.payload(), "", ""));
    }
    assertThat(register.inForce("test", JUNE)).contains(over);
  }

  @Test
  void register_isRebuiltFromTheJournal() {
    Program one = version(1, "", "5");
    List<Draft> drafts =
        List.of(
            new ProgramEvent.Drafted(one).toDraft(),
            new ProgramEvent.Approved(one.name(), one.digest(), "ann").toDraft(),
            new ProgramEvent.Drafted(version(1, "", "7")).toDraft(), // too late
            new Draft("something.else", "{}"));
    for (Draft draft : drafts) {
      register = register.apply(new Entry("t", 1, 1, MARCH, draft.kind(), draft.payload(), "", ""));
    }
    assertThat(register.inForce("test", JUNE)).contains(one);
    assertThat(register.version("test", 1).orElseThrow().approvedBy()).isEqualTo("ann");
  }

  @Test
  void changes_areSaidInPlainWords() {
    String before =
        "{'id':'a','scope':'BASKET','then':[{'type':'earnFixed','points':5}]},"
            + "{'id':'b','scope':'BASKET','then':[{'type':'earnPerAmount','points':1,'per':1}]}";
    String after =
        "{'id':'b','scope':'BASKET','then':[{'type':'earnPerAmount','points':2,'per':1}]},"
            + "{'id':'c','scope':'BASKET','when':{'type':'firstPurchase'},"
            + "'then':[{'type':'earnFixed','points':50}],'text':{'de':'Willkommen'}}";
    Program one = Programs.of("EUR", "", before);
    Program two = Programs.of("EUR", "'limits':[{'per':'DAY','points':99}],", after);
    assertThat(two.changesSince(one, Locale.ENGLISH))
        .containsExactly(
            "Changed: 1 point per 1.00 EUR -> 2 points per 1.00 EUR",
            "New: On the first purchase: 50 points once a sale",
            "No longer: 5 points once a sale",
            "New: At most 99 points a day.");
    assertThat(two.changesSince(one, Locale.GERMAN))
        .contains("Neu: Willkommen: beim ersten Einkauf: 50 Punkte einmal je Einkauf");
    assertThat(two.changesSince(one, Locale.SIMPLIFIED_CHINESE)).hasSize(4);
    assertThat(two.changesSince(two, Locale.ENGLISH)).isEmpty();
  }
}
