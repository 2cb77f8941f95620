package dev.tillwright.loyalty.program;

import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import dev.tillwright.loyalty.text.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What actions do, in words. */
final class ActionWords {
  private final Words words;

  ActionWords(Words words) {
    this.words = words;
  }

  String action(Action action) {
    if (action instanceof Action.Earn earn) {
      return earn(earn);
    }
    if (action instanceof Action.Grow grow) {
      return grow(grow);
    }
    if (action instanceof Action.Reduce reduce) {
      return reduce(reduce);
    }
    if (action instanceof Action.Extra extra) {
      return extra(extra);
    }
    return words.say("exclude." + ((Action.Exclude) action).from());
  }

  private String earn(Action.Earn action) {
    if (action instanceof Action.EarnPerAmount earn) {
      return words.say(
          earn.full() ? "earn.full" : "earn.amount", words.points(earn.points()), earn.per());
    }
    if (action instanceof Action.EarnFixed earn) {
      return words.say("earn.fixed", words.points(earn.points()));
    }
    if (action instanceof Action.EarnPerUnit earn) {
      BigDecimal most = earn.most();
      return most == null
          ? words.say("earn.unit", words.points(earn.points()))
          : words.say("earn.unit.most", words.points(earn.points()), most.toPlainString());
    }
    Action.EarnSteps steps = (Action.EarnSteps) action;
    List<String> said = new ArrayList<>();
    for (Action.EarnSteps.Step step : steps.steps()) {
      said.add(
          words.say(
              "earn.step." + steps.by(), words.points(step.points()), step.from().toPlainString()));
    }
    return words.both(said);
  }

  private String grow(Action.Grow action) {
    if (action instanceof Action.Multiply multiply) {
      return times(multiply.factor());
    }
    List<String> said = new ArrayList<>();
    ((Action.TierBonus) action)
        .factors()
        .forEach((tier, factor) -> said.add(words.say("multiply.tier", times(factor), tier)));
    return words.both(said);
  }

  /** {@code "double points"}. */
  String times(BigDecimal by) {
    String factor = by.toPlainString();
    boolean named = factor.equals("2") || factor.equals("3");
    return words.say("multiply." + (named ? factor : "other"), factor);
  }

  private String reduce(Action.Reduce action) {
    if (action instanceof Action.DiscountLine line) {
      return off("off.line", line.percent(), line.amount());
    }
    if (action instanceof Action.DiscountBasket basket) {
      return off("off.basket", basket.percent(), basket.amount());
    }
    Action.FreeUnit free = (Action.FreeUnit) action;
    int set = free.buy() + free.free();
    String said =
        free.percent().equals(Percent.of(100))
            ? words.say("free.whole", set, free.free())
            : words.say("free.part", set, free.free(), free.percent());
    Integer most = free.most();
    return most == null ? said : words.say("free.most", said, most);
  }

  private String off(String key, @Nullable Percent percent, @Nullable Money amount) {
    return amount != null
        ? words.say(key + ".amount", amount)
        : words.say(key, Objects.requireNonNull(percent, "percent"));
  }

  private String extra(Action.Extra action) {
    if (action instanceof Action.IssueCoupon coupon) {
      return good(words.say("issue.coupon", coupon.coupon()), coupon.days());
    }
    if (action instanceof Action.IssueVoucher voucher) {
      return good(words.say("issue.voucher", voucher.amount()), voucher.days());
    }
    return words.say("issue.review");
  }

  private String good(String said, @Nullable Integer days) {
    return days == null ? said : words.say("issue.days", said, days);
  }
}
