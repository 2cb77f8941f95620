package dev.tillwright.core.dispute;

import dev.tillwright.core.dispute.EvidenceReport.Fault;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.receipt.JsonRenderer;
import dev.tillwright.core.receipt.Proof;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.sale.CompletedSale;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Whether the members of a bundle say what its journal entries say. */
final class EvidenceFacts {
  private static final String SIGNED = "sale.signed";

  private final Manifest manifest;
  private final SortedMap<String, byte[]> members;
  private final List<Fault> faults;
  private final List<Entry> entries = new ArrayList<>();

  EvidenceFacts(Manifest manifest, SortedMap<String, byte[]> members, List<Fault> faults) {
    this.manifest = manifest;
    this.members = members;
    this.faults = faults;
  }

  int entries() {
    return entries.size();
  }

  void check() {
    part(EvidenceMembers.JOURNAL, this::journal);
    part(EvidenceMembers.CASE, this::sale);
    part(EvidenceMembers.TEXT, this::receipt);
    if (members.containsKey(EvidenceMembers.INK)) {
      part(EvidenceMembers.INK, this::ink);
    }
  }

  /** A part that is not there was named already, if the manifest names it. */
  private void part(String name, Runnable check) {
    if (!members.containsKey(name)) {
      if (manifest.members().stream().noneMatch(it -> it.name().equals(name))) {
        faults.add(new Fault(name, "is missing, and in the manifest too"));
      }
      return;
    }
    try {
      check.run();
    } catch (JsonException | IllegalArgumentException wrong) {
      faults.add(new Fault(name, "is not what it should be: " + wrong.getMessage()));
    }
  }

  private String text(String name) {
    byte[] content = members.get(name);
    return content == null ? "" : new String(content, StandardCharsets.UTF_8);
  }

  private void journal() {
    long last = 0;
    for (String line : text(EvidenceMembers.JOURNAL).lines().toList()) {
      ProvenEntry proven = ProvenEntry.parse(line, manifest.checkpoint().size());
      Entry entry = proven.entry();
      if (!proven.holds(manifest.checkpoint())) {
        faults.add(
            new Fault(
                EvidenceMembers.JOURNAL,
                "entry " + entry.seq() + " is not one that the checkpoint signed"));
      } else if (entry.seq() <= last) {
        faults.add(new Fault(EvidenceMembers.JOURNAL, "entry " + entry.seq() + " is out of order"));
      } else {
        entries.add(entry);
      }
      last = entry.seq();
    }
  }

  private void sale() {
    JsonIn in = JsonIn.parse(text(EvidenceMembers.CASE));
    Optional<Entry> finished = finished(in.number("saleSeq"));
    boolean same =
        in.text("case").equals(manifest.caseId())
            && finished.map(it -> Proof.of(it).qr().equals(in.text("proof"))).orElse(false)
            && finished
                .map(it -> CompletedSale.read(it).id().toString().equals(in.text("sale")))
                .orElse(false);
    if (!same) {
      faults.add(new Fault(EvidenceMembers.CASE, "is not about the sale in the journal"));
    }
  }

  private Optional<Entry> finished(long seq) {
    return entries.stream()
        .filter(it -> it.seq() == seq && it.kind().equals(CompletedSale.KIND))
        .findFirst();
  }

  /** The text is that of the document, and the document carries the proof of the sale. */
  private void receipt() {
    var document = JsonRenderer.parse(text(EvidenceMembers.RECEIPT));
    String rendered = new TextRenderer(EvidenceMembers.COLUMNS).render(document);
    if (!rendered.equals(text(EvidenceMembers.TEXT))) {
      faults.add(new Fault(EvidenceMembers.TEXT, "says something else than receipt.json"));
    }
    String proof = JsonIn.parse(text(EvidenceMembers.CASE)).text("proof");
    if (!JsonRenderer.render(document).contains('"' + proof + '"')) {
      faults.add(new Fault(EvidenceMembers.RECEIPT, "is the receipt of another sale"));
    }
  }

  /** What was drawn is what was bound to the sale when it was drawn. */
  private void ink() {
    long seq = JsonIn.parse(text(EvidenceMembers.CASE)).number("saleSeq");
    String hash = finished(seq).map(Entry::hash).orElse("");
    String bound = Signature.bound(hash, members.getOrDefault(EvidenceMembers.INK, new byte[0]));
    boolean here =
        entries.stream()
            .filter(it -> it.kind().equals(SIGNED))
            .anyMatch(it -> JsonIn.parse(it.payload()).text("bound").equals(bound));
    if (!here) {
      faults.add(new Fault(EvidenceMembers.INK, "is not what was signed for this sale"));
    }
  }
}
