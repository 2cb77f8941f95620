package dev.tillwright.device.virtual;

import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.core.tlv.TlvTag;
import dev.tillwright.device.emv.ApduFormatException;
import dev.tillwright.device.emv.CommandApdu;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A payment card's files without the card: its directories, its applications, their records. For
 * test numbers only; it knows no key and makes no cryptogram.
 *
 * <p>Defaults: T=0 with an answer to reset of its own, both directories.
 */
public final class VirtualEmvCard implements VirtualCard {
  private static final String CONTACT = "1PAY.SYS.DDF01";
  private static final String CONTACTLESS = "2PAY.SYS.DDF01";
  private static final int FOUND = 0x9000;
  private static final int NOT_FOUND = 0x6A82;
  private static final int NO_RECORD = 0x6A83;
  private static final int BLOCKED = 0x6283;
  private static final int NOT_SATISFIED = 0x6985;
  private static final int UNKNOWN = 0x6D00;

  private final byte[] atr;
  private final List<EmvApplication> applications;
  private final boolean directories;
  private final boolean getResponse;
  private final int selectStatus;
  private Optional<EmvApplication> selected = Optional.empty();
  private int listed = -1;
  private boolean inDirectory;
  private byte[] waiting = status(NOT_SATISFIED);

  private VirtualEmvCard(Builder b) {
    atr = b.atr;
    applications = List.copyOf(b.applications);
    directories = b.directories;
    getResponse = b.getResponse;
    selectStatus = b.selectStatus;
  }

  /** A card without an application. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public byte[] atr() {
    return atr.clone();
  }

  @Override
  public void reset() {
    selected = Optional.empty();
    listed = -1;
    inDirectory = false;
    waiting = status(NOT_SATISFIED);
  }

  @Override
  public byte[] answer(byte[] command) {
    CommandApdu asked;
    try {
      asked = CommandApdu.parse(command);
    } catch (ApduFormatException e) {
      return status(0x6700);
    }
    byte[] answer =
        switch (asked.ins()) {
          case 0xA4 -> select(asked);
          case 0xB2 -> record(asked.p1(), asked.p2() >> 3);
          case 0xA8 -> options();
          case 0xC0 -> waiting;
          default -> status(UNKNOWN);
        };
    return asked.ins() == 0xC0 ? answer : asProtocolSays(answer, asked);
  }

  /** A card of protocol T=0 holds its data back until it is fetched with the right length. */
  private byte[] asProtocolSays(byte[] answer, CommandApdu asked) {
    int length = answer.length - 2;
    if (!getResponse || length == 0) {
      return answer;
    }
    if (asked.data().length == 0 && asked.expected() != length) {
      return status(0x6C00 | length & 0xFF);
    }
    if (asked.data().length == 0) {
      return answer;
    }
    waiting = answer;
    return status(0x6100 | length & 0xFF);
  }

  private byte[] select(CommandApdu asked) {
    if (selectStatus != 0) {
      return status(selectStatus);
    }
    String name = new String(asked.data(), StandardCharsets.US_ASCII);
    selected = Optional.empty();
    inDirectory = directories && name.equals(CONTACT);
    if (inDirectory) {
      return good(contactDirectory());
    }
    if (directories && name.equals(CONTACTLESS)) {
      return good(contactlessDirectory());
    }
    String hex = HexFormat.of().withUpperCase().formatHex(asked.data());
    int from = asked.p2() == 2 ? listed + 1 : 0;
    for (int i = from; i < applications.size(); i++) {
      EmvApplication application = applications.get(i);
      if (application.aid().hex().startsWith(hex)) {
        listed = i;
        selected = Optional.of(application);
        return join(application.fci().toBytes(), application.isBlocked() ? BLOCKED : FOUND);
      }
    }
    return status(NOT_FOUND);
  }

  private static TlvObjects contactDirectory() {
    TlvObjects proprietary = TlvObjects.builder().add(TlvTag.of("88"), new byte[] {1}).build();
    return fci(CONTACT, proprietary);
  }

  private TlvObjects contactlessDirectory() {
    TlvObjects.Builder entries = TlvObjects.builder();
    applications.forEach(each -> entries.add(TlvTag.of("61"), each.entry()));
    TlvObjects proprietary = TlvObjects.builder().add(TlvTag.of("BF0C"), entries.build()).build();
    return fci(CONTACTLESS, proprietary);
  }

  private static TlvObjects fci(String name, TlvObjects proprietary) {
    TlvObjects inner =
        TlvObjects.builder()
            .add(TlvTag.of("84"), name.getBytes(StandardCharsets.US_ASCII))
            .add(TlvTag.of("A5"), proprietary)
            .build();
    return TlvObjects.builder().add(TlvTag.of("6F"), inner).build();
  }

  private byte[] record(int number, int sfi) {
    if (inDirectory) {
      if (sfi != 1 || number > applications.size()) {
        return status(NO_RECORD);
      }
      TlvObjects entry =
          TlvObjects.builder().add(TlvTag.of("61"), applications.get(number - 1).entry()).build();
      return good(TlvObjects.builder().add(TlvTag.of("70"), entry).build());
    }
    return selected
        .flatMap(application -> application.record(sfi, number))
        .map(VirtualEmvCard::good)
        .orElse(status(NO_RECORD));
  }

  private byte[] options() {
    return selected
        .filter(application -> !application.isRefusing())
        .map(application -> good(application.options()))
        .orElse(status(NOT_SATISFIED));
  }

  private static byte[] good(TlvObjects objects) {
    return join(objects.toBytes(), FOUND);
  }

  private static byte[] status(int status) {
    return join(new byte[0], status);
  }

  private static byte[] join(byte[] data, int status) {
    byte[] answer = Arrays.copyOf(data, data.length + 2);
    answer[data.length] = (byte) (status >> 8);
    answer[data.length + 1] = (byte) status;
    return answer;
  }

  /** Collects what differs from the defaults. */
  public static final class Builder {
    private final List<EmvApplication> applications = new ArrayList<>();
    private byte[] atr = HexFormat.of().parseHex("3B600000");
    private boolean directories = true;
    private boolean getResponse = true;
    private int selectStatus;

    private Builder() {}

    public Builder application(EmvApplication application) {
      applications.add(Objects.requireNonNull(application, "application"));
      return this;
    }

    /** Another answer to reset. */
    public Builder atr(String hex) {
      atr = HexFormat.of().parseHex(hex);
      return this;
    }

    /** Without directories: a terminal must try names. */
    public Builder withoutDirectories() {
      directories = false;
      return this;
    }

    /** Answers with its data at once, as cards of T=1 and those without contacts do. */
    public Builder withoutGetResponse() {
      getResponse = false;
      return this;
    }

    /** Refuses every SELECT with this status, as a blocked card does. */
    public Builder refusing(int status) {
      selectStatus = status;
      return this;
    }

    public VirtualEmvCard build() {
      return new VirtualEmvCard(this);
    }
  }
}
