package dev.tillwright.core.receipt;

import java.util.Locale;

/** The words a receipt needs; the key of each is its name in camel case. */
enum Label {
  RECEIPT,
  SALE,
  REFERENCE,
  DATE,
  OPERATOR,
  MEMBER,
  TAX_ID,
  PHONE,
  EACH,
  SUBTOTAL,
  DISCOUNT,
  DISCOUNTS,
  COUPON,
  TAX,
  TAX_INCLUDED,
  TAX_ADDED,
  NET,
  TOTAL,
  REFUND_TOTAL,
  PAID_BACK,
  GIVEN,
  CHANGE,
  AUTHORIZATION,
  PAYMENT,
  POINTS_EARNED,
  POINTS_USED,
  POINTS_RETURNED,
  REFUND_POLICY,
  PROOF,
  PROOF_CODE,
  COPY,
  RETURN,
  RETURN_WITHOUT_RECEIPT,
  RETURN_OF,
  DECLINED,
  NOT_CHARGED,
  REASON,
  EXCHANGE,
  EXCHANGE_OF,
  CAME_BACK,
  VOID,
  VOID_OF,
  TAX_EXEMPT,
  ROUNDING,
  CASHBACK,
  TIP,
  SURCHARGE,
  CHARGED,
  CONVERTED,
  WITHOUT_CONVERSION,
  RATE,
  MARK_UP,
  CONVERSION_CHOSEN,
  CONVERSION_DECLINED,
  DEPOSIT,
  SIGNATURE,
  SIGNATURE_ERASED,
  LAYAWAY,
  GIVEN_UP,
  PAID_SO_FAR,
  STILL_DUE,
  DUE_BY,
  KEPT_IF_GIVEN_UP,
  KEPT;

  String key() {
    StringBuilder key = new StringBuilder();
    for (String word : name().toLowerCase(Locale.ROOT).split("_", -1)) {
      key.append(key.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return key.toString();
  }
}
