package dev.tillwright.examples.conformance;

import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.crypto.fpe.Ff1;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.Keys;
import dev.tillwright.crypto.module.SoftwareModule;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/** {@code ff1.json}: format-preserving encryption, both ways, and spaces to refuse. */
final class Ff1Vectors implements VectorKind {
  @Override
  public String name() {
    return "ff1";
  }

  @Override
  public boolean looksLike(Row file) {
    return file.isList("vectors")
        && file.rows("vectors").stream()
            .anyMatch(
                row -> row.has("radix") && (row.has("plaintext") || row.has("plaintextDigits")));
  }

  @Override
  public void run(VectorFile file, Report report) {
    for (Row row : file.rows("vectors")) {
      report.check(row, () -> check(row));
    }
    for (Row row : file.rows("mustRefuse")) {
      report.check(
          row,
          () -> {
            int[] any = new int[Math.toIntExact(row.number("length"))];
            with(row, new byte[16], ff1 -> refused(ff1, any));
          });
    }
  }

  private static void refused(Ff1 ff1, int[] numerals) {
    Row.refused(IllegalArgumentException.class, () -> ff1.encrypt(numerals, new byte[0]));
  }

  private static void check(Row row) {
    byte[] tweak = row.hex("tweak");
    int[] plain = numerals(row, "plaintext");
    int[] cipher = numerals(row, "ciphertext");
    with(
        row,
        row.hex("key"),
        ff1 -> {
          if (!Arrays.equals(ff1.encrypt(plain, tweak), cipher)) {
            throw RowFailure.differs("ciphertext");
          }
          if (!Arrays.equals(ff1.decrypt(cipher, tweak), plain)) {
            throw RowFailure.differs("plaintext");
          }
        });
  }

  private interface Use {
    void of(Ff1 ff1);
  }

  private static void with(Row row, byte[] key, Use use) {
    Clock clock = Clock.systemUTC();
    try (Keys keys =
            Keys.in(
                SoftwareModule.ephemeral(
                    Acknowledgement.KEYS_IN_SOFTWARE, new SecureRandom(), clock),
                clock);
        SecretBytes bytes = SecretBytes.copyOf(key)) {
      int radix = Math.toIntExact(row.number("radix"));
      use.of(Ff1.of(keys, keys.load("vector", Ff1.keySpec(key.length * 8), bytes), radix));
    }
  }

  /** A text over the row's alphabet, or a list of digits. */
  private static int[] numerals(Row row, String key) {
    if (!row.has(key)) {
      return row.values(key + "Digits").stream().mapToInt(Integer::parseInt).toArray();
    }
    List<Integer> places =
        row.text(key).chars().map(row.text("alphabet")::indexOf).boxed().toList();
    if (places.contains(-1)) {
      throw RowFailure.notUnderstood(key + " has a letter outside the alphabet");
    }
    return places.stream().mapToInt(Integer::intValue).toArray();
  }
}
