package dev.tillwright.core.risk.rule;

import dev.tillwright.core.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A set of risk rules, of one version. Immutable.
 *
 * <p><b>Guarantee.</b> Two sets with the same {@link #digest()} decide the same on the same
 * journal.
 */
public final class RiskRules {
  /** So many rules, and so many measures, are in one set. */
  public static final int MOST = 200;

  /** The area of the settings that tell which set is in force. */
  public static final String AREA = "risk";

  private final String name;
  private final int version;
  private final boolean approved;
  private final Grounds grounds;
  private final List<Measure> measures;
  private final List<RiskRule> rules;
  private final String json;
  private final String digest;

  RiskRules(RiskRulesBuilder from) {
    name = from.name;
    version = from.version;
    approved = from.approved;
    grounds =
        new Grounds(
            from.zone, from.currency, from.lists(), from.countries(), Map.copyOf(from.staff));
    measures = List.copyOf(from.measures);
    rules = List.copyOf(from.rules);
    json = RuleWriter.write(this);
    digest = sha256(json);
  }

  /**
   * Reads a set; the format stands in docs/risk.md and in {@code risk.schema.json} beside this
   * class.
   *
   * @throws dev.tillwright.core.json.JsonException with the JSON pointer of the place
   */
  public static RiskRules parse(String json) {
    return RuleReader.parse(json);
  }

  /**
   * Begins a set in Java; the same model, the same checks.
   *
   * @param name 1 to 64 of a-z, 0-9 and hyphen
   * @param version from 1
   */
  public static RiskRulesBuilder builder(String name, int version, ZoneId zone, Currency currency) {
    return new RiskRulesBuilder(name, version, zone, currency);
  }

  /** What the set is called, in all its versions. */
  public String name() {
    return name;
  }

  public int version() {
    return version;
  }

  /** Whether a till may be opened with it; a draft is for dry runs. */
  public boolean isApproved() {
    return approved;
  }

  /** Zone, currency and lists. */
  public Grounds grounds() {
    return grounds;
  }

  /** In the order of the file. */
  public List<Measure> measures() {
    return measures;
  }

  /** In the order of the file. */
  public List<RiskRule> rules() {
    return rules;
  }

  public Optional<RiskRule> rule(String id) {
    return rules.stream().filter(it -> it.id().equals(id)).findFirst();
  }

  Optional<Measure> measure(String id) {
    return measures.stream().filter(it -> it.id().equals(id)).findFirst();
  }

  /** What its author should know before it counts. */
  public List<RuleFinding> findings() {
    return new RuleChecks(this).run();
  }

  /** Canonical: the same set always gives the same text, which reads back as an equal set. */
  public String toJson() {
    return json;
  }

  /** SHA-256 of {@link #toJson}, 64 lower-case hexadecimal digits. */
  public String digest() {
    return digest;
  }

  /**
   * The settings that put it in force: name, version, digest, and the rules with their versions.
   */
  public Settings settings() {
    StringBuilder versions = new StringBuilder();
    for (RiskRule rule : rules) {
      versions.append(rule.id()).append(' ').append(rule.version());
      versions.append(' ').append(rule.status()).append('\n');
    }
    return Settings.of(AREA)
        .with("set", name)
        .with("version", version)
        .with("digest", digest)
        .withText("rules", versions.toString().strip());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RiskRules that && digest.equals(that.digest);
  }

  @Override
  public int hashCode() {
    return Objects.hash(digest);
  }

  /** Name, version and the beginning of the digest. */
  @Override
  public String toString() {
    return "RiskRules[" + name + " " + version + " " + digest.substring(0, 12) + "]";
  }

  private static String sha256(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
