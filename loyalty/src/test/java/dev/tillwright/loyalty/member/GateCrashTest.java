package dev.tillwright.loyalty.member;

import static dev.tillwright.loyalty.member.MemberShop.outcome;
import static dev.tillwright.loyalty.member.MemberShop.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.loyalty.ChildJvm;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Row E13: a gate that is killed between the attempt's entry and its outcome. */
class GateCrashTest {
  @TempDir Path dir;

  @Test
  @Timeout(180)
  void killedAroundTheSender_isUnknownAfterwards_counts_andIsNeverSentAgain() throws Exception {
    MemberId ann;
    try (MemberShop shop = new MemberShop(dir, MemberShop.policy())) {
      ann = shop.agreed("+447700900123");
    }
    Instant now = MemberShop.NOON;
    for (String stage : List.of("before", "within", "after")) {
      now = now.plus(Duration.ofDays(8)); // behind every cap
      kill(ann, now, stage);
      try (MemberShop shop = new MemberShop(dir, MemberShop.policy())) {
        shop.now = now;
        ContactOutcome known = stage.equals("after") ? ContactOutcome.SENT : ContactOutcome.UNKNOWN;
        assertThat(shop.members.queries().contact(stage).orElseThrow().outcome())
            .as(stage)
            .contains(known);
        assertThat(outcome(shop.ask(stage, ann, Channel.SMS, Purpose.MARKETING)))
            .as(stage)
            .contains(known);
        assertThat(reason(shop.ask(stage + "/2", ann, Channel.EMAIL, Purpose.MARKETING)))
            .as(stage)
            .contains(ContactRefusal.OVERALL_CAP);
        assertThat(shop.senders.values()).allMatch(sender -> sender.delivered().isEmpty());
      }
    }
  }

  private void kill(MemberId member, Instant now, String stage) throws Exception {
    Process child =
        ChildJvm.start(
            ChildJvm.classPath(),
            GateChild.class,
            dir.toString(),
            member.value(),
            now.toString(),
            stage);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo(stage);
      child.toHandle().destroyForcibly();
      assertThat(child.waitFor()).isEqualTo(137);
    }
  }
}
