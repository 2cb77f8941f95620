package dev.tillwright.core.till;

import static dev.tillwright.core.payment.HostCapability.DEDUPLICATION;
import static dev.tillwright.core.payment.HostCapability.REVERSAL;
import static dev.tillwright.core.till.Bench.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.host.Behaviour;
import dev.tillwright.core.host.HostRequest;
import dev.tillwright.core.host.MemoryHost;
import dev.tillwright.core.host.Script;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.payment.HostCapabilities;
import dev.tillwright.core.payment.HostCapability;
import dev.tillwright.core.sale.TenderKind;
import dev.tillwright.core.watch.Action;
import dev.tillwright.core.watch.Correction;
import dev.tillwright.core.watch.Detector;
import dev.tillwright.core.watch.FindingBook.Kept;
import dev.tillwright.core.watch.HostLine;
import dev.tillwright.core.watch.Inputs;
import dev.tillwright.core.watch.WatchRules;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsAtTillTest {
  private static final Instant NOON = Instant.parse("2025-03-03T12:00:00Z");
  private static final Instant LATER = NOON.plus(Duration.ofDays(3));

  @TempDir Path folder;
  private @Nullable Bench opened;
  private final WatchRules rules = new WatchRules();

  @AfterEach
  void close() {
    bench().close();
  }

  private Bench bench() {
    return java.util.Objects.requireNonNull(opened, "opened");
  }

  private MemoryHost open(HostCapability can) {
    MemoryHost host = MemoryHost.of(HostCapabilities.of(can), Clock.systemUTC());
    opened = new Bench(folder, builder -> builder.host(TenderKind.CARD, Bench.lasting(host)));
    return host;
  }

  private FindingsDesk desk() {
    return bench().till.findings(bench().manager);
  }

  /** The host's file has these, and all before the end of it. */
  private List<Kept> look(HostLine... lines) {
    Inputs in = Inputs.at(LATER, desk().facts()).host(List.of(lines), LATER);
    return desk().look(in, rules);
  }

  private static HostLine line(String key) {
    return new HostLine(
        "file line 1", HostLine.Kind.CAPTURE, "till-01", key, "", "", pounds("12.50"), NOON);
  }

  private String onlyKey() {
    return entries().stream()
        .filter(entry -> entry.kind().equals("payment.intended"))
        .map(entry -> JsonIn.parse(entry.payload()).text("key"))
        .findFirst()
        .orElseThrow();
  }

  private List<Entry> entries() {
    List<Entry> all = new ArrayList<>();
    bench().till.journal().read(1, bench().till.journal().headSeq(), all::add);
    return all;
  }

  private static void lose(MemoryHost host, int times) {
    host.play(
        Script.builder()
            .times(times, HostRequest.Kind.PURCHASE, Behaviour.fault(Behaviour.Fault.DROP_REPLY))
            .build());
  }

  private String open(List<Kept> kept, Detector detector) {
    return kept.stream()
        .map(Kept::finding)
        .filter(it -> it.detector() == detector)
        .findFirst()
        .orElseThrow()
        .id();
  }

  @Test
  void aPaymentThatTheHostTook_isFoundOnce_andCorrectedByAsking() {
    MemoryHost host = open(DEDUPLICATION);
    lose(host, 2);
    Ticket ticket = bench().pens(1);
    assertThat(bench().payByCard(ticket)).isInstanceOf(Outcome.Unknown.class);
    HostLine line = line(onlyKey());
    List<Kept> found = look(line);
    assertThat(found)
        .extracting(it -> it.finding().detector())
        .containsExactly(Detector.S1, Detector.S11);
    long head = bench().till.journal().headSeq();
    assertThat(look(line)).hasSize(2);
    assertThat(bench().till.journal().headSeq()).as("a second look writes nothing").isEqualTo(head);

    assertThat(desk().correct(open(found, Detector.S1))).isEqualTo(new Correction.Done("CAPTURED"));
    assertThat(desk().open()).as("both were about it").isEmpty();
    assertThat(look(line)).isEmpty();
    assertThat(ticket.sale().completed()).isPresent();
    assertThat(entries()).extracting(Entry::kind).contains("finding.found", "finding.corrected");
  }

  @Test
  void aHostThatDoesNotAnswer_leavesTheFindingOpen() {
    MemoryHost host = open(DEDUPLICATION);
    lose(host, 2);
    assertThat(bench().payByCard(bench().pens(1))).isInstanceOf(Outcome.Unknown.class);
    String id = open(look(line(onlyKey())), Detector.S1);
    host.offline(true);
    assertThat(desk().correct(id)).isEqualTo(new Correction.Tried("UNKNOWN"));
    assertThat(desk().open()).extracting(it -> it.finding().id()).contains(id);
  }

  @Test
  void aReversalThatTheHostForgot_isSentAgain_asNewEntries() {
    MemoryHost host = open(REVERSAL);
    lose(host, 1);
    bench().payByCard(bench().pens(1));
    assertThat(bench().till.unfinishedPayments()).isZero();
    List<Kept> found = look(line(onlyKey()));
    assertThat(found).extracting(it -> it.finding().detector()).containsExactly(Detector.S2);
    assertThat(desk().correct(open(found, Detector.S2))).isEqualTo(new Correction.Done("REVERSED"));
    assertThat(entries())
        .extracting(Entry::kind)
        .containsSubsequence(
            "payment.reversed", "payment.lateApproval", "payment.reversed", "finding.corrected");
  }

  @Test
  void whatIsFoundAgainWithAnotherThingToDo_isCorrectedByThat() {
    MemoryHost host = open(REVERSAL);
    host.play(
        Script.builder()
            .times(1, HostRequest.Kind.PURCHASE, Behaviour.fault(Behaviour.Fault.DROP_REPLY))
            .times(1_000, HostRequest.Kind.REVERSAL, Behaviour.fault(Behaviour.Fault.DROP_REPLY))
            .build());
    bench().payByCard(bench().pens(1));
    assertThat(bench().till.unfinishedPayments()).isEqualTo(1);
    List<Kept> found = look(line(onlyKey()));
    String id = open(found, Detector.S2);
    host.play(Script.builder().build());
    assertThat(desk().correct(id)).isEqualTo(new Correction.Done("REVERSED"));
    assertThat(entries()).extracting(Entry::kind).doesNotContain("payment.lateApproval");

    // The host's file still has it: asking for the reversal again would do nothing.
    assertThat(look(line(onlyKey())))
        .extracting(it -> it.finding().action())
        .containsExactly(Action.NOTE_LATE_CAPTURE);
    assertThat(desk().correct(id)).isEqualTo(new Correction.Done("REVERSED"));
    assertThat(entries()).extracting(Entry::kind).contains("payment.lateApproval");
  }

  @Test
  void whatIsNotSafe_isAProposal_andWhatIsDismissed_staysSo() {
    open(REVERSAL);
    bench().cash(bench().pens(1));
    HostLine stranger = line("till-01/1/9999");
    List<Kept> found = look(stranger);
    String id = open(found, Detector.S7);
    long head = bench().till.journal().headSeq();
    assertThat(desk().correct(id)).isInstanceOf(Correction.Proposed.class);
    assertThat(bench().till.journal().headSeq()).isEqualTo(head);

    desk().dismiss(id, "a test of the acquirer");
    desk().dismiss(open(found, Detector.S1), "the same");
    assertThat(look(stranger)).isEmpty();
    assertThatThrownBy(() -> desk().correct(id)).isInstanceOf(IllegalArgumentException.class);
    bench().till.journal().rebuild("findings");
    assertThat(desk().open()).as("rebuilt from the entries").isEmpty();
  }

  @Test
  void aCashier_mayNotCorrect() {
    open(REVERSAL);
    bench()
        .till
        .access()
        .enrol(bench().manager, new Operator("ann", "Ann", "cashier"), "4711".toCharArray());
    OperatorSession ann = bench().till.logOn("ann", "4711".toCharArray()).orThrow();
    assertThatThrownBy(() -> bench().till.findings(ann).correct("any"))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> bench().till.findings(ann).facts())
        .isInstanceOf(RefusedException.class);
  }
}
