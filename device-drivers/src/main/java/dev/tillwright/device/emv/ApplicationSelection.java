package dev.tillwright.device.emv;

import dev.tillwright.core.tlv.TlvObject;
import dev.tillwright.core.tlv.TlvObjects;
import dev.tillwright.core.tlv.TlvTag;
import dev.tillwright.device.spi.CardReader.Contact;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Makes the list of candidates (EMV book 1, 12.3; contactless book B, 3.3.2). */
final class ApplicationSelection {
  private static final byte[] CONTACT_DIRECTORY = name("1PAY.SYS.DDF01");
  private static final byte[] CONTACTLESS_DIRECTORY = name("2PAY.SYS.DDF01");
  private static final byte[] NONE = {};

  /** A card lists few; more than this is no card. */
  private static final int MOST = 64;

  private static final int BY_NAME = 0x04;
  private static final int FIRST = 0;
  private static final int NEXT = 2;
  private static final int NOT_FOUND = 0x6A82;
  private static final int NOT_SUPPORTED = 0x6A81;
  private static final int NO_RECORD = 0x6A83;
  private static final int INVALIDATED = 0x6283;

  private final ApduExchange card;
  private final List<SupportedApplication> supported;
  private final List<Candidate> found = new ArrayList<>();

  ApplicationSelection(ApduExchange card, List<SupportedApplication> supported) {
    this.card = card;
    this.supported = supported;
  }

  private static byte[] name(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A card that takes no SELECT at all: blocked, or no such card. */
  static final class CardBlocked extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** Best first; those without a priority last, in the card's order. */
  List<Candidate> candidates(Contact contact) throws CardBlocked {
    if (contact == Contact.CONTACTLESS) {
      contactless();
    } else {
      contact();
    }
    return found.stream().sorted(Comparator.comparingInt(Candidate::rank)).toList();
  }

  private void contactless() throws CardBlocked {
    try (ResponseApdu answer = select(CONTACTLESS_DIRECTORY, FIRST)) {
      refuseBlocked(answer);
      if (answer.isGood()) {
        entries(answer);
      }
    }
  }

  private void contact() throws CardBlocked {
    try (ResponseApdu answer = select(CONTACT_DIRECTORY, FIRST)) {
      refuseBlocked(answer);
      if (answer.isGood()) {
        directory(objects(answer, "FCI"));
      }
    }
    if (found.isEmpty()) {
      byNames();
    }
  }

  private static void refuseBlocked(ResponseApdu answer) throws CardBlocked {
    if (answer.status() == NOT_SUPPORTED) {
      throw new CardBlocked();
    }
  }

  /** Records of the directory's file until the card has no more. */
  private void directory(TlvObjects fci) {
    int sfi = fci.value(EmvTag.SFI).filter(v -> v.length == 1).map(v -> v[0] & 0xFF).orElse(0);
    if (sfi < 1 || sfi > 10) {
      return; // 12.3.2, step 2: then the list of names is used
    }
    for (int record = 1; record <= 0xFF && found.size() < MOST; record++) {
      try (ResponseApdu answer = card.send(0x00, 0xB2, record, sfi << 3 | 4, NONE)) {
        if (answer.status() == NO_RECORD) {
          return;
        }
        if (!answer.isGood()) {
          found.clear();
          return;
        }
        entries(answer, fci);
      }
    }
  }

  private void entries(ResponseApdu answer) {
    entries(answer, objects(answer, "FCI"));
  }

  private void entries(ResponseApdu answer, TlvObjects around) {
    for (TlvObject each : objects(answer, "directory").all()) {
      if (each.tag().equals(EmvTag.ENTRY) && found.size() < MOST) {
        TlvObjects entry = TlvObjects.parse(each.value());
        entry.value(EmvTag.AID).ifPresent(aid -> add(aid, entry, around));
      }
    }
  }

  private void byNames() {
    for (SupportedApplication application : supported) {
      boolean next = false;
      for (int i = 0; i < MOST && found.size() < MOST; i++) {
        try (ResponseApdu answer = select(application.aid().bytes(), next ? NEXT : FIRST)) {
          boolean more = listed(answer, application);
          if (!more || !application.partial()) {
            break;
          }
          next = true;
        }
      }
    }
  }

  /** Takes the application that answered; false when there is no further one of this name. */
  private boolean listed(ResponseApdu answer, SupportedApplication application) {
    if (answer.status() == INVALIDATED) {
      return true; // blocked, but another of the same beginning may follow
    }
    if (!answer.isGood()) {
      return false;
    }
    TlvObjects fci = objects(answer, "FCI");
    Optional<byte[]> name = fci.value(EmvTag.DF_NAME).filter(n -> Aid.isLength(n.length));
    if (name.isEmpty() || !application.means(Aid.of(name.get()))) {
      return false;
    }
    int before = found.size();
    add(name.get(), fci, fci);
    return found.size() > before; // the same one again: a card that does not know "next"
  }

  private void add(byte[] aid, TlvObjects entry, TlvObjects around) {
    if (!Aid.isLength(aid.length)) {
      return;
    }
    Aid name = Aid.of(aid);
    boolean known = supported.stream().anyMatch(application -> application.means(name));
    boolean twice = found.stream().anyMatch(candidate -> candidate.aid().equals(name));
    if (!known || twice) {
      return;
    }
    int priority =
        entry.value(EmvTag.PRIORITY).filter(v -> v.length == 1).map(v -> v[0] & 0xFF).orElse(0);
    found.add(
        new Candidate(
            name,
            CodeTable.name(entry, around).orElse(name.hex()),
            priority & 0x0F,
            (priority & 0x80) != 0,
            CodeTable.languages(
                entry.value(EmvTag.LANGUAGES).or(() -> around.value(EmvTag.LANGUAGES)))));
  }

  private ResponseApdu select(byte[] name, int occurrence) {
    return card.send(0x00, 0xA4, BY_NAME, occurrence, name);
  }

  /** The file control information of the chosen one, or the status with which it was refused. */
  static ResponseApdu choose(ApduExchange card, Candidate candidate) {
    return card.send(0x00, 0xA4, BY_NAME, FIRST, candidate.aid().bytes());
  }

  static boolean isMissing(int status) {
    return status == NOT_FOUND || status == INVALIDATED;
  }

  private static TlvObjects objects(ResponseApdu answer, String what) {
    return EmvData.parse(answer.data(), what);
  }

  /** The value of a tag whose length is fixed. */
  static Optional<byte[]> value(TlvObjects objects, TlvTag tag, int length) {
    return objects.value(tag).filter(value -> value.length == length);
  }
}
