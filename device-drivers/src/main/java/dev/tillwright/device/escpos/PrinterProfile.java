package dev.tillwright.device.escpos;

import dev.tillwright.device.printer.Symbology;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the driver knows of a printer model. Immutable.
 *
 * <p>The models that come with the driver stand in files of their own, written from published
 * facts, each with its sources ({@link #names}). A clone may differ: a profile is what to expect,
 * not a promise.
 *
 * <p>Defaults of {@link #builder}: 48 columns of 576 dots, code pages PC437, PC850, PC858 and
 * WPC1252, no double-width characters, QR codes and all bar codes by the printer, raster pictures
 * in bands of 256 lines, a partial cut, {@link Confirmation#IN_ORDER}, a drawer on pin 2 with 100
 * ms on and 500 ms off.
 */
public final class PrinterProfile {
  private static final int FONT_WIDTH = 12;

  private final Builder b;

  private PrinterProfile(Builder b) {
    this.b = b;
  }

  /** Paper of 80 mm: 48 columns, 576 dots. */
  public static PrinterProfile generic80() {
    return Profiles.known("generic-80");
  }

  /** Paper of 58 mm: 32 columns, 384 dots; no cutter. */
  public static PrinterProfile generic58() {
    return Profiles.known("generic-58");
  }

  /** Paper of 80 mm and Chinese characters in GB18030. */
  public static PrinterProfile generic80Chinese() {
    return Profiles.known("generic-80-gb18030");
  }

  /** One of the profiles that come with the driver, by its name: {@code "epson-tm-t88v"}. */
  public static Optional<PrinterProfile> named(String name) {
    return Profiles.named(name);
  }

  /** The names of the profiles that come with the driver. */
  public static List<String> names() {
    return Profiles.NAMES;
  }

  /**
   * A profile as text, one {@code field = value} a line; docs/printers.md lists the fields.
   *
   * @throws dev.tillwright.device.spi.DeviceException {@code device.configuration} naming the line
   *     and the field that is wrong, unknown or there twice
   */
  public static PrinterProfile parse(String text) {
    return ProfileReader.parse(text);
  }

  /**
   * A profile of one's own from a file in UTF-8, at most 64 KiB.
   *
   * @throws IOException when it cannot be read
   * @throws dev.tillwright.device.spi.DeviceException as {@link #parse}
   */
  public static PrinterProfile from(Path file) throws IOException {
    if (Files.size(file) > 65_536) {
      throw new IOException("a profile has at most 64 KiB");
    }
    return parse(Files.readString(file));
  }

  /** A profile of one's own, beginning with the defaults. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** The same profile to change. */
  public Builder toBuilder(String newName) {
    return new Builder(newName, b);
  }

  public String name() {
    return b.name;
  }

  /** The maker's name of the model; empty when it is none's. */
  public String model() {
    return b.model;
  }

  /** Where the facts of this profile were published. */
  public List<String> sources() {
    return b.sources;
  }

  /** Characters of font A on a line. */
  public int columns() {
    return b.columns;
  }

  /** Printable dots on a line. */
  public int dots() {
    return b.dots;
  }

  /** At most 60, in the order in which they are tried. */
  public List<CodePage> codePages() {
    return b.codePages;
  }

  /** The character set of the double-width characters. */
  public Optional<Charset> wideCharset() {
    return b.wideCharset;
  }

  /** How it takes them. */
  public WideMode wideMode() {
    return b.wideMode;
  }

  /** Bytes that select the character set, sent at the start of each job. */
  byte[] select() {
    return b.select;
  }

  public boolean nativeQr() {
    return b.nativeQr;
  }

  /** Bar codes that the printer draws itself; others are sent as pictures. */
  public Set<Symbology> nativeBarcodes() {
    return b.nativeBarcodes;
  }

  public boolean cutter() {
    return b.cut != Cut.NONE;
  }

  public Cut cut() {
    return b.cut;
  }

  public PictureForm pictureForm() {
    return b.pictureForm;
  }

  /** Lines of dots in one picture command; more are sent in bands. */
  public int bandHeight() {
    return b.bandHeight;
  }

  /** Bytes of one band that the printer's buffer takes. */
  public int pictureBuffer() {
    return b.pictureBuffer;
  }

  public Pace pace() {
    return b.pace;
  }

  public Confirmation confirmation() {
    return b.confirmation;
  }

  /** What it can say beside its status. */
  public Set<Answer> answers() {
    return b.answers;
  }

  /** The connector's pin on which the drawer hangs: 2 or 5. */
  public int pulsePin() {
    return b.pulsePin;
  }

  public int pulseOnMillis() {
    return b.pulseOnMillis;
  }

  public int pulseOffMillis() {
    return b.pulseOffMillis;
  }

  @Override
  public String toString() {
    return "PrinterProfile[" + b.name + "]";
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final String name;
    private String model = "";
    private List<String> sources = List.of();
    private int columns = 48;
    private int dots = 576;
    private List<CodePage> codePages =
        List.of(CodePage.PC437, CodePage.PC850, CodePage.PC858, CodePage.WPC1252);
    private Optional<Charset> wideCharset = Optional.empty();
    private WideMode wideMode = WideMode.SWITCHED;
    private byte[] select = {};
    private boolean nativeQr = true;
    private Set<Symbology> nativeBarcodes = Set.copyOf(EnumSet.allOf(Symbology.class));
    private Cut cut = Cut.PARTIAL;
    private PictureForm pictureForm = PictureForm.RASTER;
    private int bandHeight = 256;
    private int pictureBuffer = 65_536;
    private Pace pace = Pace.TRANSPORT;
    private Confirmation confirmation = Confirmation.IN_ORDER;
    private Set<Answer> answers = Set.of();
    private int pulsePin = 2;
    private int pulseOnMillis = 100;
    private int pulseOffMillis = 500;

    private Builder(String name) {
      if (name.isBlank() || name.length() > 64) {
        throw new IllegalArgumentException("a profile has a name of 1 to 64 characters");
      }
      this.name = name;
    }

    private Builder(String name, Builder from) {
      this(name);
      model = from.model;
      sources = from.sources;
      columns = from.columns;
      dots = from.dots;
      codePages = from.codePages;
      wideCharset = from.wideCharset;
      wideMode = from.wideMode;
      select = from.select;
      nativeQr = from.nativeQr;
      nativeBarcodes = from.nativeBarcodes;
      cut = from.cut;
      pictureForm = from.pictureForm;
      bandHeight = from.bandHeight;
      pictureBuffer = from.pictureBuffer;
      pace = from.pace;
      confirmation = from.confirmation;
      answers = from.answers;
      pulsePin = from.pulsePin;
      pulseOnMillis = from.pulseOnMillis;
      pulseOffMillis = from.pulseOffMillis;
    }

    /** The maker's name of the model, and where its facts were published. */
    public Builder model(String newModel, String... newSources) {
      model = newModel;
      sources = List.of(newSources);
      return this;
    }

    /** Columns of 16 to 80 and dots of at least 12 for each; dots are a multiple of 8. */
    public Builder paper(int newColumns, int newDots) {
      if (newColumns < 16 || newColumns > 80 || newDots % 8 != 0) {
        throw new IllegalArgumentException("16 to 80 columns, dots a multiple of 8");
      }
      if (newDots < newColumns * FONT_WIDTH || newDots > 2_048) {
        throw new IllegalArgumentException("12 dots or more a column, at most 2,048");
      }
      columns = newColumns;
      dots = newDots;
      return this;
    }

    /** In the order in which they are tried, at most 60. */
    public Builder codePages(CodePage... pages) {
      if (pages.length > 60) {
        throw new IllegalArgumentException("at most 60 code pages");
      }
      codePages = List.of(pages);
      return this;
    }

    /**
     * The double-width character set, a name that the JDK knows: GB18030, GBK, Big5, Shift_JIS or
     * EUC-KR, between {@code FS &} and {@code FS .}.
     */
    public Builder wideCharset(String charset) {
      return wideCharset(charset, WideMode.SWITCHED);
    }

    /**
     * The double-width character set and how the printer takes it. With {@link WideMode#ALWAYS}
     * only JIS X 0201 can be a code page; with {@link WideMode#UTF_8} the set is UTF-8.
     *
     * @param selecting bytes that make the printer use the set, at most 64; often none
     */
    public Builder wideCharset(String charset, WideMode mode, int... selecting) {
      if ((mode == WideMode.UTF_8) != charset.equalsIgnoreCase("UTF-8") || selecting.length > 64) {
        throw new IllegalArgumentException("UTF-8 has a mode of its own; at most 64 bytes select");
      }
      wideCharset = Optional.of(Charset.forName(charset));
      wideMode = mode;
      select = new byte[selecting.length];
      for (int i = 0; i < selecting.length; i++) {
        select[i] = (byte) selecting[i];
      }
      return this;
    }

    /** False for printers that need QR codes as pictures. */
    public Builder nativeQr(boolean yes) {
      nativeQr = yes;
      return this;
    }

    /** The bar codes the printer draws itself. */
    public Builder nativeBarcodes(Set<Symbology> kinds) {
      nativeBarcodes = Set.copyOf(kinds);
      return this;
    }

    public Builder cut(Cut how) {
      cut = how;
      return this;
    }

    public Builder pictureForm(PictureForm form) {
      pictureForm = form;
      return this;
    }

    /** 24 to 2,048 lines of dots. */
    public Builder bandHeight(int lines) {
      if (lines < 24 || lines > 2_048) {
        throw new IllegalArgumentException("a band has 24 to 2,048 lines");
      }
      bandHeight = lines;
      return this;
    }

    /** Bytes of a picture the printer's buffer takes at once, 256 to 1,048,576. */
    public Builder pictureBuffer(int bytes) {
      if (bytes < 256 || bytes > 1_048_576) {
        throw new IllegalArgumentException("a buffer has 256 to 1,048,576 bytes");
      }
      pictureBuffer = bytes;
      return this;
    }

    public Builder pace(Pace how) {
      pace = how;
      return this;
    }

    public Builder confirmation(Confirmation how) {
      confirmation = how;
      return this;
    }

    public Builder answers(Answer... all) {
      answers = Set.of(all);
      return this;
    }

    /** Pin 2 or 5; times of 2 to 510 ms, in steps of two. */
    public Builder drawerPulse(int pin, int onMillis, int offMillis) {
      if ((pin != 2 && pin != 5) || bad(onMillis) || bad(offMillis)) {
        throw new IllegalArgumentException("pin 2 or 5, times of 2 to 510 ms");
      }
      pulsePin = pin;
      pulseOnMillis = onMillis;
      pulseOffMillis = offMillis;
      return this;
    }

    private static boolean bad(int millis) {
      return millis < 2 || millis > 510;
    }

    /**
     * The profile.
     *
     * @throws IllegalArgumentException when its parts contradict each other
     */
    public PrinterProfile build() {
      if (wideMode == WideMode.ALWAYS
          && codePages.stream().anyMatch(page -> !page.charset().startsWith("JIS_X0201"))) {
        throw new IllegalArgumentException("beside this double-width set only JIS_X0201 is a page");
      }
      boolean asks = pace == Pace.ASK || !answers.isEmpty();
      if (asks && confirmation != Confirmation.IN_ORDER) {
        throw new IllegalArgumentException("what is asked in turn needs confirmation in order");
      }
      return new PrinterProfile(new Builder(name, this));
    }
  }
}
