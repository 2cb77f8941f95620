package dev.tillwright.loyalty.insight.campaign;

import dev.tillwright.core.basket.AppliedDiscount;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Follower;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.SaleId;
import dev.tillwright.core.sale.SaleKind;
import dev.tillwright.core.store.Migration;
import dev.tillwright.core.store.Tx;
import dev.tillwright.loyalty.member.ContactOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps who is in which campaign, who was reached, and what was bought and redeemed in its time.
 * {@link Campaigns} reads it.
 *
 * <p>A sale counts for a campaign when it comes after its member's side was drawn, in the
 * campaign's time and currency; once, by its id. What comes back of such a sale is taken off what
 * its member spent, whenever it comes; a voided one did not happen.
 *
 * <p><b>Guarantees.</b> A pure fold, as {@link Follower} says. <b>Not promised.</b> Where several
 * terminals are folded, sales that were folded before the campaign's own entries are not seen: plan
 * before the time begins.
 *
 * <p><b>Threads.</b> As {@link Follower} says; the object itself has no state.
 */
public final class CampaignFollower implements Follower {
  /** The follower's name. */
  public static final String NAME = "campaigns";

  private static final String ANSWERED =
      "update campaign_member set answer = ?, contact = ? where campaign = ? and member = ?";

  /** A follower; all of its state is in the journal's database. */
  public CampaignFollower() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Migration> migrations() {
    return CampaignTables.MIGRATIONS;
  }

  @Override
  public void apply(Entry entry, Tx tx) {
    if (entry.kind().equals(CompletedSale.KIND)) {
      for (CompletedSale sale : CompletedSale.read(entry).parts()) {
        if (sale.kind() == SaleKind.SALE) {
          sold(entry.at().toEpochMilli(), sale, tx);
        } else {
          cameBack(sale, tx);
        }
      }
      return;
    }
    CampaignEntries.read(entry).ifPresent(own -> apply(own, entry, tx));
  }

  private static void apply(CampaignEntries own, Entry entry, Tx tx) {
    if (own instanceof CampaignEntries.Planned planned) {
      planned(planned.campaign(), entry.payload(), tx);
    } else if (own instanceof CampaignEntries.Assigned assigned) {
      assign(assigned.campaign(), Group.TREATED, assigned.treated(), tx);
      assign(assigned.campaign(), Group.CONTROL, assigned.control(), tx);
    } else if (own instanceof CampaignEntries.Ready ready) {
      tx.update("update campaign set ready = 1 where id = ?", ready.campaign());
    } else if (own instanceof CampaignEntries.Reached it) {
      answered(it.campaign(), it.member(), it.outcome().name(), it.contact(), tx);
    } else if (own instanceof CampaignEntries.Refused it) {
      answered(it.campaign(), it.member(), "!" + it.refusal().name(), "", tx);
    } else if (own instanceof CampaignEntries.Looked it) {
      tx.update("update campaign set looks = looks + 1 where id = ?", it.campaign());
    } else if (own instanceof CampaignEntries.Stopped it) {
      tx.update(
          "update campaign set stopped = ?, stopped_by = ? where id = ? and stopped = ''",
          it.why().name(),
          it.by(),
          it.campaign());
    }
  }

  private static void answered(
      String campaign, String member, String answer, String contact, Tx tx) {
    Optional<String> before =
        tx.first(
            "select answer from campaign_member where campaign = ? and member = ?",
            row -> row.text(1),
            campaign,
            member);
    if (before.isEmpty()) {
      return;
    }
    tx.update(ANSWERED, answer, contact, campaign, member);
    tx.update(
        "update campaign set reached = reached + ?, stops = stops + ? where id = ?",
        left(answer) - left(before.get()),
        stop(answer) - stop(before.get()),
        campaign);
  }

  /** Whether it left the house, as the gate counts it. */
  private static int left(String answer) {
    return answer.isEmpty()
            || answer.startsWith("!")
            || answer.equals(ContactOutcome.NOT_SENT.name())
        ? 0
        : 1;
  }

  private static int stop(String answer) {
    return answer.equals(ContactOutcome.ASKED_TO_STOP.name()) ? 1 : 0;
  }

  private static void planned(Campaign campaign, String payload, Tx tx) {
    if (tx.insertIfAbsent(
        "insert into campaign (id, from_ms, to_ms, currency, planned, ready, looks, stopped,"
            + " stopped_by) values (?,?,?,?,?,0,0,'','')",
        campaign.id(),
        campaign.from().toEpochMilli(),
        campaign.to().toEpochMilli(),
        campaign.budget().currency().getCurrencyCode(),
        payload)) {
      for (String code : campaign.codes()) {
        tx.update("insert into campaign_code (code, campaign) values (?,?)", code, campaign.id());
      }
    }
  }

  private static void assign(String campaign, Group side, List<String> members, Tx tx) {
    for (String member : members) {
      tx.insertIfAbsent(
          "insert into campaign_member (campaign, member, side, answer, contact, purchases, spent,"
              + " redemptions) values (?,?,?,'','',0,0,0)",
          campaign,
          member,
          side.name());
    }
  }

  private static void sold(long at, CompletedSale sale, Tx tx) {
    String currency = sale.total().currency().getCurrencyCode();
    String member = sale.member();
    Map<String, Long> taken = redeemed(at, currency, sale, tx);
    Map<String, Boolean> of = new TreeMap<>();
    taken.keySet().forEach(campaign -> of.put(campaign, false));
    if (member != null) {
      tx.list(
              "select c.id from campaign_member m join campaign c on c.id = m.campaign"
                  + " where m.member = ? and c.from_ms <= ? and c.to_ms > ? and c.currency = ?"
                  + " order by c.id",
              row -> row.text(1),
              member,
              at,
              at,
              currency)
          .forEach(campaign -> of.put(campaign, true));
    }
    of.forEach(
        (campaign, ours) -> count(campaign, ours ? member : null, sale, taken.get(campaign), tx));
  }

  private static void count(
      String campaign, @Nullable String member, CompletedSale sale, @Nullable Long taken, Tx tx) {
    if (!tx.insertIfAbsent(
        "insert into campaign_sale (sale, campaign, member, minor, redeemed, taken, gone)"
            + " values (?,?,?,?,?,?,0)",
        sale.id().toString(),
        campaign,
        member == null ? "" : member,
        sale.total().minor(),
        taken == null ? 0 : 1,
        taken == null ? 0 : taken)) {
      return;
    }
    if (taken != null) {
      taken(campaign, taken, tx);
    }
    if (member != null) {
      add(campaign, member, 1, sale.total().minor(), taken == null ? 0 : 1, tx);
    }
  }

  private static void taken(String campaign, long minor, Tx tx) {
    tx.update("update campaign set taken = taken + ? where id = ?", minor, campaign);
  }

  private static void add(
      String campaign, String member, long purchases, long spent, long redemptions, Tx tx) {
    tx.update(
        "update campaign_member set purchases = purchases + ?, spent = spent + ?,"
            + " redemptions = redemptions + ? where campaign = ? and member = ?",
        purchases,
        spent,
        redemptions,
        campaign,
        member);
  }

  /** What the coupons of each campaign took off. */
  private static Map<String, Long> redeemed(long at, String currency, CompletedSale sale, Tx tx) {
    Map<String, Long> taken = new TreeMap<>();
    for (AppliedDiscount each : sale.discounts()) {
      String coupon = each.discount().coupon();
      if (coupon != null) {
        tx.list(
                "select c.id from campaign_code k join campaign c on c.id = k.campaign"
                    + " where k.code = ? and c.from_ms <= ? and c.to_ms > ? and c.currency = ?",
                row -> row.text(1),
                coupon,
                at,
                at,
                currency)
            .forEach(campaign -> taken.merge(campaign, each.amount().minor(), Long::sum));
      }
    }
    return taken;
  }

  private record Counted(String campaign, String member, long minor, long redeemed, long taken) {}

  private static void cameBack(CompletedSale back, Tx tx) {
    SaleId origin = back.origin();
    if (origin == null) {
      return;
    }
    boolean voided = back.kind() == SaleKind.VOID;
    for (Counted each :
        tx.list(
            "select campaign, member, minor, redeemed, taken from campaign_sale where sale = ?"
                + " and gone = 0",
            row ->
                new Counted(row.text(1), row.text(2), row.number(3), row.number(4), row.number(5)),
            origin.toString())) {
      if (!voided) {
        add(each.campaign(), each.member(), 0, -back.total().minor(), 0, tx);
        continue;
      }
      add(each.campaign(), each.member(), -1, -each.minor(), -each.redeemed(), tx);
      taken(each.campaign(), -each.taken(), tx);
      tx.update(
          "update campaign_sale set gone = 1 where sale = ? and campaign = ?",
          origin.toString(),
          each.campaign());
    }
  }

  @Override
  public void reset(Tx tx) {
    CampaignTables.NAMES.forEach(table -> tx.update("delete from " + table));
  }
}
