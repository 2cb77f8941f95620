package dev.tillwright.examples.conformance;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All kinds of vector files, and those that are run elsewhere. */
final class Kinds {
  static final List<VectorKind> ALL =
      List.of(
          new Iso8583Vectors(),
          new PanVectors(),
          new Ff1Vectors(),
          new TlvVectors(),
          new ApduTraceVectors(),
          new MagstripeVectors(),
          new EscPosStatusVectors(),
          new BarcodeVectors(),
          new ScaleVectors(),
          new DisplayVectors(),
          new KeyBlockVectors(),
          new DukptTdesVectors(),
          new DukptAesVectors(),
          new PinBlockVectors(),
          new MacVectors(),
          new CardCheckVectors(),
          new CryptogramVectors());

  /** Names of files that are not run here, and why. */
  private static final Map<String, String> ELSEWHERE =
      Map.of("loyalty-scenarios", "its programs are words; tests of loyalty and award hold them");

  private Kinds() {}

  /** The kind of a file: by its name, by a name that begins so, or by what is in it. */
  static Optional<VectorKind> of(VectorFile file) {
    for (VectorKind kind : ALL) {
      if (named(file, kind.name())) {
        return Optional.of(kind);
      }
    }
    return elsewhere(file).isPresent()
        ? Optional.empty()
        : ALL.stream().filter(kind -> kind.looksLike(file.root())).findFirst();
  }

  /** Where a file is run that is not run here. */
  static Optional<String> elsewhere(VectorFile file) {
    return ELSEWHERE.entrySet().stream()
        .filter(each -> named(file, each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** {@code iso8583}, or {@code iso8583-more}, but not {@code iso8583x}. */
  private static boolean named(VectorFile file, String name) {
    String stem = file.stem();
    return stem.equals(name)
        || stem.startsWith(name) && !Character.isLetterOrDigit(stem.charAt(name.length()));
  }
}
