package dev.tillwright.loyalty.insight.campaign;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.loyalty.insight.segment.SegmentFollower;
import dev.tillwright.loyalty.insight.segment.Segments;
import dev.tillwright.loyalty.member.Channel;
import dev.tillwright.loyalty.member.ContactAnswer;
import dev.tillwright.loyalty.member.ContactGate;
import dev.tillwright.loyalty.member.ContactOutcome;
import dev.tillwright.loyalty.member.ContactRefusal;
import dev.tillwright.loyalty.member.ContactRequest;
import dev.tillwright.loyalty.member.ContactText;
import dev.tillwright.loyalty.member.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Plans campaigns, draws their sides, reaches members through the gate and stops. Everything it
 * does is an entry; {@link CampaignFollower} must follow the journal, and the segments' follower.
 *
 * <p><b>Guarantees.</b> Sides are drawn and durable before anybody is reached, by a keyed hash that
 * anybody who has the journal can repeat. A member is asked for at the gate under one name for each
 * campaign, so a crash makes no second contact. Nobody of the control group is reached, nobody
 * beyond the budget, and nobody after a stop or the end. Numbers that were merged after the draw
 * are one person's: he is reached once, and not at all when one of them is of the control group.
 *
 * <p><b>Threads.</b> One call at a time; have one desk for a journal. Each call waits for the disk
 * and the follower, at most as long as its deadline says for each entry.
 */
public final class CampaignDesk {
  /** No larger audience is drawn. */
  public static final int MOST_AUDIENCE = 1_000_000;

  private static final int PAGE = 100;

  /** Refusals that time alone takes away. */
  private static final Set<ContactRefusal> FOR_NOW =
      Set.of(
          ContactRefusal.QUIET_HOURS,
          ContactRefusal.CHANNEL_CAP,
          ContactRefusal.OVERALL_CAP,
          ContactRefusal.NO_SENDER);

  private final Journal journal;
  private final Campaigns campaigns;
  private final Segments segments;
  private final ContactGate gate;
  private final InstantSource clock;

  /**
   * @param journal whose campaigns
   * @param segments the view of segments, in the journal's database
   * @param gate through which everybody is reached
   * @param clock says when an audience is taken, and whether a campaign has ended
   */
  public CampaignDesk(Journal journal, Segments segments, ContactGate gate, InstantSource clock) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.campaigns = new Campaigns(journal.database());
    this.segments = Objects.requireNonNull(segments, "segments");
    this.gate = Objects.requireNonNull(gate, "gate");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** What became of a call. */
  public enum Step {
    DONE,
    /** There is no such campaign, or not yet in this state. */
    NOT_NOW,
    /** One of this id is planned already; it stays as it is. */
    PLANNED_BEFORE,
    /** It has stopped, or ended. */
    OVER,
    /** As often as was planned its effect was looked at. */
    NO_LOOKS_LEFT
  }

  /**
   * How far reaching members came.
   *
   * @param asked members for whom the gate was asked
   * @param reached of them, let through
   * @param later of them, refused for now, or with a carrier that sent nothing: they are asked for
   *     again by the next call
   * @param step what stands in the way of more; {@code DONE} when nothing does
   */
  public record Sent(int asked, int reached, int later, Step step) {}

  /** Plans a campaign; nobody is in it yet. */
  public synchronized Step plan(Campaign campaign, Duration deadline) {
    settle(deadline);
    if (campaigns.kept(campaign.id()).isPresent()) {
      return Step.PLANNED_BEFORE;
    }
    append(deadline, new CampaignEntries.Planned(campaign).draft());
    return Step.DONE;
  }

  /**
   * Takes who is in its segment now and draws their sides. After a crash call it again: who has a
   * side keeps it.
   *
   * @throws IllegalArgumentException when the segment's rules do not know it, or more than {@value
   *     #MOST_AUDIENCE} are in it
   */
  public synchronized Step draw(String id, Duration deadline) {
    journal.awaitFollowers(deadline);
    Campaigns.Kept kept = campaigns.kept(id).orElse(null);
    if (kept == null || kept.ready()) {
      return Step.NOT_NOW;
    }
    if (over(kept)) {
      return Step.OVER;
    }
    Campaign campaign = kept.campaign();
    List<String> audience = new ArrayList<>();
    segments.members(
        campaign.segment(),
        clock.instant(),
        member -> {
          if (audience.size() == MOST_AUDIENCE) {
            throw new IllegalArgumentException("more than " + MOST_AUDIENCE + " members");
          }
          audience.add(member);
        });
    for (int i = 0; i < audience.size(); i += CampaignEntries.AT_ONCE) {
      assign(
          campaign,
          audience.subList(i, Math.min(i + CampaignEntries.AT_ONCE, audience.size())),
          deadline);
    }
    append(deadline, new CampaignEntries.Ready(id).draft());
    return Step.DONE;
  }

  private void assign(Campaign campaign, List<String> members, Duration deadline) {
    List<String> treated = new ArrayList<>();
    List<String> control = new ArrayList<>();
    for (String member : members) {
      Group side = Group.draw(campaign.key(), member, campaign.controlPermille());
      (side == Group.CONTROL ? control : treated).add(member);
    }
    journal.append(new CampaignEntries.Assigned(campaign.id(), treated, control).draft(), deadline);
  }

  /**
   * Asks the gate for members who were not reached yet, in the order of their numbers.
   *
   * @param text what they are told
   * @param most so many at most
   * @param deadline for each contact
   */
  public synchronized Sent send(String id, ContactText text, int most, Duration deadline) {
    settle(deadline);
    journal.awaitFollower(SegmentFollower.NAME, journal.headSeq(), deadline); // knows mergers
    Campaigns.Kept kept = campaigns.kept(id).orElse(null);
    if (kept == null || !kept.ready()) {
      return new Sent(0, 0, 0, Step.NOT_NOW);
    }
    int asked = 0;
    int reached = 0;
    int later = 0;
    String after = "";
    while (asked < most) {
      List<String> page = campaigns.waiting(id, after, Math.min(PAGE, most - asked));
      if (page.isEmpty()) {
        break;
      }
      for (String member : page) {
        after = member;
        if (heldBack(id, member)) {
          continue;
        }
        if (mustStop(id, deadline)) {
          return new Sent(asked, reached, later, Step.OVER);
        }
        ContactAnswer answer = ask(kept.campaign(), member, text, deadline);
        asked++;
        if (answer instanceof ContactAnswer.Made made) {
          if (made.outcome() == ContactOutcome.NOT_SENT) {
            later++; // certainly not sent: the gate lets the same name through again
            continue;
          }
          append(
              deadline,
              new CampaignEntries.Reached(id, member, made.outcome(), made.contact()).draft());
          reached++;
        } else if (answer instanceof ContactAnswer.Refused refused) {
          if (refused.notBefore().isPresent() || FOR_NOW.contains(refused.reason())) {
            later++; // the gate has it in the journal; it is asked again by the next call
          } else {
            append(deadline, new CampaignEntries.Refused(id, member, refused.reason()).draft());
          }
        }
      }
    }
    return new Sent(asked, reached, later, Step.DONE);
  }

  /** By another number of the same person; nothing is written, for a merger may be taken back. */
  private boolean heldBack(String id, String member) {
    List<String> numbers = segments.numbers(member);
    return numbers.size() > 1 && campaigns.heldBack(id, member, numbers);
  }

  private ContactAnswer ask(Campaign campaign, String member, ContactText text, Duration deadline) {
    Channel channel = campaign.channel();
    return gate.once(
        new ContactRequest(
            "c/" + campaign.id() + "/" + member,
            MemberId.of(member),
            channel,
            campaign.purpose(),
            text),
        deadline);
  }

  private boolean mustStop(String id, Duration deadline) {
    Campaigns.Kept kept = campaigns.kept(id).orElseThrow();
    if (over(kept)) {
      return true;
    }
    Campaign campaign = kept.campaign();
    long contacts = Math.multiplyExact(campaign.contactCost().minor(), kept.reached() + 1);
    if (Math.addExact(kept.taken(), contacts) > campaign.budget().minor()) {
      stop(id, CampaignEntries.Why.BUDGET, "", deadline);
      return true;
    }
    if (kept.reached() >= campaign.stop().leastReached()
        && kept.stops() * 1_000 > kept.reached() * campaign.stop().askedToStopPermille()) {
      stop(id, CampaignEntries.Why.ASKED_TO_STOP, "", deadline);
      return true;
    }
    return false;
  }

  private boolean over(Campaigns.Kept kept) {
    Instant now = clock.instant();
    return !kept.stopped().isEmpty() || !now.isBefore(kept.campaign().to());
  }

  /** Looks at the effect so far, and stops when it does harm. Each look is one of those planned. */
  public synchronized Step look(String id, Duration deadline) {
    settle(deadline);
    Campaigns.Kept kept = campaigns.kept(id).orElse(null);
    if (kept == null || !kept.ready()) {
      return Step.NOT_NOW;
    }
    if (!kept.stopped().isEmpty()) {
      return Step.OVER;
    }
    StopRules rules = kept.campaign().stop();
    if (kept.looks() >= rules.looks()) {
      return Step.NO_LOOKS_LEFT;
    }
    append(deadline, new CampaignEntries.Looked(id).draft());
    boolean harm =
        campaigns
            .report(id, rules.confidence())
            .flatMap(CampaignReport::buying)
            .map(it -> it.high() < 0)
            .orElse(false);
    if (harm) {
      stop(id, CampaignEntries.Why.HARM, "", deadline);
      return Step.OVER;
    }
    return Step.DONE;
  }

  /** A person stops it. */
  public synchronized Step stop(String id, String operator, Duration deadline) {
    settle(deadline);
    Campaigns.Kept kept = campaigns.kept(id).orElse(null);
    if (kept == null) {
      return Step.NOT_NOW;
    }
    if (!kept.stopped().isEmpty()) {
      return Step.OVER;
    }
    stop(id, CampaignEntries.Why.SAID, operator, deadline);
    return Step.DONE;
  }

  private void stop(String id, CampaignEntries.Why why, String by, Duration deadline) {
    append(deadline, new CampaignEntries.Stopped(id, why, by).draft());
  }

  private void append(Duration deadline, Draft draft) {
    journal.append(draft, deadline);
    settle(deadline);
  }

  private void settle(Duration deadline) {
    journal.awaitFollower(CampaignFollower.NAME, journal.headSeq(), deadline);
  }
}
