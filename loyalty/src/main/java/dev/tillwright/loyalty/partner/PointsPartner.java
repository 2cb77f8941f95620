package dev.tillwright.loyalty.partner;

import java.time.Duration;

/**
 * A house with points of its own: an airline, a bank, a coalition.
 *
 * <p><b>Contract.</b> A call answers within its deadline, whatever the network does, and never
 * throws for anything the network did: what cannot be known is {@link PartnerReply.Unknown}. All
 * calls about one exchange carry the same key. A call that comes again with the same content has
 * its effect once and gets the same answer; with other content it is refused. What was refused or
 * released under a key is never done under it later.
 *
 * <p><b>Threads.</b> Any number at once.
 */
public interface PointsPartner {

  /** Names it in entries and statements, for ever; 1 to 64 characters, not {@code house}. */
  String id();

  /** What this partner can do. The same answer each time. */
  Capabilities capabilities();

  /** Sets points of an account aside. */
  PartnerReply hold(PartnerRequest request, Duration deadline);

  /** Takes all that was set aside under the key. */
  PartnerReply capture(String key, Duration deadline);

  /**
   * Ends a key: what is set aside under it is free again. Refused when it was captured or credited.
   */
  PartnerReply release(String key, Duration deadline);

  /** Gives points to an account. */
  PartnerReply credit(PartnerRequest request, Duration deadline);

  /** What became of a key. */
  PartnerState query(String key, Duration deadline);

  /**
   * What a partner can do.
   *
   * @param most points of one exchange, counted in the partner's; positive
   * @param endsUnseen whether {@code release} of a key that never came ends it too, so that a
   *     request which comes later is refused
   */
  record Capabilities(long most, boolean endsUnseen) {
    public Capabilities {
      if (most < 1) {
        throw new IllegalArgumentException("an exchange has points");
      }
    }
  }
}
