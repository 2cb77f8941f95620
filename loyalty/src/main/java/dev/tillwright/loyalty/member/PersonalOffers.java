package dev.tillwright.loyalty.member;

import java.time.Instant;
import java.util.List;

/**
 * The port to what guesses what a member would like. Asked for members alone who want {@link
 * Preference#PERSONALISATION}. Any number of threads at once; answers from what is at hand.
 */
@FunctionalInterface
public interface PersonalOffers {
  /** Nothing is offered. */
  PersonalOffers NONE = (member, at) -> List.of();

  /** Offers, the best first; the first five are shown. */
  List<PersonalOffer> of(MemberId member, Instant at);
}
