package dev.tillwright.crypto.keyblock;

import dev.tillwright.crypto.key.Exportability;
import dev.tillwright.crypto.key.KeyAlgorithm;
import dev.tillwright.crypto.key.KeyUsage;
import dev.tillwright.crypto.key.ModeOfUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a key block says of its key, in clear (ANSI X9.143, 5.2). Before the block was unwrapped
 * nobody has vouched for it.
 *
 * @param version how it is protected
 * @param usage what the key is for
 * @param algorithm the key's algorithm as its character, which may be a proprietary one
 * @param mode its mode of use as its character
 * @param keyVersion two letters or digits; {@code 00} when versions are not used, a {@code c} first
 *     for a component of a key
 * @param exportability as its character
 * @param reserved the two characters at the end, {@code 00} unless another standard uses them
 * @param optional the optional blocks in their order, at most 99
 */
public record KeyBlockHeader(
    KeyBlockVersion version,
    KeyUsage usage,
    char algorithm,
    char mode,
    String keyVersion,
    char exportability,
    String reserved,
    List<OptionalBlock> optional) {
  static final int FIXED = 16;
  static final int MAX_TEXT = 9_999;
  private static final int MAX_OPTIONAL = 99;
  private static final Pattern KEY_VERSION = Pattern.compile("[0-9A-Za-z]{2}");
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]{2}");

  public KeyBlockHeader {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(usage, "usage");
    optional = List.copyOf(optional);
    if (!KEY_VERSION.matcher(keyVersion).matches()) {
      throw new IllegalArgumentException("a key version is two letters or digits");
    }
    if (!PRINTABLE.matcher(reserved).matches()) {
      throw new IllegalArgumentException("the reserved field is two characters");
    }
    if (optional.size() > MAX_OPTIONAL) {
      throw new IllegalArgumentException("a header has at most 99 optional blocks");
    }
    if (!character(algorithm) || !character(mode) || !character(exportability)) {
      throw new IllegalArgumentException("these fields are upper-case letters or digits");
    }
  }

  private static boolean character(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** The algorithm, when it is one of the standard's that are known here. */
  public Optional<KeyAlgorithm> knownAlgorithm() {
    return KeyAlgorithm.of(algorithm);
  }

  /** The mode, when it is one of the standard's. */
  public Optional<ModeOfUse> knownMode() {
    return ModeOfUse.of(mode);
  }

  /** The exportability, when it is one of the standard's. */
  public Optional<Exportability> knownExportability() {
    return Exportability.of(exportability);
  }

  /** The first optional block of that id. */
  public Optional<OptionalBlock> optional(String id) {
    return optional.stream().filter(block -> block.id().equals(id)).findFirst();
  }

  /** The same header with other optional blocks. */
  KeyBlockHeader with(KeyBlockVersion version, List<OptionalBlock> optional) {
    return new KeyBlockHeader(
        version, usage, algorithm, mode, keyVersion, exportability, reserved, optional);
  }

  /** The header fills whole cipher blocks: adds the padding block where it does not yet. */
  KeyBlockHeader padded() {
    int block = version.blockBytes();
    int over = length() % block;
    if (over == 0) {
      return this;
    }
    if (optional(OptionalBlock.PADDING).isPresent()) {
      throw new IllegalArgumentException("the padding block does not fill the header");
    }
    int missing = block - over;
    if (missing < 4) {
      missing += block;
    }
    List<OptionalBlock> more = new ArrayList<>(optional);
    more.add(new OptionalBlock(OptionalBlock.PADDING, "0".repeat(missing - 4)));
    return with(version, more);
  }

  /** How many characters it has. */
  int length() {
    return FIXED + optional.stream().mapToInt(block -> block.text().length()).sum();
  }

  /** As it stands at the beginning of a block of so many characters. */
  String text(int total) {
    StringBuilder text = new StringBuilder(length());
    text.append(
        String.format(
            Locale.ROOT,
            "%s%04d%s%c%c%s%c%02d%s",
            version,
            total,
            usage,
            algorithm,
            mode,
            keyVersion,
            exportability,
            optional.size(),
            reserved));
    optional.forEach(block -> text.append(block.text()));
    return text.toString();
  }
}
