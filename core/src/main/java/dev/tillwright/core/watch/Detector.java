package dev.tillwright.core.watch;

/** The rules, by the numbers that docs/silent-transactions.md gives them. */
public enum Detector {
  /** The host took money that the till does not count. */
  S1("lost at the till"),
  /** Given up here, still charged there. */
  S2("forgotten reversal"),
  /** One purchase, charged twice. */
  S3("duplicate"),
  /** Taken offline and not sent, or entries that the central store does not have. */
  S4("never forwarded"),
  /** Counted here, and not in the host's file. */
  S5("missing at the host"),
  /** Another amount here than there. */
  S6("amount differs"),
  /** The host's file has a payment that the journal does not know. */
  S7("unknown to the journal"),
  /** The journal is not what was written. */
  S8("journal broken"),
  /** A device did something of which nothing was written. */
  S9("device without a record"),
  /** Taken back when the customer had gone. */
  S10("cancelled right after"),
  /** A payment without an end. */
  S11("stuck"),
  /** Money back without a purchase behind it. */
  S12("refund without sale"),
  /** The drawer does not hold what the books say. */
  S13("cash differs"),
  /** Was active, and is quiet against its own rhythm. */
  SILENT("fell silent"),
  /** Far from its own history. */
  LEARNED("unlike itself");

  private final String title;

  Detector(String title) {
    this.title = title;
  }

  /** A few words for people. */
  public String title() {
    return title;
  }
}
