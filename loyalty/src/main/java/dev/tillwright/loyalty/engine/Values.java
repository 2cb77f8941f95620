package dev.tillwright.loyalty.engine;

import dev.tillwright.loyalty.program.ExpressionLanguage;
import dev.tillwright.loyalty.program.Field;
import java.math.BigDecimal;
import java.util.Set;

/** The values of the fields that conditions name. */
final class Values {
  private Values() {}

  /** Of a field that holds one text; empty for none. */
  static String text(Facts facts, Field field, int position) {
    return switch (field) {
      case LINE_CODE -> facts.positions.get(position).code;
      case LINE_CATEGORY -> facts.positions.get(position).category;
      case LINE_BRAND -> facts.positions.get(position).brand;
      case STORE -> facts.purchase.store();
      case CHANNEL -> facts.purchase.channel();
      case TERMINAL -> facts.purchase.terminal();
      case MEMBER_TIER -> facts.member == null ? "" : facts.tier;
      default -> throw new IllegalArgumentException(field + " holds no text");
    };
  }

  /** Of a field that holds several texts. */
  static Set<String> texts(Facts facts, Field field) {
    return switch (field) {
      case TENDER -> facts.purchase.tenders().keySet();
      case COUPON -> facts.purchase.coupons();
      case MEMBER_SEGMENT -> facts.member == null ? Set.of() : facts.member.segments();
      default -> throw new IllegalArgumentException(field + " holds one value");
    };
  }

  /** Of a field that holds an amount, in minor units. */
  static long minor(Facts facts, Field field, int position) {
    return switch (field) {
      case LINE_TOTAL -> facts.positions.get(position).total;
      case LINE_NET -> facts.positions.get(position).net;
      case LINE_LIST -> facts.positions.get(position).list;
      case BASKET_TOTAL -> facts.sums().total;
      case BASKET_NET -> facts.sums().net;
      case BASKET_LIST -> facts.sums().list;
      default -> throw new IllegalArgumentException(field + " holds no amount");
    };
  }

  /** Of a field that holds a quantity. */
  static BigDecimal quantity(Facts facts, Field field, int position) {
    return field == Field.LINE_QUANTITY
        ? facts.positions.get(position).quantity
        : facts.sums().quantity;
  }

  /** As an expression sees them. */
  static ExpressionLanguage.Facts of(Facts facts, int position, int moneyDigits) {
    return new ExpressionLanguage.Facts() {
      @Override
      public Set<String> texts(Field field) {
        seen(field);
        if (field.type() == Field.Type.TEXTS) {
          return Values.texts(facts, field);
        }
        String text = text(facts, field, position);
        return text.isEmpty() ? Set.of() : Set.of(text);
      }

      @Override
      public BigDecimal number(Field field) {
        seen(field);
        return field.type() == Field.Type.AMOUNT
            ? BigDecimal.valueOf(minor(facts, field, position), moneyDigits)
            : quantity(facts, field, position);
      }

      private void seen(Field field) {
        if (field.ofLine() && position < 0) {
          throw new IllegalArgumentException("an expression about a line says so in the program");
        }
      }
    };
  }
}
