package dev.tillwright.crypto.fpe;

import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.engine.BlockEngine;
import dev.tillwright.crypto.key.Inside;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyNeed;
import dev.tillwright.crypto.key.KeyTask;
import dev.tillwright.crypto.key.KeyUse;
import java.util.Arrays;
import java.util.List;

/** One FF1 operation, where the key is. Takes its arrays over and wipes the numerals. */
final class Ff1Task implements KeyTask<int[]> {
  private static final SecretAccess WHY = SecretAccess.forPurpose("FF1");

  private final KeyHandle key;
  private final int radix;
  private final int[] numerals;
  private final byte[] tweak;
  private final boolean forward;

  Ff1Task(KeyHandle key, int radix, int[] numerals, byte[] tweak, boolean forward) {
    this.key = key;
    this.radix = radix;
    this.numerals = numerals;
    this.tweak = tweak;
    this.forward = forward;
  }

  @Override
  public String name() {
    return forward ? "fpe.ff1.encrypt" : "fpe.ff1.decrypt";
  }

  @Override
  public List<KeyNeed> needs() {
    return List.of(new KeyNeed(key, forward ? KeyUse.ENCRYPT : KeyUse.DECRYPT));
  }

  /** Nothing durable is done inside, so it runs once. */
  @Override
  public int[] run(Inside inside) {
    byte[] bytes = inside.reveal(key, WHY);
    try {
      Ff1Rounds rounds = new Ff1Rounds(radix, numerals.length, tweak);
      return BlockEngine.AES.encrypting(bytes, aes -> rounds.run(aes, numerals, forward));
    } finally {
      Arrays.fill(bytes, (byte) 0);
      Arrays.fill(numerals, 0);
    }
  }

  @Override
  public String toString() {
    return "Ff1Task[" + name() + ", " + key.ref() + "]";
  }
}
