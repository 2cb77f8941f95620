package dev.tillwright.device.javapos;

import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.card.Track;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.spi.StripeRead;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes one swipe out of a JavaPOS control, and wipes what it was given. */
final class SwipedTracks {
  private static final Track.Kind[] KINDS = Track.Kind.values();

  private SwipedTracks() {}

  /** Tracks in clear. */
  static StripeRead clear(Control control, Set<Track.Kind> wrong) {
    Set<Track.Kind> unread = EnumSet.noneOf(Track.Kind.class);
    unread.addAll(wrong);
    List<Track> tracks = new ArrayList<>();
    boolean done = false;
    try {
      for (Track.Kind kind : KINDS) {
        byte[] data = data(control, kind, "Data");
        if (data.length > 0 && !wrong.contains(kind)) {
          track(kind, data).ifPresentOrElse(tracks::add, () -> unread.add(kind));
        }
        Arrays.fill(data, (byte) 0);
      }
      if (tracks.isEmpty()) {
        throw bad("no track of it");
      }
      done = true;
      return StripeRead.clear(EntryMode.STRIPE, tracks, unread);
    } finally {
      if (!done) {
        tracks.forEach(Track::close);
      }
    }
  }

  /** Tracks that the head encrypted. */
  static StripeRead sealed(Control control, Set<Track.Kind> wrong) {
    List<SecretBytes> blocks = new ArrayList<>();
    boolean done = false;
    try {
      for (Track.Kind kind : KINDS) {
        refuseClear(control, kind);
        byte[] data = data(control, kind, "EncryptedData");
        if (data.length > 0 && !wrong.contains(kind)) {
          blocks.add(SecretBytes.copyOf(data));
        }
      }
      if (blocks.isEmpty()) {
        throw bad("no track of it");
      }
      StripeRead.Encrypted encrypted =
          new StripeRead.Encrypted(blocks, keySerial(control), Optional.empty());
      StripeRead read = StripeRead.encrypted(EntryMode.STRIPE, encrypted, wrong);
      done = true;
      return read;
    } finally {
      if (!done) {
        blocks.forEach(SecretBytes::close);
      }
    }
  }

  /** A head that encrypts shows a number masked or not at all; else somebody changed the reader. */
  private static void refuseClear(Control control, Track.Kind kind) {
    byte[] data = data(control, kind, "Data");
    Optional<Track> clear = data.length == 0 ? Optional.empty() : track(kind, data);
    Arrays.fill(data, (byte) 0);
    if (clear.isEmpty()) {
      return;
    }
    try (Track track = clear.get()) {
      Optional<Card> card = track.card();
      card.ifPresent(Card::close);
      if (card.isPresent()) {
        throw DeviceException.of(
            Fault.PROTOCOL, Phase.READ, "a reader that encrypts gave a number in clear");
      }
    }
  }

  private static byte[] data(Control control, Track.Kind kind, String what) {
    return bytes(control, "getTrack" + number(kind) + what);
  }

  /** As JavaPOS counts them. */
  static int number(Track.Kind kind) {
    return switch (kind) {
      case ONE -> 1;
      case TWO -> 2;
      case THREE -> 3;
    };
  }

  private static byte[] bytes(Control control, String getter) {
    return control.now(Phase.READ, getter) instanceof byte[] bytes ? bytes : new byte[0];
  }

  /** Without its sentinels, should the service send them. */
  private static Optional<Track> track(Track.Kind kind, byte[] data) {
    char[] text = new char[data.length];
    for (int i = 0; i < data.length; i++) {
      text[i] = (char) (data[i] & 0xFF);
    }
    try {
      boolean framed =
          text.length > 2 && "%;+".indexOf(text[0]) >= 0 && text[text.length - 1] == '?';
      return Optional.of(
          Track.of(
              kind, framed ? CharBuffer.wrap(text, 1, text.length - 2) : CharBuffer.wrap(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    } finally {
      Arrays.fill(text, '\0');
    }
  }

  /** Bytes, or as some services have it, their hexadecimal digits. */
  private static String keySerial(Control control) {
    byte[] told = bytes(control, "getAdditionalSecurityInformation");
    String text = new String(told, StandardCharsets.ISO_8859_1);
    String serial =
        text.matches("[0-9A-Fa-f]{16,24}") ? text : HexFormat.of().withUpperCase().formatHex(told);
    if (serial.length() < 16 || serial.length() > 24) {
      throw bad("no serial number of its key");
    }
    return serial;
  }

  private static DeviceException bad(String what) {
    return DeviceException.of(Fault.BAD_READ, Phase.READ, "the card was read, and " + what);
  }
}
