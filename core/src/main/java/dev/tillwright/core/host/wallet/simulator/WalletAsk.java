package dev.tillwright.core.host.wallet.simulator;

import java.util.Objects;

/**
 * What a wallet is being asked, for scripts.
 *
 * @param wallet {@code "alipay"} or {@code "wechat"}
 * @param number the shop's own; empty for bills
 */
public record WalletAsk(String wallet, Kind kind, String number) {
  public WalletAsk {
    Objects.requireNonNull(wallet, "wallet");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(number, "number");
  }

  /** What is asked. */
  public enum Kind {
    PAY,
    SHOW,
    QUERY,
    CANCEL,
    REFUND,
    QUERY_REFUND,
    BILL
  }
}
