package dev.tillwright.device.escpos;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the driver knows of a printer model. Immutable.
 *
 * <p>Defaults of {@link #builder}: 48 columns of 576 dots, code pages PC437, PC850, PC858 and
 * WPC1252, no double-width characters, QR by the printer, a cutter, {@link Confirmation#IN_ORDER}.
 *
 * <p>Sources: paper 80 mm with 576 dots and 58 mm with 384 dots at 203 dpi, font A of 12 x 24 dots,
 * and the numbers of the code pages, as published in the ESC/POS command reference and in the
 * community's list of printer profiles (escpos-printer-db). A clone may differ: a profile is what
 * to expect, not a promise.
 */
public final class PrinterProfile {
  private static final int FONT_WIDTH = 12;
  private static final PrinterProfile GENERIC_80 = builder("generic-80").build();

  private final String name;
  private final int columns;
  private final int dots;
  private final List<CodePage> codePages;
  private final Optional<Charset> wideCharset;
  private final boolean nativeQr;
  private final boolean cutter;
  private final int bandHeight;
  private final Confirmation confirmation;
  private final int pulsePin;
  private final int pulseOnMillis;
  private final int pulseOffMillis;

  private PrinterProfile(Builder b) {
    name = b.name;
    columns = b.columns;
    dots = b.dots;
    codePages = b.codePages;
    wideCharset = b.wideCharset;
    nativeQr = b.nativeQr;
    cutter = b.cutter;
    bandHeight = b.bandHeight;
    confirmation = b.confirmation;
    pulsePin = b.pulsePin;
    pulseOnMillis = b.pulseOnMillis;
    pulseOffMillis = b.pulseOffMillis;
  }

  /** Paper of 80 mm: 48 columns, 576 dots. */
  public static PrinterProfile generic80() {
    return GENERIC_80;
  }

  /** Paper of 80 mm at 180 dpi: 42 columns, 512 dots. */
  public static PrinterProfile generic80At180Dpi() {
    return builder("generic-80-180dpi").paper(42, 512).build();
  }

  /** Paper of 58 mm: 32 columns, 384 dots; no cutter. */
  public static PrinterProfile generic58() {
    return builder("generic-58").paper(32, 384).cutter(false).build();
  }

  /** Paper of 80 mm and Chinese characters in GB18030. */
  public static PrinterProfile generic80Chinese() {
    return builder("generic-80-gb18030").wideCharset("GB18030").build();
  }

  /** Paper of 58 mm and Chinese characters in GB18030; no cutter. */
  public static PrinterProfile generic58Chinese() {
    return builder("generic-58-gb18030")
        .paper(32, 384)
        .cutter(false)
        .wideCharset("GB18030")
        .build();
  }

  /** One of the profiles above by its name: {@code "generic-80"}. */
  public static Optional<PrinterProfile> named(String name) {
    return List.of(
            generic80(), generic80At180Dpi(), generic58(), generic80Chinese(), generic58Chinese())
        .stream()
        .filter(profile -> profile.name.equals(name.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** A profile of one's own, beginning with the defaults. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** The same profile to change. */
  public Builder toBuilder(String newName) {
    Builder b = new Builder(newName);
    b.columns = columns;
    b.dots = dots;
    b.codePages = codePages;
    b.wideCharset = wideCharset;
    b.nativeQr = nativeQr;
    b.cutter = cutter;
    b.bandHeight = bandHeight;
    b.confirmation = confirmation;
    b.pulsePin = pulsePin;
    b.pulseOnMillis = pulseOnMillis;
    b.pulseOffMillis = pulseOffMillis;
    return b;
  }

  public String name() {
    return name;
  }

  /** Characters of font A on a line. */
  public int columns() {
    return columns;
  }

  /** Printable dots on a line. */
  public int dots() {
    return dots;
  }

  public List<CodePage> codePages() {
    return codePages;
  }

  /** The character set of the double-width characters, selected by {@code FS &}. */
  public Optional<Charset> wideCharset() {
    return wideCharset;
  }

  public boolean nativeQr() {
    return nativeQr;
  }

  public boolean cutter() {
    return cutter;
  }

  /** Lines of dots in one picture command; more are sent in bands. */
  public int bandHeight() {
    return bandHeight;
  }

  public Confirmation confirmation() {
    return confirmation;
  }

  /** The connector's pin on which the drawer hangs: 2 or 5. */
  public int pulsePin() {
    return pulsePin;
  }

  public int pulseOnMillis() {
    return pulseOnMillis;
  }

  public int pulseOffMillis() {
    return pulseOffMillis;
  }

  @Override
  public String toString() {
    return "PrinterProfile[" + name + "]";
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final String name;
    private int columns = 48;
    private int dots = 576;
    private List<CodePage> codePages =
        List.of(CodePage.PC437, CodePage.PC850, CodePage.PC858, CodePage.WPC1252);
    private Optional<Charset> wideCharset = Optional.empty();
    private boolean nativeQr = true;
    private boolean cutter = true;
    private int bandHeight = 256;
    private Confirmation confirmation = Confirmation.IN_ORDER;
    private int pulsePin = 2;
    private int pulseOnMillis = 100;
    private int pulseOffMillis = 500;

    private Builder(String name) {
      this.name = name;
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

    /** In the order in which they are tried. */
    public Builder codePages(CodePage... pages) {
      codePages = List.of(pages);
      return this;
    }

    /**
     * The double-width character set, a name that the JDK knows: GB18030, GBK, Big5, Shift_JIS or
     * EUC-KR.
     */
    public Builder wideCharset(String charset) {
      wideCharset = Optional.of(Charset.forName(charset));
      return this;
    }

    /** False for printers that need QR codes as pictures. */
    public Builder nativeQr(boolean yes) {
      nativeQr = yes;
      return this;
    }

    public Builder cutter(boolean yes) {
      cutter = yes;
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

    public Builder confirmation(Confirmation how) {
      confirmation = how;
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

    public PrinterProfile build() {
      return new PrinterProfile(this);
    }
  }
}
