package dev.tillwright.core.access;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.access.Weakness.What;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Which keys are too old or used up, or will be soon; names them by id and check value only. */
final class KeyAudit {
  /** A key is soon used up when a part of so many of its uses is left. */
  private static final int SOON_PART = 10;

  private final AuditRules rules;
  private final Instant now;
  private final List<Weakness> found;

  KeyAudit(AuditRules rules, Instant now, List<Weakness> found) {
    this.rules = rules;
    this.now = now;
    this.found = found;
  }

  /** A keeper that does not answer is a finding, and hides none of the others. */
  void look(KeyAges ages) {
    List<KeyAges.Key> keys;
    try {
      keys = ages.keys();
    } catch (RuntimeException e) {
      String code = e instanceof TillwrightException known ? known.code() : "closed or broken";
      found.add(
          new Weakness(
              What.WEAK_SETTING,
              "keys",
              "who keeps the keys does not answer: " + code,
              "see to it, then audit again"));
      return;
    }
    for (KeyAges.Key key : keys) {
      age(key);
      uses(key);
    }
  }

  private void age(KeyAges.Key key) {
    Instant old = key.since().plus(rules.keyAge());
    Instant until = key.limits().until();
    if (!now.isBefore(until)) {
      add(What.STALE_KEY, key, "protects nothing more since " + until);
    } else if (old.isBefore(now)) {
      add(What.STALE_KEY, key, "uses a key since " + key.since());
    } else if (!now.plus(rules.keyNotice()).isBefore(until)) {
      add(What.KEY_SOON_STALE, key, "protects nothing more from " + until + " on");
    } else if (old.isBefore(now.plus(rules.keyNotice()))) {
      add(What.KEY_SOON_STALE, key, "uses a key since " + key.since());
    }
  }

  private void uses(KeyAges.Key key) {
    long used = key.limits().used();
    long most = key.limits().most();
    if (used >= most) {
      add(What.KEY_USED_UP, key, said(used, most));
    } else if (most != Long.MAX_VALUE && most - used <= most / SOON_PART) {
      add(What.KEY_SOON_USED_UP, key, said(used, most));
    }
  }

  private static String said(long used, long most) {
    return String.format(Locale.ROOT, "%,d of %,d uses are booked", used, most);
  }

  private void add(What what, KeyAges.Key key, String is) {
    String about = key.check().isEmpty() ? key.id() : key.id() + " (KCV " + key.check() + ")";
    found.add(new Weakness(what, about, key.use() + " " + is, key.remedy()));
  }
}
