package dev.tillwright.examples.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.tillwright.crypto.dukpt.AesDukptHost;
import dev.tillwright.crypto.dukpt.AesKeyUse;
import dev.tillwright.crypto.dukpt.AesKsn;
import dev.tillwright.crypto.dukpt.AesTransaction;
import dev.tillwright.crypto.dukpt.Direction;
import dev.tillwright.crypto.dukpt.DukptKeyType;
import dev.tillwright.crypto.key.BlockMode;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.MacMethod;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.mac.KeyedMac;
import dev.tillwright.crypto.pin.ClearPin;
import dev.tillwright.crypto.pin.PinAccount;
import dev.tillwright.crypto.pin.PinBlocks;
import dev.tillwright.crypto.pin.PinFormat;
import java.util.Arrays;

/** {@code dukpt_aes.json}: working keys of every usage and type, and what they protect. */
final class DukptAesVectors implements VectorKind {

  @Override
  public String name() {
    return "dukpt_aes";
  }

  @Override
  public boolean looksLike(Row file) {
    return file.isList("sets")
        && file.rows("sets").stream().anyMatch(set -> set.has("bdk") && set.has("initialKeyId"));
  }

  @Override
  public void run(VectorFile file, Report report) {
    for (Row set : file.rows("sets")) {
      try (VectorKeys keys = new VectorKeys()) {
        set.rows("vectors").forEach(row -> report.check(row, () -> workingKeys(keys, set, row)));
        set.rows("pinFormat4").forEach(row -> report.check(row, () -> pin(keys, set, row)));
        set.rows("macAndData").forEach(row -> report.check(row, () -> messages(keys, set, row)));
        set.optionalObject("updateKeyAtCounterFFFFFFFF")
            .ifPresent(types -> report.check(types, () -> updateKeys(keys, set, types)));
      }
    }
    DukptTdesVectors.counters(
        file.root(), report, text -> AesKsn.parse(text).next().map(AesKsn::text));
  }

  private static void workingKeys(VectorKeys keys, Row set, Row row) {
    AesDukptHost host = host(keys, set);
    AesKsn ksn = AesKsn.parse(row.text("ksn"));
    if (row.has("counter")) {
      Row.same("counter", row.number("counter"), ksn.counter());
    }
    keys.sameIfThere(set, "initialKey", host.initialKey(ksn));
    Row uses = row.object("workingKeys");
    for (String use : uses.keys()) {
      Row types = uses.object(use);
      for (String type : types.keys()) {
        try (AesTransaction at = host.at(ksn)) {
          KeyHandle key = at.key(named(AesKeyUse.class, use), named(DukptKeyType.class, type));
          keys.same(use + " " + type, key, types.hex(type));
        }
      }
    }
  }

  private static void updateKeys(VectorKeys keys, Row set, Row types) {
    for (String type : types.keys()) {
      AesKsn device = new AesKsn(set.text("initialKeyId"), 0);
      KeyHandle key = host(keys, set).updateKey(device, named(DukptKeyType.class, type));
      keys.same("update key " + type, key, types.hex(type));
    }
  }

  private static void pin(VectorKeys keys, Row set, Row row) {
    try (AesTransaction at = host(keys, set).at(AesKsn.parse(row.text("ksn")))) {
      keys.sameIfThere(row, "pinKey", at.pinKey());
      PinBlockVectors.arrives(
          keys, row, PinFormat.ISO_4, at.pinKey(), row.hex("encryptedPinBlock"));
    }
    if (!row.has("pinKey") || !row.has("pinField")) {
      return;
    }
    String field = row.text("pinField");
    if (field.length() != 32) {
      throw RowFailure.notUnderstood("pinField has 16 bytes");
    }
    // By the key of the terminal's side, which the row publishes.
    KeyHandle key = keys.load(KeyUsage.P0, ModeOfUse.ENCRYPT, KeyAlgorithm.AES, row.hex("pinKey"));
    try (ClearPin pin = ClearPin.of(row.text("pin"));
        PinAccount account = PinBlockVectors.account(row)) {
      Row.same(
          "encryptedPinBlock",
          row.text("encryptedPinBlock"),
          new PinBlocks(keys.keys(), new ScriptedFill(field.substring(16)))
              .encrypt(key, PinFormat.ISO_4, pin, account)
              .bytes());
    }
  }

  private static void messages(VectorKeys keys, Row set, Row row) {
    byte[] data = row.text("messageAscii").getBytes(US_ASCII);
    DukptKeyType hmac = named(DukptKeyType.class, "HMAC" + set.hex("bdk").length * Byte.SIZE);
    try (AesTransaction at = host(keys, set).at(AesKsn.parse(row.text("ksn")))) {
      mac(keys, row, "cmac", at.macKey(Direction.REQUEST), at.macKey(Direction.RESPONSE), data);
      mac(
          keys,
          row,
          "hmacSha256",
          at.macKey(Direction.REQUEST, hmac),
          at.macKey(Direction.RESPONSE, hmac),
          data);
      Keys all = keys.keys();
      byte[] blocks = Arrays.copyOf(data, (data.length + 15) / 16 * 16);
      if (row.has("dataCbcZeroIvZeroPadRequest")) {
        byte[] sent = row.hex("dataCbcZeroIvZeroPadRequest");
        Row.same(
            "dataCbcZeroIvZeroPadRequest",
            blocks,
            all.decryptBlocks(at.dataKey(Direction.REQUEST), BlockMode.CBC, new byte[16], sent));
      }
      row.sameIfThere(
          "dataCbcZeroIvZeroPadResponse",
          all.encryptBlocks(at.dataKey(Direction.RESPONSE), BlockMode.CBC, new byte[16], blocks));
    }
  }

  private static void mac(
      VectorKeys keys, Row row, String name, KeyHandle request, KeyHandle response, byte[] data) {
    MacMethod method = name.equals("cmac") ? MacMethod.CMAC : MacMethod.HMAC_SHA_256;
    if (row.has(name + "Request")) {
      KeyedMac mac = KeyedMac.of(keys.keys(), request, method);
      Row.same(name + "Request", true, mac.verify(data, row.hex(name + "Request")));
    }
    if (row.has(name + "Response")) {
      KeyedMac mac = KeyedMac.of(keys.keys(), response, method);
      Row.same(name + "Response", row.text(name + "Response"), mac.generate(data));
    }
  }

  private static AesDukptHost host(VectorKeys keys, Row set) {
    return new AesDukptHost(
        keys.keys(), keys.load(KeyUsage.B0, ModeOfUse.DERIVE, KeyAlgorithm.AES, set.hex("bdk")));
  }

  private static <E extends Enum<E>> E named(Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> RowFailure.notUnderstood("an unknown usage or key type"));
  }
}
