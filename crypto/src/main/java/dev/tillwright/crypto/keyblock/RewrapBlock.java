package dev.tillwright.crypto.keyblock;

import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeyRefusedException;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import java.util.List;
import java.util.OptionalInt;

/**
 * Puts a block under another protection key, inside a module: the key it carries is seen by nobody
 * and enters no catalogue. Users call {@link KeyBlocks}.
 *
 * @param from the protection key it is under
 * @param to the one it shall be under
 * @param text the block
 */
public record RewrapBlock(KeyHandle from, KeyHandle to, String text) implements KeyTask<KeyBlock> {

  @Override
  public String name() {
    return "keyblock.rewrap";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(from, KeyUse.UNWRAP_BLOCK), new KeyNeed(to, KeyUse.WRAP_BLOCK));
  }

  @Override
  public KeyBlock run(Inside inside) {
    KeySpec next = inside.described(to).spec();
    byte[] nextBytes = inside.reveal(to, UnwrapBlock.WHY);
    try (OpenedBlock opened =
        OpenedBlock.of(text, inside.described(from).spec(), inside.reveal(from, UnwrapBlock.WHY))) {
      KeyBlockHeader header = opened.header();
      // Another version of the same protection key is the same place; any other is an export.
      if (opened.spec().exportability() == Exportability.NONE
          && !from.ref().id().equals(to.ref().id())) {
        throw new KeyRefusedException(
            "key.exportability", "the key in the block may not go to another protection key");
      }
      Refusals.strongEnough(next, opened.spec());
      KeyBlockVersion version =
          KeyBlockVersion.under(next.algorithm())
              .orElseThrow(
                  () ->
                      new KeyRefusedException(
                          "key.algorithm", "key blocks are protected by AES or triple DES"));
      Refusals.protectionFits(version, next);
      KeyBlockHeader renewed =
          header.with(version, CheckValues.renewed(header.optional(), next.algorithm(), nextBytes));
      return BlockWriter.write(
          renewed, nextBytes, opened.key(), OptionalInt.empty(), inside.random());
    }
  }
}
