package dev.tillwright.core.till;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.access.AccessSettings;
import dev.tillwright.core.access.LockOut;
import dev.tillwright.core.access.Role;
import dev.tillwright.core.basket.Pricing;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.payment.CardRange;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.OfflineLimits;
import dev.tillwright.core.payment.PaymentHost;
import dev.tillwright.core.receipt.Merchant;
import dev.tillwright.core.risk.rule.RiskRules;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.settings.Settings;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a till is opened with, as settings: names and limits, never a secret. */
final class TillSettings {
  /** The areas that only an opening writes. */
  static final Set<String> OWN =
      Set.of(
          "versions",
          "shop",
          "sales",
          "hosts",
          "offline",
          "roles",
          "pricing",
          "checkpoints",
          Invoicing.AREA,
          RiskRules.AREA);

  private TillSettings() {}

  /** Those of the till, then those that the application gave. */
  static List<Settings> of(
      TillBuilder from, AccessSettings access, Pricing pricing, Merchant shop, Currency currency) {
    List<Settings> all = new ArrayList<>();
    all.add(versions(from));
    all.add(shop(from, shop, currency.getCurrencyCode()));
    all.add(sales(from));
    all.add(hosts(from));
    all.add(offline(from.offline));
    all.add(roles(access));
    all.add(pricing(pricing));
    checkpoints(from).ifPresent(all::add);
    all.add(from.risk == null ? Settings.of(RiskRules.AREA) : from.risk.settings());
    all.add(from.invoicing == null ? Settings.of(Invoicing.AREA) : from.invoicing.settings());
    all.addAll(from.settings);
    if (all.stream().map(Settings::area).distinct().count() != all.size()) {
      throw new IllegalStateException("two settings of one area, or of one of the till's own");
    }
    return all;
  }

  private static Settings versions(TillBuilder from) {
    String java = Runtime.version().toString();
    return Settings.of("versions")
        .with("tillwright", Opening.version())
        .with("java", java)
        .with("followers", names(from.followers.stream().map(it -> it.name())));
  }

  private static Settings shop(TillBuilder from, Merchant shop, String currency) {
    return Settings.of("shop")
        .with("name", shop.name())
        .with("address", String.join("\n", shop.address()))
        .with("taxId", shop.taxId())
        .with("phone", shop.phone() == null ? "" : shop.phone())
        .with("refundPolicy", shop.refundPolicy())
        .with("currency", currency)
        .with("zone", from.zone.getId())
        .with("language", from.locale.toLanguageTag());
  }

  private static Settings sales(TillBuilder from) {
    Money coin = from.terms.cash().smallest();
    Settings sales = plainSales(from, coin);
    return from.guards.returns.isShared()
        ? sales
            .with("returnsShared", name(from.guards.returns))
            .with("returnsWithin", from.guards.returnsWithin.toString())
        : sales;
  }

  private static Settings plainSales(TillBuilder from, @Nullable Money coin) {
    return Settings.of("sales")
        .with("taxRounding", from.terms.taxes().name())
        .with("cashCoin", money(coin))
        .with("exactCashAccepted", from.terms.cash().exactAccepted())
        .with("mostTip", from.tips.toString())
        .with("captureAtDayClose", from.captureAtDayClose)
        .with("channel", from.goods == null ? "" : from.goods.channel())
        .withText("weighedCodes", from.goods == null ? "" : from.goods.rules().words())
        .with("signatures", from.sealer != null);
  }

  private static Settings hosts(TillBuilder from) {
    Settings all =
        Settings.of("hosts")
            .with("answerWithin", from.times.host().toString())
            .with("alarmAfter.waiting", from.patience.waiting().toString())
            .with("alarmAfter.refund", from.patience.refund().toString())
            .with("alarmAfter.unknown", from.patience.unknown().toString())
            .with("cardProtector", name(from.cards));
    for (Map.Entry<TenderKind, PaymentHost> each : from.hosts.entrySet()) {
      HostCapabilities declared = each.getValue().capabilities();
      String kind = each.getKey().name().toLowerCase(Locale.ROOT);
      all =
          all.with(kind + ".host", name(each.getValue()))
              .with(kind + ".can", names(declared.can().stream().map(Enum::name)))
              .with(kind + ".remembers", declared.remembers().toString());
    }
    return all;
  }

  private static Settings offline(OfflineLimits limits) {
    return Settings.of("offline")
        .with("perPayment", money(limits.perPayment()))
        .with("count", limits.count())
        .with("total", money(limits.total()))
        .with("age", limits.age().toString())
        .withText("only", ranges(limits.only()))
        .withText("never", ranges(limits.never()));
  }

  private static Settings roles(AccessSettings access) {
    LockOut lockOut = access.lockOut();
    return Settings.of("roles")
        .with("session", access.session().toString())
        .with("idle", access.idle().toString())
        .with("override", access.override().toString())
        .with(
            "sensitive",
            names(access.sensitive().stream().map(Enum::name)) + " within " + access.fresh())
        .with("frozenWhenListTooOld", access.freezesWhenStale())
        .with("hasher", name(access.hasher()))
        .with("triesBeforeLockOut", lockOut.tries())
        .with("lockOut", lockOut.first() + " to " + lockOut.longest())
        .withText(
            "permissions",
            access.roles().stream()
                .sorted(Comparator.comparing(Role::name))
                .map(it -> it.name() + ": " + it.words())
                .collect(Collectors.joining("\n")));
  }

  private static Settings pricing(Pricing pricing) {
    Settings all = Settings.of("pricing").with("engine", name(pricing));
    for (Map.Entry<String, String> rule : pricing.rules().entrySet()) {
      all = all.withText(rule.getKey(), rule.getValue());
    }
    return all;
  }

  /** None while the key cannot even be named: what was in force stays. */
  private static Optional<Settings> checkpoints(TillBuilder from) {
    Settings none = Settings.of("checkpoints");
    if (from.signer == null) {
      return Optional.of(none);
    }
    try {
      return Optional.of(
          none.with("key", CheckpointKeys.id(from.signer.publicKey()))
              .with("entries", from.signing.entries())
              .with("age", from.signing.age().toString()));
    } catch (TillwrightException outOfReach) {
      return Optional.empty();
    }
  }

  private static String ranges(List<CardRange> ranges) {
    return ranges.stream().map(it -> it.from() + "-" + it.to()).collect(Collectors.joining(" "));
  }

  private static String names(Stream<String> names) {
    return names.sorted().collect(Collectors.joining(" "));
  }

  private static String money(@Nullable Money amount) {
    return amount == null ? "" : amount.toString();
  }

  /** What a part is made of; a lambda's name is another one in each run. */
  private static String name(@Nullable Object part) {
    if (part == null) {
      return "";
    }
    Class<?> type = part.getClass();
    return type.isSynthetic() || type.isHidden() || Proxy.isProxyClass(type)
        ? "of the application"
        : type.getName();
  }
}
