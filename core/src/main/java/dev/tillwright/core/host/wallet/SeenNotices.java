package dev.tillwright.core.host.wallet;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells a notice from its replay. So many are remembered; what is as old as one that was forgotten,
 * or older than the host, may have been seen and is never taken for new.
 */
final class SeenNotices {
  private final int most;
  private final Map<String, Instant> seen = new LinkedHashMap<>();
  private Instant from;

  /**
   * @param from what is older was before our time
   */
  SeenNotices(int most, Instant from) {
    this.most = most;
    this.from = from;
  }

  /** Looks at one: {@link NoticeVerdict#TOLD} for a new one, which is remembered from now on. */
  synchronized NoticeVerdict look(String wallet, WalletNotice notice) {
    String id = wallet + " " + notice.id();
    if (seen.containsKey(id)) {
      return NoticeVerdict.SEEN;
    }
    if (notice.at().isBefore(from)) {
      return NoticeVerdict.STALE;
    }
    if (seen.size() == most) {
      Map.Entry<String, Instant> oldest = seen.entrySet().iterator().next();
      Instant after = oldest.getValue().plusMillis(1);
      from = after.isAfter(from) ? after : from;
      seen.remove(oldest.getKey());
      if (notice.at().isBefore(from)) {
        return NoticeVerdict.STALE;
      }
    }
    seen.put(id, notice.at());
    return NoticeVerdict.TOLD;
  }
}
