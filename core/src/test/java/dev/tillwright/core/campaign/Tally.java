package dev.tillwright.core.campaign;

import java.util.Map;
import java.util.TreeMap;

/** What a campaign did, for people to judge whether it was hard enough. */
final class Tally {
  int lives;
  int kills;
  int audits;
  int mostTries;
  long entries;
  long hostRequests;
  final Map<String, Integer> aims = new TreeMap<>();
  final Map<String, Integer> newestEntryAtDeath = new TreeMap<>();
  final Map<String, Integer> cutShort = new TreeMap<>();
  final Map<String, Integer> shown = new TreeMap<>();
  final Map<String, Integer> host = new TreeMap<>();

  static void add(Map<String, Integer> to, Map<String, Integer> more) {
    more.forEach((key, count) -> to.merge(key, count, Integer::sum));
  }

  @Override
  public String toString() {
    return lives
        + " lives, "
        + kills
        + " kills, "
        + audits
        + " audits without a finding; "
        + entries
        + " entries, "
        + hostRequests
        + " requests at the host, at most "
        + mostTries
        + " tries to settle"
        + "\n  killed at: "
        + aims
        + "\n  newest entry then: "
        + newestEntryAtDeath
        + "\n  steps cut short: "
        + cutShort
        + "\n  shown: "
        + shown
        + "\n  host: "
        + host;
  }
}
