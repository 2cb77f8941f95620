package dev.tillwright.crypto.keyblock;

import static dev.tillwright.crypto.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KcvStyle;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeySpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Row D4: every published key block, read and written to the byte. */
class KeyBlockVectorsTest {

  @Test
  void everyBlock_isReadToItsKeyAndItsHeader_andWrittenAgainToTheByte() {
    List<JsonIn> rows = Vectors.file("tr31.json").objects("vectors");
    rows.forEach(KeyBlockVectorsTest::check);
    Vectors.checked("tr31.json", "vectors", rows.size());
    assertThat(rows).isNotEmpty();
  }

  private static void check(JsonIn row) {
    String text = row.text("keyBlock");
    KeyBlockHeader header = KeyBlock.parse(text).header();
    String name = KeyBlock.parse(text).toString();
    assertThat(header.version().name()).as(name).isEqualTo(row.text("version"));
    assertThat(header.usage().code()).as(name).isEqualTo(row.text("usage"));
    assertThat(header.algorithm()).as(name).isEqualTo(row.text("algorithm").charAt(0));
    assertThat(header.mode()).as(name).isEqualTo(row.text("modeOfUse").charAt(0));
    assertThat(header.keyVersion()).as(name).isEqualTo(row.text("keyVersion"));
    assertThat(header.exportability()).as(name).isEqualTo(row.text("exportability").charAt(0));
    JsonIn optional = row.object("optionalBlocks");
    assertThat(header.optional())
        .as(name)
        .containsExactlyInAnyOrderElementsOf(
            optional.names().stream().map(id -> new OptionalBlock(id, optional.text(id))).toList());
    assertThat(KeyBlock.parse(text).headerText()).as(name).isEqualTo(row.text("header"));

    byte[] clear = hex(row.text("clearKey"));
    byte[] padding = hex(row.text("paddingBytes"));
    try (Bench bench = new Bench()) {
      KeyHandle kbpk = kbpk(bench, row);
      KeyBlockImport in = bench.blocks.unwrap(kbpk, text, "in");
      KeySpec spec = in.key().spec();
      assertThat(in.header()).as(name).isEqualTo(header);
      assertThat(spec.usage()).as(name).isEqualTo(header.usage());
      assertThat(spec.mode().code()).as(name).isEqualTo(header.mode());
      assertThat(spec.algorithm().code()).as(name).isEqualTo(header.algorithm());
      assertThat(spec.exportability().code()).as(name).isEqualTo(header.exportability());

      KeyHandle loaded = bench.load("loaded", spec.exportable(Exportability.SENSITIVE), clear);
      if (spec.algorithm().symmetric()) {
        assertThat(spec.bits()).as(name).isEqualTo(clear.length * 8);
        for (KcvStyle style : KcvStyle.values()) {
          assertThat(bench.keys.kcv(in.key(), style))
              .as(name)
              .isEqualTo(bench.keys.kcv(loaded, style));
        }
      } else {
        // From the key that was read, without a detour over the clear one.
        bench.nextRandom(padding);
        assertThat(bench.blocks.rewrap(kbpk, kbpk, text).text()).isEqualTo(text);
      }

      WrapOptions.Builder options =
          WrapOptions.builder()
              .keyVersion(header.keyVersion())
              .exportability(spec.exportability())
              .padding(padding.length);
      header.optional().forEach(options::optional);
      if (header.version().deprecated()) {
        options.oldVersion(header.version(), Acknowledgement.OLD_KEY_BLOCKS);
      }
      bench.nextRandom(padding);
      assertThat(bench.blocks.wrap(kbpk, loaded, options.build()).text()).isEqualTo(text);
    }
  }

  @Test
  void everyNegative_isRefused() {
    List<JsonIn> rows = Vectors.file("tr31.json").objects("negative");
    for (JsonIn row : rows) {
      try (Bench bench = new Bench()) {
        KeyHandle kbpk = kbpk(bench, row);
        assertThatExceptionOfType(TillwrightException.class)
            .as(row.pointer())
            .isThrownBy(() -> bench.blocks.unwrap(kbpk, row.text("keyBlock"), "in"))
            .satisfies(e -> assertThat(e.code()).isEqualTo("keyblock.refused"));
      }
    }
    Vectors.checked("tr31.json", "negative", rows.size());
  }

  private static KeyHandle kbpk(Bench bench, JsonIn row) {
    return bench.kbpk(
        hex(row.text("kbpk")),
        row.text("keyBlock").charAt(0) == 'D' ? KeyAlgorithm.AES : KeyAlgorithm.TDES);
  }
}
