package dev.tillwright.loyalty.partner;

import java.util.HashMap;
import java.util.Map;

/** The books of the virtual partner: accounts, and what became of each key. */
final class VirtualBooks {
  private final Map<String, Long> accounts = new HashMap<>();
  private final Map<String, Deed> deeds = new HashMap<>();

  /** A key that was ended unseen has no request. */
  private record Deed(String what, String account, long points, PartnerState state, String reason) {
    Deed now(PartnerState next) {
      return new Deed(what, account, points, next, reason);
    }
  }

  void deposit(String account, long points) {
    accounts.merge(account, points, Math::addExact);
  }

  long balance(String account) {
    return accounts.getOrDefault(account, 0L);
  }

  long total() {
    long held =
        deeds.values().stream()
            .filter(deed -> deed.state() == PartnerState.HELD)
            .mapToLong(Deed::points)
            .sum();
    return held + accounts.values().stream().mapToLong(Long::longValue).sum();
  }

  PartnerState state(String key) {
    Deed deed = deeds.get(key);
    return deed == null ? PartnerState.ABSENT : deed.state();
  }

  PartnerReply hold(PartnerRequest request) {
    if (deeds.containsKey(request.key())) {
      return again("hold", request);
    }
    if (balance(request.account()) < request.points()) {
      return note("hold", request, PartnerState.REFUSED, "partner.short");
    }
    deposit(request.account(), -request.points());
    return note("hold", request, PartnerState.HELD, "");
  }

  PartnerReply credit(PartnerRequest request) {
    if (deeds.containsKey(request.key())) {
      return again("credit", request);
    }
    deposit(request.account(), request.points());
    return note("credit", request, PartnerState.CREDITED, "");
  }

  PartnerReply refuse(PartnerRequest request) {
    return deeds.containsKey(request.key())
        ? new PartnerReply.Refused("partner.declined")
        : note("", request, PartnerState.REFUSED, "partner.declined");
  }

  PartnerReply capture(String key) {
    PartnerState state = state(key);
    if (state == PartnerState.HELD) {
      deeds.computeIfPresent(key, (same, deed) -> deed.now(PartnerState.CAPTURED));
    }
    return state == PartnerState.HELD || state == PartnerState.CAPTURED
        ? new PartnerReply.Done()
        : new PartnerReply.Refused("hold.ended");
  }

  PartnerReply release(String key, boolean unseen) {
    Deed deed = deeds.get(key);
    if (deed == null && unseen) {
      deeds.put(key, new Deed("", "", 0, PartnerState.RELEASED, "key.ended"));
      return new PartnerReply.Done();
    }
    if (deed == null
        || deed.state() == PartnerState.CAPTURED
        || deed.state() == PartnerState.CREDITED) {
      return new PartnerReply.Refused("key.final");
    }
    if (deed.state() == PartnerState.HELD) {
      deposit(deed.account(), deed.points());
      deeds.put(key, deed.now(PartnerState.RELEASED));
    }
    return new PartnerReply.Done();
  }

  private PartnerReply note(
      String what, PartnerRequest request, PartnerState state, String reason) {
    deeds.put(request.key(), new Deed(what, request.account(), request.points(), state, reason));
    return state == PartnerState.REFUSED
        ? new PartnerReply.Refused(reason)
        : new PartnerReply.Done();
  }

  private PartnerReply again(String what, PartnerRequest request) {
    Deed deed = deeds.get(request.key());
    if (deed == null || deed.state() == PartnerState.RELEASED) {
      return new PartnerReply.Refused("key.ended");
    }
    if (deed.state() == PartnerState.REFUSED) {
      return new PartnerReply.Refused(deed.reason());
    }
    boolean same =
        deed.what().equals(what)
            && deed.account().equals(request.account())
            && deed.points() == request.points();
    return same ? new PartnerReply.Done() : new PartnerReply.Refused("key.content");
  }
}
