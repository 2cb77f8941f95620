package dev.tillwright.device.virtual;

import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.core.tlv.TlvTag;
import dev.tillwright.device.emv.Aid;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An application on a {@link VirtualEmvCard}: what the directory says of it, and its records.
 *
 * <p>Defaults: no priority, no list of what it wants to know, one file per record.
 */
public final class EmvApplication {
  private static final int MOST_RECORDS = 30;

  private final Aid aid;
  private final TlvObjects entry;
  private final TlvObjects fci;
  private final TlvObjects options;
  private final Map<Integer, TlvObjects> records;
  private final boolean blocked;
  private final boolean refusing;

  private EmvApplication(Builder b) {
    aid = b.aid;
    TlvObjects.Builder inDirectory = TlvObjects.builder().add(TlvTag.of("4F"), aid.bytes());
    inDirectory.add(TlvTag.of("50"), b.label.getBytes(StandardCharsets.ISO_8859_1));
    TlvObjects.Builder proprietary = TlvObjects.builder();
    proprietary.add(TlvTag.of("50"), b.label.getBytes(StandardCharsets.ISO_8859_1));
    b.more.forEach(
        (tag, value) -> {
          proprietary.add(TlvTag.of(tag), value);
          inDirectory.add(TlvTag.of(tag), value);
        });
    entry = inDirectory.build();
    TlvObjects inner =
        TlvObjects.builder()
            .add(TlvTag.of("84"), aid.bytes())
            .add(TlvTag.of("A5"), proprietary.build())
            .build();
    fci = TlvObjects.builder().add(TlvTag.of("6F"), inner).build();
    records = Map.copyOf(b.records);
    options = options(b.records);
    blocked = b.blocked;
    refusing = b.refusing;
  }

  private static TlvObjects options(Map<Integer, TlvObjects> records) {
    byte[] value = new byte[2 + 4 * records.size()];
    value[0] = 0x18;
    int at = 2;
    for (int number : records.keySet()) {
      value[at] = (byte) (1 << 3);
      value[at + 1] = (byte) number;
      value[at + 2] = (byte) number;
      at += 4;
    }
    return TlvObjects.builder().add(TlvTag.of("80"), value).build();
  }

  /**
   * An application.
   *
   * @param aid its name in hexadecimal digits
   * @param label shown to the cardholder
   */
  public static Builder of(String aid, String label) {
    return new Builder(Aid.of(aid), label);
  }

  Aid aid() {
    return aid;
  }

  TlvObjects entry() {
    return entry;
  }

  TlvObjects fci() {
    return fci;
  }

  TlvObjects options() {
    return options;
  }

  Optional<TlvObjects> record(int sfi, int number) {
    return sfi == 1 ? Optional.ofNullable(records.get(number)) : Optional.empty();
  }

  boolean isBlocked() {
    return blocked;
  }

  boolean isRefusing() {
    return refusing;
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final Aid aid;
    private final String label;
    private final Map<String, byte[]> more = new TreeMap<>();
    private final Map<Integer, TlvObjects> records = new TreeMap<>();
    private boolean blocked;
    private boolean refusing;

    private Builder(Aid aid, String label) {
      this.aid = aid;
      this.label = label;
    }

    /** The byte of tag 87: 1 to 15, with bit 8 when the cardholder must confirm. */
    public Builder priority(int indicator) {
      return with("87", new byte[] {(byte) indicator});
    }

    /** Another object of the directory's entry and the file's control information. */
    public Builder with(String tag, byte[] value) {
      more.put(tag, value.clone());
      return this;
    }

    /** The next record: these objects in a template 70. At most 30. */
    public Builder record(TlvObjects objects) {
      if (records.size() == MOST_RECORDS) {
        throw new IllegalArgumentException("at most " + MOST_RECORDS + " records");
      }
      records.put(records.size() + 1, TlvObjects.builder().add(TlvTag.of("70"), objects).build());
      return this;
    }

    /**
     * A record with the track, number and expiry of a test card.
     *
     * @param testPan of a published test card
     * @param expiry year and month of four digits: {@code 3012}
     */
    public Builder card(String testPan, String expiry) {
      String track = testPan + "D" + expiry + "2010000000000";
      String pan = testPan.length() % 2 == 0 ? testPan : testPan + "F";
      HexFormat hex = HexFormat.of();
      return record(
          TlvObjects.builder()
              .add(TlvTag.of("57"), hex.parseHex(track.length() % 2 == 0 ? track : track + "F"))
              .add(TlvTag.of("5A"), hex.parseHex(pan))
              .add(TlvTag.of("5F24"), hex.parseHex(expiry + "28"))
              .add(TlvTag.of("5F34"), new byte[] {1})
              .build());
    }

    /** Its issuer blocked it. */
    public Builder blocked() {
      blocked = true;
      return this;
    }

    /** Refuses to be used where it is (6985). */
    public Builder refusing() {
      refusing = true;
      return this;
    }

    public EmvApplication build() {
      if (records.isEmpty()) {
        throw new IllegalArgumentException("an application has a record");
      }
      return new EmvApplication(this);
    }
  }
}
