package dev.tillwright.core.sale;

/** Why a sale refused a command. Codes are stable; sentences are for people and may get better. */
public enum Refusal {
  ALREADY_OPENED("sale.alreadyOpened", "the sale is open already"),
  ALREADY_COMPLETED("sale.alreadyCompleted", "the sale is completed"),
  ALREADY_VOIDED("sale.alreadyVoided", "the sale was voided"),
  ALREADY_TENDERING("sale.alreadyTendering", "the basket is locked for payment"),
  NOT_TENDERING("sale.notTendering", "the basket is not locked for payment yet"),
  SUSPENDED("sale.suspended", "the sale is suspended; resume it first"),
  NOT_SUSPENDED("sale.notSuspended", "the sale is not suspended"),
  LAID_AWAY("sale.laidAway", "the sale is laid away: it takes deposits, or is given up"),
  NOT_LAID_AWAY("sale.notLaidAway", "the sale is not laid away"),
  CANCELLING("sale.cancelling", "the layaway was given up; its deposits are being paid back"),
  NOT_CANCELLING("sale.notCancelling", "no deposits are being paid back"),
  VERIFYING("sale.verifying", "the sale waits for a verification; show it, or drop it"),
  NOT_VERIFYING("sale.notVerifying", "the sale waits for no verification"),
  NOT_ASKED("sale.notAsked", "this verification was not asked for, or was shown already"),
  PAUSE_DOES_NOT_FIT("sale.pauseDoesNotFit", "what is asked for does not fit this sale"),
  LAYAWAY_DOES_NOT_FIT(
      "sale.layawayDoesNotFit", "the instalments are not in order or do not add up to the total"),
  ONLY_SALES_LAID_AWAY("sale.onlySalesLaidAway", "only a sale can be laid away"),
  ALREADY_EXEMPT("sale.alreadyExempt", "the sale is exempt from tax already"),
  NO_EXEMPTION_ON_RETURN("sale.noExemptionOnReturn", "a return has the taxes of the original"),
  EMPTY("sale.empty", "the basket has no line"),
  ORIGIN_MISSING(
      "sale.originMissing",
      "a return with receipt, an exchange and a void name the sale they take back"),
  ORIGIN_NOT_ALLOWED(
      "sale.originNotAllowed", "a sale and a return without receipt name no other sale"),
  NO_SUCH_LINE("sale.noSuchLine", "there is no such line"),
  NOT_A_RETURN(
      "sale.notAReturn", "lines come back only on a return with receipt, an exchange or a void"),
  ONLY_RETURNED_LINES(
      "sale.onlyReturnedLines", "where lines only come back, no new ones are added"),
  RETURN_ABOVE_SOLD("sale.returnAboveSold", "more would come back than was sold"),
  RETURN_DOES_NOT_FIT(
      "sale.returnDoesNotFit", "the line as it was sold, or what came back, does not add up"),
  NO_DISCOUNT_ON_RETURN("sale.noDiscountOnReturn", "a return takes no discounts"),
  NO_DISCOUNT_ON_VALUE("sale.noDiscountOnValue", "no discount falls on value for a card"),
  VALUE_COMES_BACK_WHOLE("sale.valueComesBackWhole", "value for a card comes back whole"),
  VALUE_IS_SOLD_ALONE(
      "sale.valueIsSoldAlone", "value for a card is sold on a sale, one card a line"),
  COUPON_USED("sale.couponUsed", "the coupon counts once a basket"),
  QUANTITY_NOT_POSITIVE("sale.quantityNotPositive", "the quantity is not positive"),
  QUANTITY_TOO_LARGE("sale.quantityTooLarge", "the quantity is beyond what a sale may hold"),
  CURRENCY_DIFFERS("sale.currencyDiffers", "the currency is not that of the sale"),
  CURRENCY_NOT_USABLE("sale.currencyNotUsable", "the currency has no minor unit"),
  AMOUNT_TOO_LARGE("sale.amountTooLarge", "the amount is beyond what a sale may hold"),
  TAX_TOO_HIGH("sale.taxTooHigh", "the tax rate is beyond what a sale may hold"),
  TOO_MANY_LINES("sale.tooManyLines", "the sale has as many lines as it may"),
  TOO_MANY_DISCOUNTS("sale.tooManyDiscounts", "the sale has as many discounts as it may"),
  TOO_MANY_TENDERS("sale.tooManyTenders", "the sale has as many tenders as it may"),
  TOO_LARGE("sale.tooLarge", "the sale and its points are too long for one journal entry"),
  TEXT_NOT_ALLOWED(
      "sale.textNotAllowed", "a text is missing, too long, or has characters that do not print"),
  QUOTE_DOES_NOT_FIT("sale.quoteDoesNotFit", "the points quote is not one for this basket"),
  TENDER_NOT_WHOLE("sale.tenderNotWhole", "the tender lacks what its kind needs, or has too much"),
  EXTRAS_DO_NOT_FIT(
      "sale.extrasDoNotFit", "cashback, tip, surcharge or conversion do not fit this tender"),
  CASH_NOT_PAYABLE(
      "sale.cashNotPayable", "the amount cannot be paid with the coins there are; it is rounded"),
  PAYMENT_USED("sale.paymentUsed", "the payment is on the sale already"),
  NO_SUCH_TENDER("sale.noSuchTender", "there is no such tender"),
  OVERPAID("sale.overpaid", "more than is due; only cash gives change"),
  NOT_FULLY_PAID("sale.notFullyPaid", "something is still due"),
  TENDERS_LEFT("sale.tendersLeft", "tenders are still on the sale"),
  RECEIPT_NUMBER_WRONG("sale.receiptNumberWrong", "receipt numbers begin with 1");

  private final String code;
  private final String sentence;

  Refusal(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** Stable and dotted, for programs: {@code sale.couponUsed}. */
  public String code() {
    return code;
  }

  /** For people, without data. */
  public String sentence() {
    return sentence;
  }
}
