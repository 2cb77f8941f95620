package dev.tillwright.loyalty.program;

import static dev.tillwright.loyalty.program.ProgramWriter.otherThan;
import static dev.tillwright.loyalty.program.ProgramWriter.plain;

import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.money.Money;
import dev.tillwright.core.money.Percent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Actions in the canonical form. */
final class ActionWriter {
  private ActionWriter() {}

  static void write(JsonOut out, Action action) {
    if (action instanceof Action.Earn earn) {
      earn(out, earn);
    } else if (action instanceof Action.Grow grow) {
      grow(out, grow);
    } else if (action instanceof Action.Reduce reduce) {
      reduce(out, reduce);
    } else if (action instanceof Action.Extra extra) {
      extra(out, extra);
    } else if (action instanceof Action.Exclude exclude) {
      out.put("type", "exclude").put("from", otherThan(exclude.from(), Action.Exclude.From.POINTS));
    }
  }

  private static void earn(JsonOut out, Action.Earn action) {
    if (action instanceof Action.EarnPerAmount earn) {
      out.put("type", "earnPerAmount")
          .put("points", plain(earn.points()))
          .put("per", earn.per().decimal())
          .put("full", earn.full());
    } else if (action instanceof Action.EarnFixed earn) {
      out.put("type", "earnFixed").put("points", earn.points());
    } else if (action instanceof Action.EarnPerUnit earn) {
      out.put("type", "earnPerUnit")
          .put("points", plain(earn.points()))
          .put("most", plain(earn.most()));
    } else if (action instanceof Action.EarnSteps earn) {
      out.put("type", "earnSteps")
          .put("by", earn.by().name())
          .putAll(
              "steps",
              earn.steps(),
              (to, step) -> to.put("from", plain(step.from())).put("points", step.points()));
    }
  }

  private static void grow(JsonOut out, Action.Grow action) {
    if (action instanceof Action.Multiply multiply) {
      out.put("type", "multiply").put("factor", plain(multiply.factor()));
    } else if (action instanceof Action.TierBonus bonus) {
      out.put("type", "tierBonus")
          .put(
              "factors",
              to -> bonus.factors().forEach((tier, factor) -> to.put(tier, plain(factor))));
    }
    List<String> of = action.of();
    if (!of.isEmpty()) {
      out.putTexts("of", of);
    }
  }

  private static void reduce(JsonOut out, Action.Reduce action) {
    if (action instanceof Action.DiscountLine line) {
      off(out.put("type", "discountLine"), line.percent(), line.amount());
    } else if (action instanceof Action.DiscountBasket basket) {
      off(out.put("type", "discountBasket"), basket.percent(), basket.amount());
    } else if (action instanceof Action.FreeUnit free) {
      out.put("type", "freeUnit")
          .put("buy", free.buy())
          .put("free", free.free())
          .put("percent", plain(free.percent().value()));
      number(out, "most", free.most());
    }
  }

  private static void off(JsonOut out, @Nullable Percent percent, @Nullable Money amount) {
    out.put("percent", percent == null ? null : plain(percent.value()))
        .put("amount", amount == null ? null : amount.decimal());
  }

  private static void extra(JsonOut out, Action.Extra action) {
    if (action instanceof Action.IssueCoupon coupon) {
      out.put("type", "issueCoupon").put("coupon", coupon.coupon());
      number(out, "days", coupon.days());
    } else if (action instanceof Action.IssueVoucher voucher) {
      out.put("type", "issueVoucher").put("amount", voucher.amount().decimal());
      number(out, "days", voucher.days());
    } else if (action instanceof Action.Review review) {
      out.put("type", "review").put("reason", review.reason());
    }
  }

  private static void number(JsonOut out, String name, @Nullable Integer value) {
    if (value != null) {
      out.put(name, value);
    }
  }
}
