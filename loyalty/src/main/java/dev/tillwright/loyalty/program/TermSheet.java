package dev.tillwright.loyalty.program;

import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the points ledger has to know of a program, without its rules: small enough for one journal
 * entry, so that the books can be folded again as they were kept.
 *
 * @param program identifier
 * @param version of the program
 * @param digest of the program as frozen; empty for a sheet of no program
 * @param zone in which days, months and years are counted
 * @param currency of the spend that counts for tiers
 * @param terms of the points
 * @param tiers none when all members are alike
 * @param rewards the catalogue
 */
public record TermSheet(
    String program,
    int version,
    String digest,
    ZoneId zone,
    Currency currency,
    Terms terms,
    Optional<TierPlan> tiers,
    List<Reward> rewards) {
  public TermSheet {
    Objects.requireNonNull(program, "program");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(zone, "zone");
    Objects.requireNonNull(currency, "currency");
    Objects.requireNonNull(terms, "terms");
    Objects.requireNonNull(tiers, "tiers");
    rewards = List.copyOf(rewards);
  }

  /** A sheet without a catalogue. */
  public TermSheet(
      String program,
      int version,
      String digest,
      ZoneId zone,
      Currency currency,
      Terms terms,
      Optional<TierPlan> tiers) {
    this(program, version, digest, zone, currency, terms, tiers, List.of());
  }

  /** The reward of this id. */
  public Optional<Reward> reward(String id) {
    return rewards.stream().filter(reward -> reward.id().equals(id)).findFirst();
  }

  /** That of a program. */
  public static TermSheet of(Program program) {
    return new TermSheet(
        program.id(),
        program.version(),
        program.digest(),
        program.zone(),
        program.currency(),
        program.terms(),
        program.tiers(),
        program.rewards());
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws JsonException with the place, when it is not a term sheet
   */
  public static TermSheet parse(String json) {
    JsonIn in = JsonIn.parse(json);
    Currency currency;
    ZoneId zone;
    try {
      currency = Currency.getInstance(in.text("currency"));
    } catch (IllegalArgumentException e) {
      throw in.wrong("currency", "a currency of ISO 4217 was expected");
    }
    try {
      zone = ZoneId.of(in.text("zone"));
    } catch (DateTimeException e) {
      throw in.wrong("zone", "a zone such as Europe/London was expected");
    }
    return new TermSheet(
        in.text("program"),
        Math.toIntExact(in.number("version")),
        in.text("digest"),
        zone,
        currency,
        TermsReader.terms(in.object("terms")),
        in.optionalObject("tiers").map(tiers -> TermsReader.tiers(tiers, currency)),
        RewardFormat.ofSheet(in));
  }

  /** The canonical form. */
  public String toJson() {
    return JsonOut.object(
        out -> {
          out.put("program", program)
              .put("version", version)
              .put("digest", digest)
              .put("zone", zone.getId())
              .put("currency", currency.getCurrencyCode())
              .put("terms", to -> TermsWriter.terms(to, terms));
          tiers.ifPresent(plan -> out.put("tiers", to -> TermsWriter.tiers(to, plan, currency)));
          if (!rewards.isEmpty()) {
            out.putAll("rewards", rewards, RewardFormat::write);
          }
        });
  }
}
