package dev.tillwright.crypto.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Reads a key file by its written format, without the code under test. */
public final class KeyFileOracle {
  private static final String[] PURPOSES = {"", "seal", "index", "fingerprint"};

  private KeyFileOracle() {}

  /** Raw keys by their ids, in the order of the file; the current ones' ids end with "!". */
  public static Map<String, byte[]> keys(Path file, String passphrase)
      throws IOException, GeneralSecurityException {
    List<String> lines = Files.readAllLines(file, US_ASCII);
    String[] cost = lines.get(1).split("[= ]", -1);
    byte[] derived = new byte[64];
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withMemoryAsKB(Integer.parseInt(cost[2]))
            .withIterations(Integer.parseInt(cost[4]))
            .withParallelism(Integer.parseInt(cost[6]))
            .withSalt(Base64.getDecoder().decode(lines.get(2).substring("salt ".length())))
            .build());
    argon2.generateBytes(passphrase.getBytes(UTF_8), derived);
    byte[] sealed = Base64.getDecoder().decode(lines.get(4).substring("sealed ".length()));
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
    gcm.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(derived, 0, 32, "AES"),
        new GCMParameterSpec(128, sealed, 0, 12));
    gcm.updateAAD((String.join("\n", lines.subList(0, 3)) + "\n").getBytes(US_ASCII));
    ByteBuffer list = ByteBuffer.wrap(gcm.doFinal(sealed, 12, sealed.length - 12));
    Map<String, byte[]> keys = new LinkedHashMap<>();
    while (list.hasRemaining()) {
      String purpose = PURPOSES[list.get()];
      String current = list.get() == 1 ? "!" : "";
      list.getLong();
      byte[] id = new byte[8];
      list.get(id);
      byte[] key = new byte[32];
      list.get(key);
      keys.put(purpose + "-" + HexFormat.of().formatHex(id) + current, key);
    }
    Arrays.fill(derived, (byte) 0);
    return keys;
  }
}
