package dev.tillwright.device.spi;

import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.MaskedPan;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.card.Track;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What one swipe gave: tracks in clear, or what an encrypting head made of them.
 *
 * <p><b>Guarantee.</b> Prints the entry mode and which tracks there are. Holds card data until it
 * is closed.
 */
public final class StripeRead implements AutoCloseable {
  private final EntryMode mode;
  private final List<Track> tracks;
  private final Optional<Encrypted> encrypted;
  private final Set<Track.Kind> unread;

  private StripeRead(
      EntryMode mode, List<Track> tracks, Optional<Encrypted> encrypted, Set<Track.Kind> unread) {
    this.mode = Objects.requireNonNull(mode, "mode");
    this.tracks = List.copyOf(tracks);
    this.encrypted = encrypted;
    this.unread = Set.copyOf(unread);
    if (tracks.isEmpty() && encrypted.isEmpty()) {
      throw new IllegalArgumentException("a swipe gave a track");
    }
  }

  /**
   * Tracks in clear; takes them over.
   *
   * @param unread tracks that were there and could not be read
   */
  public static StripeRead clear(EntryMode mode, List<Track> tracks, Set<Track.Kind> unread) {
    return new StripeRead(mode, tracks, Optional.empty(), unread);
  }

  /** What an encrypting head gave; takes it over. */
  public static StripeRead encrypted(EntryMode mode, Encrypted encrypted, Set<Track.Kind> unread) {
    return new StripeRead(mode, List.of(), Optional.of(encrypted), unread);
  }

  /**
   * Tracks as an encrypting head sends them. Only whoever holds the key reads them.
   *
   * @param ciphertext a block a track that was read, in the order of tracks
   * @param keySerial names the key of this very swipe (a KSN, ANSI X9.24), in hexadecimal
   * @param masked the number as the head shows it; empty when it shows none
   */
  public record Encrypted(
      List<SecretBytes> ciphertext, String keySerial, Optional<MaskedPan> masked) {
    public Encrypted {
      ciphertext = List.copyOf(ciphertext);
      if (!keySerial.matches("[0-9A-Fa-f]{8,48}")) {
        throw new IllegalArgumentException("a key serial number has 8 to 48 hexadecimal digits");
      }
    }
  }

  public EntryMode mode() {
    return mode;
  }

  /** A track in clear, which this read owns. */
  public Optional<Track> track(Track.Kind kind) {
    return tracks.stream().filter(track -> track.kind() == kind).findFirst();
  }

  /** What an encrypting head gave, which this read owns. */
  public Optional<Encrypted> encrypted() {
    return encrypted;
  }

  /** Tracks that were there and could not be read. */
  public Set<Track.Kind> unread() {
    return unread;
  }

  /** The card that track 2, else track 1, names, for the caller to close. */
  public Optional<CardRead> takeCard() {
    Optional<Card> card = track(Track.Kind.TWO).flatMap(Track::card);
    return card.or(() -> track(Track.Kind.ONE).flatMap(Track::card))
        .map(found -> new CardRead(found, mode));
  }

  /** Wipes what it holds. May be called again. */
  @Override
  public void close() {
    tracks.forEach(Track::close);
    encrypted.ifPresent(it -> it.ciphertext().forEach(SecretBytes::close));
  }

  @Override
  public String toString() {
    return "StripeRead[" + mode + ", " + tracks + (encrypted.isPresent() ? ", encrypted]" : "]");
  }
}
