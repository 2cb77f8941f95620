package dev.tillwright.crypto.dukpt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.PaymentKeys;
import dev.tillwright.crypto.Vectors;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.MacMethod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Terminals of both kinds spend keys in a process that is killed again and again. The host, here,
 * checks every MAC and keeps the ledger: no KSN may come twice.
 */
@Tag("unmutated")
class DukptCrashTest {
  @TempDir Path folder;

  private int messages;

  @Test
  @Timeout(120)
  void killedTenTimes_noKeyIsUsedTwice() throws Exception {
    kill(10);
  }

  @Test
  @Timeout(1800)
  @Tag("campaign-dukpt")
  @EnabledIfSystemProperty(named = "campaign.run", matches = ".+")
  void killedTwoHundredTimes_noKeyIsUsedTwice() throws Exception {
    kill(200);
  }

  private void kill(int times) throws IOException, InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Keys keys = PaymentKeys.open();
        Database books = Database.sqlite(folder.resolve("host.db"))) {
      TdesDukptHost tdes = Devices.tdesHost(keys);
      AesDukptHost aes = Devices.aesHost(keys);
      KsnLedger ledger = JdbcKsnLedger.over(books);
      String[] command = {
        folder.resolve("till.db").toString(),
        Vectors.hex(PaymentKeys.bytes(keys, tdes.initialKey(Devices.TDES))),
        Vectors.hex(PaymentKeys.bytes(keys, aes.initialKey(Devices.AES)))
      };
      for (int round = 0; round < times; round++) {
        Process child = start(command);
        int left = 1 + random.nextInt(40);
        try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
          assertThat(lines.readLine()).isEqualTo("ready");
          boolean killed = false;
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            receive(line, killed, keys, tdes, aes, ledger);
            if (--left == 0) {
              child.toHandle().destroyForcibly(); // leaves its output readable
              killed = true;
            }
          }
        }
        assertThat(child.waitFor()).isEqualTo(137);
      }
    }
    System.out.printf(
        "dukpt: killed %d times (seed %d), %d messages came, no KSN twice%n",
        times, seed, messages);
    assertThat(messages).isGreaterThan(2 * times);
  }

  private void receive(
      String line,
      boolean killed,
      Keys keys,
      TdesDukptHost tdes,
      AesDukptHost aes,
      KsnLedger ledger) {
    String[] parts = line.split(" ");
    int digits = parts[0].length() == 20 ? 16 : 32;
    if (parts.length != 2 || parts[1].length() != digits) {
      assertThat(killed).as(line).isTrue(); // the last line may be torn
      return;
    }
    byte[] message = Vectors.ascii(parts[0]);
    byte[] mac = Vectors.hex(parts[1]);
    Ksn ksn = digits == 16 ? TdesKsn.parse(parts[0]) : AesKsn.parse(parts[0]);
    boolean genuine;
    if (ksn instanceof TdesKsn serial) {
      try (TdesTransaction at = tdes.at(serial)) {
        genuine =
            keys.verify(at.macKey(Direction.REQUEST, KeyUsage.M6), MacMethod.CMAC, message, mac);
      }
    } else {
      try (AesTransaction at = aes.at((AesKsn) ksn)) {
        genuine = keys.verify(at.macKey(Direction.REQUEST), MacMethod.CMAC, message, mac);
      }
    }
    assertThat(genuine).as(parts[0]).isTrue();
    assertThat(ledger.note(ksn)).as(parts[0]).isEqualTo(KsnVerdict.FRESH);
    messages++;
  }

  private static Process start(String... arguments) throws IOException {
    String ofSurefire = System.getProperty("surefire.test.class.path");
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ofSurefire != null ? ofSurefire : System.getProperty("java.class.path"),
                SpendingChild.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
