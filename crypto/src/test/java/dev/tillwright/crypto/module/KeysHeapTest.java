package dev.tillwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.BlockMode;
import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KcvStyle;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyHandle;
import dev.tillwright.crypto.key.KeySpec;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.key.MacMethod;
import dev.tillwright.crypto.key.ModeOfUse;
import dev.tillwright.crypto.keyblock.KeyBlocks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row D4: in a heap dump of a JVM of its own, a key is found while it lives and not after it was
 * used in every way and destroyed. The dump is of all objects, also those nobody holds any more.
 */
@Tag("unmutated")
class KeysHeapTest {
  private static final int MASK = 0x5a;

  @TempDir Path folder;

  @Test
  void heap_afterDestruction_holdsNoKey() throws Exception {
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KeysHeapTest.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      boolean ended = process.waitFor(120, TimeUnit.SECONDS);
      assertThat(ended).as(Files.readString(said)).isTrue();
      assertThat(Files.readString(said)).contains("alive: found", "destroyed: gone");
    } finally {
      process.destroyForcibly();
    }
  }

  /** The JVM that is looked into. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Clock clock = Clock.systemUTC();
    Keys keys =
        Keys.in(
            SoftwareModule.ephemeral(Acknowledgement.KEYS_IN_SOFTWARE, new SecureRandom(), clock),
            clock);
    List<KeyHandle> all = use(keys);
    System.out.println("alive: " + (contains(dump(folder, "alive")) ? "found" : "gone"));
    all.forEach(keys::destroy);
    System.out.println("destroyed: " + (contains(dump(folder, "destroyed")) ? "found" : "gone"));
    System.out.println(keys + " " + all); // still held here
  }

  private static List<KeyHandle> use(Keys keys) {
    byte[] block = new byte[16];
    List<KeyHandle> all = new ArrayList<>();
    KeyHandle data = load(keys, all, KeyUsage.D0, KeyAlgorithm.AES);
    keys.decrypt(data, keys.encrypt(data, block, block), block);
    keys.encryptBlocks(data, BlockMode.CBC, block, block);
    keys.decryptBlocks(data, BlockMode.ECB, block, block);
    KeyHandle tdes = load(keys, all, KeyUsage.D0, KeyAlgorithm.TDES);
    keys.encryptBlocks(tdes, BlockMode.CBC, new byte[8], block);
    keys.kcv(tdes, KcvStyle.CMAC);
    keys.kcv(data, KcvStyle.CMAC);
    keys.mac(load(keys, all, KeyUsage.M6, KeyAlgorithm.AES), MacMethod.CMAC, block);
    KeyHandle hmac = load(keys, all, KeyUsage.M7, KeyAlgorithm.HMAC);
    keys.mac(hmac, MacMethod.HMAC_SHA_256, block);
    keys.mac(
        load(keys, all, KeyUsage.M3, KeyAlgorithm.TDES), MacMethod.ISO_9797_1_ALG_3_PAD_2, block);
    KeyHandle kek = load(keys, all, KeyUsage.K0, KeyAlgorithm.AES);
    all.add(keys.unwrap(kek, "in", data.spec(), keys.wrap(kek, data, false), false));
    all.add(keys.unwrap(kek, "in", data.spec(), keys.wrap(kek, data, true), true));
    KeyBlocks blocks = KeyBlocks.in(keys);
    KeyHandle aes = load(keys, all, KeyUsage.K1, KeyAlgorithm.AES);
    all.add(blocks.unwrap(aes, blocks.wrap(aes, data).text(), "in").key());
    KeyHandle old = load(keys, all, KeyUsage.K1, KeyAlgorithm.TDES);
    all.add(blocks.unwrap(old, blocks.wrap(old, tdes).text(), "in").key());
    return all;
  }

  private static KeyHandle load(
      Keys keys, List<KeyHandle> all, KeyUsage usage, KeyAlgorithm algorithm) {
    ModeOfUse mode = usage.code().startsWith("M") ? ModeOfUse.GENERATE_AND_VERIFY : ModeOfUse.BOTH;
    KeySpec spec = KeySpec.of(usage, mode, algorithm, 128).exportable(Exportability.SENSITIVE);
    byte[] bytes = new byte[16];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (masked(i) ^ MASK);
    }
    try (SecretBytes key = SecretBytes.copyOf(bytes)) {
      KeyHandle handle = keys.load("k", spec, key);
      all.add(handle);
      return handle;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static byte masked(int at) {
    return (byte) ((at * 13 + 0xA7) ^ 0x33);
  }

  /** By reflection: the module under test does not read the one that dumps. */
  private static Path dump(Path folder, String name) throws ReflectiveOperationException {
    Path file = folder.resolve(name + ".hprof");
    Class<?> diagnostic = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
    Object bean =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getPlatformMXBean", Class.class)
            .invoke(null, diagnostic);
    diagnostic
        .getMethod("dumpHeap", String.class, boolean.class)
        .invoke(bean, file.toString(), false);
    return file;
  }

  private static boolean contains(Path dump) throws IOException {
    try (FileChannel channel = FileChannel.open(dump)) {
      ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      for (int at = 0; at + 16 <= all.limit(); at++) {
        int same = 0;
        while (same < 16 && (all.get(at + same) ^ MASK) == masked(same)) {
          same++;
        }
        if (same == 16) {
          return true;
        }
      }
      return false;
    }
  }
}
