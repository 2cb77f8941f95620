package dev.tillwright.examples.conformance;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.pin.ClearPin;
import dev.tillwright.crypto.pin.PinAccount;
import dev.tillwright.crypto.pin.PinBlock;
import dev.tillwright.crypto.pin.PinBlocks;
import dev.tillwright.crypto.pin.PinFormat;
import dev.tillwright.crypto.pin.PinPermit;
import java.security.SecureRandom;
import java.util.HexFormat;

/** {@code pinblock.json}: blocks made, translated and refused. */
final class PinBlockVectors implements VectorKind {
  /** For rows that publish the clear block: any key does. */
  private static final byte[] ANY_KEY = HexFormat.of().parseHex("0123456789ABCDEFFEDCBA9876543210");

  @Override
  public String name() {
    return "pinblock";
  }

  @Override
  public boolean looksLike(Row file) {
    return file.isList("vectors")
        && file.rows("vectors").stream().anyMatch(row -> row.has("pinBlock") && row.has("format"));
  }

  @Override
  public void run(VectorFile file, Report report) {
    try (VectorKeys keys = new VectorKeys()) {
      file.rows("vectors").forEach(row -> report.check(row, () -> made(keys, row)));
      file.rows("translation").forEach(row -> report.check(row, () -> translated(keys, row)));
      file.rows("negative").forEach(row -> report.check(row, () -> refused(keys, row)));
    }
  }

  private static void made(VectorKeys keys, Row row) {
    PinFormat format = format(row, "format");
    String fill = row.has("fillHex") ? row.text("fillHex") : text(row, "randomHex");
    PinBlocks blocks = new PinBlocks(keys.keys(), new ScriptedFill(fill));
    try (ClearPin pin = ClearPin.of(row.text("pin"));
        PinAccount account = account(row)) {
      if (format == PinFormat.ISO_2) {
        try (SecretBytes block = blocks.forCard(pin)) {
          SecretAccess access = SecretAccess.forPurpose("conformance");
          Row.same("pinBlock", row.text("pinBlock"), block.reveal(access));
        }
        return;
      }
      boolean clear = format != PinFormat.ISO_4;
      byte[] key = clear ? ANY_KEY : row.hex("key");
      byte[] block =
          blocks.encrypt(key(keys, format, ModeOfUse.ENCRYPT, key), format, pin, account).bytes();
      Row.same("pinBlock", row.text("pinBlock"), clear ? keys.tdes(false, key, block) : block);
    }
  }

  private static void translated(VectorKeys keys, Row row) {
    PinFormat from = format(row, "fromFormat");
    PinFormat to = format(row, "toFormat");
    String fill = row.has("fillHexOut") ? row.text("fillHexOut") : text(row, "randomHexOut");
    try (PinAccount account = account(row)) {
      PinBlock out =
          new PinBlocks(keys.keys(), new ScriptedFill(fill))
              .permitting(PinPermit.DOWNGRADE)
              .permitting(PinPermit.CARD)
              .translate(
                  PinBlock.of(from, row.hex("encryptedIn")),
                  key(keys, from, ModeOfUse.DECRYPT, row.hex("keyIn")),
                  key(keys, to, ModeOfUse.ENCRYPT, row.hex("keyOut")),
                  to,
                  account);
      Row.same("encryptedOut", row.text("encryptedOut"), out.bytes());
    }
  }

  private static void refused(VectorKeys keys, Row row) {
    PinFormat format = format(row, "format");
    boolean clear = format != PinFormat.ISO_4;
    byte[] key = clear ? ANY_KEY : row.hex("key");
    byte[] block = clear ? keys.tdes(true, key, row.hex("pinBlock")) : row.hex("pinBlock");
    try (PinAccount account = account(row)) {
      PinBlocks blocks = new PinBlocks(keys.keys(), new SecureRandom()).permitting(PinPermit.CARD);
      Row.refused(
          TillwrightException.class,
          () ->
              blocks.translate(
                  PinBlock.of(format, block),
                  key(keys, format, ModeOfUse.DECRYPT, key),
                  key(keys, PinFormat.ISO_2, ModeOfUse.ENCRYPT, ANY_KEY),
                  PinFormat.ISO_2,
                  account));
    }
  }

  /** The row fails unless a block under the host's key holds the PIN of the row. */
  static void arrives(VectorKeys keys, Row row, PinFormat format, KeyHandle hostKey, byte[] block) {
    String fill = "00".repeat(8);
    KeyHandle known = key(keys, format, ModeOfUse.ENCRYPT, ANY_KEY);
    try (ClearPin pin = ClearPin.of(row.text("pin"));
        PinAccount account = account(row)) {
      PinBlock expected =
          new PinBlocks(keys.keys(), new ScriptedFill(fill)).encrypt(known, format, pin, account);
      PinBlock translated =
          new PinBlocks(keys.keys(), new ScriptedFill(fill))
              .translate(PinBlock.of(format, block), hostKey, known, format, account);
      Row.same("encryptedPinBlock", expected, translated);
    }
  }

  private static KeyHandle key(VectorKeys keys, PinFormat format, ModeOfUse mode, byte[] key) {
    return keys.load(KeyUsage.P0, mode, format.algorithm(), key);
  }

  private static PinFormat format(Row row, String key) {
    return PinFormat.of(row.number(key))
        .orElseThrow(() -> RowFailure.notUnderstood("an unknown " + key));
  }

  static PinAccount account(Row row) {
    return row.has("pan") && !row.isNull("pan")
        ? PinAccount.ofDigits(row.text("pan"))
        : PinAccount.none();
  }

  private static String text(Row row, String key) {
    return row.has(key) ? row.text(key) : "";
  }
}
