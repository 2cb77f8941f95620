package dev.tillwright.crypto.dukpt;

import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.PaymentKeys;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.MacMethod;
import dev.tillwright.crypto.key.ModeOfUse;
import java.nio.file.Path;

/** Takes one transaction key after the other until it is killed, and sends what it made by each. */
final class SpendingChild {
  private SpendingChild() {}

  /** Arguments: the database, and the initial keys of the TDES and the AES device. */
  public static void main(String[] arguments) {
    Keys keys = PaymentKeys.open();
    KeyHandle storageKey = Devices.storageKey(keys);
    DukptStorage storage = JdbcDukptStorage.over(Database.sqlite(Path.of(arguments[0])));
    if (storage.find(Devices.TDES.device()).isEmpty()) {
      KeyHandle initial = initial(keys, KeyAlgorithm.TDES, arguments[1]);
      TdesDukptTerminal.load(keys, initial, storageKey, Devices.TDES, storage);
    }
    if (storage.find(Devices.AES.device()).isEmpty()) {
      KeyHandle initial = initial(keys, KeyAlgorithm.AES, arguments[2]);
      AesDukptTerminal.load(keys, initial, storageKey, Devices.AES, storage);
    }
    TdesDukptTerminal tdes = TdesDukptTerminal.open(keys, storageKey, Devices.TDES, storage);
    AesDukptTerminal aes = AesDukptTerminal.open(keys, storageKey, Devices.AES, storage);
    System.out.println("ready");
    while (true) {
      try (TdesTransaction at = tdes.next().orElseThrow()) {
        send(keys, at.ksn(), at.macKey(Direction.REQUEST, KeyUsage.M6));
      }
      try (AesTransaction at = aes.next().orElseThrow()) {
        send(keys, at.ksn(), at.macKey(Direction.REQUEST));
      }
    }
  }

  private static void send(Keys keys, Ksn ksn, KeyHandle macKey) {
    byte[] mac = keys.mac(macKey, MacMethod.CMAC, Vectors.ascii(ksn.text()));
    System.out.println(ksn.text() + " " + Vectors.hex(mac));
    System.out.flush();
  }

  private static KeyHandle initial(Keys keys, KeyAlgorithm algorithm, String hex) {
    return PaymentKeys.load(keys, KeyUsage.B1, ModeOfUse.DERIVE, algorithm, Vectors.hex(hex));
  }
}
