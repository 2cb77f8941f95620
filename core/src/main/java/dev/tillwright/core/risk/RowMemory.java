package dev.tillwright.core.risk;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.risk.act.ActMemory;
import dev.tillwright.core.sale.CompletedSale;
import dev.tillwright.core.sale.Sale;
import dev.tillwright.core.sale.SaleEvent;
import dev.tillwright.core.sale.SaleEvents;
import dev.tillwright.core.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What acts need to know of earlier entries, in rows of the book. Valid as long as its {@code tx}.
 */
final class RowMemory implements ActMemory {
  private static final long AGE = Duration.ofDays(DAYS).toMillis();

  private final String terminal;
  private final Tx tx;

  RowMemory(String terminal, Tx tx) {
    this.terminal = terminal;
    this.tx = tx;
  }

  @Override
  public void event(SaleEvent event, Entry entry) {
    tx.insertIfAbsent(
        "insert into risk_open (terminal, sale, seq, kind, payload) values (?, ?, ?, ?, ?)",
        terminal,
        event.sale().toString(),
        entry.seq(),
        entry.kind(),
        entry.payload());
  }

  @Override
  public Optional<Sale> open(String sale) {
    List<SaleEvent> events = new ArrayList<>();
    try {
      tx.each(
          "select kind, payload, seq from risk_open where terminal = ? and sale = ? order by seq",
          row -> event(row).ifPresent(events::add),
          terminal,
          sale);
      return events.isEmpty() ? Optional.empty() : Optional.of(Sale.replay(events));
    } catch (JsonException | IllegalArgumentException cannotHaveHappened) {
      return Optional.empty();
    }
  }

  private Optional<SaleEvent> event(Tx.Row row) {
    Entry entry =
        new Entry(terminal, 1, row.number(3), Instant.EPOCH, row.text(1), row.text(2), "", "");
    return entry.kind().equals(CompletedSale.KIND) ? Optional.empty() : SaleEvents.read(entry);
  }

  @Override
  public void end(String sale) {
    tx.update("delete from risk_open where terminal = ? and sale = ?", terminal, sale);
  }

  @Override
  public void remember(String about, String name, Instant at, String fact) {
    tx.update(
        "delete from risk_fact where terminal = ? and about = ? and name = ?",
        terminal,
        about,
        name);
    tx.update(
        "insert into risk_fact (terminal, about, name, told, fact) values (?, ?, ?, ?, ?)",
        terminal,
        about,
        name,
        at.toEpochMilli(),
        fact);
    tx.update(
        "delete from risk_fact where terminal = ? and told < ?", terminal, at.toEpochMilli() - AGE);
  }

  @Override
  public Optional<String> recall(String about, String name) {
    return tx.first(
        "select fact from risk_fact where terminal = ? and about = ? and name = ?",
        row -> row.text(1),
        terminal,
        about,
        name);
  }
}
