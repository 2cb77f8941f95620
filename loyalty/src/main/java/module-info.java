/** Points that people understand. */
module dev.tillwright.loyalty {
  requires transitive dev.tillwright.core;
  requires static transitive org.jspecify;

  exports dev.tillwright.loyalty.engine;
  exports dev.tillwright.loyalty.guard;
  exports dev.tillwright.loyalty.insight;
  exports dev.tillwright.loyalty.insight.campaign;
  exports dev.tillwright.loyalty.insight.feedback;
  exports dev.tillwright.loyalty.insight.recommend;
  exports dev.tillwright.loyalty.insight.segment;
  exports dev.tillwright.loyalty.insight.silence;
  exports dev.tillwright.loyalty.ledger;
  exports dev.tillwright.loyalty.member;
  exports dev.tillwright.loyalty.partner;
  exports dev.tillwright.loyalty.program;
  exports dev.tillwright.loyalty.tally;
  exports dev.tillwright.loyalty.tier;
}
