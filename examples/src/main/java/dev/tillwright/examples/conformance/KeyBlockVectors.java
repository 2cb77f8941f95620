package dev.tillwright.examples.conformance;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KcvStyle;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.keyblock.KeyBlock;
import dev.tillwright.crypto.keyblock.KeyBlockHeader;
import dev.tillwright.crypto.keyblock.OptionalBlock;
import dev.tillwright.crypto.keyblock.WrapOptions;
import java.util.ArrayList;
import java.util.List;

/** {@code tr31.json}: key blocks, read and written again to the byte, and blocks to refuse. */
final class KeyBlockVectors implements VectorKind {
  private static final List<String> VERSIONS = List.of("A", "B", "C", "D");

  @Override
  public String name() {
    return "tr31";
  }

  @Override
  public boolean looksLike(Row file) {
    return List.of("vectors", "negative").stream()
        .anyMatch(
            list ->
                file.isList(list)
                    && file.rows(list).stream()
                        .anyMatch(row -> row.has("kbpk") && row.has("keyBlock")));
  }

  @Override
  public void run(VectorFile file, Report report) {
    file.rows("vectors").forEach(row -> report.check(row, () -> block(row)));
    file.rows("negative").forEach(row -> report.check(row, () -> negative(row)));
  }

  private static void negative(Row row) {
    if (row.has("mustReject") && !row.truth("mustReject")) {
      throw RowFailure.notUnderstood("mustReject is not true");
    }
    try (KeyBlockBench bench = new KeyBlockBench()) {
      KeyHandle kbpk = bench.kbpk(row);
      Row.refused(
          TillwrightException.class, () -> bench.blocks().unwrap(kbpk, row.text("keyBlock"), "in"));
    }
  }

  private static void block(Row row) {
    String text = row.text("keyBlock");
    row.oneOf("version", VERSIONS);
    try (KeyBlockBench bench = new KeyBlockBench()) {
      KeyHandle kbpk = bench.kbpk(row);
      KeyHandle key = bench.blocks().unwrap(kbpk, text, "in").key();
      KeyBlockHeader header = KeyBlock.parse(text).header();
      header(row, header, key.spec());
      if (row.has("clearKey")) {
        again(row, header, bench, kbpk, key);
      }
    }
  }

  private static void header(Row row, KeyBlockHeader header, KeySpec key) {
    row.sameIfThere("version", header.version().name());
    row.sameIfThere("usage", key.usage().code());
    row.sameIfThere("algorithm", String.valueOf(key.algorithm().code()));
    row.sameIfThere("modeOfUse", String.valueOf(key.mode().code()));
    row.sameIfThere("keyVersion", header.keyVersion());
    row.sameIfThere("exportability", String.valueOf(key.exportability().code()));
    String text = row.text("keyBlock");
    if (row.has("header") && !text.startsWith(row.text("header"))) {
      throw RowFailure.differs("header");
    }
    if (row.has("optionalBlocks")) {
      Row optional = row.object("optionalBlocks");
      List<OptionalBlock> expected = new ArrayList<>();
      optional.keys().forEach(id -> expected.add(new OptionalBlock(id, optional.text(id))));
      boolean same =
          expected.size() == header.optional().size() && header.optional().containsAll(expected);
      Row.same("optionalBlocks", true, same);
    }
  }

  /** The clear key is seen by what it does, and by the block it makes again. */
  private static void again(
      Row row, KeyBlockHeader header, KeyBlockBench bench, KeyHandle kbpk, KeyHandle key) {
    KeyHandle clear =
        bench.load(key.spec().exportable(Exportability.SENSITIVE), row.hex("clearKey"));
    if (key.spec().algorithm() == KeyAlgorithm.AES || key.spec().algorithm() == KeyAlgorithm.TDES) {
      Row.same(
          "clearKey", bench.keys().kcv(clear, KcvStyle.CMAC), bench.keys().kcv(key, KcvStyle.CMAC));
    }
    if (!row.has("paddingBytes")) {
      return;
    }
    byte[] padding = row.hex("paddingBytes");
    WrapOptions.Builder options =
        WrapOptions.builder()
            .keyVersion(header.keyVersion())
            .exportability(key.spec().exportability())
            .oldVersion(header.version(), Acknowledgement.OLD_KEY_BLOCKS)
            .padding(padding.length);
    header.optional().forEach(options::optional);
    bench.nextRandom(padding);
    Row.same(
        "keyBlock", row.text("keyBlock"), bench.blocks().wrap(kbpk, clear, options.build()).text());
  }
}
