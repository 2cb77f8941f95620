package dev.tillwright.core.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tillwright.core.store.Database;
import dev.tillwright.core.store.Tx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the journal on the disk says: its rows as SQL gives them, folded by code that shares nothing
 * with the till's. It reads on from where it stopped, and sees when what it read is gone.
 */
final class DiskBooks {
  private static final ObjectMapper JSON = new ObjectMapper();

  final Map<String, OnDisk> sales = new LinkedHashMap<>();
  final Map<String, Attempt> attempts = new LinkedHashMap<>();

  /** Sales that were taken back whole, and the payments that were reversed with them. */
  final Set<String> takenBack = new HashSet<>();

  final List<String> faults = new ArrayList<>();
  final List<Long> receipts = new ArrayList<>();
  final List<Day> days = new ArrayList<>();
  String lastKind = "";
  private long lastSeq;
  private String lastHash = "";
  private long dayFrom = 1;
  private long gross;
  private long refunded;

  /** What became of each attempt, in words, for findings. */
  final Map<String, List<String>> courses = new LinkedHashMap<>();

  /** A sale or return. */
  static final class OnDisk {
    final boolean isReturn;
    final String takesBack;
    final Map<String, Long> cards = new LinkedHashMap<>();
    int tenders;
    long paid;
    long receipt;
    long total;
    boolean voided;

    OnDisk(String kind, String origin) {
      this.isReturn = kind.startsWith("RETURN") || kind.equals("VOID");
      this.takesBack = kind.equals("VOID") ? origin : "";
    }
  }

  /**
   * An attempt to move money; {@code borne} once the host declined what was taken offline, and of a
   * refund that waited behind such a purchase, which is never given.
   */
  static final class Attempt {
    final String sale;
    boolean stored;
    boolean borne;

    final String original;

    Attempt(String sale, String original) {
      this.sale = sale;
      this.original = original;
    }
  }

  /** A closed day: what it says, and what its period holds. */
  record Day(long number, long from, long expectedFrom, long gross, long counted) {}

  void read(Path file) {
    try (Database database = Database.sqliteReadOnly(file)) {
      database.read(
          tx -> {
            if (lastSeq > 0) {
              String hash =
                  tx.first("select hash from journal where seq = ?", row -> row.text(1), lastSeq)
                      .orElse("none");
              if (!hash.equals(lastHash)) {
                faults.add("entry " + lastSeq + " was there, and is not there any more");
              }
            }
            tx.each(
                "select seq, hash, kind, payload from journal where seq > ? order by seq",
                this::row,
                lastSeq);
            return true;
          });
    }
  }

  private void row(Tx.Row row) {
    lastSeq = row.number(1);
    lastHash = row.text(2);
    lastKind = row.text(3);
    JsonNode payload = json(row.text(4));
    if (lastKind.startsWith("sale.")) {
      sale(lastKind.substring(5), payload);
    } else if (lastKind.startsWith("payment.")) {
      payment(lastKind.substring(8), payload);
    } else if (lastKind.equals("day.closed")) {
      close(payload);
    }
  }

  private void sale(String kind, JsonNode payload) {
    String id = payload.path("sale").asText();
    if (kind.equals("opened")) {
      sales.put(id, new OnDisk(payload.path("kind").asText(), payload.path("origin").asText()));
      return;
    }
    OnDisk sale = sales.get(id);
    switch (kind) {
      case "tendered" -> {
        sale.tenders++;
        sale.paid += payload.path("amount").asLong();
        String tender = payload.path("kind").asText();
        if (List.of("CARD", "WALLET", "GIFT").contains(tender)) {
          card(id, sale, payload.path("payment").asText(), payload.path("amount").asLong());
        }
      }
      case "tenderRemoved" -> {
        Long amount = sale.cards.remove(payload.path("payment").asText());
        sale.paid -= amount == null ? 0 : amount;
      }
      case "voided" -> sale.voided = true;
      case "completed" -> complete(sale, payload);
      default -> {
        // Lines and discounts: the completed sale sums them up.
      }
    }
  }

  /** A whole sale that is taken back names the payment that it reverses. */
  private void card(String id, OnDisk sale, String payment, long amount) {
    if (attempts.get(payment).sale.equals(id)) {
      sale.cards.put(payment, amount);
    } else if (!sale.takesBack.isEmpty()) {
      takenBack.add(payment);
    } else {
      faults.add("sale " + id + " names the payment of another");
    }
  }

  private void complete(OnDisk sale, JsonNode payload) {
    sale.receipt = payload.path("receipt").asLong();
    sale.total = payload.path("total").asLong();
    receipts.add(sale.receipt);
    takenBack.add(sale.takesBack);
    long tendered = 0;
    for (JsonNode tender : payload.path("tenders")) {
      tendered += tender.path("amount").asLong();
    }
    if (tendered != sale.total || sale.paid != sale.total || sale.voided) {
      faults.add("receipt " + sale.receipt + " does not add up");
    }
    if (sale.isReturn) {
      refunded += sale.total;
    } else {
      gross += sale.total;
    }
  }

  private void payment(String kind, JsonNode payload) {
    String key = payload.path("key").asText();
    courses
        .computeIfAbsent(key, its -> new ArrayList<>())
        .add(kind + " " + payload.path("code").asText() + payload.path("why").asText());
    if (kind.equals("intended")) {
      Attempt intended =
          new Attempt(payload.path("sale").asText(), payload.path("original").asText());
      if (attempts.put(key, intended) != null) {
        faults.add("the key " + key + " was given twice");
      }
      return;
    }
    Attempt attempt = attempts.get(key);
    attempt.stored |= kind.equals("stored");
    attempt.borne |= attempt.stored && kind.equals("declined");
    Attempt original = attempts.get(attempt.original);
    attempt.borne |= kind.equals("voided") && original != null && original.borne;
  }

  private void close(JsonNode payload) {
    long said = 0;
    long saidBack = 0;
    for (JsonNode currency : payload.path("totals")) {
      said += currency.path("gross").asLong();
      saidBack += currency.path("refunded").asLong();
    }
    long number = payload.path("z").asLong();
    days.add(new Day(number, payload.path("fromSeq").asLong(), dayFrom, said, gross));
    if (saidBack != refunded) {
      faults.add("day " + number + " says " + saidBack + " came back, it was " + refunded);
    }
    dayFrom = lastSeq + 1;
    gross = 0;
    refunded = 0;
  }

  long entries() {
    return lastSeq;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
