package dev.tillwright.crypto.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.CardToken;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.Pan;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.crypto.key.SoftwareKeys;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.YearMonth;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row D1: in a heap dump of a JVM of its own, a card and the keys are found while they are open and
 * not after they were closed. The patterns are held masked, or the search would find itself.
 */
@Tag("unmutated")
class HeapTest {
  private static final int MASK = 0x5a;

  // 4012 8888 8888 1881, masked.
  private static final byte[] NUMBER = masked(4, 0, 1, 2, 8, 8, 8, 8, 8, 8, 8, 8, 1, 8, 8, 1);
  private static final byte[] KEY = maskedKey(0);
  private static final byte[] HMAC_INNER = maskedKey(0x36);

  @TempDir Path folder;

  @Test
  void heap_afterClose_holdsNeitherTheNumberNorTheKeys() throws Exception {
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                HeapTest.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      boolean ended = process.waitFor(120, TimeUnit.SECONDS);
      String text = Files.readString(said);
      assertThat(ended).as(text).isTrue();
      assertThat(text)
          .contains("open: number found, key found")
          .contains("card closed: number gone, key found")
          .contains("all closed: number gone, key gone, inner key gone");
    } finally {
      process.destroyForcibly();
    }
  }

  /** The JVM that is looked into. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    SoftwareKeys keys = SoftwareKeys.ephemeral(new PatternedKeys());
    JdbcTokenVault vault = JdbcTokenVault.sqlite(folder.resolve("cards.db"));
    TokenizingProtector cards = TokenizingProtector.open(keys, vault);
    CardRead read =
        CardRead.of(Pan.of(new Unmasked()), YearMonth.of(2030, 12), EntryMode.CONTACTLESS);
    CardToken token = cards.protect(read).token();
    Card back = cards.reveal(token, SecretAccess.forPurpose("test"));
    cards.fingerprint(back.pan());
    Path open = dump(folder, "open");
    System.out.println("open: number " + state(open, NUMBER) + ", key " + state(open, KEY));

    read.close();
    back.close();
    Path closed = dump(folder, "card");
    System.out.println(
        "card closed: number " + state(closed, NUMBER) + ", key " + state(closed, KEY));

    vault.close();
    keys.close();
    Path all = dump(folder, "all");
    System.out.println(
        "all closed: number "
            + state(all, NUMBER)
            + ", key "
            + state(all, KEY)
            + ", inner key "
            + state(all, HMAC_INNER));
    // Still reachable here, so that what is gone was wiped and not merely collected.
    System.out.println(read + " " + back + " " + keys + " " + cards + " " + vault);
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
        .invoke(bean, file.toString(), true);
    return file;
  }

  /** As bytes, and as characters of two bytes either way round. */
  private static String state(Path dump, byte[] pattern) throws IOException {
    boolean found =
        contains(dump, pattern, 1, 0)
            || contains(dump, pattern, 2, 0)
            || contains(dump, pattern, 2, 1);
    return found ? "found" : "gone";
  }

  private static boolean contains(Path dump, byte[] pattern, int width, int lead)
      throws IOException {
    int length = pattern.length * width;
    byte[] window = new byte[length];
    try (InputStream in = new BufferedInputStream(Files.newInputStream(dump), 1 << 20)) {
      long count = 0;
      for (int next = in.read(); next >= 0; next = in.read()) {
        window[(int) (count++ % length)] = (byte) next;
        if (count >= length && matches(window, count, pattern, width, lead)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean matches(byte[] window, long count, byte[] pattern, int width, int lead) {
    for (int i = 0; i < window.length; i++) {
      byte there = window[(int) ((count + i) % window.length)];
      boolean right = i % width == lead ? (there ^ MASK) == pattern[i / width] : there == 0;
      if (!right) {
        return false;
      }
    }
    return true;
  }

  private static byte[] masked(int... digits) {
    byte[] masked = new byte[digits.length];
    for (int i = 0; i < digits.length; i++) {
      masked[i] = (byte) (('0' + digits[i]) ^ MASK);
    }
    return masked;
  }

  private static byte[] maskedKey(int pad) {
    byte[] masked = new byte[32];
    for (int i = 0; i < masked.length; i++) {
      masked[i] = (byte) ((i * 7 + 0x91) ^ pad ^ MASK);
    }
    return masked;
  }

  /** The number as a text that is nowhere a text. */
  private static final class Unmasked implements CharSequence {
    @Override
    public int length() {
      return NUMBER.length;
    }

    @Override
    public char charAt(int index) {
      return (char) (NUMBER[index] ^ MASK);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      throw new UnsupportedOperationException("would make a copy");
    }
  }

  /** Gives keys the pattern that is searched for, and everything else real chance. */
  private static final class PatternedKeys extends SecureRandom {
    private static final long serialVersionUID = 1L;

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != KEY.length) {
        super.nextBytes(bytes);
        return;
      }
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (KEY[i] ^ MASK);
      }
    }
  }
}
