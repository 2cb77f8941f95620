package dev.tillwright.core.receipt;

/** The block of a wallet's payment: whose wallet, and where its books have it. */
final class WalletSection {
  private static final String INDENT = "  ";

  private final Paper paper;
  private final Labels labels;

  WalletSection(Paper paper, Labels labels) {
    this.paper = paper;
    this.labels = labels;
  }

  /** A wallet's name for people; its own where it is not one of those that are shipped. */
  static String name(Labels labels, String wallet) {
    return switch (wallet) {
      case "alipay" -> labels.of(Label.WALLET_ALIPAY);
      case "wechat" -> labels.of(Label.WALLET_WECHAT);
      case "unionpay" -> labels.of(Label.WALLET_UNIONPAY);
      default -> wallet;
    };
  }

  /**
   * @param tail the last characters of the wallet's own number; empty when it gave none
   */
  void print(String tail, String payment) {
    if (!tail.isEmpty()) {
      paper.pair(INDENT + labels.of(Label.TRADE), "..." + tail);
    }
    if (!payment.isEmpty()) {
      paper.pair(INDENT + labels.of(Label.PAYMENT), payment);
    }
  }
}
