package dev.tillwright.examples.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.crypto.dukpt.Direction;
import dev.tillwright.crypto.dukpt.KsnFormatException;
import dev.tillwright.crypto.dukpt.TdesDukptHost;
import dev.tillwright.crypto.dukpt.TdesKsn;
import dev.tillwright.crypto.dukpt.TdesTransaction;
import dev.tillwright.crypto.key.BlockMode;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.MacMethod;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.mac.KeyedMac;
import dev.tillwright.crypto.pin.ClearPin;
import dev.tillwright.crypto.pin.PinAccount;
import dev.tillwright.crypto.pin.PinBlocks;
import dev.tillwright.crypto.pin.PinFormat;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** {@code dukpt_tdes.json}: keys of transactions and what they protect; the rule of counters. */
final class DukptTdesVectors implements VectorKind {
  private static final MacMethod X919 = MacMethod.ISO_9797_1_ALG_3_PAD_1;

  @Override
  public String name() {
    return "dukpt_tdes";
  }

  @Override
  public boolean looksLike(Row file) {
    return file.isList("sets")
        && file.rows("sets").stream()
            .anyMatch(set -> set.has("bdk") && set.has("clearPinBlockFormat0"));
  }

  @Override
  public void run(VectorFile file, Report report) {
    for (Row set : file.rows("sets")) {
      try (VectorKeys keys = new VectorKeys()) {
        set.rows("vectors").forEach(row -> report.check(row, () -> check(keys, set, row)));
      }
      counters(set, report, text -> TdesKsn.parse(text).next().map(TdesKsn::text));
    }
  }

  /** The rows that say which counter follows, and which is none. */
  static void counters(Row of, Report report, Function<String, Optional<String>> next) {
    for (Row row : of.rows("ksnAdvance")) {
      report.check(
          row,
          () -> {
            Optional<String> after = row.isNull("next") ? Optional.empty() : of(row.text("next"));
            Row.same("next", after, next.apply(row.text("ksn")));
            Row.same("exhausted", row.truth("exhausted"), after.isEmpty());
          });
    }
    for (Row row : of.rows("ksnInvalid")) {
      report.check(
          row,
          () ->
              Row.refused(
                  KsnFormatException.class,
                  () -> Row.same("ksn", Optional.empty(), next.apply(row.text("ksn")))));
    }
  }

  private static Optional<String> of(String text) {
    return Optional.of(text);
  }

  private static void check(VectorKeys keys, Row set, Row row) {
    TdesDukptHost host =
        new TdesDukptHost(
            keys.keys(),
            keys.load(KeyUsage.B0, ModeOfUse.DERIVE, KeyAlgorithm.TDES, set.hex("bdk")));
    TdesKsn ksn = TdesKsn.parse(row.text("ksn"));
    keys.sameIfThere(set, "initialKey", host.initialKey(ksn));
    try (TdesTransaction at = host.at(ksn)) {
      KeyHandle macRequest = at.macKey(Direction.REQUEST);
      KeyHandle macResponse = at.macKey(Direction.RESPONSE);
      KeyHandle dataRequest = at.dataKey(Direction.REQUEST);
      KeyHandle dataResponse = at.dataKey(Direction.RESPONSE);
      keys.sameIfThere(row, "pinKey", at.pinKey());
      keys.sameIfThere(row, "macRequestKey", macRequest);
      keys.sameIfThere(row, "macResponseKey", macResponse);
      keys.sameIfThere(row, "dataRequestKey", dataRequest);
      keys.sameIfThere(row, "dataResponseKey", dataResponse);
      byte[] data = set.text("dataAscii").getBytes(US_ASCII);
      macs(keys, row, macRequest, macResponse, data);
      byte[] blocks = Arrays.copyOf(data, (data.length + 7) / 8 * 8);
      data(keys, row, dataRequest, dataResponse, blocks);
      if (row.has("encryptedPinBlock")) {
        byte[] block = row.hex("encryptedPinBlock");
        PinBlockVectors.arrives(keys, set, PinFormat.ISO_0, at.pinKey(), block);
      }
    }
    if (row.has("encryptedPinBlock") && row.has("pinKey")) {
      pin(keys, set, row);
    }
  }

  private static void macs(
      VectorKeys keys, Row row, KeyHandle request, KeyHandle response, byte[] data) {
    if (row.has("macRequest4")) {
      KeyedMac mac = KeyedMac.of(keys.keys(), request, X919).truncatedTo(4);
      Row.same("macRequest4", true, mac.verify(data, row.hex("macRequest4")));
    }
    if (row.has("macResponse4")) {
      KeyedMac mac = KeyedMac.of(keys.keys(), response, X919).truncatedTo(4);
      Row.same("macResponse4", row.text("macResponse4"), mac.generate(data));
    }
  }

  private static void data(
      VectorKeys keys, Row row, KeyHandle request, KeyHandle response, byte[] blocks) {
    String sent = "encryptedRequestCbcZeroIv";
    if (row.has(sent)) {
      Row.same(
          sent,
          blocks,
          keys.keys().decryptBlocks(request, BlockMode.CBC, new byte[8], row.hex(sent)));
    }
    row.sameIfThere(
        "encryptedResponseCbcZeroIv",
        keys.keys().encryptBlocks(response, BlockMode.CBC, new byte[8], blocks));
  }

  /** By the key of the terminal's side, which the row publishes. */
  private static void pin(VectorKeys keys, Row set, Row row) {
    KeyHandle key = keys.load(KeyUsage.P0, ModeOfUse.ENCRYPT, KeyAlgorithm.TDES, row.hex("pinKey"));
    try (ClearPin pin = ClearPin.of(set.text("pin"));
        PinAccount account = PinBlockVectors.account(set)) {
      Row.same(
          "encryptedPinBlock",
          row.text("encryptedPinBlock"),
          new PinBlocks(keys.keys(), new ScriptedFill(""))
              .encrypt(key, PinFormat.ISO_0, pin, account)
              .bytes());
    }
  }
}
