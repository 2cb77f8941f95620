package dev.tillwright.core.payment;

import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.monitor.Monitor;
import dev.tillwright.core.sale.TenderKind;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link Payments} together. Defaults: no hosts, nothing taken offline, 15 seconds for a host
 * and 10 for the disk, the usual patience, nobody told how payments end.
 *
 * <p>Not for several threads.
 */
public final class PaymentsBuilder {
  final Journal journal;
  final Takings takings;
  final Clock clock;
  final ExecutorService workers;
  final Map<TenderKind, PaymentHost> hosts = new EnumMap<>(TenderKind.class);
  List<Attempt> unfinished = List.of();
  OfflineLimits offline = OfflineLimits.none();
  final Map<TenderKind, OfflineLimits> offlineOf = new EnumMap<>(TenderKind.class);
  PaymentTimes times = PaymentTimes.usual();
  PaymentPatience patience = PaymentPatience.usual();
  Monitor monitor;
  @Nullable Consumer<PaymentNotice> listener;
  Consumer<Attempt> captured = attempt -> {};

  /**
   * @param journal which the {@link PaymentBook} follows
   * @param takings who makes a tender of money that was taken
   * @param workers where hosts are asked; bounded, for a host that hangs keeps its thread
   */
  public PaymentsBuilder(Journal journal, Takings takings, Clock clock, ExecutorService workers) {
    this.journal = Objects.requireNonNull(journal, "journal");
    this.takings = Objects.requireNonNull(takings, "takings");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.workers = Objects.requireNonNull(workers, "workers");
    this.monitor = new Monitor(clock);
  }

  /** Who moves money of each kind of tender. */
  public PaymentsBuilder hosts(Map<TenderKind, PaymentHost> all) {
    hosts.putAll(all);
    return this;
  }

  /** What an earlier opening left undone, in order. */
  public PaymentsBuilder unfinished(List<Attempt> found) {
    this.unfinished = List.copyOf(found);
    return this;
  }

  public PaymentsBuilder offline(OfflineLimits limits) {
    this.offline = Objects.requireNonNull(limits, "limits");
    return this;
  }

  /** What may be taken of one kind of tender while its host is out of reach, instead. */
  public PaymentsBuilder offline(TenderKind kind, OfflineLimits limits) {
    offlineOf.put(kind, Objects.requireNonNull(limits, "limits"));
    return this;
  }

  OfflineLimits offlineOf(TenderKind kind) {
    return offlineOf.getOrDefault(kind, offline);
  }

  public PaymentsBuilder times(PaymentTimes set) {
    this.times = Objects.requireNonNull(set, "set");
    return this;
  }

  /** How long something may wait before an alarm is raised. */
  public PaymentsBuilder patience(PaymentPatience set) {
    this.patience = Objects.requireNonNull(set, "set");
    return this;
  }

  /** Where gauges and alarms go. */
  public PaymentsBuilder monitor(Monitor set) {
    this.monitor = Objects.requireNonNull(set, "set");
    return this;
  }

  /** Who is told how payments ended whose end was not known when their calls returned. */
  public PaymentsBuilder listener(@Nullable Consumer<PaymentNotice> told) {
    this.listener = told;
    return this;
  }

  /**
   * Who hears of each purchase that the host took at once, as soon as that is durable. Called while
   * attempts are locked: it returns at once and asks nothing of them. What was reserved or taken
   * offline before is not told.
   */
  public PaymentsBuilder captured(Consumer<Attempt> hears) {
    this.captured = Objects.requireNonNull(hears, "hears");
    return this;
  }

  /**
   * @throws IllegalArgumentException for a host that neither reverses nor knows a repeated key
   */
  public Payments build() {
    return new Payments(this);
  }
}
