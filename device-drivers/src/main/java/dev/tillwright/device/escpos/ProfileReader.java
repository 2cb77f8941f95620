package dev.tillwright.device.escpos;

import dev.tillwright.device.printer.Symbology;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads a profile: {@code field = value} a line, {@code #} begins a comment. Strict: a field that
 * is unknown, there twice or wrong is an error that names it and its line.
 */
final class ProfileReader {
  private static final int MAX_LINES = 500;

  private final PrinterProfile.Builder profile;
  private final Set<String> seen = new HashSet<>();
  private final List<String> sources = new ArrayList<>();
  private String model = "";
  private String wide = "";
  private String wideMode = "switched";
  private String select = "";

  private ProfileReader(PrinterProfile.Builder profile) {
    this.profile = profile;
  }

  static PrinterProfile parse(String text) {
    List<String> lines = text.lines().limit(MAX_LINES + 1L).toList();
    if (lines.size() > MAX_LINES) {
      throw wrong(MAX_LINES + 1, "a profile has at most " + MAX_LINES + " lines", null);
    }
    ProfileReader reader = null;
    int number = 0;
    for (String line : lines) {
      number++;
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#")) {
        continue;
      }
      int equals = bare.indexOf('=');
      String field = equals < 0 ? "" : bare.substring(0, equals).strip();
      String value = bare.substring(equals + 1).strip();
      if (field.isEmpty() || value.isEmpty()) {
        throw wrong(number, "a line looks like field = value", null);
      }
      try {
        if (reader == null) {
          reader = begin(field, value);
        } else {
          reader.take(field, value);
        }
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw wrong(number, "field " + shown(field) + ": " + told(e), e);
      }
    }
    if (reader == null) {
      throw wrong(1, "a profile begins with its name", null);
    }
    try {
      return reader.build();
    } catch (IllegalArgumentException e) {
      throw wrong(number, told(e), e);
    }
  }

  private static ProfileReader begin(String field, String value) {
    if (!field.equals("name")) {
      throw new IllegalArgumentException("a profile begins with its name");
    }
    ProfileReader reader = new ProfileReader(PrinterProfile.builder(value));
    reader.seen.add(field);
    return reader;
  }

  private void take(String field, String value) {
    if (!field.equals("source") && !seen.add(field)) {
      throw new IllegalArgumentException("it is there twice");
    }
    switch (field) {
      case "model" -> model = value;
      case "source" -> sources.add(value);
      case "paper" -> {
        int[] n = numbers(value, 2);
        profile.paper(n[0], n[1]);
      }
      case "pages" ->
          profile.codePages(words(value).map(ProfileReader::page).toArray(CodePage[]::new));
      case "wide" -> wide = value;
      case "wide.mode" -> wideMode = value;
      case "wide.select" -> select = value;
      case "qr" -> profile.nativeQr(oneOf(value, "native", "picture") == 0);
      case "barcodes" -> profile.nativeBarcodes(symbologies(value));
      case "cut" -> profile.cut(constant(Cut.class, value));
      case "picture" -> profile.pictureForm(constant(PictureForm.class, value));
      case "picture.band" -> profile.bandHeight(numbers(value, 1)[0]);
      case "picture.buffer" -> profile.pictureBuffer(numbers(value, 1)[0]);
      case "picture.pace" -> profile.pace(constant(Pace.class, value));
      case "confirmation" -> profile.confirmation(constant(Confirmation.class, value));
      case "answers" ->
          profile.answers(
              words(value).map(word -> constant(Answer.class, word)).toArray(Answer[]::new));
      case "drawer" -> {
        int[] n = numbers(value, 3);
        profile.drawerPulse(n[0], n[1], n[2]);
      }
      default -> throw new IllegalArgumentException("it is not known");
    }
  }

  private PrinterProfile build() {
    profile.model(model, sources.toArray(String[]::new));
    if (!wide.isEmpty()) {
      byte[] bytes = HexFormat.of().parseHex(select.replace(" ", ""));
      int[] selecting = new int[bytes.length];
      Arrays.setAll(selecting, i -> bytes[i]);
      profile.wideCharset(wide, constant(WideMode.class, wideMode), selecting);
    } else if (seen.contains("wide.mode") || seen.contains("wide.select")) {
      throw new IllegalArgumentException("wide.mode and wide.select need wide");
    }
    return profile.build();
  }

  private static java.util.stream.Stream<String> words(String value) {
    return Arrays.stream(value.split("\\s+"));
  }

  /** {@code 19:IBM00858}. */
  private static CodePage page(String word) {
    int colon = word.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("a code page looks like 19:IBM00858");
    }
    return new CodePage(number(word.substring(0, colon)), word.substring(colon + 1));
  }

  private static Set<Symbology> symbologies(String value) {
    Set<Symbology> kinds = EnumSet.noneOf(Symbology.class);
    if (value.equals("all")) {
      return EnumSet.allOf(Symbology.class);
    } else if (!value.equals("none")) {
      words(value).forEach(word -> kinds.add(constant(Symbology.class, word)));
    }
    return kinds;
  }

  private static int oneOf(String value, String... words) {
    int found = List.of(words).indexOf(value);
    if (found < 0) {
      throw new IllegalArgumentException("one of " + String.join(", ", words) + " is wanted");
    }
    return found;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    for (E each : type.getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException("a value is not known");
  }

  private static int[] numbers(String value, int count) {
    int[] numbers = words(value).mapToInt(ProfileReader::number).toArray();
    if (numbers.length != count) {
      throw new IllegalArgumentException(count + " numbers are wanted");
    }
    return numbers;
  }

  private static int number(String word) {
    if (!word.matches("[0-9]{1,7}")) {
      throw new IllegalArgumentException("a number is wanted");
    }
    return Integer.parseInt(word);
  }

  /** A field's name in a message, cut short: it may be anything. */
  private static String shown(String field) {
    return field.matches("[a-z.]{1,30}") ? field : "(no field)";
  }

  private static String told(RuntimeException e) {
    return e instanceof UnsupportedCharsetException || e instanceof IllegalCharsetNameException
        ? "this JDK does not know the character set"
        : String.valueOf(e.getMessage());
  }

  private static DeviceException wrong(
      int line, String what, @org.jspecify.annotations.Nullable RuntimeException e) {
    String message = "printer profile, line " + line + ": " + what;
    return e == null
        ? DeviceException.of(Fault.CONFIGURATION, Phase.PREPARE, message)
        : DeviceException.of(Fault.CONFIGURATION, Phase.PREPARE, message, e);
  }
}
