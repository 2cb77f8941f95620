package dev.tillwright.core.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A number of kills or storms, in chapters that each begin with an empty till. */
final class Campaign {
  private static final int LONGEST_CHAPTER = 50;
  private static final int SHORTEST_CHAPTER = 5;

  private final Kind kind;
  private final int rounds;
  private final long seed;
  private final Path folder;

  /** What is done to the till. */
  enum Kind {
    KILL(true, false),
    NETWORK(false, true),
    BOTH(true, true);

    private final boolean kills;
    private final boolean faults;

    Kind(boolean kills, boolean faults) {
      this.kills = kills;
      this.faults = faults;
    }

    boolean kills() {
      return kills;
    }

    boolean faults() {
      return faults;
    }

    String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private Campaign(Kind kind, int rounds, long seed, Path folder) {
    this.kind = kind;
    this.rounds = rounds;
    this.seed = seed;
    this.folder = folder;
  }

  /** As the properties {@code campaign.kills}, {@code campaign.seed} say, or these. */
  static void run(Kind kind, int rounds, Path folder) throws IOException, InterruptedException {
    int wanted = Integer.getInteger("campaign.kills", rounds);
    long seed = Long.getLong("campaign.seed", System.nanoTime() % 1_000_000_000);
    new Campaign(kind, wanted, seed, folder).run();
  }

  private void run() throws IOException, InterruptedException {
    String repeat =
        "mvn verify -Pcampaign -pl core -am -Dcampaign.run="
            + kind.text()
            + " -Dcampaign.kills="
            + rounds
            + " -Dcampaign.seed="
            + seed;
    System.out.println("campaign " + kind.text() + ", seed " + seed + "; again with: " + repeat);
    Tally tally = new Tally();
    Random seeds = new Random(seed);
    HostKind[] hosts = HostKind.values();
    int chapter = Math.max(SHORTEST_CHAPTER, Math.min(LONGEST_CHAPTER, rounds / hosts.length));
    try {
      for (int done = 0; done < rounds; ) {
        int now = Math.min(chapter, rounds - done);
        HostKind host = hosts[(int) Math.floorMod(seed + done / chapter, (long) hosts.length)];
        Path home = Files.createDirectory(folder.resolve("from-" + done));
        try (Chapter next = new Chapter(home, kind, host, seeds.nextLong(), tally)) {
          next.run(now);
        }
        done += now;
        System.out.printf(
            "campaign %s: %d of %d, these at the host %s%n", kind.text(), done, rounds, host);
      }
    } catch (AssertionError e) {
      throw new AssertionError("again with: " + repeat + "\n" + e.getMessage() + "\n" + tally, e);
    }
    System.out.println("campaign " + kind.text() + ", seed " + seed + ": " + tally);
  }
}
