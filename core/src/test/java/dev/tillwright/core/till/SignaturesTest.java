package dev.tillwright.core.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.receipt.HtmlRenderer;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.core.receipt.Signature.Point;
import dev.tillwright.core.receipt.Signature.Stroke;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.sale.CompletedSale;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures: sealed, bound to their sale, drawn on its receipt (A11). */
class SignaturesTest {
  private static final Signature DRAWN =
      new Signature(
          640, 200, List.of(new Stroke(List.of(new Point(31, 77, 0), new Point(599, 123, 340)))));

  private final SubjectSealer sealer = new SubjectSealer();
  private final List<String> shown = new ArrayList<>();
  private Optional<Signature> pad = Optional.of(DRAWN);
  @TempDir private Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench =
        new Bench(
            folder,
            till ->
                till.sealer(sealer)
                    .signaturePad(
                        (slip, deadline) -> {
                          shown.add(new TextRenderer(42).render(slip));
                          return pad;
                        }));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void theCustomer_seesTheSlip_signs_andItIsDrawnFromThenOn() throws IOException {
    CompletedSale sale = paid();
    assertThat(bench.till.sign(bench.manager, sale.id())).isEqualTo(Signing.SIGNED);
    assertThat(shown).singleElement().asString().contains("12.50");

    bench.reopen();
    assertThat(HtmlRenderer.fragment(bench.till.receipt(sale.id())))
        .contains("points=\"31,77 599,123 599,123\"");
    bench.till.print(sale.id());
    assertThat(bench.printed.get(0)).contains("Signature", "[~~~~~~~~]");
    assertThat(bench.till.sign(bench.manager, sale.id(), DRAWN)).isEqualTo(Signing.ALREADY_SIGNED);

    bench.till.close();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.getFileName().toString())
            .doesNotContain("31,77,0")
            .doesNotContain("599,123");
      }
    }
  }

  @Test
  void whoDoesNotSign_mayBeAskedAgain() {
    CompletedSale sale = paid();
    pad = Optional.empty();
    assertThat(bench.till.sign(bench.manager, sale.id())).isEqualTo(Signing.NOT_SIGNED);
    pad = Optional.of(DRAWN);
    assertThat(bench.till.sign(bench.manager, sale.id())).isEqualTo(Signing.SIGNED);
  }

  @Test
  void aSignatureMovedToAnotherSale_isNotShown() {
    CompletedSale first = paid();
    CompletedSale second = paid();
    bench.till.sign(bench.manager, first.id());
    SignatureEntry of =
        bench
            .till
            .journal()
            .entry(bench.till.journal().headSeq())
            .map(SignatureEntry::read)
            .orElseThrow();
    Entry entry = finished(second);
    append(second, entry, of.bound(), of.sealed());

    assertThatThrownBy(() -> bench.till.receipt(second.id()))
        .isInstanceOf(TillwrightException.class);
  }

  @Test
  void aSignatureSealedAnewForAnotherSale_isNotShownThere() {
    CompletedSale first = paid();
    CompletedSale second = paid();
    Entry entry = finished(second);
    // Somebody who has the sealer, but cannot change the first entry's hash.
    byte[] sealed =
        sealer.seal(
            Till.signatureSubject(second.id()),
            DRAWN.bytes(),
            "signature/till-01/" + entry.epoch() + "/" + entry.seq());
    String bound = Signature.bound(finished(first).hash(), DRAWN.bytes());
    append(second, entry, bound, Base64.getEncoder().encodeToString(sealed));

    assertThatThrownBy(() -> bench.till.receipt(second.id()))
        .isInstanceOf(TillwrightException.class)
        .extracting("code")
        .isEqualTo("signature.wrong");
  }

  @Test
  void whatIsShredded_isGone_andTheReceiptSaysSo() {
    CompletedSale sale = paid();
    bench.till.sign(bench.manager, sale.id());
    sealer.shred(Till.signatureSubject(sale.id()));
    String html = HtmlRenderer.fragment(bench.till.receipt(sale.id()));
    assertThat(html).contains("erased").doesNotContain("polyline");
  }

  @Test
  void withoutASealer_nothingIsKept() {
    bench.close();
    try (Bench plain = new Bench(folder)) {
      CompletedSale sale = finished(plain.payByCard(plain.pens(1)));
      assertThatThrownBy(() -> plain.till.sign(plain.manager, sale.id(), DRAWN))
          .isInstanceOf(RefusedException.class)
          .extracting("code")
          .isEqualTo("signature.noSealer");
    }
  }

  private void append(CompletedSale sale, Entry entry, String bound, String sealed) {
    SignatureEntry forged =
        new SignatureEntry(sale.id(), "max", entry.seq(), entry.hash(), bound, sealed);
    bench.till.journal().append(List.of(forged.draft()), Duration.ofSeconds(5));
  }

  private CompletedSale paid() {
    return finished(bench.payByCard(bench.pens(1)));
  }

  private Entry finished(CompletedSale sale) {
    List<Entry> found = new ArrayList<>();
    bench
        .till
        .journal()
        .read(
            1,
            bench.till.journal().headSeq(),
            entry -> {
              if (entry.kind().equals(CompletedSale.KIND)
                  && CompletedSale.read(entry).id().equals(sale.id())) {
                found.add(entry);
              }
            });
    return found.get(0);
  }

  private static CompletedSale finished(Outcome outcome) {
    return outcome.match(it -> it, no -> null, no -> null).sale().orElseThrow();
  }
}
