package dev.tillwright.core.host.wallet.simulator;

import java.util.Map;

/** One wallet as the simulator speaks it. */
interface Peer {

  /** A question as it came. */
  record Came(String method, String path, String query, Map<String, String> headers, String body) {}

  /** An answer as it goes. */
  final class Goes {
    final int status;
    final Map<String, String> headers;
    final byte[] body;

    /**
     * @param headers beside the usual
     */
    Goes(int status, Map<String, String> headers, byte[] body) {
      this.status = status;
      this.headers = headers;
      this.body = body;
    }
  }

  /** What is asked; {@code null} kinds never come. */
  WalletAsk asked(Came came);

  /** Does it, and answers. */
  Goes answer(Came came, WalletAsk asked, WalletBehaviour how);

  /** What to send when a payment was made. */
  Came notice(WalletTrade trade, boolean forged, boolean altered);
}
