package dev.tillwright.crypto.emv;

/** What a caller says aloud before it plays the issuer, so that a search finds it. */
public enum NotForProduction {
  /**
   * This is a test host or a simulator, with test keys: real issuers compute in certified hardware,
   * and a till never holds such keys.
   */
  ACKNOWLEDGED
}
