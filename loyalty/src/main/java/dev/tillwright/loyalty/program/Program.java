package dev.tillwright.loyalty.program;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A points program: the rules by which a shop gives points, as immutable data.
 *
 * <p><b>Guarantee.</b> Two programs with the same {@link #digest()} give the same points on the
 * same baskets. The format is described by the JSON Schema that lies beside this class as {@code
 * program.schema.json}.
 */
public final class Program {
  private final Parts parts;
  private final String json;
  private final String digest;

  Program(Parts parts) {
    this.parts = parts;
    this.json = ProgramWriter.write(parts);
    this.digest = sha256(json);
  }

  /** Makes a program in Java: the same model, and the same checks, as from JSON. */
  public static ProgramBuilder builder(String id, int version, ZoneId zone, Currency currency) {
    return new ProgramBuilder(id, version, zone, currency);
  }

  /**
   * Reads a program strictly.
   *
   * @throws dev.tillwright.core.json.JsonException when the text is not JSON, has an unknown or a
   *     missing field, or a value or rule that cannot be; with the JSON pointer of the place
   */
  public static Program parse(String json) {
    return ProgramReader.parse(json);
  }

  /**
   * Reads a program from a file in UTF-8, at most 16 MiB.
   *
   * @throws dev.tillwright.core.TillwrightException when the file cannot be read ({@code
   *     program.unreadable}) or is not a program ({@code program.invalid}); the message names the
   *     file and the place
   */
  public static Program read(Path file) {
    return ProgramReader.read(file);
  }

  /** Stable over all versions: {@code "corner-club"}. */
  public String id() {
    return parts.id();
  }

  /** From 1. */
  public int version() {
    return parts.version();
  }

  /** Identifier and version: {@code "corner-club/3"}. */
  public String name() {
    return id() + "/" + version();
  }

  /** The zone of every date and time of day in the program. */
  public ZoneId zone() {
    return parts.zone();
  }

  public Currency currency() {
    return parts.currency();
  }

  /** When it is in force, once approved. */
  public Effective effective() {
    return parts.effective();
  }

  /** The program's name for the customer, by language; may be empty. */
  public Map<String, String> text() {
    return parts.text();
  }

  /** The money that earns. */
  public Base base() {
    return parts.base();
  }

  public Rounding rounding() {
    return parts.rounding();
  }

  /** What several factors on one line come to. */
  public Multipliers multipliers() {
    return parts.multipliers();
  }

  /** What points are worth as a tender; none when they cannot be redeemed. */
  public Optional<Worth> worth() {
    return parts.worth();
  }

  /** What happens to points after a sale gave them; {@link Terms#PLAIN} when it says nothing. */
  public Terms terms() {
    return parts.terms();
  }

  /** The tiers; none when all members are alike. */
  public Optional<TierPlan> tiers() {
    return parts.tiers();
  }

  /** The catalogue: what members take for points. */
  public List<Reward> rewards() {
    return parts.rewards();
  }

  /** What all rules together give at most. */
  public List<Limit> limits() {
    return parts.limits();
  }

  /** Points for all members together, on which rules draw. */
  public List<Budget> budgets() {
    return parts.budgets();
  }

  /** Groups of rules of which only one counts. */
  public List<Group> groups() {
    return parts.groups();
  }

  /** The rule of this id. */
  public Optional<Rule> rule(String id) {
    return rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** In order of evaluation. */
  public List<Rule> rules() {
    return parts.rules();
  }

  /** SHA-256 of the canonical form, 64 lower-case hexadecimal digits. */
  public String digest() {
    return digest;
  }

  /** The canonical form: one JSON text for all programs that are equal. */
  public String toJson() {
    return json;
  }

  /** The rules in plain words, for the customer; in English where the language has no words. */
  public String describe(Locale locale) {
    return RulePage.of(this, Wording.in(locale));
  }

  /**
   * What changed since another version, a sentence each, for the customer; in English where the
   * language has no words. Empty when nothing did that a customer could notice.
   */
  public List<String> changesSince(Program before, Locale locale) {
    return ProgramChanges.between(before, this, Wording.in(locale));
  }

  /** What the author should look at before the program counts; any name is taken. */
  public List<Finding> findings() {
    return findings(Known.NOTHING);
  }

  /** The same, with what names exist. */
  public List<Finding> findings(Known known) {
    return ProgramChecks.of(this, known);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Program program && digest.equals(program.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  /** Name and the beginning of the digest. */
  @Override
  public String toString() {
    return "Program[" + name() + " " + digest.substring(0, 12) + "]";
  }

  private static String sha256(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** What several factors on one line come to. */
  public enum Multipliers {
    /** 1 and the sum of what each factor is above 1. */
    ADD,
    /** Their product. */
    MULTIPLY
  }

  record Parts(
      String id,
      int version,
      ZoneId zone,
      Currency currency,
      Effective effective,
      Map<String, String> text,
      Base base,
      Rounding rounding,
      Multipliers multipliers,
      Optional<Worth> worth,
      Terms terms,
      Optional<TierPlan> tiers,
      List<Reward> rewards,
      List<Limit> limits,
      List<Budget> budgets,
      List<Group> groups,
      List<Rule> rules) {
    Parts {
      text = Map.copyOf(text);
      rewards = List.copyOf(rewards);
      limits = List.copyOf(limits);
      budgets = List.copyOf(budgets);
      groups = List.copyOf(groups);
      rules = List.copyOf(rules);
    }
  }
}
