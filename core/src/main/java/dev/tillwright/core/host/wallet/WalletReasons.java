package dev.tillwright.core.host.wallet;

/** What a cashier is told when a wallet says no. */
final class WalletReasons {
  private WalletReasons() {}

  static String of(String code) {
    return switch (code) {
      case "ACQ.PAYMENT_AUTH_CODE_INVALID",
          "AUTH_CODE_INVALID",
          "AUTHCODEEXPIRE",
          "AUTH_CODE_EXPIRE",
          "AUTHCODE_EXPIRE",
          "AUTH_CODE_ERROR" ->
          "the code is not valid any more; ask for a fresh one";
      case "ACQ.BUYER_BALANCE_NOT_ENOUGH", "NOTENOUGH", "NOT_ENOUGH" ->
          "there is not enough in the wallet";
      case "TRADE_CLOSED",
          "ACQ.TRADE_HAS_CLOSE",
          "CLOSED",
          "REVOKED",
          "ORDERCLOSED",
          "ORDER_CLOSED",
          "ORDERREVERSED" ->
          "the payment was closed; nothing is charged";
      case "PAYERROR", "TRADE_ERROR" -> "the customer's payment failed";
      case "ACQ.SELLER_BALANCE_NOT_ENOUGH" -> "the shop's account cannot cover the refund";
      default -> "the wallet declined";
    };
  }
}
