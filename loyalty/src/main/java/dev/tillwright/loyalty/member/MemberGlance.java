package dev.tillwright.loyalty.member;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a till shows of a member, in one piece. Nothing in it is about the person.
 *
 * @param member the number that stays
 * @param available points that can be spent, of all merged numbers
 * @param pending points that are not free yet
 * @param tier the tier; empty for none
 * @param toNextTier so much until the next; none at the top, or without tiers
 * @param reward the nearest reward
 * @param offers at most five; none unless the member wants them
 * @param agreed what the member agreed to, as {@code SMS/MARKETING}
 * @param wants what else the member wants
 * @param asOf when all this was true
 * @param age how old it is; zero when it was read just now
 */
public record MemberGlance(
    MemberId member,
    long available,
    long pending,
    String tier,
    Optional<Long> toNextTier,
    Optional<NearReward> reward,
    List<PersonalOffer> offers,
    Set<String> agreed,
    Set<Preference> wants,
    Instant asOf,
    Duration age) {
  public MemberGlance {
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(tier, "tier");
    Objects.requireNonNull(toNextTier, "toNextTier");
    Objects.requireNonNull(reward, "reward");
    offers = List.copyOf(offers);
    agreed = Set.copyOf(agreed);
    wants = Set.copyOf(wants);
    Objects.requireNonNull(asOf, "asOf");
    Objects.requireNonNull(age, "age");
  }

  /**
   * A reward.
   *
   * @param id which
   * @param points it costs
   * @param missing so many more are needed; 0 when it can be had
   */
  public record NearReward(String id, long points, long missing) {
    public NearReward {
      Objects.requireNonNull(id, "id");
    }
  }

  /** Whether it comes from the till's own memory, for what it was read from did not answer. */
  public boolean isSnapshot() {
    return !age.isZero();
  }

  /** Whether the member agreed to a channel and purpose. */
  public boolean agreed(Channel channel, Purpose purpose) {
    return agreed.contains(channel + "/" + purpose);
  }

  MemberGlance aged(Duration age) {
    return new MemberGlance(
        member, available, pending, tier, toNextTier, reward, offers, agreed, wants, asOf, age);
  }
}
