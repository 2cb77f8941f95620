package dev.tillwright.core.reconcile;

import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.host.wallet.WalletBill;
import dev.tillwright.core.payment.PaymentKey;
import dev.tillwright.core.reconcile.SettlementFile.Fault;
import dev.tillwright.core.reconcile.SettlementLine.Movement;
import java.util.List;

/** A wallet's bill of a day, as a settlement to be laid beside the journal. */
public final class WalletSettlement {
  private WalletSettlement() {}

  /**
   * The bill's lines under this name. Lines that could not be read are its faults, and it is whole
   * when the bill's own sums say so.
   *
   * @param reference names the settlement; see {@link SettlementFile}
   */
  public static SettlementFile of(String reference, WalletBill bill) {
    List<Fault> faults =
        bill.faults().stream().map(at -> new Fault(at, "", "cannot be read")).toList();
    return new SettlementFile(
        reference,
        bill.lines().stream().map(WalletSettlement::line).toList(),
        faults,
        faults.size(),
        bill.whole());
  }

  private static SettlementLine line(WalletBill.Line line) {
    PaymentKey key = line.key();
    Movement type =
        switch (line.movement()) {
          case PAID -> Movement.CAPTURE;
          case REFUNDED -> Movement.REFUND;
          case UNDONE -> Movement.REVERSAL;
        };
    SettlementLine made =
        SettlementLine.of(
            line.position(), type, key == null ? "" : key.toString(), line.at(), line.amount());
    // What is none of this shop's is named by the wallet's own number.
    return key == null ? made.withToken(new CardToken("trade:" + line.trade())) : made;
  }
}
