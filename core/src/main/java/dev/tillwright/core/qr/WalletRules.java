package dev.tillwright.core.qr;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says whose wallet a customer's code is, by rules that are the shop's. The first that holds
 * decides. The prefixes are the schemes' and change, so they are data: {@link #usual} is what
 * developers' pages of the schemes say, and {@link #parse} reads others.
 *
 * @param rules in their order, at most {@value #MAX_RULES}
 */
public record WalletRules(List<WalletRule> rules) {
  /** How many rules there may be. */
  public static final int MAX_RULES = 256;

  public WalletRules {
    rules = List.copyOf(rules);
    if (rules.size() > MAX_RULES) {
      throw new IllegalArgumentException("more than " + MAX_RULES + " rules");
    }
  }

  /** Rules in their order. */
  public static WalletRules of(WalletRule... rules) {
    return new WalletRules(List.of(rules));
  }

  /**
   * WeChat Pay 18 digits from 10 to 15, Alipay 16 to 24 digits from 25 to 30, UnionPay 19 digits
   * from 62 and EMVCo codes of its applications.
   */
  public static WalletRules usual() {
    return of(
        WalletRule.digits("wechat", 18, 18, "10", "15"),
        WalletRule.digits("alipay", 16, 24, "25", "30"),
        WalletRule.digits("unionpay", 19, 19, "62", "62"),
        WalletRule.cpm("unionpay", "A000000333"));
  }

  /**
   * Reads rules from JSON, as {@link #json} writes them.
   *
   * @throws dev.tillwright.core.json.JsonException with the place of what is wrong
   */
  public static WalletRules parse(String json) {
    JsonIn in = JsonIn.parse(json).only("rules");
    List<WalletRule> rules = new ArrayList<>();
    for (JsonIn each : in.objects("rules")) {
      if (rules.size() == MAX_RULES) {
        throw in.wrong("rules", "more than " + MAX_RULES + " rules");
      }
      rules.add(rule(each.only("wallet", "alphabet", "shortest", "longest", "from", "to")));
    }
    return new WalletRules(rules);
  }

  private static WalletRule rule(JsonIn in) {
    WalletRule.Alphabet alphabet;
    try {
      alphabet = WalletRule.Alphabet.valueOf(in.text("alphabet"));
    } catch (IllegalArgumentException e) {
      throw in.wrong("alphabet", "not DIGITS, ALPHANUMERIC, PRINTABLE or CPM");
    }
    String from = in.optionalText("from").orElse("");
    try {
      return new WalletRule(
          in.text("wallet"),
          alphabet,
          Math.toIntExact(in.number("shortest")),
          Math.toIntExact(in.number("longest")),
          from,
          in.optionalText("to").orElse(from));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw in.wrong("wallet", "the rule cannot be: see WalletRule");
    }
  }

  /** As JSON. */
  public String json() {
    return JsonOut.object(
        out ->
            out.putAll(
                "rules",
                rules,
                (each, rule) ->
                    each.put("wallet", rule.wallet())
                        .put("alphabet", rule.alphabet().name())
                        .put("shortest", rule.shortest())
                        .put("longest", rule.longest())
                        .put("from", rule.from())
                        .put("to", rule.to())));
  }

  /** Whose code it is; nothing when no rule holds. */
  public Optional<String> walletOf(PaymentCode code) {
    String text = code.reveal(SecretAccess.forPurpose("finding the wallet"));
    return rules.stream().filter(rule -> rule.holds(text)).map(WalletRule::wallet).findFirst();
  }

  /**
   * What is wrong with them: pairs of rules for different wallets that could both hold, where the
   * first would win. A sentence each.
   */
  public List<String> overlaps() {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      for (int j = i + 1; j < rules.size(); j++) {
        WalletRule one = rules.get(i);
        WalletRule other = rules.get(j);
        if (!one.wallet().equals(other.wallet()) && one.meets(other)) {
          found.add(
              "rules "
                  + (i + 1)
                  + " ("
                  + one.wallet()
                  + ") and "
                  + (j + 1)
                  + " ("
                  + other.wallet()
                  + ") may hold for one code");
        }
      }
    }
    return found;
  }
}
