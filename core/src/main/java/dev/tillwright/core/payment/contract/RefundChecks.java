package dev.tillwright.core.payment.contract;

import dev.tillwright.core.contract.Checks;
import dev.tillwright.core.contract.Expect;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.HostReply;
import dev.tillwright.core.payment.PaymentKey;

/** What giving back means. */
final class RefundChecks {
  private RefundChecks() {}

  static void add(Checks<Scene> kit) {
    kit.add(
            "refund_givesBack",
            "a refund gives its amount back under its own key",
            RefundChecks::gives)
        .add(
            "refunds_giveTheirParts",
            "several refunds of one purchase give back a part each, up to the whole",
            RefundChecks::several)
        .addUnless(
            Scene.needs(HostCapability.DEDUPLICATION),
            "refundRepeated_givesOnce",
            "a repeated refund gives the first answer and gives back once",
            RefundChecks::repeated)
        .addUnless(
            Scene.needs(HostCapability.UNLINKED_REFUND),
            "refundWithoutPurchase_gives",
            "a refund that names no purchase gives its amount back",
            RefundChecks::unlinked);
  }

  private static void gives(Scene scene) {
    PaymentKey purchase = scene.key();
    PaymentKey refund = scene.key();
    scene.expectApproved(scene.purchase(purchase, 1_300), 1_300, "a purchase");
    scene.expectApproved(scene.refund(refund, purchase, 400, false), 400, "its refund");
    scene.expectMoved(refund, 400, "a refund");
    scene.expectMoved(purchase, 1_300, "the purchase that was refunded in part");
  }

  private static void several(Scene scene) {
    PaymentKey purchase = scene.key();
    PaymentKey some = scene.key();
    PaymentKey rest = scene.key();
    scene.expectApproved(scene.purchase(purchase, 1_000), 1_000, "a purchase");
    scene.expectApproved(scene.refund(some, purchase, 600, false), 600, "a refund");
    scene.expectApproved(scene.refund(rest, purchase, 400, false), 400, "the rest");
    scene.expectMoved(some, 600, "a refund");
    scene.expectMoved(rest, 400, "the refund of the rest");
  }

  private static void repeated(Scene scene) {
    PaymentKey purchase = scene.key();
    PaymentKey refund = scene.key();
    scene.expectApproved(scene.purchase(purchase, 1_400), 1_400, "a purchase");
    HostReply first = scene.refund(refund, purchase, 300, false);
    scene.expectApproved(first, 300, "a refund");
    Expect.equal(scene.refund(refund, purchase, 300, true), first, "the answer to its repeat");
    scene.expectMoved(refund, 300, "a refund that was repeated");
  }

  private static void unlinked(Scene scene) {
    PaymentKey refund = scene.key();
    scene.expectApproved(scene.refund(refund, null, 250, false), 250, "a refund without purchase");
    scene.expectMoved(refund, 250, "a refund without purchase");
  }
}
