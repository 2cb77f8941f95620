package dev.tillwright.core.dispute;

import dev.tillwright.core.card.ProtectedCard;
import dev.tillwright.core.json.JsonOut;
import dev.tillwright.core.payment.ChipFacts;
import dev.tillwright.core.receipt.CardFacts;
import dev.tillwright.core.receipt.HtmlRenderer;
import dev.tillwright.core.receipt.JsonRenderer;
import dev.tillwright.core.receipt.PastSale;
import dev.tillwright.core.receipt.Proof;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.core.receipt.Signed;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.sale.TenderLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** Writes the members of a bundle, all but its manifest. */
final class EvidenceMembers {
  static final String CASE = "case.json";
  static final String JOURNAL = "journal.jsonl";
  static final String RECEIPT = "receipt.json";
  static final String TEXT = "receipt.txt";
  static final String SIGNATURE = "signature.json";
  static final String INK = "signature.ink";
  static final int COLUMNS = 48;

  private final EvidenceParts parts;
  private final Slice.Proven proven;
  private final List<PastSale> prior;

  EvidenceMembers(EvidenceParts parts, Slice.Proven proven, List<PastSale> prior) {
    this.parts = parts;
    this.proven = proven;
    this.prior = prior;
  }

  void put(SortedMap<String, byte[]> members) {
    members.put(CASE, bytes(JsonOut.object(this::caseFile)));
    members.put(JOURNAL, bytes(journal()));
    members.put(RECEIPT, bytes(JsonRenderer.render(parts.receipt())));
    members.put(TEXT, bytes(new TextRenderer(COLUMNS).render(parts.receipt())));
    members.put(
        "receipt.html", bytes(HtmlRenderer.page(parts.receipt(), "Receipt", Locale.ENGLISH)));
    members.put("cards.json", bytes(JsonOut.object(this::cards)));
    members.put(SIGNATURE, bytes(JsonOut.object(this::signature)));
    members.put("prior-sales.json", bytes(JsonOut.object(this::priorSales)));
    Signature ink = parts.facts().signed().signature();
    if (ink != null && parts.clearSignature()) {
      members.put(INK, ink.bytes());
    }
    String policy = parts.merchant().refundPolicy();
    if (!policy.isEmpty()) {
      members.put("refund-policy.txt", bytes(policy));
    }
    if (!parts.deviceHealth().isEmpty()) {
      members.put("device-health.json", bytes(parts.deviceHealth()));
    }
    parts.attachments().forEach((name, content) -> members.put("attachments/" + name, content));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void caseFile(JsonOut out) {
    CaseFile file = parts.file();
    out.put("case", file.id())
        .put("merchant", parts.merchant().name())
        .put("taxId", parts.merchant().taxId());
    CaseEntries.intake(out, file.intake());
    out.put("state", file.state().name())
        .put("due", file.deadline().toString())
        .put("openedAt", file.openedAt().toString())
        .put("openedSeq", file.openedSeq())
        .put("receipt", parts.facts().sale().receipt())
        .put("saleSeq", parts.facts().entry().seq())
        .put("proof", Proof.of(parts.facts().entry()).qr());
  }

  private String journal() {
    StringBuilder lines = new StringBuilder();
    proven.entries().forEach(entry -> lines.append(entry.toLine()).append('\n'));
    return lines.toString();
  }

  private void cards(JsonOut out) {
    out.putAll(
        "cards",
        parts.facts().sale().tenders().stream().filter(it -> it.card() != null).toList(),
        this::card);
  }

  private void card(JsonOut out, TenderLine tender) {
    ProtectedCard card = tender.card();
    String payment = tender.payment();
    if (card == null || payment == null) {
      return;
    }
    CardFacts facts = parts.facts().cards().getOrDefault(payment, CardFacts.NONE);
    out.put("payment", payment)
        .put("masked", card.masked().text())
        .put("entry", card.entryMode().name())
        .put("authorization", tender.authorizationCode())
        .put("merchant", facts.acquirer().merchant())
        .put("terminal", facts.acquirer().terminal())
        .put("trace", facts.acquirer().trace())
        .put("reference", facts.reference());
    ChipFacts chip = facts.chip();
    if (chip != null) {
      out.put("chip", chip::write);
    }
  }

  /** The strokes are not here; {@code bound} in the journal's entry is their hash. */
  private void signature(JsonOut out) {
    Signed signed = parts.facts().signed();
    boolean shown = signed.signature() != null && parts.clearSignature();
    out.put(
            "state",
            signed.signature() != null ? "SIGNED" : signed.erased() ? "ERASED" : "NOT_SIGNED")
        .put("strokes", shown ? INK : null);
  }

  private void priorSales(JsonOut out) {
    out.putAll(
        "sales",
        prior,
        (each, it) ->
            each.put("sale", it.sale().toString())
                .put("receipt", it.receipt())
                .put("at", it.at().toString())
                .put("currency", it.total().currency().getCurrencyCode())
                .put("total", it.total().minor())
                .put("seq", it.seq()));
  }
}
