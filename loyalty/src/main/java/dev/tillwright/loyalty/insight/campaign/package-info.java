/**
 * What a campaign did: whom it was for, who was kept out to compare with, who was reached, who used
 * the offer, and what came of it with an interval. May import {@code insight.segment}, {@code
 * member} and core. Start with {@link dev.tillwright.loyalty.insight.campaign.CampaignDesk};
 * docs/insight.md gives the methods and their sources.
 */
@NullMarked
package dev.tillwright.loyalty.insight.campaign;

import org.jspecify.annotations.NullMarked;
