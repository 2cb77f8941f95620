package dev.tillwright.loyalty.insight.campaign;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.loyalty.member.Channel;
import dev.tillwright.loyalty.member.ContactOutcome;
import dev.tillwright.loyalty.member.ContactRefusal;
import dev.tillwright.loyalty.member.Purpose;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The journal entries of campaigns:
 *
 * <pre>
 * campaign.planned   id, segment, key, currency, budget, from, to, codes[], controlPermille, channel,
 *                    purpose, contactCost, askedToStopPermille, leastReached, looks
 * campaign.assigned  campaign, treated[], control[]     at most 1,000 members at once
 * campaign.ready     campaign                           nobody comes in any more
 * campaign.reached   campaign, member, outcome, contact as the gate told
 * campaign.refused   campaign, member, refusal          for good; what may go later is not written
 * campaign.looked    campaign                           one look of those that were planned
 * campaign.stopped   campaign, why, by
 * </pre>
 */
public sealed interface CampaignEntries {
  /** So many members are assigned by one entry at most. */
  int AT_ONCE = 1_000;

  /** The entry to append. */
  Draft draft();

  /**
   * Reads an entry; none when it is of another kind.
   *
   * @throws dev.tillwright.core.json.JsonException when the payload is not what the kind says
   */
  static Optional<CampaignEntries> read(Entry entry) {
    if (!entry.kind().startsWith("campaign.")) {
      return Optional.empty();
    }
    JsonIn in = JsonIn.parse(entry.payload());
    return switch (entry.kind()) {
      case Planned.KIND -> Optional.of(new Planned(campaign(in)));
      case Assigned.KIND ->
          Optional.of(new Assigned(in.text("campaign"), in.texts("treated"), in.texts("control")));
      case Ready.KIND -> Optional.of(new Ready(in.text("campaign")));
      case Reached.KIND ->
          Optional.of(
              new Reached(
                  in.text("campaign"),
                  in.text("member"),
                  fits(in, "outcome", () -> ContactOutcome.valueOf(in.text("outcome"))),
                  in.text("contact")));
      case Refused.KIND ->
          Optional.of(
              new Refused(
                  in.text("campaign"),
                  in.text("member"),
                  fits(in, "refusal", () -> ContactRefusal.valueOf(in.text("refusal")))));
      case Looked.KIND -> Optional.of(new Looked(in.text("campaign")));
      case Stopped.KIND ->
          Optional.of(
              new Stopped(
                  in.text("campaign"),
                  fits(in, "why", () -> Why.valueOf(in.text("why"))),
                  in.text("by")));
      default -> Optional.empty();
    };
  }

  private static Campaign campaign(JsonIn in) {
    Currency currency = fits(in, "currency", () -> Currency.getInstance(in.text("currency")));
    StopRules stop =
        fits(
            in,
            "looks",
            () ->
                new StopRules(
                    (int) in.number("askedToStopPermille"),
                    (int) in.number("leastReached"),
                    (int) in.number("looks")));
    return fits(
        in,
        "id",
        () ->
            Campaign.of(
                    in.text("id"),
                    in.text("segment"),
                    in.text("key"),
                    Money.ofMinor(in.number("budget"), currency))
                .runs(Instant.parse(in.text("from")), Instant.parse(in.text("to")))
                .offer(Set.copyOf(in.texts("codes")))
                .control((int) in.number("controlPermille"))
                .reach(Channel.valueOf(in.text("channel")), Purpose.valueOf(in.text("purpose")))
                .contactCost(Money.ofMinor(in.number("contactCost"), currency))
                .stop(stop)
                .build());
  }

  private static <T> T fits(JsonIn in, String name, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw in.wrong(name, "this value cannot be");
    }
  }

  /** Why a campaign stopped. */
  enum Why {
    /** Its budget is spent. */
    BUDGET,
    /** Too many asked not to be reached any more. */
    ASKED_TO_STOP,
    /** Those who were to be reached bought less often than the others. */
    HARM,
    /** A person said so. */
    SAID
  }

  /** A campaign is to be; what was planned is not changed any more. */
  record Planned(Campaign campaign) implements CampaignEntries {
    public static final String KIND = "campaign.planned";

    public Planned {
      Objects.requireNonNull(campaign, "campaign");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("id", campaign.id())
                      .put("segment", campaign.segment())
                      .put("key", campaign.key())
                      .put("currency", campaign.budget().currency().getCurrencyCode())
                      .put("budget", campaign.budget().minor())
                      .put("from", campaign.from().toString())
                      .put("to", campaign.to().toString())
                      .putTexts("codes", new TreeSet<>(campaign.codes()))
                      .put("controlPermille", campaign.controlPermille())
                      .put("channel", campaign.channel().name())
                      .put("purpose", campaign.purpose().name())
                      .put("contactCost", campaign.contactCost().minor())
                      .put("askedToStopPermille", campaign.stop().askedToStopPermille())
                      .put("leastReached", campaign.stop().leastReached())
                      .put("looks", campaign.stop().looks())));
    }
  }

  /** Members and their sides; who has one already keeps it. */
  record Assigned(String campaign, List<String> treated, List<String> control)
      implements CampaignEntries {
    public static final String KIND = "campaign.assigned";

    public Assigned {
      Objects.requireNonNull(campaign, "campaign");
      treated = List.copyOf(treated);
      control = List.copyOf(control);
      if (treated.size() + control.size() > AT_ONCE) {
        throw new IllegalArgumentException("at most " + AT_ONCE + " members at once");
      }
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("campaign", campaign)
                      .putTexts("treated", treated)
                      .putTexts("control", control)));
    }
  }

  /** The sides are drawn; now members may be reached. */
  record Ready(String campaign) implements CampaignEntries {
    public static final String KIND = "campaign.ready";

    public Ready {
      Objects.requireNonNull(campaign, "campaign");
    }

    @Override
    public Draft draft() {
      return new Draft(KIND, JsonOut.object(out -> out.put("campaign", campaign)));
    }
  }

  /** A contact was let through. */
  record Reached(String campaign, String member, ContactOutcome outcome, String contact)
      implements CampaignEntries {
    public static final String KIND = "campaign.reached";

    public Reached {
      Objects.requireNonNull(campaign, "campaign");
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(outcome, "outcome");
      Objects.requireNonNull(contact, "contact");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("campaign", campaign)
                      .put("member", member)
                      .put("outcome", outcome.name())
                      .put("contact", contact)));
    }
  }

  /** A contact was refused, and will be. */
  record Refused(String campaign, String member, ContactRefusal refusal)
      implements CampaignEntries {
    public static final String KIND = "campaign.refused";

    public Refused {
      Objects.requireNonNull(campaign, "campaign");
      Objects.requireNonNull(member, "member");
      Objects.requireNonNull(refusal, "refusal");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out ->
                  out.put("campaign", campaign)
                      .put("member", member)
                      .put("refusal", refusal.name())));
    }
  }

  /** Its effect was looked at. */
  record Looked(String campaign) implements CampaignEntries {
    public static final String KIND = "campaign.looked";

    public Looked {
      Objects.requireNonNull(campaign, "campaign");
    }

    @Override
    public Draft draft() {
      return new Draft(KIND, JsonOut.object(out -> out.put("campaign", campaign)));
    }
  }

  /** Nobody is reached any more. */
  record Stopped(String campaign, Why why, String by) implements CampaignEntries {
    public static final String KIND = "campaign.stopped";

    public Stopped {
      Objects.requireNonNull(campaign, "campaign");
      Objects.requireNonNull(why, "why");
      Objects.requireNonNull(by, "by");
    }

    @Override
    public Draft draft() {
      return new Draft(
          KIND,
          JsonOut.object(
              out -> out.put("campaign", campaign).put("why", why.name()).put("by", by)));
    }
  }
}
