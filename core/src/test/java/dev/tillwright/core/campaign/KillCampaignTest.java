package dev.tillwright.core.campaign;

import dev.tillwright.core.campaign.Campaign.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A till sells in a process of its own and is killed at random and at chosen moments, or loses the
 * network, or both. The parent holds the host and remembers what the cashiers were shown; after
 * each life nothing may be lost, doubled or left hanging.
 *
 * <p>The long ones are campaigns: see CONTRIBUTING.md. A property guards them too, so that a click
 * in an IDE does not start half an hour of them.
 */
class KillCampaignTest {
  @TempDir Path folder;

  @Test
  void fewKills_loseNothing_doubleNothing_leaveNothingHanging() throws Exception {
    Campaign.run(Kind.KILL, 15, folder);
  }

  @Test
  @Tag("campaign-kill")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void kills_loseNothing_doubleNothing_leaveNothingHanging() throws Exception {
    Campaign.run(Kind.KILL, 1_000, folder);
  }

  @Test
  @Tag("campaign-network")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void networkFaults_loseNothing_doubleNothing_leaveNothingHanging() throws Exception {
    Campaign.run(Kind.NETWORK, 500, folder);
  }

  @Test
  @Tag("campaign-both")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void killsAndNetworkFaults_loseNothing_doubleNothing_leaveNothingHanging() throws Exception {
    Campaign.run(Kind.BOTH, 500, folder);
  }
}
