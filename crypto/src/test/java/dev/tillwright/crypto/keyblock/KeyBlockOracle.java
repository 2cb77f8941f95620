package dev.tillwright.crypto.keyblock;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Versions B and D once more, from the standard's text, with the JDK's ciphers alone. */
final class KeyBlockOracle {
  private final String cipher;
  private final int block;
  private final byte[] encryption;
  private final byte[] mac;

  private KeyBlockOracle(byte[] kbpk, char version) throws GeneralSecurityException {
    cipher = version == 'D' ? "AES" : "DESede";
    block = version == 'D' ? 16 : 8;
    encryption = derived(kbpk, "0000");
    mac = derived(kbpk, "0001");
  }

  /** The clear key of a block. */
  static byte[] unwrap(byte[] kbpk, String text) {
    try {
      KeyBlockOracle oracle = new KeyBlockOracle(kbpk, text.charAt(0));
      int end = header(text);
      byte[] body = HexFormat.of().parseHex(text.substring(end));
      byte[] tag = Arrays.copyOfRange(body, body.length - oracle.block, body.length);
      byte[] plain =
          oracle.cbc(
              Cipher.DECRYPT_MODE,
              oracle.encryption,
              tag,
              Arrays.copyOf(body, body.length - oracle.block));
      if (!Arrays.equals(oracle.cmac(oracle.mac, join(text.substring(0, end), plain)), tag)) {
        throw new AssertionError("the MAC is not that of the oracle");
      }
      int bytes = ((plain[0] & 0xFF) << 8 | plain[1] & 0xFF) / 8;
      return Arrays.copyOfRange(plain, 2, 2 + bytes);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** A block of that header, as long as the padding makes it. */
  static String wrap(byte[] kbpk, String header, byte[] key, byte[] padding) {
    try {
      KeyBlockOracle oracle = new KeyBlockOracle(kbpk, header.charAt(0));
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      plain.write(key.length * 8 >>> 8);
      plain.write(key.length * 8);
      plain.writeBytes(key);
      plain.writeBytes(padding);
      byte[] tag = oracle.cmac(oracle.mac, join(header, plain.toByteArray()));
      byte[] body = oracle.cbc(Cipher.ENCRYPT_MODE, oracle.encryption, tag, plain.toByteArray());
      HexFormat hex = HexFormat.of().withUpperCase();
      return header + hex.formatHex(body) + hex.formatHex(tag);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static int header(String text) {
    int end = 16;
    for (int left = Integer.parseInt(text.substring(12, 14)); left > 0; left--) {
      end += Integer.parseInt(text.substring(end + 2, end + 4), 16);
    }
    return end;
  }

  private byte[] derived(byte[] kbpk, String purpose) throws GeneralSecurityException {
    String suffix =
        switch (cipher + kbpk.length) {
          case "DESede16" -> "00" + "0000" + "0080";
          case "DESede24" -> "00" + "0001" + "00C0";
          case "AES16" -> "00" + "0002" + "0080";
          case "AES24" -> "00" + "0003" + "00C0";
          default -> "00" + "0004" + "0100";
        };
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    for (int counter = 1; key.size() < kbpk.length; counter++) {
      key.writeBytes(cmac(kbpk, HexFormat.of().parseHex("0" + counter + purpose + suffix)));
    }
    return Arrays.copyOf(key.toByteArray(), kbpk.length);
  }

  private byte[] cmac(byte[] key, byte[] message) throws GeneralSecurityException {
    byte[] subkey = doubled(cbc(Cipher.ENCRYPT_MODE, key, new byte[block], new byte[block]));
    int blocks = Math.max(1, (message.length + block - 1) / block);
    byte[] padded = Arrays.copyOf(message, blocks * block);
    if (padded.length != message.length) {
      padded[message.length] = (byte) 0x80;
      subkey = doubled(subkey);
    }
    for (int i = 0; i < block; i++) {
      padded[padded.length - block + i] ^= subkey[i];
    }
    byte[] chain = cbc(Cipher.ENCRYPT_MODE, key, new byte[block], padded);
    return Arrays.copyOfRange(chain, chain.length - block, chain.length);
  }

  private byte[] doubled(byte[] in) {
    byte[] out = new byte[block];
    for (int i = 0; i < block; i++) {
      out[i] = (byte) (in[i] << 1 | (i + 1 < block ? (in[i + 1] & 0xFF) >>> 7 : 0));
    }
    if (in[0] < 0) {
      out[block - 1] ^= (byte) (block == 16 ? 0x87 : 0x1B);
    }
    return out;
  }

  private byte[] cbc(int direction, byte[] key, byte[] iv, byte[] data)
      throws GeneralSecurityException {
    byte[] whole = key;
    if (cipher.equals("DESede") && key.length == 16) {
      whole = Arrays.copyOf(key, 24);
      System.arraycopy(key, 0, whole, 16, 8);
    }
    Cipher engine = Cipher.getInstance(cipher + "/CBC/NoPadding");
    engine.init(direction, new SecretKeySpec(whole, cipher), new IvParameterSpec(iv));
    return engine.doFinal(data);
  }

  private static byte[] join(String header, byte[] body) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(header.getBytes(US_ASCII));
    joined.writeBytes(body);
    return joined.toByteArray();
  }
}
