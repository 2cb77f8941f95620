package dev.tillwright.loyalty.insight.campaign;

import dev.tillwright.core.store.Migration;
import java.util.List;

/** The tables of the view. */
final class CampaignTables {
  static final List<String> NAMES =
      List.of("campaign", "campaign_code", "campaign_member", "campaign_sale");

  static final List<Migration> MIGRATIONS =
      List.of(
          Migration.of(
              1,
              "create table campaign (id text not null, from_ms bigint not null,"
                  + " to_ms bigint not null, currency text not null, planned text not null,"
                  + " ready integer not null, looks integer not null, stopped text not null,"
                  + " stopped_by text not null, primary key (id))",
              "create table campaign_code (code text not null, campaign text not null,"
                  + " primary key (code, campaign))",
              "create table campaign_member (campaign text not null, member text not null,"
                  + " side text not null, answer text not null, contact text not null,"
                  + " purchases bigint not null, spent bigint not null,"
                  + " redemptions bigint not null, primary key (campaign, member))",
              "create index campaign_member_member on campaign_member (member)",
              // Sales in its time: of its members, or with its offer by anybody.
              "create table campaign_sale (sale text not null, campaign text not null,"
                  + " member text not null, minor bigint not null, redeemed integer not null,"
                  + " taken bigint not null, gone integer not null,"
                  + " primary key (sale, campaign))",
              "create index campaign_sale_campaign on campaign_sale (campaign)"),
          // Sums of what stands in the other tables, so that a stop rule need not read them.
          Migration.of(
              2,
              "alter table campaign add column reached bigint not null default 0",
              "alter table campaign add column stops bigint not null default 0",
              "alter table campaign add column taken bigint not null default 0",
              "update campaign set reached = (select count(*) from campaign_member m"
                  + " where m.campaign = campaign.id and m.answer <> '' and m.answer <> 'NOT_SENT'"
                  + " and m.answer not like '!%'), stops = (select count(*) from campaign_member m"
                  + " where m.campaign = campaign.id and m.answer = 'ASKED_TO_STOP'),"
                  + " taken = (select coalesce(sum(s.taken), 0) from campaign_sale s"
                  + " where s.campaign = campaign.id and s.redeemed = 1 and s.gone = 0)"));

  private CampaignTables() {}
}
