package dev.tillwright.crypto.keyblock;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import java.util.List;
import java.util.Optional;

/**
 * Takes a key out of a block, inside a module. Users call {@link KeyBlocks}; a security module
 * recognises this by its type.
 *
 * @param kbpk the protection key
 * @param text the block
 * @param id under which id the key is kept, as the next version; none to hold it in passing
 */
public record UnwrapBlock(KeyHandle kbpk, String text, Optional<String> id)
    implements KeyTask<KeyBlockImport> {
  static final SecretAccess WHY = SecretAccess.forPurpose("key block");

  @Override
  public String name() {
    return "keyblock.unwrap";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(kbpk, KeyUse.UNWRAP_BLOCK));
  }

  @Override
  public KeyBlockImport run(Inside inside) {
    byte[] protection = inside.reveal(kbpk, WHY);
    try (OpenedBlock opened = OpenedBlock.of(text, inside.described(kbpk).spec(), protection)) {
      KeyHandle key =
          id.map(kept -> inside.keep(kept, opened.spec(), opened.key()))
              .orElseGet(() -> inside.hold(opened.spec(), opened.key()));
      return new KeyBlockImport(key, opened.header());
    }
  }
}
