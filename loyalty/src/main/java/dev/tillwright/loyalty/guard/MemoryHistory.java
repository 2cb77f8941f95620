package dev.tillwright.loyalty.guard;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A history in memory, for simulations and tools. Keeps the newest of each member. One thread. */
public final class MemoryHistory implements History {
  private final Map<String, Deque<Activity>> byMember = new HashMap<>();
  private final Map<String, Set<String>> staff = new HashMap<>();

  /** Nothing was before. */
  public MemoryHistory() {}

  /** Adds what comes after everything that is here. */
  public void add(Activity activity) {
    Deque<Activity> own = byMember.computeIfAbsent(activity.member(), key -> new ArrayDeque<>());
    own.addLast(activity);
    if (own.size() > MOST) {
      own.removeFirst();
    }
  }

  /** This is a member number of the operator's own. */
  public void staff(String operator, String member) {
    staff.computeIfAbsent(operator, key -> new HashSet<>()).add(member);
  }

  @Override
  public List<Activity> between(String member, Instant after, Instant until) {
    Deque<Activity> own = byMember.getOrDefault(member, new ArrayDeque<>());
    return own.stream()
        .filter(each -> each.at().isAfter(after) && !each.at().isAfter(until))
        .toList();
  }

  @Override
  public boolean own(String operator, String member) {
    return staff.getOrDefault(operator, Set.of()).contains(member);
  }
}
