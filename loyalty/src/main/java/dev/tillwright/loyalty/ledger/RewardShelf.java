package dev.tillwright.loyalty.ledger;

import dev.tillwright.loyalty.program.Program;
import dev.tillwright.loyalty.program.Reward;
import dev.tillwright.loyalty.text.Words;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The catalogue of a program, as a member sees it, and the entry by which a reward is taken.
 *
 * <p><b>Guarantees.</b> Price, time, stock and how many one member gets are decided by the ledger
 * when it reads the entry, so that of many who want the last one only one has it, and burns points
 * for it. It is an offer until {@link LedgerQueries#outcome(RewardEntries.Redeemed)} says what it
 * came to.
 *
 * <p><b>Not promised.</b> Tiers change with time and are not in the ledger's tables: who takes a
 * reward for a tier is judged here, when the entry is made.
 *
 * <p><b>Threads.</b> Any number at once.
 */
public final class RewardShelf {
  private final LedgerQueries ledger;
  private final Program program;
  private final Words words;

  /**
   * @param program whose catalogue; the one that was adopted
   * @param language of the reasons; English where there are no words of it
   */
  public RewardShelf(LedgerQueries ledger, Program program, Locale language) {
    this.ledger = ledger;
    this.program = program;
    this.words = Words.in(language);
  }

  /**
   * All rewards in the order of the program, also those that cannot be had.
   *
   * @param tier that the member is in; empty for none
   */
  public List<RewardOffer> offers(String member, String tier, Instant at) {
    long available = ledger.balance(member, at).available();
    return program.rewards().stream()
        .map(reward -> offer(reward, member, tier, available, at))
        .toList();
  }

  /**
   * The reward that is nearest: one that can be had, or else the one for which the fewest points
   * are missing and nothing else; of several the one that costs least. None when there is none.
   *
   * @param tier that the member is in; empty for none
   */
  public Optional<RewardOffer> nearest(String member, String tier, Instant at) {
    return offers(member, tier, at).stream()
        .filter(offer -> offer.free() || against(offer.reward(), member, tier, at).isEmpty())
        .min(
            Comparator.comparingLong(RewardOffer::missing)
                .thenComparingLong(offer -> offer.reward().points())
                .thenComparing(offer -> offer.reward().id()));
  }

  private RewardOffer offer(Reward reward, String member, String tier, long available, Instant at) {
    long missing = Math.max(0, reward.points() - Math.max(0, available));
    String because = against(reward, member, tier, at);
    return new RewardOffer(
        reward,
        missing,
        because.isEmpty() && missing > 0
            ? words.say("reward.missing", words.points(missing))
            : because);
  }

  private String against(Reward reward, String member, String tier, Instant at) {
    if (!reward.effective().at(at, program.zone())) {
      return words.say("reward.time");
    }
    if (!reward.tiers().isEmpty() && !reward.tiers().contains(tier)) {
      return words.say("reward.tiers", words.either(reward.tiers().stream().sorted().toList()));
    }
    if (!reward.hasStock() && !reward.hasMost()) {
      return "";
    }
    Vouchers.Taken taken = ledger.taken(member, reward.id());
    if (taken.all() >= reward.stock()) {
      return words.say("reward.gone");
    }
    return taken.own() >= reward.each() ? words.say("reward.had", taken.own()) : "";
  }

  /**
   * The entry that takes a reward, to be appended.
   *
   * @param key names it, for ever
   * @param tier that the member is in; empty for none
   * @param voucher a code that no other voucher has, used when the reward is one
   * @return none when it cannot be had now; {@link #offers} says why
   */
  public Optional<RewardEntries.Redeemed> take(
      String key, String member, String tier, String reward, String voucher, Instant at) {
    return offers(member, tier, at).stream()
        .filter(offer -> offer.reward().id().equals(reward) && offer.free())
        .findFirst()
        .map(offer -> redeemed(key, member, offer.reward(), voucher, at));
  }

  private RewardEntries.Redeemed redeemed(
      String key, String member, Reward reward, String voucher, Instant at) {
    return new RewardEntries.Redeemed(
        key,
        member,
        reward.points(),
        reward.id(),
        reward
            .voucherEnds(at, program.zone())
            .map(ends -> new RewardEntries.Issued(voucher, member, reward.id(), ends)));
  }
}
