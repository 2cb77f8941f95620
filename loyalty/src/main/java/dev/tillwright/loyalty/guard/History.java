package dev.tillwright.loyalty.guard;

import java.time.Instant;
import java.util.List;

/** What members did before. */
public interface History {
  /** The most that one question answers; the newest are kept. */
  int MOST = 1_000;

  /**
   * What a member did, oldest first.
   *
   * @param after excluded
   * @param until included
   */
  List<Activity> between(String member, Instant after, Instant until);

  /** Whether this is the operator's own member number. */
  boolean own(String operator, String member);
}
