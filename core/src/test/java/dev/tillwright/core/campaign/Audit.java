package dev.tillwright.core.campaign;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.checkpoint.WitnessCheck;
import dev.tillwright.core.host.HostLedgerEntry;
import dev.tillwright.core.host.HostLedgerEntry.Kind;
import dev.tillwright.core.host.HostLedgerEntry.State;
import dev.tillwright.core.journal.JournalVerifier;
import dev.tillwright.core.store.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what the cashiers were shown, what the books hold, and what the host moved. */
final class Audit {
  private final Path file;
  private final DiskBooks books;
  private final Screen screen;
  private final List<String> findings = new ArrayList<>();

  Audit(Path file, DiskBooks books, Screen screen) {
    this.file = file;
    this.books = books;
    this.screen = screen;
  }

  /** What must hold at any moment, also right after a kill. */
  List<String> atAnyMoment(List<HostLedgerEntry> host) {
    findings.clear();
    if (!Files.exists(file)) {
      // It died before it had made its file: then nobody was shown anything.
      check(screen.sales.isEmpty() && host.isEmpty(), "there are no books");
      return List.copyOf(findings);
    }
    JournalVerifier.verify(file, Optional.empty())
        .firstFault()
        .ifPresent(fault -> findings.add("the chain is broken: " + fault));
    checkpoints();
    books.read(file);
    findings.addAll(books.faults);
    findings.addAll(screen.faults);
    screen.sales.forEach(this::acknowledged);
    numbers();
    for (HostLedgerEntry each : host) {
      check(
          books.attempts.containsKey(each.key()),
          "the host knows " + each.key() + ", no intent does");
    }
    return List.copyOf(findings);
  }

  /** What must hold once every payment has come to its end: money at the host is money shown. */
  List<String> settled(List<HostLedgerEntry> host) {
    atAnyMoment(host);
    Map<String, Map<String, Long>> live = new HashMap<>();
    for (HostLedgerEntry each : host) {
      DiskBooks.Attempt attempt = books.attempts.get(each.key());
      if (each.state() == State.APPROVED && attempt != null) {
        live.computeIfAbsent(attempt.sale, sale -> new HashMap<>()).put(each.key(), each.net());
      }
    }
    books.sales.forEach((id, sale) -> money(id, sale, live.getOrDefault(id, Map.of())));
    check(books.sales.keySet().containsAll(live.keySet()), "the host moved money for no sale");
    check(
        host.stream().noneMatch(it -> it.kind() == Kind.UNSEEN && it.net() != 0),
        "a reversal without its original moved money");
    return List.copyOf(findings);
  }

  private void acknowledged(String id, Screen.Shown shown) {
    DiskBooks.OnDisk disk = books.sales.get(id);
    if (disk == null) {
      check(shown.paid == 0 && shown.receipt == 0 && !shown.voided, "sale " + id + " is lost");
      check(shown.papers.isEmpty(), "sale " + id + " is on paper and not in the books");
      return;
    }
    if (shown.receipt > 0) {
      check(disk.receipt == shown.receipt, "sale " + id + " was shown with another receipt number");
      check(disk.total == shown.total, "sale " + id + " was shown with another total");
    }
    check(
        shown.papers.isEmpty() || disk.receipt > 0, "sale " + id + " is on paper and not finished");
    check(!shown.voided || disk.voided, "sale " + id + " was shown as voided and is not");
    check(!disk.voided || shown.voidBegun, "sale " + id + " is voided, and nobody did that");
    check(!shown.takenBack || books.takenBack.contains(id), "sale " + id + " is not taken back");
    check(shown.voidBegun || disk.paid >= shown.paid, "sale " + id + " lost a tender");
    check(
        disk.isReturn || disk.tenders <= shown.begun - shown.refused,
        "sale " + id + " has a tender that its cashier was told is not there");
  }

  /** Each live charge is one tender of the sale, and each card tender is one live charge. */
  private void money(String id, DiskBooks.OnDisk sale, Map<String, Long> live) {
    Map<String, Long> expected = new HashMap<>();
    if (!sale.voided) {
      sale.cards.forEach((key, amount) -> expected.put(key, sale.isReturn ? -amount : amount));
      expected
          .keySet()
          .removeIf(key -> books.attempts.get(key).borne || books.takenBack.contains(key));
    }
    check(
        expected.equals(live),
        "sale " + id + " shows the charges " + expected + ", the host holds " + live);
  }

  /** Every checkpoint that a till signed before it was killed still speaks for its entries. */
  private void checkpoints() {
    Path key = file.resolveSibling("signing");
    try (Database database = Database.sqliteReadOnly(file)) {
      CheckpointKeys keys =
          CheckpointKeys.of(Ed25519Signer.inFile(key, new SecureRandom()).publicKey());
      WitnessCheck.check(database, CampaignTill.TERMINAL, List.of(), keys)
          .faults()
          .forEach(fault -> findings.add(fault.message()));
    } catch (TillwrightException e) {
      // It died before it had made its tables: then nobody was shown anything.
      check(screen.sales.isEmpty(), "the checkpoints cannot be read: " + e.code());
    }
  }

  private void numbers() {
    for (int i = 0; i < books.receipts.size(); i++) {
      check(
          books.receipts.get(i) == i + 1,
          "receipt number " + (i + 1) + " is " + books.receipts.get(i));
    }
    for (int i = 0; i < books.days.size(); i++) {
      DiskBooks.Day day = books.days.get(i);
      check(day.number() == i + 1, "day number " + (i + 1) + " is " + day.number());
      check(
          day.from() == day.expectedFrom(),
          "day " + (i + 1) + " does not begin where the last ended");
      check(
          day.gross() == day.counted(),
          "day " + (i + 1) + " says " + day.gross() + " of " + day.counted());
    }
    screen.closedDays.forEach(
        (number, gross) ->
            check(
                number <= books.days.size() && books.days.get((int) (number - 1)).gross() == gross,
                "day " + number + " was shown closed with another sum, or is lost"));
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      findings.add(otherwise);
    }
  }
}
