package dev.tillwright.examples.day;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is hunted for, in every form it may have, and the search for it. */
final class Quarry {
  private static final int BLOCK = 4 << 20;

  private record Pattern(String name, byte[] bytes) {}

  private final Map<Integer, List<Pattern>> byFirstFour = new HashMap<>();
  private final boolean[] firstTwo = new boolean[1 << 16];
  private int patterns;
  private int longest;

  int patterns() {
    return patterns;
  }

  /** A text: a number, a PIN, a passphrase. */
  Quarry text(String name, String text) {
    byte[] ascii = text.getBytes(US_ASCII);
    add(name + " in ASCII", ascii);
    add(name + " in UTF-16 LE", text.getBytes(UTF_16LE));
    add(name + " in UTF-16 BE", text.getBytes(UTF_16BE));
    hex(name + " of ASCII", ascii);
    return this;
  }

  /** A text of digits, in packed form too. */
  Quarry digits(String name, String digits) {
    text(name, digits);
    byte[] packed = HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : digits + "F");
    add(name + " in BCD", packed);
    if (digits.length() % 2 != 0) {
      add(name + " in BCD", HexFormat.of().parseHex("0" + digits));
    }
    return this;
  }

  /** A key, and what HMAC makes of it before it begins. */
  Quarry key(String name, byte[] key) {
    add(name + " raw", key);
    hex(name, key);
    add(name + " in Base64", Base64.getEncoder().encode(key));
    for (int pad : new int[] {0x36, 0x5c}) {
      byte[] padded = new byte[key.length];
      for (int i = 0; i < padded.length; i++) {
        padded[i] = (byte) (key[i] ^ pad);
      }
      add(name + " inside HMAC", padded);
    }
    return this;
  }

  private void hex(String name, byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    for (String each : new String[] {hex, hex.toUpperCase(Locale.ROOT)}) {
      add(name + " in hex", each.getBytes(US_ASCII));
      add(name + " in hex", each.getBytes(UTF_16LE));
      add(name + " in hex", each.getBytes(UTF_16BE));
    }
  }

  private void add(String name, byte[] bytes) {
    firstTwo[(bytes[0] & 0xff) << 8 | bytes[1] & 0xff] = true;
    byFirstFour
        .computeIfAbsent(four(bytes, 0), it -> new ArrayList<>())
        .add(new Pattern(name, bytes));
    longest = Math.max(longest, bytes.length);
    patterns++;
  }

  private static int four(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | bytes[at + 3] & 0xff;
  }

  /** How often what was found, in one file or in all below a folder. */
  Map<String, Integer> in(Path place) throws IOException {
    Map<String, Integer> found = new TreeMap<>();
    try (var files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          search(in, file.getFileName() + ": ", found);
        }
      }
    }
    return found;
  }

  private void search(InputStream in, String where, Map<String, Integer> found) throws IOException {
    byte[] block = new byte[BLOCK + longest];
    int held = 0;
    boolean more = true;
    while (more) {
      int read = in.readNBytes(block, held, block.length - held);
      int size = held + read;
      more = size == block.length;
      int end = more ? size - longest : size - 3;
      for (int at = 0; at < end; at++) {
        if (firstTwo[(block[at] & 0xff) << 8 | block[at + 1] & 0xff]) {
          for (Pattern each : byFirstFour.getOrDefault(four(block, at), List.of())) {
            if (matches(block, at, size, each.bytes)) {
              found.merge(where + each.name, 1, Integer::sum);
            }
          }
        }
      }
      held = more ? longest : 0;
      System.arraycopy(block, size - held, block, 0, held);
    }
  }

  private static boolean matches(byte[] block, int at, int size, byte[] pattern) {
    if (at + pattern.length > size) {
      return false;
    }
    for (int i = 0; i < pattern.length; i++) {
      if (block[at + i] != pattern[i]) {
        return false;
      }
    }
    return true;
  }
}
