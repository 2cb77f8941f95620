package dev.tillwright.core.host;

import dev.tillwright.core.host.HostLedger.Wish;
import dev.tillwright.core.host.HostRequest.Kind;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.payment.HostCapability;
import java.util.Optional;

/** How a test host decides: a request in, the ledger moved, an answer out. */
final class SimulatedDesk {
  private static final int[] REPEATED = {3, 4, 7, 11, 12, 13, 37, 41, 42, 48, 49, 70};

  private final HostLedger ledger;
  private volatile long limitMinor = Long.MAX_VALUE;

  SimulatedDesk(HostLedger ledger) {
    this.ledger = ledger;
  }

  /** Above this, what takes money is declined, or approved in part where that is welcome. */
  void limit(long minor) {
    limitMinor = minor;
  }

  /** What the ledger says, and the behaviour and the limit ask it to say. */
  Ruling rule(HostRequest asked, Behaviour behaviour) {
    return ledger.rule(asked, wish(asked, behaviour));
  }

  private Wish wish(HostRequest asked, Behaviour behaviour) {
    boolean asks = asked.kind() == Kind.PURCHASE || asked.kind() == Kind.AUTHORIZATION;
    boolean takes = asks || asked.kind() == Kind.INCREMENT;
    long limit = limitMinor;
    if (behaviour.fault() == Behaviour.Fault.DECLINE) {
      return new Wish(behaviour.code(), Long.MAX_VALUE);
    } else if (behaviour.fault() == Behaviour.Fault.PARTIAL
        && (asks || asked.kind() == Kind.REFUND)) {
      return new Wish("", behaviour.minor());
    } else if (!takes || asked.minor() <= limit) {
      return Wish.NONE;
    }
    boolean part =
        asks
            && asked.partial()
            && limit > 0
            && ledger.capabilities().can(HostCapability.PARTIAL_APPROVAL);
    return part ? new Wish("", limit) : new Wish(ResponseCodes.ABOVE_LIMIT, Long.MAX_VALUE);
  }

  /** The same for a message of ISO 8583:1987. */
  IsoMessage decide(IsoMessage request, Optional<HostRequest> read, Behaviour behaviour) {
    if (request.mti().equals("0500") && behaviour.fault() != Behaviour.Fault.DECLINE) {
      return TotalsMessages.answer(request, ledger);
    }
    Ruling ruling =
        request.mti().startsWith("08")
            ? network(behaviour)
            : read.map(asked -> rule(asked, behaviour))
                .orElseGet(() -> Ruling.of(ResponseCodes.UNREADABLE));
    IsoMessage.Builder answer = IsoMessage.of(answerType(request.mti()));
    for (int field : REPEATED) {
      request.field(field).ifPresent(value -> answer.set(field, value));
    }
    answer.set(39, ruling.response());
    if (ruling.approves()) {
      answer.set(4, String.valueOf(ruling.minor())).set(38, ruling.authorization());
    }
    if (!ruling.outcome().isEmpty()) {
      answer.set(44, ruling.outcome());
    }
    if (behaviour.fault() == Behaviour.Fault.WRONG_KEY) {
      answer.set(Messages.KEY, "another/1/1");
    }
    return answer.build();
  }

  private static Ruling network(Behaviour behaviour) {
    boolean decline = behaviour.fault() == Behaviour.Fault.DECLINE;
    return Ruling.of(decline ? behaviour.code() : ResponseCodes.APPROVED);
  }

  private static String answerType(String mti) {
    return mti.substring(0, 2) + (char) (mti.charAt(2) + 1) + "0";
  }
}
