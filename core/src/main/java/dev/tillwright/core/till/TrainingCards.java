package dev.tillwright.core.till;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.CardProtector;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.host.HostRequest;
import dev.tillwright.core.host.MemoryHost;
import dev.tillwright.core.host.Script;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.PaymentHost;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Cards in training: nothing of one is kept, no vault is written, and nobody is asked. */
final class TrainingCards implements CardProtector {
  private final AtomicLong cards = new AtomicLong();

  @Override
  public ProtectedCard protect(CardRead read) {
    return new ProtectedCard(
        new CardToken("training:" + cards.incrementAndGet()),
        new MaskedPan("****"),
        "training",
        read.entryMode());
  }

  @Override
  public Card reveal(CardToken token, SecretAccess access) {
    throw new TillwrightException("card.unknown", false, "in training no card is kept");
  }

  /**
   * Answers without a network: an amount whose last digit is 1 is declined; one whose last digit is
   * 2 gets no answer, and is taken back; all others are approved.
   */
  static PaymentHost host() {
    MemoryHost host =
        MemoryHost.of(
            HostCapabilities.of(
                HostCapability.REVERSAL,
                HostCapability.DEDUPLICATION,
                HostCapability.PARTIAL_APPROVAL,
                HostCapability.SEPARATE_CAPTURE,
                HostCapability.INCREMENT,
                HostCapability.UNLINKED_REFUND,
                HostCapability.CONVERSION),
            InstantSource.system());
    host.play(
        Script.builder()
            .on(it -> asks(it, 1), Behaviour.decline("51"))
            .on(it -> asks(it, 2), Behaviour.fault(Behaviour.Fault.DROP_REPLY))
            .build());
    return host;
  }

  private static boolean asks(HostRequest request, int digit) {
    return request.kind() == HostRequest.Kind.PURCHASE && request.minor() % 10 == digit;
  }
}
