package dev.tillwright.core.campaign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the cashiers said they were about to do, and what they were shown. */
final class Screen {
  final Map<String, Shown> sales = new LinkedHashMap<>();
  final Map<Long, Long> closedDays = new TreeMap<>();
  final Map<String, Integer> counts = new TreeMap<>();
  final Map<String, Integer> cutShort = new TreeMap<>();
  final List<String> faults = new ArrayList<>();
  private final Map<String, String[]> pending = new HashMap<>();

  /** One sale as its cashier saw it. */
  static final class Shown {
    /** Tenders, or pay-outs, that were begun. */
    int begun;

    /** Of these, those that were shown as not taken: they must not be in the books. */
    int refused;

    /** The most that the screen said was paid. */
    long paid;

    long receipt;
    long total;
    boolean voidBegun;
    boolean voided;
    boolean takenBack;
    int originals;
    final Set<String> papers = new HashSet<>();
  }

  void about(String[] words) {
    pending.put(words[1], words);
    Shown sale = sale(words[3]);
    switch (words[2]) {
      case "cash", "card" -> sale.begun++;
      case "void" -> sale.voidBegun = true;
      default -> {
        // Nothing that counts tenders.
      }
    }
  }

  void shown(String[] words) {
    String[] about = pending.remove(words[1]);
    String what = about[2];
    Shown sale = sale(about[3]);
    boolean why = words[2].equals("declined") || words[2].equals("refused");
    count(what + " " + words[2] + (why ? " " + words[3] : ""));
    switch (words[2]) {
      case "approved" -> approved(what, sale, about[3], words);
      case "declined", "refused" ->
          sale.refused += what.equals("cash") || what.equals("card") ? 1 : 0;
      case "undone" -> sale.takenBack = true;
      case "closed" -> closedDays.put(Long.parseLong(words[3]), Long.parseLong(words[4]));
      default -> {
        // Unknown, what is left, and printed: nothing is promised that has to be kept.
      }
    }
  }

  private void approved(String what, Shown sale, String id, String[] words) {
    if (what.equals("void")) {
      sale.voided = true;
      return;
    }
    sale.paid = Math.max(sale.paid, Long.parseLong(words[3]));
    long receipt = Long.parseLong(words[4]);
    if (receipt > 0) {
      if (sale.receipt > 0) {
        faults.add("sale " + id + " was shown as finished twice");
      }
      sale.receipt = receipt;
      sale.total = Long.parseLong(words[5]);
      count("finished");
    }
    if (words.length > 6) {
      count("offline");
    }
  }

  void paper(String[] words) {
    Shown sale = sale(words[1]);
    if (words[2].equals("original") && ++sale.originals > 1) {
      faults.add("sale " + words[1] + " has two originals of its receipt");
    }
    sale.papers.add(words[2]);
  }

  /** The process is gone: what was begun may have happened or not. */
  void died() {
    pending.values().forEach(words -> cutShort.merge(words[2], 1, Integer::sum));
    pending.clear();
  }

  void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  private Shown sale(String id) {
    return id.equals("-") ? new Shown() : sales.computeIfAbsent(id, it -> new Shown());
  }
}
