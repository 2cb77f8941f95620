package dev.tillwright.core.host;

import dev.tillwright.core.host.HostLedger.Movement;
import dev.tillwright.core.host.HostLedger.Ruling;
import dev.tillwright.core.host.HostLedger.Wish;
import dev.tillwright.core.host.HostLedgerEntry.Kind;
import dev.tillwright.core.iso8583.IsoMessage;

/** How the simulated host decides: a request in, the ledger moved, an answer out. */
final class SimulatedDesk {
  private static final String UNREADABLE = "30";
  private static final String ABOVE_LIMIT = "61";
  private static final int[] REPEATED = {3, 4, 7, 11, 12, 13, 41, 42, 48, 49, 70};

  private final HostLedger ledger;

  SimulatedDesk(HostLedger ledger) {
    this.ledger = ledger;
  }

  IsoMessage decide(IsoMessage request, Behaviour behaviour, long limitMinor) {
    Ruling ruling = rule(request, behaviour, limitMinor);
    IsoMessage.Builder answer = IsoMessage.of(answerType(request.mti()));
    for (int field : REPEATED) {
      request.field(field).ifPresent(value -> answer.set(field, value));
    }
    answer.set(39, ruling.response());
    if (ruling.approves()) {
      answer.set(4, String.valueOf(ruling.minor())).set(38, ruling.authorization());
    }
    if (!request.text(37).isBlank()) {
      answer.set(37, request.text(37));
    }
    if (behaviour.fault() == Behaviour.Fault.WRONG_KEY) {
      answer.set(Messages.KEY, "another/1/1");
    }
    return answer.build();
  }

  private Ruling rule(IsoMessage request, Behaviour behaviour, long limitMinor) {
    boolean decline = behaviour.fault() == Behaviour.Fault.DECLINE;
    if (request.mti().startsWith("08")) {
      return Ruling.of(decline ? behaviour.code() : ResponseCodes.APPROVED);
    }
    String field48 = request.text(Messages.KEY);
    String key = Messages.keyOf(field48);
    if (key.isEmpty()) {
      return Ruling.of(UNREADABLE);
    }
    if (request.mti().startsWith("04")) {
      return decline ? Ruling.of(behaviour.code()) : ledger.reverse(key);
    }
    if (!request.mti().startsWith("02") || !request.text(4).matches("[0-9]{12}")) {
      return Ruling.of(UNREADABLE);
    }
    Movement asked =
        new Movement(
            key,
            request.text(3).startsWith("20") ? Kind.REFUND : Kind.PURCHASE,
            Messages.originalOf(field48),
            Long.parseLong(request.text(4)),
            request.text(49));
    boolean partial = behaviour.fault() == Behaviour.Fault.PARTIAL;
    String code = asked.minor() > limitMinor ? ABOVE_LIMIT : "";
    return ledger.move(
        asked,
        new Wish(decline ? behaviour.code() : code, partial ? behaviour.minor() : Long.MAX_VALUE));
  }

  private static String answerType(String mti) {
    return mti.substring(0, 2) + (char) (mti.charAt(2) + 1) + "0";
  }
}
