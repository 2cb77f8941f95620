package dev.tillwright.device.emv;

import dev.tillwright.core.tlv.TlvObject;
import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.device.spi.CardReader.Contact;
import dev.tillwright.device.spi.CardSession;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads chip cards: finds the application that card and till have in common, opens it and reads its
 * records.
 *
 * <pre>{@code
 * EmvReader emv = EmvReader.builder()
 *     .application(SupportedApplication.startingWith("A000000003"))
 *     .values(DolValues.builder().country(826).currency(826).build())
 *     .build();
 * try (CardSession session = reader.awaitCard(limit)) {
 *   emv.read(session, limit).match(card -> ..., reason -> ...);
 * }
 * }</pre>
 *
 * <p><b>No kernel:</b> see the package's documentation. Defaults: nobody is asked which application
 * to use, and everything the card asks of the till is told as zeros.
 *
 * <p>Bounds: 64 candidates, 255 records, 65,535 bytes of objects. <b>Threads.</b> Any; one card at
 * a time each.
 */
public final class EmvReader {
  private static final int MOST_RECORDS = 255;
  private static final byte[] NONE = {};
  private static final int NOT_SATISFIED = 0x6985;

  private final List<SupportedApplication> supported;
  private final DolValues values;
  private final CardholderChoice choice;

  private EmvReader(Builder b) {
    supported = List.copyOf(b.supported);
    values = b.values;
    choice = b.choice;
  }

  /** A reader that knows no application yet. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads the card of a session, which stays the caller's.
   *
   * @throws DeviceException when card or reader fail
   * @throws ApduFormatException when the card's data breaks the rules
   */
  public EmvOutcome read(CardSession session, Duration limit) {
    return read(CardChannel.of(session), session.contact(), Deadline.after(limit));
  }

  /** As above, over any channel. */
  public EmvOutcome read(CardChannel channel, Contact contact, Deadline deadline) {
    ApduExchange card = new ApduExchange(channel, deadline);
    try {
      List<Candidate> left =
          new ArrayList<>(new ApplicationSelection(card, supported).candidates(contact));
      EmvOutcome.Reason reason = EmvOutcome.Reason.NO_APPLICATION;
      while (!left.isEmpty()) {
        Optional<Candidate> chosen = choose(left);
        if (chosen.isEmpty()) {
          return new EmvOutcome.Refused(EmvOutcome.Reason.NOT_CHOSEN);
        }
        EmvOutcome outcome = open(card, chosen.get(), contact);
        if (outcome instanceof EmvOutcome.Refused refused) {
          // EMV book 1, 12.4: back to the list, without this one.
          left.remove(chosen.get());
          reason = refused.reason();
        } else {
          return outcome;
        }
      }
      return new EmvOutcome.Refused(reason);
    } catch (ApplicationSelection.CardBlocked e) {
      return new EmvOutcome.Refused(EmvOutcome.Reason.BLOCKED);
    }
  }

  /** The applications that card and till have in common, best first. */
  public List<Candidate> candidates(CardChannel channel, Contact contact, Deadline deadline) {
    try {
      ApduExchange card = new ApduExchange(channel, deadline);
      return new ApplicationSelection(card, supported).candidates(contact);
    } catch (ApplicationSelection.CardBlocked e) {
      return List.of();
    }
  }

  private Optional<Candidate> choose(List<Candidate> left) {
    if (left.size() == 1 && !left.get(0).needsConfirmation()) {
      return Optional.of(left.get(0));
    }
    return choice.choose(List.copyOf(left)).filter(left::contains);
  }

  private EmvOutcome open(ApduExchange card, Candidate candidate, Contact contact) {
    try (ResponseApdu answer = ApplicationSelection.choose(card, candidate)) {
      if (!answer.isGood()) {
        boolean missing = ApplicationSelection.isMissing(answer.status());
        return refused(missing ? EmvOutcome.Reason.BLOCKED : EmvOutcome.Reason.NO_APPLICATION);
      }
      TlvObjects fci = EmvData.parse(answer.data(), "FCI");
      if (fci.find(EmvTag.FCI).isEmpty()) {
        throw new ApduFormatException("FCI", 0, "a template 6F");
      }
      try (ResponseApdu options = ProcessingOptions.ask(card, fci, values)) {
        if (options.status() == NOT_SATISFIED || !options.isGood()) {
          return refused(EmvOutcome.Reason.NO_APPLICATION);
        }
        ProcessingOptions parsed = ProcessingOptions.parse(options);
        return new EmvOutcome.Read(new EmvRead(candidate, contact, records(card, fci, parsed)));
      }
    }
  }

  private static EmvOutcome refused(EmvOutcome.Reason reason) {
    return new EmvOutcome.Refused(reason);
  }

  private static TlvObjects records(ApduExchange card, TlvObjects fci, ProcessingOptions options) {
    TlvObjects.Builder all = TlvObjects.builder();
    add(all, fci);
    options.objects().ifPresent(objects -> add(all, objects));
    int read = 0;
    for (FileLocator.Range range : options.locator().map(FileLocator::ranges).orElse(List.of())) {
      for (int record = range.first(); record <= range.last(); record++) {
        if (++read > MOST_RECORDS) {
          throw new ApduFormatException("AFL", 0, "more than " + MOST_RECORDS + " records");
        }
        try (ResponseApdu answer = card.send(0x00, 0xB2, record, range.sfi() << 3 | 4, NONE)) {
          if (!answer.isGood()) {
            throw new ApduFormatException("records", record, "one that the AFL names is not there");
          }
          addRecord(all, answer, range.sfi());
        }
      }
    }
    return all.build();
  }

  private static void addRecord(TlvObjects.Builder all, ResponseApdu answer, int sfi) {
    try (TlvObjects record = EmvData.parse(answer.data(), "record")) {
      // Files above 10 are the issuer's own, and may be anything (EMV book 3, 7.1).
      if (sfi <= 10 && record.find(EmvTag.RECORD).isEmpty()) {
        throw new ApduFormatException("record", 0, "a template 70");
      }
      add(all, record);
    }
  }

  private static void add(TlvObjects.Builder all, TlvObjects objects) {
    for (TlvObject object : objects.objects()) {
      all.add(object.tag(), object.value());
    }
  }

  /** Collects what differs from the defaults. Not for several threads. */
  public static final class Builder {
    private static final int MOST_APPLICATIONS = 64;

    private final List<SupportedApplication> supported = new ArrayList<>();
    private DolValues values = DolValues.builder().build();
    private CardholderChoice choice = CardholderChoice.nobody();

    private Builder() {}

    /** One more application that the till knows; at most 64. */
    public Builder application(SupportedApplication application) {
      if (supported.size() == MOST_APPLICATIONS) {
        throw new IllegalArgumentException("at most " + MOST_APPLICATIONS + " applications");
      }
      supported.add(Objects.requireNonNull(application, "application"));
      return this;
    }

    /** What the till tells a card that asks. */
    public Builder values(DolValues newValues) {
      values = Objects.requireNonNull(newValues, "values");
      return this;
    }

    /** Who asks the cardholder. */
    public Builder choice(CardholderChoice newChoice) {
      choice = Objects.requireNonNull(newChoice, "choice");
      return this;
    }

    public EmvReader build() {
      if (supported.isEmpty()) {
        throw new IllegalArgumentException("a reader knows at least one application");
      }
      return new EmvReader(this);
    }
  }
}
