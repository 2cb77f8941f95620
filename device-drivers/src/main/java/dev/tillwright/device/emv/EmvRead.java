package dev.tillwright.device.emv;

import dev.tillwright.core.card.Card;
import dev.tillwright.core.card.CardRead;
import dev.tillwright.core.card.EntryMode;
import dev.tillwright.core.card.SecretAccess;
import dev.tillwright.core.card.SecretBytes;
import dev.tillwright.core.card.Track;
import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.core.tlv.TlvTag;
import dev.tillwright.device.spi.CardReader.Contact;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What a card's application told: all data objects of its records and of the answers before them.
 *
 * <p><b>Guarantees.</b> It prints the application and tags, never a value. Values that name or
 * prove the card or its holder are read only as secrets. <b>Not promised:</b> that the card is
 * genuine; nothing here verifies it.
 */
public final class EmvRead implements AutoCloseable {
  private final Candidate application;
  private final Contact contact;
  private final TlvObjects objects;

  EmvRead(Candidate application, Contact contact, TlvObjects objects) {
    this.application = application;
    this.contact = contact;
    this.objects = objects;
  }

  /** Which application was read. */
  public Candidate application() {
    return application;
  }

  /**
   * The card, for the caller to close; none when it tells no number with a valid check digit, or no
   * expiry.
   *
   * @throws ApduFormatException when its number and its track name two cards
   */
  public Optional<CardRead> card() {
    EntryMode mode = contact == Contact.CONTACT ? EntryMode.CHIP : EntryMode.CONTACTLESS;
    Optional<Card> card = CardFacts.card(objects);
    return card.map(found -> new CardRead(found, mode));
  }

  /** Track 2 or its equivalent, for the caller to close. */
  public Optional<Track> track2() {
    return CardFacts.track2(objects);
  }

  /** The number that tells cards of one PAN apart (5F34), 0 to 99. */
  public Optional<Integer> sequence() {
    return ApplicationSelection.value(objects, EmvTag.SEQUENCE, 1)
        .map(value -> (value[0] >> 4 & 0xF) * 10 + (value[0] & 0xF));
  }

  /**
   * A value that tells nothing of the card's number or holder.
   *
   * @throws IllegalArgumentException for one that does; {@link #secret} gives it
   */
  public Optional<byte[]> value(TlvTag tag) {
    if (EmvTag.SECRET.contains(tag) || tag.isTemplate()) {
      throw new IllegalArgumentException("tag " + tag + " is read as a secret");
    }
    return objects.value(tag);
  }

  /** Any value, for the caller to close. */
  public Optional<SecretBytes> secret(TlvTag tag) {
    Optional<byte[]> value = objects.value(tag);
    Optional<SecretBytes> secret = value.map(SecretBytes::copyOf);
    value.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
    return secret;
  }

  /** All data objects, in the order in which they came, for the caller to close. */
  public TlvObjects objects(SecretAccess access) {
    Objects.requireNonNull(access, "access");
    byte[] bytes = objects.toBytes();
    try {
      return TlvObjects.parse(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** Wipes all values. May be called again. */
  @Override
  public void close() {
    objects.close();
  }

  @Override
  public String toString() {
    return "EmvRead[" + application.aid() + ", " + objects + "]";
  }
}
