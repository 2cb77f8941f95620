package dev.tillwright.crypto.keyblock;

import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeyRefusedException;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a key as a block, inside a module. Users call {@link KeyBlocks}; a security module
 * recognises this by its type.
 *
 * @param kbpk the protection key
 * @param key the key to carry
 * @param options how
 */
public record WrapBlock(KeyHandle kbpk, KeyHandle key, WrapOptions options)
    implements KeyTask<KeyBlock> {

  @Override
  public String name() {
    return "keyblock.wrap";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(key, KeyUse.EXPORT_IN_BLOCK), new KeyNeed(kbpk, KeyUse.WRAP_BLOCK));
  }

  @Override
  public KeyBlock run(Inside inside) {
    KeySpec protection = inside.described(kbpk).spec();
    KeySpec carried = inside.described(key).spec();
    KeyBlockVersion version =
        options
            .version()
            .or(() -> KeyBlockVersion.under(protection.algorithm()))
            .orElseThrow(
                () ->
                    new KeyRefusedException(
                        "key.algorithm", "key blocks are protected by AES or triple DES"));
    Refusals.protectionFits(version, protection);
    Refusals.strongEnough(protection, carried);
    byte[] kbpkBytes = inside.reveal(kbpk, UnwrapBlock.WHY);
    byte[] keyBytes = inside.reveal(key, UnwrapBlock.WHY);
    List<OptionalBlock> optional = new ArrayList<>(options.optional());
    if (options.checkValues()) {
      CheckValues.of(CheckValues.KEY, carried.algorithm(), keyBytes).ifPresent(optional::add);
      CheckValues.of(CheckValues.PROTECTION, protection.algorithm(), kbpkBytes)
          .ifPresent(optional::add);
    }
    KeyBlockHeader header =
        new KeyBlockHeader(
            version,
            carried.usage(),
            carried.algorithm().code(),
            carried.mode().code(),
            options.keyVersion(),
            narrowed(carried.exportability()).code(),
            "00",
            optional);
    return BlockWriter.write(header, kbpkBytes, keyBytes, options.padding(), inside.random());
  }

  private Exportability narrowed(Exportability own) {
    Exportability asked = options.exportability().orElse(own);
    if (asked == Exportability.SENSITIVE && own != Exportability.SENSITIVE) {
      throw new KeyRefusedException(
          "key.exportability", "a block gives its receiver no more than the key has");
    }
    return asked;
  }
}
