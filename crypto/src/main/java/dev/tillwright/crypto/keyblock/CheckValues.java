package dev.tillwright.crypto.keyblock;

import dev.tillwright.crypto.engine.BlockEngine;
import dev.tillwright.crypto.engine.CheckValue;
import dev.tillwright.crypto.key.KeyAlgorithm;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Optional blocks that carry a check value: {@code KC} that of the key, {@code KP} that of its
 * protection key. {@code 00} is the old style, {@code 01} CMAC.
 */
final class CheckValues {
  static final String KEY = "KC";
  static final String PROTECTION = "KP";

  private CheckValues() {}

  /** AES by CMAC, triple DES in the old style; other keys have none. */
  static Optional<OptionalBlock> of(String id, KeyAlgorithm algorithm, byte[] key) {
    return switch (algorithm) {
      case AES -> Optional.of(new OptionalBlock(id, content("01", BlockEngine.AES, key)));
      case TDES -> Optional.of(new OptionalBlock(id, content("00", BlockEngine.TDES, key)));
      default -> Optional.empty();
    };
  }

  /** Whether what a header says of a key is so; styles that are not known say nothing. */
  static boolean agree(KeyBlockHeader header, String id, KeyAlgorithm algorithm, byte[] key) {
    Optional<OptionalBlock> said = header.optional(id);
    boolean cipher = algorithm == KeyAlgorithm.AES || algorithm == KeyAlgorithm.TDES;
    if (said.isEmpty() || !cipher || said.get().content().length() < 2) {
      return true;
    }
    String style = said.get().content().substring(0, 2);
    if (!style.equals("00") && !style.equals("01")) {
      return true;
    }
    BlockEngine engine = algorithm == KeyAlgorithm.AES ? BlockEngine.AES : BlockEngine.TDES;
    return said.get().content().equals(content(style, engine, key));
  }

  /** The blocks with the protection key's check value exchanged, where there is one. */
  static List<OptionalBlock> renewed(
      List<OptionalBlock> blocks, KeyAlgorithm algorithm, byte[] kbpk) {
    List<OptionalBlock> renewed = new ArrayList<>();
    for (OptionalBlock block : blocks) {
      if (block.id().equals(PROTECTION)) {
        of(PROTECTION, algorithm, kbpk).ifPresent(renewed::add);
      } else if (!block.id().equals(OptionalBlock.PADDING)) {
        renewed.add(block);
      }
    }
    return renewed;
  }

  private static String content(String style, BlockEngine engine, byte[] key) {
    byte[] value = style.equals("01") ? CheckValue.cmac(engine, key) : CheckValue.ecb(engine, key);
    return style + HexFormat.of().withUpperCase().formatHex(value);
  }
}
