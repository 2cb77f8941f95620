package dev.tillwright.core.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.checkpoint.Ed25519Signer;
import dev.tillwright.core.receipt.Signature;
import dev.tillwright.core.receipt.Signed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {
  private static final int SOLD = 6;

  @TempDir Path folder;
  private CaseBench bench;
  private CaseFile file;

  @BeforeEach
  void open() {
    bench = new CaseBench(folder);
    bench.sell(SOLD);
    bench.sign(SOLD - 1);
    bench.cases.open("ann", bench.dispute(1, "disputed too"));
    file = bench.cases.open("ann", bench.dispute(SOLD - 1, "ARN-1"));
    bench.cases.note("ann", file.id(), "asked the cashier");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private EvidenceParts parts() {
    return bench.parts(file, SOLD - 1, Signed.with(CaseBench.INK));
  }

  private byte[] bundle() {
    bench.checkpoint();
    byte[] delivered = "signed for by a neighbour".getBytes(StandardCharsets.UTF_8);
    return bench
        .evidence()
        .bundle(
            parts().withDeviceHealth("{\"printer\":\"well\"}").attach("delivery.txt", delivered));
  }

  /** Another reader than the one that is tested. */
  private static Map<String, String> members(byte[] bundle) throws IOException {
    Map<String, String> members = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        members.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return members;
  }

  @Test
  void bundle_holdsItAll_andVerifiesWithTheKeyAlone() throws Exception {
    byte[] bundle = bundle();
    EvidenceReport report = EvidenceCheck.check(bundle, bench.keys);
    assertThat(report.faults()).isEmpty();
    assertThat(report.caseId()).isEqualTo(file.id());
    Map<String, String> members = members(bundle);
    assertThat(members.keySet())
        .containsExactly(
            "attachments/delivery.txt",
            "cards.json",
            "case.json",
            "device-health.json",
            "journal.jsonl",
            "manifest.json",
            "manifest.sig",
            "prior-sales.json",
            "receipt.html",
            "receipt.json",
            "receipt.txt",
            "refund-policy.txt",
            "signature.json");
    assertThat(members.get("receipt.txt")).contains("*** COPY ***", "1122334455667788");
    assertThat(members.get("cards.json")).contains("\"cryptogram\":\"1122334455667788\"");
    assertThat(members.get("case.json")).contains("ARN-1", "10.4");
    assertThat(members.get("refund-policy.txt")).isEqualTo("Within 28 days.");
    assertThat(members.get("journal.jsonl"))
        .contains("sale.signed", "case.opened", "case.noted", "sale.completed")
        .doesNotContain("till.noise", "disputed too");
    assertThat(members.get("signature.json")).isEqualTo("{\"state\":\"SIGNED\"}");
  }

  @Test
  void priorSales_areThoseOfTheSameCard_thatNobodyDisputed() throws Exception {
    String prior = members(bundle()).getOrDefault("prior-sales.json", "");
    for (int at = 0; at < SOLD; at++) {
      boolean expected = at != 1 && at != SOLD - 1;
      assertThat(prior.contains('"' + bench.sale(at).id().toString() + '"')).isEqualTo(expected);
    }
  }

  @Test
  void sameCase_givesTheSameBytes_alsoAfterItWasExported() {
    byte[] first = bundle();
    bench.cases.exported("ann", file.id(), Manifest.hash(first), false);
    assertThat(bundle()).isEqualTo(first);
  }

  @Test
  void strokes_areInItOnlyWhenAskedFor_andAreThoseThatWereSigned() throws Exception {
    bench.checkpoint();
    byte[] clear = bench.evidence().bundle(parts().withClearSignature());
    assertThat(members(clear)).containsKey("signature.ink");
    assertThat(EvidenceCheck.check(clear, bench.keys).faults()).isEmpty();
    assertThat(new String(bundle(), StandardCharsets.ISO_8859_1)).doesNotContain("ink/1");
    // What another person drew, put in by whoever has the key.
    EvidenceParts other =
        bench
            .parts(
                file,
                SOLD - 1,
                Signed.with(
                    Signature.parse("ink/1 9 9\n1,1,0\n".getBytes(StandardCharsets.US_ASCII))))
            .withClearSignature();
    assertThat(EvidenceCheck.check(bench.evidence().bundle(other), bench.keys).faults())
        .extracting(EvidenceReport.Fault::member)
        .containsExactly("signature.ink");
  }

  @Test
  void withoutACheckpointOverAllOfIt_itIsRefused() {
    assertThatThrownBy(() -> bench.evidence().bundle(parts()))
        .isInstanceOfSatisfying(
            TillwrightException.class, e -> assertThat(e.code()).isEqualTo("evidence.notSigned"));
    bench.checkpoint();
    bench.cases.note("ann", file.id(), "one more");
    assertThatThrownBy(() -> bench.evidence().bundle(parts()))
        .isInstanceOf(TillwrightException.class);
  }

  @Test
  void anyChangedByte_isFound_andItsMemberNamed() throws Exception {
    byte[] bundle = bundle();
    Random random = new Random(7);
    SortedMap<String, byte[]> members = new TreeMap<>();
    members(bundle)
        .forEach((name, text) -> members.put(name, text.getBytes(StandardCharsets.UTF_8)));
    for (String name : members.keySet()) {
      byte[] content = members.get(name);
      for (int round = 0; round < 4; round++) {
        SortedMap<String, byte[]> changed = new TreeMap<>(members);
        byte[] copy = content.clone();
        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        changed.put(name, copy);
        EvidenceReport report = EvidenceCheck.check(EvidenceZip.write(changed), bench.keys);
        String named = name.equals("manifest.sig") ? "manifest.json" : name;
        assertThat(report.faults())
            .as(name)
            .extracting(EvidenceReport.Fault::member)
            .contains(named);
      }
    }
    for (int round = 0; round < 80; round++) {
      byte[] copy = bundle.clone();
      copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(EvidenceCheck.check(copy, bench.keys).ok()).isFalse();
    }
  }

  @Test
  void memberThatIsTakenOut_putIn_orSwapped_isNamed() throws Exception {
    SortedMap<String, byte[]> members = new TreeMap<>();
    members(bundle())
        .forEach((name, text) -> members.put(name, text.getBytes(StandardCharsets.UTF_8)));
    for (String name : members.keySet()) {
      SortedMap<String, byte[]> less = new TreeMap<>(members);
      less.remove(name);
      EvidenceReport report = EvidenceCheck.check(EvidenceZip.write(less), bench.keys);
      assertThat(report.ok()).isFalse();
      if (!name.startsWith("manifest.")) {
        assertThat(report.faults()).extracting(EvidenceReport.Fault::member).contains(name);
      }
    }
    SortedMap<String, byte[]> more = new TreeMap<>(members);
    more.put("attachments/more.txt", new byte[] {1});
    assertThat(EvidenceCheck.check(EvidenceZip.write(more), bench.keys).faults())
        .extracting(EvidenceReport.Fault::toString)
        .containsExactly("attachments/more.txt: is not in the manifest");
  }

  @Test
  void anotherKey_verifiesNothing() {
    CheckpointKeys others =
        CheckpointKeys.of(Ed25519Signer.of(Ed25519Signer.newPair(new SecureRandom())).publicKey());
    assertThat(EvidenceCheck.check(bundle(), others).ok()).isFalse();
    assertThat(EvidenceCheck.check(bundle(), CheckpointKeys.of()).ok()).isFalse();
  }

  @Test
  void hostileFiles_areRefused() throws Exception {
    refused(new byte[0], "not a zip");
    refused("PK nonsense".getBytes(StandardCharsets.US_ASCII), "not a zip");
    refused(new byte[EvidenceZip.MAX_BYTES + 1], "larger");
    refused(zip("../../etc/passwd", ZipEntry.DEFLATED, 10), "name");
    refused(zip("attachments/../x.txt", ZipEntry.DEFLATED, 10), "name");
    refused(zip("/x.txt", ZipEntry.DEFLATED, 10), "name");
    refused(zip("bomb.txt", ZipEntry.DEFLATED, 50_000_000), "compressed");
    byte[] cut = Arrays.copyOf(bundle(), 2_000);
    assertThat(EvidenceCheck.check(cut, bench.keys).ok()).isFalse();
    SortedMap<String, byte[]> many = new TreeMap<>();
    for (int at = 0; at <= EvidenceZip.MAX_MEMBERS; at++) {
      many.put("attachments/" + at, new byte[0]);
    }
    refused(EvidenceZip.write(many), "more than");
    assertThatThrownBy(() -> parts().attach("../x", new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void refused(byte[] file, String why) {
    EvidenceReport report = EvidenceCheck.check(file, bench.keys);
    assertThat(report.faults()).hasSize(1);
    assertThat(report.faults().get(0).message()).contains("refused").contains(why);
  }

  private static byte[] zip(String name, int method, int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry(name);
      entry.setMethod(method);
      zip.putNextEntry(entry);
      byte[] zeros = new byte[10_000];
      for (int left = size; left > 0; left -= zeros.length) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
