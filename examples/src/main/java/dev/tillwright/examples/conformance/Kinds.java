package dev.tillwright.examples.conformance;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All kinds of vector files, and those whose room does not stand yet. */
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

  /** Names of files that will be run one day, and the room they wait for. */
  private static final Map<String, String> NOT_BUILT =
      Map.ofEntries(Map.entry("loyalty-scenarios", "loyalty"));

  private Kinds() {}

  /** The kind of a file: by its name, by a name that begins so, or by what is in it. */
  static Optional<VectorKind> of(VectorFile file) {
    for (VectorKind kind : ALL) {
      if (named(file, kind.name())) {
        return Optional.of(kind);
      }
    }
    return waitsFor(file).isPresent()
        ? Optional.empty()
        : ALL.stream().filter(kind -> kind.looksLike(file.root())).findFirst();
  }

  /** The room that a file waits for. */
  static Optional<String> waitsFor(VectorFile file) {
    return NOT_BUILT.entrySet().stream()
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
