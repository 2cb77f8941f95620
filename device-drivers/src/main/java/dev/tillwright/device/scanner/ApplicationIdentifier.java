package dev.tillwright.device.scanner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind an application identifier (GS1 General Specifications, section 3): one or more
 * parts, each of digits or of letters, of fixed or bounded length.
 *
 * @param ai 2 to 4 digits
 * @param parts in order; only the last may be of variable length
 * @param check what else must hold of the value
 */
record ApplicationIdentifier(String ai, List<Part> parts, Check check) {
  private static final Map<String, ApplicationIdentifier> ALL = new HashMap<>();

  /** The first two digits of those whose length is so well known that no separator follows. */
  private static final String PREDEFINED =
      " 00 01 02 03 04 11 12 13 14 15 16 17 18 19 20 31 32 33 34 35 36 41 ";

  /**
   * A run of characters.
   *
   * @param digits whether only digits may stand there
   * @param least fewest
   * @param most most
   */
  record Part(boolean digits, int least, int most) {}

  enum Check {
    NONE,
    /** The first part ends with a check digit. */
    KEY,
    /** YYMMDD; day 00 is the last of the month. */
    DATE
  }

  // One word each: AI, or first and last of a range; parts, n digits or x characters, with the
  // length or ..length; then k for a check digit, d for a date. A 4-digit family whose last digit
  // is the place of the decimal point is written as its first three digits and a star.
  private static final String TABLE =
      "00:n18k 01:n14k 02:n14k 03:n14k 10:x..20 11-13:n6d 15-17:n6d 20:n2 21-22:x..20 235:x..28"
          + " 240-241:x..30 242:n..6 243:x..20 250-251:x..30 253:n13x..17k 254:x..20 255:n13n..12k"
          + " 30:n..8 310*-316*:n6 320*-337*:n6 340*-357*:n6 360*-369*:n6 37:n..8 390*:n..15"
          + " 391*:n3n..15 392*:n..15 393*:n3n..15 394*:n4 395*:n6 400-401:x..30 402:n17k 403:x..30"
          + " 410-417:n13k 420:x..20 421:n3x..9 422:n3 423:n3n..12 424:n3 425:n3n..12 426:n3"
          + " 427:x..3 4300-4301:x..35 4302-4306:x..70 4307:x2 4308:x..30 4309:n20 4310-4311:x..35"
          + " 4312-4316:x..70 4317:x2 4318:x..20 4319:x..30 4320:x..35 4321-4323:n1 4324-4325:n10"
          + " 4326:n6d 4330-4333:n6x..1 7001:n13 7002:x..30 7003:n10 7004:n..4 7005:x..12 7006:n6d"
          + " 7007:n6n..6 7008:x..3 7009:x..10 7010:x..2 7011:n6n..4 7020-7022:x..20 7023:x..30"
          + " 7030-7039:n3x..27 7040:n1x3 710-717:x..20 7230-7239:x2x..28 7240:x..20 7241:n2 7242:x..25"
          + " 7250:n8 7251:n12 7252:n1 7253-7254:x..40 7255:x..10 7256:x..90 7257:x..70 7258:n1x1n1"
          + " 7259:x..40 8001:n14 8002:x..20 8003:n14x..16k 8004:x..30 8005:n6 8006:n14n4k 8007:x..34"
          + " 8008:n8n..4 8009:x..50 8010:x..30 8011:n..12 8012:x..20 8013:x..25 8017-8018:n18k"
          + " 8019:n..10 8020:x..25 8026:n14n4k 8030:x..90 8110:x..70 8111:n4 8112:x..70 8200:x..70"
          + " 90:x..30 91-99:x..90";

  static {
    for (String word : TABLE.split(" ", -1)) {
      String[] both = word.split(":", 2);
      String[] range = both[0].split("-", 2);
      boolean decimals = both[0].endsWith("*");
      int first = Integer.parseInt(range[0].replace("*", ""));
      int last = Integer.parseInt(range[range.length - 1].replace("*", ""));
      int length = range[0].replace("*", "").length();
      for (int ai = first; ai <= last; ai++) {
        String name = String.format(java.util.Locale.ROOT, "%0" + length + "d", ai);
        if (decimals) {
          for (int places = 0; places < 10; places++) {
            add(name + places, both[1]);
          }
        } else {
          add(name, both[1]);
        }
      }
    }
  }

  private static void add(String ai, String form) {
    Check check = form.endsWith("k") ? Check.KEY : form.endsWith("d") ? Check.DATE : Check.NONE;
    String bare = check == Check.NONE ? form : form.substring(0, form.length() - 1);
    List<Part> parts = new ArrayList<>();
    for (String part : bare.split("(?=[nx])", -1)) {
      boolean variable = part.startsWith("..", 1);
      int most = Integer.parseInt(part.substring(variable ? 3 : 1));
      parts.add(new Part(part.charAt(0) == 'n', variable ? 1 : most, most));
    }
    ALL.put(ai, new ApplicationIdentifier(ai, List.copyOf(parts), check));
  }

  /** The identifier that a text begins with. */
  static @Nullable ApplicationIdentifier at(CharSequence text, int position) {
    for (int length = 2; length <= 4 && position + length <= text.length(); length++) {
      ApplicationIdentifier found =
          ALL.get(text.subSequence(position, position + length).toString());
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  static @Nullable ApplicationIdentifier named(String ai) {
    return ALL.get(ai);
  }

  /** Whether a separator must follow unless the code ends. */
  boolean separated() {
    return !PREDEFINED.contains(" " + ai.substring(0, 2) + " ");
  }

  int most() {
    return parts.stream().mapToInt(Part::most).sum();
  }

  int least() {
    // What may be empty behind a fixed part is left out altogether.
    int sum = 0;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      sum += part.least() < part.most() && i > 0 ? 0 : part.least();
    }
    return sum;
  }
}
