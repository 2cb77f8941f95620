package dev.tillwright.core.host;

import dev.tillwright.core.host.HostLedgerEntry.Kind;
import dev.tillwright.core.host.HostLedgerEntry.State;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.payment.PaymentKey;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The books of a test host, apart from whatever the till writes: what tests compare money with.
 *
 * <p><b>Guarantees.</b> As far as the host's capabilities say so: a repeated key moves nothing and
 * gets the first answer, the same key for something else is refused; a reversal takes back once,
 * also when it comes before its original, which then never counts. Always: captures never exceed
 * what is authorized and the tolerance, nothing is captured after the last, and refunds that name
 * what they give back never exceed what was captured of it.
 *
 * <p><b>Threads.</b> Any.
 */
public final class HostLedger {
  /** So many movements are kept; then the host declines, for it must not forget one. */
  public static final int MAX_ENTRIES = 1_000_000;

  private final InstantSource clock;
  private final Map<String, List<Account>> accounts = new LinkedHashMap<>();
  private HostCapabilities can;
  private int tolerancePercent = 20;
  private int size;

  HostLedger(HostCapabilities can, InstantSource clock) {
    this.can = can;
    this.clock = clock;
  }

  /** What the host would say if it were free to; an empty code leaves it to the ledger. */
  record Wish(String declineCode, long atMost) {
    static final Wish NONE = new Wish("", Long.MAX_VALUE);
  }

  synchronized void capabilities(HostCapabilities now) {
    can = now;
  }

  synchronized HostCapabilities capabilities() {
    return can;
  }

  /** How much more than authorized may be captured, for a tip. */
  synchronized void tolerance(int percent) {
    tolerancePercent = percent;
  }

  synchronized Ruling rule(HostRequest asked, Wish wish) {
    return switch (asked.kind()) {
      case REVERSAL -> undo(asked.key(), State.REVERSED, wish);
      case VOID -> undo(asked.key(), State.VOIDED, wish);
      case STATUS -> status(asked.key(), wish);
      default -> move(asked, wish);
    };
  }

  private Ruling move(HostRequest asked, Wish wish) {
    Account known = remembered(asked.key());
    if (known != null && known.isUndone()) {
      return Ruling.of(ResponseCodes.NOT_ALLOWED); // its reversal was first: it never counts
    }
    if (known != null && can.can(HostCapability.DEDUPLICATION)) {
      return known.isFor(asked) ? known.ruling() : Ruling.of(ResponseCodes.SEEN_OTHERWISE);
    }
    if (size >= MAX_ENTRIES) {
      return Ruling.of(ResponseCodes.FAULT);
    }
    Account original = asked.original().isEmpty() ? null : latest(asked.original());
    String refusal = wish.declineCode.isEmpty() ? refusal(asked, original) : wish.declineCode;
    Ruling ruling = refusal.isEmpty() ? approval(asked, wish) : Ruling.of(refusal);
    add(Account.moved(asked, original, ruling, clock.instant()));
    return ruling;
  }

  private Ruling approval(HostRequest asked, Wish wish) {
    String code = String.format(Locale.ROOT, "%06d", (size + 1) % 1_000_000);
    return asked.minor() > wish.atMost
        ? Ruling.approved(ResponseCodes.PARTIAL, code, wish.atMost)
        : Ruling.approved(ResponseCodes.APPROVED, code, asked.minor());
  }

  private String refusal(HostRequest asked, @Nullable Account original) {
    boolean linked = !asked.original().isEmpty();
    boolean able =
        switch (asked.kind()) {
          case AUTHORIZATION, CAPTURE -> can.can(HostCapability.SEPARATE_CAPTURE);
          case INCREMENT -> can.can(HostCapability.INCREMENT);
          case REFUND -> linked || can.can(HostCapability.UNLINKED_REFUND);
          default -> true;
        };
    if (!able) {
      return ResponseCodes.NOT_DONE_HERE;
    }
    boolean leans = linked || asked.kind() == HostRequest.Kind.CAPTURE;
    return leans ? refusalOf(asked, original) : "";
  }

  private String refusalOf(HostRequest asked, @Nullable Account original) {
    boolean refund = asked.kind() == HostRequest.Kind.REFUND;
    if (original == null || !refund && original.kind() != Kind.AUTHORIZATION) {
      return ResponseCodes.NOT_FOUND;
    }
    if (!refund && (original.isClosed() || !original.counts())) {
      return ResponseCodes.NOT_ALLOWED;
    }
    long left =
        switch (asked.kind()) {
          case REFUND -> original.captured() - original.refunded();
          case CAPTURE -> capturable(original) - original.captured();
          default -> Long.MAX_VALUE;
        };
    boolean fits = asked.minor() <= left && original.isIn(asked.currency());
    return fits ? "" : ResponseCodes.WRONG_AMOUNT;
  }

  private long capturable(Account authorization) {
    long authorized = authorization.authorized();
    return Math.addExact(authorized, Math.multiplyExact(authorized, tolerancePercent) / 100);
  }

  private Ruling undo(String key, State undone, Wish wish) {
    if (!can.can(HostCapability.REVERSAL)) {
      return Ruling.of(ResponseCodes.NOT_DONE_HERE);
    }
    if (!wish.declineCode.isEmpty()) {
      return Ruling.of(wish.declineCode);
    }
    if (remembered(key) == null) {
      if (size >= MAX_ENTRIES) {
        return Ruling.of(ResponseCodes.FAULT);
      }
      add(Account.unseen(key, undone, clock.instant()));
      return Ruling.of(ResponseCodes.NOT_FOUND);
    }
    List<Account> all = accounts.getOrDefault(key, List.of());
    if (all.stream().anyMatch(it -> it.counts() && it.refunded() > 0)) {
      return Ruling.of(ResponseCodes.NOT_ALLOWED); // it would give back twice
    }
    all.forEach(it -> it.undo(undone));
    boolean seen = all.stream().anyMatch(it -> !it.isUnseen());
    return Ruling.of(seen ? ResponseCodes.APPROVED : ResponseCodes.NOT_FOUND);
  }

  private Ruling status(String key, Wish wish) {
    if (!can.can(HostCapability.STATUS_QUERY)) {
      return Ruling.of(ResponseCodes.NOT_DONE_HERE);
    }
    if (!wish.declineCode.isEmpty()) {
      return Ruling.of(wish.declineCode);
    }
    Account known = remembered(key);
    if (known == null || known.isUnseen()) {
      return Ruling.of(ResponseCodes.NOT_FOUND);
    }
    Ruling first = known.ruling();
    String undone = known.isUndone() ? String.valueOf(Ruling.UNDONE) : "";
    return new Ruling(
        ResponseCodes.APPROVED, first.authorization(), first.minor(), first.response() + undone);
  }

  private void add(Account account) {
    accounts.computeIfAbsent(account.key(), key -> new ArrayList<>(1)).add(account);
    size++;
  }

  private @Nullable Account latest(String key) {
    List<Account> all = accounts.getOrDefault(key, List.of());
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }

  private @Nullable Account remembered(String key) {
    Account last = latest(key);
    boolean old = last != null && last.at().plus(can.remembers()).isBefore(clock.instant());
    return old ? null : last;
  }

  /**
   * What one key took or gave back, in minor units and positive either way: an authorization took
   * what was captured of it. After reversals and voids; 0 for an unknown key.
   */
  public synchronized long movedMinor(PaymentKey key) {
    return accounts.getOrDefault(key.toString(), List.of()).stream()
        .mapToLong(it -> it.kind() == Kind.REFUND ? -it.entry().net() : it.captured())
        .sum();
  }

  /** What may be captured of an authorization in all, raises included; 0 when it does not count. */
  public synchronized long authorizedMinor(PaymentKey key) {
    return accounts.getOrDefault(key.toString(), List.of()).stream()
        .filter(it -> it.kind() == Kind.AUTHORIZATION)
        .mapToLong(Account::authorized)
        .sum();
  }

  /**
   * What these attempts charged in all, less what they gave back: for the attempts of one sale it
   * must be what the sale shows as paid. Captures count with their authorization.
   */
  public synchronized long netMinor(Collection<PaymentKey> attempts) {
    Set<String> keys =
        attempts.stream().map(PaymentKey::toString).collect(Collectors.toCollection(HashSet::new));
    return entries().stream()
        .filter(
            it ->
                keys.contains(it.key())
                    || it.kind() == Kind.CAPTURE && keys.contains(it.original()))
        .mapToLong(HostLedgerEntry::net)
        .sum();
  }

  /** What was taken in one currency, in minor units, refunds not deducted. */
  public long takenMinor(Currency currency) {
    return sums(false).getOrDefault(Messages.number(currency), 0L);
  }

  /** What was given back in one currency, in minor units. */
  public long refundedMinor(Currency currency) {
    return sums(true).getOrDefault(Messages.number(currency), 0L);
  }

  synchronized Map<String, Long> sums(boolean refunds) {
    return entries().stream()
        .filter(it -> it.net() != 0 && (it.kind() == Kind.REFUND) == refunds)
        .collect(
            Collectors.groupingBy(
                HostLedgerEntry::currency, Collectors.summingLong(it -> Math.abs(it.net()))));
  }

  /** What stands of one day. */
  record Sums(long takes, long taken, long gives, long given) {}

  /** What stands of one currency (three digits), and came on one day (month and day, UTC). */
  synchronized Sums sums(String currency, String day) {
    Sums all = new Sums(0, 0, 0, 0);
    for (List<Account> each : accounts.values()) {
      for (Account account : each) {
        long net = account.entry().net();
        if (net != 0
            && account.isIn(currency)
            && new Times(account.at(), ZoneOffset.UTC).localDate().equals(day)) {
          all =
              net > 0
                  ? new Sums(all.takes + 1, all.taken + net, all.gives, all.given)
                  : new Sums(all.takes, all.taken, all.gives + 1, all.given - net);
        }
      }
    }
    return all;
  }

  /** All movements, in the order in which their keys were first seen. */
  public synchronized List<HostLedgerEntry> entries() {
    List<HostLedgerEntry> entries = new ArrayList<>(size);
    accounts.values().forEach(all -> all.forEach(it -> entries.add(it.entry())));
    return entries;
  }
}
