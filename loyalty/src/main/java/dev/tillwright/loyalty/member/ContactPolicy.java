package dev.tillwright.loyalty.member;

import dev.tillwright.core.json.JsonOut;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When and how often members may be reached. Unless said otherwise, quiet hours are from 21:00 to
 * 8:00 for every purpose; at most one contact a day and four a week on all channels together, and
 * two calls in thirty days; what is transactional neither counts nor is stopped by that. Consent is
 * no matter of policy: everything that is not transactional needs it.
 *
 * <p>Immutable. Each entry of a contact names the policy and the digest of its terms.
 */
public final class ContactPolicy {
  /** So many caps at most. */
  public static final int MAX_CAPS = 16;

  private final String name;
  private final ZoneId zone;
  private final Map<Purpose, QuietHours> quiet;
  private final List<Cap> caps;
  private final String json;
  private final String digest;

  private ContactPolicy(Builder builder) {
    name = builder.name;
    zone = builder.zone;
    quiet = new EnumMap<>(builder.quiet);
    caps = builder.caps == null ? defaults() : List.copyOf(builder.caps);
    json = JsonOut.object(this::write);
    digest = digest(json);
  }

  private static List<Cap> defaults() {
    return List.of(
        Cap.overall(1, Duration.ofDays(1)),
        Cap.overall(4, Duration.ofDays(7)),
        Cap.on(Channel.VOICE, 2, Duration.ofDays(30)));
  }

  /**
   * A policy with the terms said above.
   *
   * @param name with its version, such as {@code house/3}: 1 to 64 letters, digits and {@code . _ /
   *     -}
   * @param zone where members live who did not say where
   */
  public static Builder named(String name, ZoneId zone) {
    return new Builder(name, zone);
  }

  /** Its name and the first 8 digits of the SHA-256 of its terms: {@code house/3@5f3a09c2}. */
  public String id() {
    return name + "@" + digest.substring(0, 8);
  }

  /** Its terms, as one JSON object. */
  public String toJson() {
    return json;
  }

  ZoneId zone() {
    return zone;
  }

  QuietHours quiet(Purpose purpose) {
    return quiet.getOrDefault(purpose, QuietHours.NONE);
  }

  List<Cap> caps() {
    return caps;
  }

  private void write(JsonOut out) {
    out.put("policy", name).put("zone", zone.getId());
    out.putAll(
        "quiet",
        quiet.entrySet(),
        (inner, each) ->
            inner
                .put("purpose", each.getKey().name())
                .put("from", each.getValue().from().toString())
                .put("to", each.getValue().to().toString())
                .putTexts(
                    "restDays",
                    each.getValue().restDays().stream().sorted().map(DayOfWeek::name).toList()));
    out.putAll(
        "caps",
        caps,
        (inner, cap) ->
            inner
                .put("most", cap.most())
                .put("within", cap.within().toString())
                .putTexts("channels", cap.channels().stream().sorted().map(Channel::name).toList())
                .putTexts(
                    "purposes", cap.purposes().stream().sorted().map(Purpose::name).toList()));
  }

  private static String digest(String json) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(json.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Name and digest. */
  @Override
  public String toString() {
    return "ContactPolicy[" + id() + "]";
  }

  /** Collects the terms. */
  public static final class Builder {
    private static final QuietHours NIGHT =
        QuietHours.nightly(LocalTime.of(21, 0), LocalTime.of(8, 0));

    private final String name;
    private final ZoneId zone;
    private final Map<Purpose, QuietHours> quiet = new EnumMap<>(Purpose.class);
    private @Nullable List<Cap> caps;

    private Builder(String name, ZoneId zone) {
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}")) {
        throw new IllegalArgumentException("name: 1 to 64 letters, digits and . _ / -");
      }
      this.name = name;
      this.zone = Objects.requireNonNull(zone, "zone");
      for (Purpose purpose : Purpose.values()) {
        quiet.put(purpose, NIGHT);
      }
    }

    /** These hours are quiet for a purpose, in place of 21:00 to 8:00. */
    public Builder quiet(Purpose purpose, QuietHours hours) {
      quiet.put(purpose, Objects.requireNonNull(hours, "hours"));
      return this;
    }

    /** This cap holds, in place of those that hold unless said otherwise; all of several do. */
    public Builder cap(Cap cap) {
      if (caps == null) {
        caps = new ArrayList<>();
      }
      if (caps.size() == MAX_CAPS) {
        throw new IllegalArgumentException("at most " + MAX_CAPS + " caps");
      }
      caps.add(Objects.requireNonNull(cap, "cap"));
      return this;
    }

    public ContactPolicy build() {
      return new ContactPolicy(this);
    }
  }
}
