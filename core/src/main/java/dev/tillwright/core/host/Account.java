package dev.tillwright.core.host;

import dev.tillwright.core.host.HostLedgerEntry.Kind;
import dev.tillwright.core.host.HostLedgerEntry.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One movement a test host was asked for, and what leans on it. Guarded by its ledger. */
final class Account {
  private final String key;
  private final @Nullable HostRequest request;
  private final @Nullable Account original;
  private final Ruling ruling;
  private final Instant at;
  private final List<Account> leaning = new ArrayList<>();
  private State state;

  private Account(
      String key,
      @Nullable HostRequest request,
      @Nullable Account original,
      Ruling ruling,
      Instant at,
      State state) {
    this.key = key;
    this.request = request;
    this.original = original;
    this.ruling = ruling;
    this.at = at;
    this.state = state;
  }

  static Account moved(HostRequest request, @Nullable Account original, Ruling ruling, Instant at) {
    State state = ruling.approves() ? State.APPROVED : State.DECLINED;
    Account account = new Account(request.key(), request, original, ruling, at, state);
    if (original != null) {
      original.leaning.add(account);
    }
    return account;
  }

  /** Of what was reversed before it came. */
  static Account unseen(String key, State undone, Instant at) {
    return new Account(key, null, null, Ruling.of(ResponseCodes.NOT_FOUND), at, undone);
  }

  String key() {
    return key;
  }

  Ruling ruling() {
    return ruling;
  }

  Instant at() {
    return at;
  }

  boolean isUndone() {
    return state == State.REVERSED || state == State.VOIDED;
  }

  boolean isUnseen() {
    return request == null;
  }

  Kind kind() {
    return request == null ? Kind.UNSEEN : Kind.valueOf(request.kind().name());
  }

  boolean isFor(HostRequest asked) {
    return request != null && request.asksSame(asked);
  }

  boolean isIn(String currency) {
    return request != null && request.currency().equals(currency);
  }

  /** A capture or raise of what was undone counts no more than that. */
  boolean counts() {
    boolean stands = kind() == Kind.REFUND || original == null || original.counts();
    return state == State.APPROVED && stands;
  }

  void undo(State undone) {
    if (!isUndone()) {
      state = undone;
    }
  }

  /** What of it may be captured. */
  long authorized() {
    return counts() ? ruling.minor() + sum(Kind.INCREMENT) : 0;
  }

  /** What it took by itself, or its captures did. */
  long captured() {
    return switch (kind()) {
      case PURCHASE, CAPTURE -> counts() ? ruling.minor() : 0;
      case AUTHORIZATION -> sum(Kind.CAPTURE);
      case INCREMENT, REFUND, UNSEEN -> 0;
    };
  }

  /** What was given back of it. */
  long refunded() {
    return sum(Kind.REFUND);
  }

  /** Whether its last capture was made. */
  boolean isClosed() {
    return leaning.stream().anyMatch(it -> it.kind() == Kind.CAPTURE && it.counts() && it.isLast());
  }

  private boolean isLast() {
    return request != null && request.last();
  }

  private long sum(Kind kind) {
    return leaning.stream()
        .filter(it -> it.kind() == kind && it.counts())
        .mapToLong(it -> it.ruling.minor())
        .sum();
  }

  /** A capture of what was undone is as undone as that. */
  private State shown() {
    boolean leans = kind() == Kind.CAPTURE || kind() == Kind.INCREMENT;
    boolean gone = original != null && leans && state == State.APPROVED && !original.counts();
    return original != null && gone ? original.state : state;
  }

  HostLedgerEntry entry() {
    String cited = request == null ? "" : request.original();
    String currency = request == null ? "" : request.currency();
    return new HostLedgerEntry(key, kind(), cited, ruling.minor(), currency, shown());
  }
}
